// Runs the days. Behaviours work in local days, files in UTC days, and the world has clocks from
// −12 to +14 hours; so a UTC day is written when the local days before, on and after it are
// planned.

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <set>
#include <system_error>

#include "base/json_writer.h"
#include "detector/synth.h"
#include "synth/behaviour.h"
#include "synth/campaign.h"
#include "synth/estate.h"
#include "synth/penetration.h"
#include "synth/write_file.h"
#include "synth/writers.h"

namespace detector {
namespace synth {
namespace {

constexpr std::string_view kCloudTrail = "cloudtrail";
constexpr std::string_view kAuth = "auth";
constexpr std::string_view kFlow = "flow";

Plan plan_day(const Estate& estate, const Rng& root, Day day) {
  Plan plan;
  plan_people(estate, root, day, plan);
  plan_shells(estate, root, day, plan);
  plan_services(estate, root, day, plan);
  plan_machines(estate, root, day, plan);
  plan_noise(estate, root, day, plan);
  plan_traffic(estate, root, day, plan);
  plan_internet(estate, root, day, plan);
  plan_laptops(estate, root, day, plan);
  plan_odd_people(estate, root, day, plan);
  plan_pen_test(estate, root, day, plan);
  return plan;
}

/// The actions of one UTC day in order of time; at the same moment, attacks come last, so that they
/// do not move benign records.
template <typename Action>
std::vector<const Action*> actions_of(const std::vector<const std::vector<Action>*>& sources,
                                      Day day, TimeMs Action::*when) {
  std::vector<const Action*> actions;
  for (const std::vector<Action>* source : sources) {
    for (const Action& action : *source) {
      if (day_of(action.*when) == day) actions.push_back(&action);
    }
  }
  std::stable_sort(actions.begin(), actions.end(),
                   [when](const Action* a, const Action* b) { return a->*when < b->*when; });
  return actions;
}

void append_surprises(std::string& out, const std::vector<TaggedRow>& rows) {
  for (const TaggedRow& row : rows) {
    if (row.surprise == nullptr) continue;
    JsonWriter json;
    json.begin_object().field("record_id", row.record_id).field("surprise", row.surprise->id);
    json.field("kind", row.surprise->kind).field("time", format_time(row.time));
    json.field("entity", row.surprise->entity).end_object();
    out += json.text() + '\n';
  }
}

void append_truth(std::string& out, const std::vector<TaggedRow>& rows, const Attacks& attacks) {
  for (const TaggedRow& row : rows) {
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
  Generator(const Rng& root, Estate estate, Attacks attacks, std::string directory,
            std::string only)
      : root_(root),
        only_(std::move(only)),
        estate_(std::move(estate)),
        attacks_(std::move(attacks)),
        directory_(std::move(directory)),
        logs_(directory_ + "/logs") {}

  Result<SynthSummary> run(Span span) {
    DETECTOR_TRY(AuthWriter hosts, AuthWriter::create(estate_, logs_));
    DETECTOR_CHECK(write_file(surprises_path(), ""));
    DETECTOR_CHECK(write_file(directory_ + "/announced.yaml",
                              announced_yaml(estate_, root_, span.first, span.days)));
    for (Day day = span.first - 1; day <= span.first + span.days; ++day) {
      window_.push_back(plan_day(estate_, root_, day));
      if (window_.size() < 3) continue;
      DETECTOR_CHECK(write_day(day - 1, hosts));
      window_.pop_front();
    }
    return finish();
  }

 private:
  [[nodiscard]] std::string surprises_path() const { return directory_ + "/surprises.jsonl"; }

  /// The actions of a day of one sort, benign ones before attacks.
  template <typename Action>
  [[nodiscard]] std::vector<const Action*> of_day(std::vector<Action> Plan::*sort,
                                                  TimeMs Action::*when, Day day) const {
    std::vector<const std::vector<Action>*> sources;
    for (const Plan& plan : window_) sources.push_back(&(plan.*sort));
    sources.push_back(&(attacks_.plan.*sort));
    return actions_of(sources, day, when);
  }

  [[nodiscard]] bool writes(std::string_view source) const {
    return only_.empty() || only_ == source;
  }

  Status write_day(Day day, AuthWriter& hosts) {
    Written cloud;
    Written auth;
    Written flow;
    if (writes(kCloudTrail)) {
      DETECTOR_TRY(cloud, write_cloudtrail_day(estate_, root_,
                                               of_day(&Plan::calls, &ApiCall::time, day), logs_));
    }
    if (writes(kAuth)) {
      DETECTOR_TRY(auth, hosts.write_day(of_day(&Plan::lines, &AuthLine::time, day)));
    }
    if (writes(kFlow)) {
      DETECTOR_TRY(flow,
                   write_flow_day(estate_, day, of_day(&Plan::flows, &FlowLine::end, day), logs_));
    }
    summary_.cloudtrail_records += cloud.records;
    summary_.cloudtrail_files += cloud.files;
    summary_.auth_lines += auth.records;
    summary_.flow_lines += flow.records;
    summary_.flow_files += flow.files;
    std::vector<TaggedRow> surprising;
    for (const Written* written : {&cloud, &auth, &flow}) {
      for (const TaggedRow& row : written->tagged) {
        (row.label == kBenign ? surprising : truth_).push_back(row);
      }
    }
    return write_surprises(surprising);
  }

  /// Appends the day's, since they are not bounded as attacks are.
  Status write_surprises(std::vector<TaggedRow>& rows) {
    sort_by_time(rows);
    for (const TaggedRow& row : rows) surprises_.insert(row.surprise->id);
    summary_.surprise_records += static_cast<std::int64_t>(rows.size());
    std::string text;
    append_surprises(text, rows);
    return append_file(surprises_path(), text);
  }

  Result<SynthSummary> finish() {
    sort_by_time(truth_);
    summary_.attack_records = static_cast<std::int64_t>(truth_.size());
    summary_.surprises = static_cast<std::int64_t>(surprises_.size());
    std::string text;
    append_truth(text, truth_, attacks_);
    DETECTOR_CHECK(write_file(directory_ + "/truth.jsonl", text));
    return summary_;
  }

  static void sort_by_time(std::vector<TaggedRow>& rows) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const TaggedRow& a, const TaggedRow& b) { return a.time < b.time; });
  }

  Rng root_;
  std::string only_;
  Estate estate_;
  Attacks attacks_;
  std::string directory_;
  std::string logs_;
  std::deque<Plan> window_;
  std::vector<TaggedRow> truth_;     ///< Bounded by the campaigns.
  std::set<std::string> surprises_;  ///< Names of the surprises: some for each person and month.
  SynthSummary summary_;
};

Result<Span> check(const SynthOptions& options) {
  if (options.days < 1 || options.days > 366) {
    return fail(Code::kUsage, fmt::format("generate: {} days; give 1 to 366", options.days));
  }
  if (options.people < 4 || options.people > 2000) {
    return fail(Code::kUsage, fmt::format("generate: {} people; give 4 to 2000", options.people));
  }
  const std::string& only = options.only;
  if (!only.empty() && only != kCloudTrail && only != kAuth && only != kFlow) {
    return fail(Code::kUsage,
                fmt::format("generate: only \"{}\"; give cloudtrail, auth or flow", only));
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
  synth::Generator generator(root, std::move(estate), std::move(attacks), directory, options.only);
  DETECTOR_TRY(SynthSummary summary, generator.run(span));
  summary.campaigns = static_cast<std::int64_t>(campaigns.size());
  return summary;
}

}  // namespace detector
