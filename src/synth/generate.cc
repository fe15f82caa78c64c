// Runs the days. Behaviours work in local days, files in UTC days, and the world has clocks from
// −12 to +14 hours; so a UTC day is written when the local days before, on and after it are
// planned.

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <system_error>

#include "base/json_writer.h"
#include "detector/synth.h"
#include "synth/behaviour.h"
#include "synth/campaign.h"
#include "synth/estate.h"
#include "synth/write_file.h"
#include "synth/writers.h"

namespace detector {
namespace synth {
namespace {

Plan plan_day(const Estate& estate, const Rng& root, Day day) {
  Plan plan;
  plan_people(estate, root, day, plan);
  plan_shells(estate, root, day, plan);
  plan_services(estate, root, day, plan);
  plan_machines(estate, root, day, plan);
  plan_noise(estate, root, day, plan);
  return plan;
}

/// The actions of one UTC day in order of time; at the same moment, attacks come last, so that they
/// do not move benign records.
template <typename Action>
std::vector<const Action*> actions_of(const std::vector<const std::vector<Action>*>& sources,
                                      Day day) {
  std::vector<const Action*> actions;
  for (const std::vector<Action>* source : sources) {
    for (const Action& action : *source) {
      if (day_of(action.time) == day) actions.push_back(&action);
    }
  }
  std::stable_sort(actions.begin(), actions.end(),
                   [](const Action* a, const Action* b) { return a->time < b->time; });
  return actions;
}

void append_truth(std::string& out, const std::vector<TruthRow>& rows, const Attacks& attacks) {
  for (const TruthRow& row : rows) {
    const Label& label = attacks.labels[static_cast<std::size_t>(row.label)];
    JsonWriter json;
    json.begin_object().field("record_id", row.record_id).field("campaign", label.campaign);
    json.field("technique", label.technique).field("stage", label.stage);
    json.field("level", label.level).field("time", format_time(row.time));
    json.field("entity", label.entity).end_object();
    out += json.text() + '\n';
  }
}

class Generator {
 public:
  Generator(const Rng& root, Estate estate, Attacks attacks, std::string logs)
      : root_(root),
        estate_(std::move(estate)),
        attacks_(std::move(attacks)),
        logs_(std::move(logs)) {}

  Result<SynthSummary> run(Span span) {
    DETECTOR_TRY(AuthWriter hosts, AuthWriter::create(estate_, logs_));
    for (Day day = span.first - 1; day <= span.first + span.days; ++day) {
      window_.push_back(plan_day(estate_, root_, day));
      if (window_.size() < 3) continue;
      DETECTOR_CHECK(write_day(day - 1, hosts));
      window_.pop_front();
    }
    return summary_;
  }

  [[nodiscard]] const std::string& truth() const { return truth_; }

 private:
  Status write_day(Day day, AuthWriter& hosts) {
    std::vector<const std::vector<ApiCall>*> calls;
    std::vector<const std::vector<AuthLine>*> lines;
    for (const Plan& plan : window_) {
      calls.push_back(&plan.calls);
      lines.push_back(&plan.lines);
    }
    calls.push_back(&attacks_.plan.calls);
    lines.push_back(&attacks_.plan.lines);
    DETECTOR_TRY(Written cloud,
                 write_cloudtrail_day(estate_, root_, actions_of(calls, day), logs_));
    DETECTOR_TRY(const Written auth, hosts.write_day(actions_of(lines, day)));
    cloud.truth.insert(cloud.truth.end(), auth.truth.begin(), auth.truth.end());
    std::stable_sort(cloud.truth.begin(), cloud.truth.end(),
                     [](const TruthRow& a, const TruthRow& b) { return a.time < b.time; });
    append_truth(truth_, cloud.truth, attacks_);
    summary_.cloudtrail_records += cloud.records;
    summary_.cloudtrail_files += cloud.files;
    summary_.auth_lines += auth.records;
    summary_.attack_records += static_cast<std::int64_t>(cloud.truth.size());
    return {};
  }

  Rng root_;
  Estate estate_;
  Attacks attacks_;
  std::string logs_;
  std::deque<Plan> window_;
  std::string truth_;  ///< Bounded by the campaigns.
  SynthSummary summary_;
};

Result<Span> check(const SynthOptions& options) {
  if (options.days < 1 || options.days > 366) {
    return fail(Code::kUsage, fmt::format("generate: {} days; give 1 to 366", options.days));
  }
  if (options.people < 4 || options.people > 2000) {
    return fail(Code::kUsage, fmt::format("generate: {} people; give 4 to 2000", options.people));
  }
  const auto start = parse_iso_time(options.start + "T00:00:00Z");
  constexpr std::size_t kDateLength = 10;
  if (!start || options.start.size() != kDateLength) {
    return fail(Code::kUsage, fmt::format("generate: start \"{}\" is not a date; give YYYY-MM-DD",
                                          options.start));
  }
  return Span{day_of(start->time), options.days};
}

Result<std::vector<CampaignPlan>> campaigns_of(const SynthOptions& options, const Rng& root,
                                               Span span) {
  if (options.attacks == "none") return std::vector<CampaignPlan>{};
  if (options.attacks == "default") return default_campaigns(root, span);
  return load_campaigns(options.attacks, root, span);
}

}  // namespace
}  // namespace synth

Result<SynthSummary> generate(const SynthOptions& options, const std::string& directory) {
  DETECTOR_TRY(const synth::Span span, synth::check(options));
  const Rng root(options.seed);
  DETECTOR_TRY(const auto campaigns, synth::campaigns_of(options, root, span));
  const std::string logs = directory + "/logs";
  std::error_code error;
  if (std::filesystem::exists(logs, error)) {
    return fail(Code::kConflict,
                fmt::format("generate: {} exists; give an empty directory or remove it", logs));
  }
  synth::Estate estate = synth::build_estate(root, options.people, span.first);
  synth::Attacks attacks = synth::stage_campaigns(estate, root, campaigns);
  // Moving the estate keeps its vectors' storage, so the attacks' sessions still point into it.
  synth::Generator generator(root, std::move(estate), std::move(attacks), logs);
  DETECTOR_TRY(SynthSummary summary, generator.run(span));
  summary.campaigns = static_cast<std::int64_t>(campaigns.size());
  DETECTOR_CHECK(synth::write_file(directory + "/truth.jsonl", generator.truth()));
  return summary;
}

}  // namespace detector
