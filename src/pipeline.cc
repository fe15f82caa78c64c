// The sequential part of the path: what digests teach is scored, and scores become alerts.
#include "detector/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/time.h"
#include "digest.h"
#include "parse/parser.h"
#include "score/judge.h"
#include "score/learner.h"

namespace detector {

struct Pipeline::Impl {
  PipelineOptions options;
  const Model* history = nullptr;
  Mode mode = Mode::kLeaveOut;
  Learner learner;
  Judge judge;
  Digester digester;
  Digest digest;
  FormatDetector detector;
  std::optional<Day> closed_before;
  std::vector<Alert> closed;                  // final alerts of days closed while streaming
  std::map<std::string, std::string> issued;  // open alerts by id, as last given out

  Impl(const PipelineOptions& o, const Model* h, Mode m)
      : options(o),
        history(h),
        mode(m),
        learner({o.now, o.since, o.until, hash_key_of(o), o.limits}),
        judge({m, o.budget_milli, o.p_value, o.policy, hash_key_of(o)}, h, learner.baseline(),
              learner.sightings()),
        digester(o) {}

  static std::vector<Alert> to_alerts(const std::vector<Judged>& judged) {
    std::vector<Alert> alerts;
    alerts.reserve(judged.size());
    for (const auto& one : judged) alerts.push_back(make_alert(one.score, one.decision));
    return alerts;
  }

  Status close_days(Day before, const OnScore& on_score, std::vector<Alert>& out);
};

Pipeline::Pipeline(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Pipeline::~Pipeline() = default;
Pipeline::Pipeline(Pipeline&&) noexcept = default;
Pipeline& Pipeline::operator=(Pipeline&&) noexcept = default;

Result<Pipeline> Pipeline::create(const PipelineOptions& options, const Model* history) {
  HashKey key;
  if (!options.hash_key_hex.empty() && !HashKey::from_hex(options.hash_key_hex, key)) {
    return fail(Code::kUsage, "the hash key must be 32 hexadecimal digits (model.hash_key)");
  }
  if (history != nullptr && history->baseline().key_fingerprint() != key.fingerprint()) {
    return fail(Code::kConflict, "the model was made with another hash key (model.hash_key)");
  }
  const Mode mode =
      options.mode.value_or(history != nullptr ? Mode::kProgressive : Mode::kLeaveOut);
  Pipeline pipeline(std::make_unique<Impl>(options, history, mode));
  if (!options.input_format.empty()) {
    const auto format = format_by_name(options.input_format);
    if (!format) {
      std::string names;
      for (const Format& known : formats()) names += fmt::format(" {}", known.name);
      return fail(Code::kUsage, fmt::format("unknown input format '{}'; known are:{}",
                                            options.input_format, names));
    }
    pipeline.impl_->detector = FormatDetector(*format);
  }
  return pipeline;
}

void Pipeline::prepare(RecordBatch& batch) {
  impl_->detector.assign(batch);
}

void Pipeline::absorb(const Digest& digest) {
  impl_->learner.learn(digest);
}

void Pipeline::push(RecordBatch& batch) {
  prepare(batch);
  impl_->digester.digest(batch, impl_->digest);
  absorb(impl_->digest);
}

Status Pipeline::Impl::close_days(Day before, const OnScore& on_score, std::vector<Alert>& out) {
  std::vector<Day> days;
  for (const auto& [day, slice] : learner.baseline().days()) {
    if (day < before && (!closed_before || day >= *closed_before)) days.push_back(day);
  }
  if (!days.empty()) {
    const ReadOut readout(history != nullptr ? &history->baseline() : nullptr, learner.baseline(),
                          options.policy);
    Scorer scorer(readout, mode);
    for (const Day day : days) {
      DETECTOR_TRY(const auto judged, judge.judge_day(scorer, day, Judge::Close::kYes, on_score));
      for (Alert& alert : to_alerts(judged)) out.push_back(std::move(alert));
    }
  }
  closed_before = before;
  learner.close_before(before);
  return {};
}

Result<std::vector<Alert>> Pipeline::advance(TimeMs watermark) {
  std::vector<Alert> out;
  const Day before = day_of(watermark - impl_->options.late_after_ms);
  if (!impl_->closed_before || before > *impl_->closed_before) {
    DETECTOR_CHECK(impl_->close_days(before, nullptr, out));
    impl_->closed.insert(impl_->closed.end(), out.begin(), out.end());
    impl_->learner.forget_sightings_before(before);
  }
  const ReadOut readout(impl_->history != nullptr ? &impl_->history->baseline() : nullptr,
                        impl_->learner.baseline(), impl_->options.policy);
  Scorer scorer(readout, impl_->mode);
  for (const auto& [day, slice] : impl_->learner.baseline().days()) {
    if (day < before) continue;
    DETECTOR_TRY(const auto judged,
                 impl_->judge.judge_day(scorer, day, Judge::Close::kNo, nullptr));
    for (Alert& alert : Impl::to_alerts(judged)) {
      alert.open = true;
      std::string& issued = impl_->issued[alert.id];
      std::string shown = fmt::format("{} {}", alert.score.bits, alert.score.records.size());
      if (issued == shown) continue;
      issued = std::move(shown);
      out.push_back(std::move(alert));
    }
  }
  return out;
}

Result<Report> Pipeline::finish(const OnScore& on_score) {
  Report report;
  std::vector<Alert>& alerts = report.alerts;
  alerts = std::move(impl_->closed);
  if (impl_->mode == Mode::kProgressive) {
    DETECTOR_CHECK(impl_->close_days(INT32_MAX, on_score, alerts));
  } else {
    DETECTOR_TRY(const auto judged, impl_->judge.judge_all(on_score));
    alerts = Impl::to_alerts(judged);
  }
  std::sort(alerts.begin(), alerts.end(), [](const Alert& a, const Alert& b) {
    if (a.score.bits != b.score.bits) return a.score.bits > b.score.bits;
    if (a.score.day != b.score.day) return a.score.day < b.score.day;
    return a.score.entity < b.score.entity;
  });
  report.accounting = impl_->learner.accounting();
  report.days = impl_->learner.baseline().days().size();
  report.entity_days = impl_->judge.entity_days();
  report.threshold = impl_->judge.threshold();
  report.messages = impl_->learner.messages();
  if (impl_->options.policy.kinds) report.recognised = impl_->options.policy.kinds->recognised();
  const std::uint64_t history_days =
      impl_->history != nullptr ? impl_->history->baseline().days().size() : 0;
  if (report.days > 0 && report.days + history_days < impl_->options.policy.minimum_days) {
    report.notes.push_back(fmt::format(
        "only {} day(s) to learn from: hours judge each other, and little can be known yet",
        report.days + history_days));
  }
  if (!impl_->judge.withheld().empty()) {
    report.notes.push_back(fmt::format(
        "{} day(s) had more alerts than five times the budget, the first {}; the strongest were "
        "raised, --all-scores shows the others",
        impl_->judge.withheld().size(), format_day(impl_->judge.withheld().front())));
  }
  for (const auto& [name, count] : impl_->judge.expected()) {
    report.notes.push_back(fmt::format("{} alert(s) not raised: announced as '{}'", count, name));
  }
  return report;
}

Model Pipeline::take_model(const std::vector<ObjectInfo>& objects) {
  Baseline baseline = impl_->learner.take_baseline();
  for (const ObjectInfo& object : objects) {
    if (!object.content_sha256.empty() && object.bytes > 0) {
      baseline.add_input(object.content_sha256);
    }
  }
  Model model(std::move(baseline));
  model.calibrate(impl_->options.policy);
  return model;
}

const Accounting& Pipeline::accounting() const {
  return impl_->learner.accounting();
}

}  // namespace detector
