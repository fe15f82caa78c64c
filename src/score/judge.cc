// From scores to those that exceed the threshold. With a model, its calibration decides;
// progressive mode adds the scores of the days closed so far, so that the budget follows what
// drifts. Without a model, leave-out calibrates on the very scores it judges (each was left out of
// its own baseline).
#include "score/judge.h"

#include <algorithm>

#include "score/explain.h"
#include "score/policy.h"
#include "score/scorer.h"

namespace detector {
namespace {

constexpr std::uint64_t kRecentDays = 7;

}  // namespace

Decision Judge::decision_for(Bits score, Bits threshold) const {
  Decision decision;
  decision.threshold = threshold;
  const bool member = history_ == nullptr && options_.mode == Mode::kLeaveOut;
  decision.p_value = member ? own_.p_value_of_member(score) : own_.p_value(score);
  decision.calibrated_on = own_.total();
  if (history_ != nullptr) decision.model_sha256 = history_->sha256();
  return decision;
}

Judged Judge::judged(const EntityScore& score, Grain grain, Bits threshold) const {
  ExplainContext context;
  context.history = history_ != nullptr ? &history_->baseline() : nullptr;
  context.input = &input_;
  context.sightings = &sightings_;
  context.knowledge = options_.policy.knowledge.get();
  context.key = options_.key;
  context.mode = options_.mode;
  context.grain = grain;
  return {explain(score, context), decision_for(score.bits, threshold)};
}

Result<Bits> Judge::threshold_now() const {
  auto threshold = options_.p_value ? own_.threshold_at(*options_.p_value)
                                    : own_.threshold(options_.budget_milli);
  // What has grown since the model was made shows in the days since: the budget is kept on these by
  // themselves too, once there is a week of them.
  if (threshold && !options_.p_value && closed_.days() >= kRecentDays) {
    const auto recent = closed_.threshold(options_.budget_milli);
    if (recent) threshold = std::max(*threshold, *recent);
  }
  // The first days of a progressive run have nothing to calibrate on: the floor alone speaks until
  // the order statistic exists.
  const bool warming_up = history_ == nullptr && options_.mode == Mode::kProgressive;
  if (!threshold && warming_up) return Calibration::kFloor;
  return threshold;
}

void Judge::report_scores(const std::vector<EntityScore>& scores, Grain grain, Bits threshold,
                          const OnScore& on_score, std::vector<Judged>& out) {
  for (const EntityScore& score : scores) {
    if (!on_score && score.bits <= threshold) continue;
    Judged one = judged(score, grain, threshold);
    if (on_score) on_score(one.score, one.decision);
    if (score.bits <= threshold) continue;
    const auto* const window = announced_window(options_.policy, score.day, one.score.entity);
    if (window == nullptr) {
      out.push_back(std::move(one));
    } else {
      ++expected_[window->name.empty() ? window->who : window->name];
    }
  }
}

Result<std::vector<Judged>> Judge::judge_day(const ReadOut& readout, Day day, Close close,
                                             const OnScore& on_score) {
  std::vector<Judged> out;
  const auto slice = input_.days().find(day);
  if (slice == input_.days().end()) return out;
  DETECTOR_TRY(const Bits threshold, threshold_now());
  const Grain grain = readout.grain(options_.mode, day);
  Scorer scorer(readout, options_.mode);
  const auto scores = scorer.score_day(day, slice->second, threshold);
  report_scores(scores, grain, threshold, on_score, out);
  if (close == Close::kYes) {
    threshold_ = threshold;
    entity_days_ += scores.size();
    Calibration today;
    calibrate_on(readout, scores, options_.policy, today);
    own_.merge(today);
    closed_.merge(today);
  }
  return out;
}

void Judge::calibrate_on(const ReadOut& readout, const std::vector<EntityScore>& scores,
                         const Policy& policy, Calibration& calibration) {
  calibration.add_day();
  for (const EntityScore& score : scores) {
    const bool expected =
        announced_window(policy, score.day, readout.name(score.entity)) != nullptr;
    if (!expected) calibration.add(score.bits);
  }
}

// The highest score of each day; without a model, all scores make the calibration.
std::map<Day, Bits> Judge::calibrate_left_out(const ReadOut& readout, Scorer& scorer) {
  std::map<Day, Bits> highest;
  for (const auto& [day, slice] : input_.days()) {
    const auto scores = scorer.score_day(day, slice, INT64_MAX);
    entity_days_ += scores.size();
    Bits& best = highest[day];
    for (const EntityScore& score : scores) best = std::max(best, score.bits);
    if (history_ != nullptr) continue;
    calibrate_on(readout, scores, options_.policy, own_);
  }
  return highest;
}

Result<std::vector<Judged>> Judge::judge_left_out(const ReadOut& readout, const OnScore& on_score) {
  Scorer scorer(readout, Mode::kLeaveOut);
  // First the scores alone, for the threshold; then again those days that have something to show.
  const auto highest = calibrate_left_out(readout, scorer);
  std::vector<Judged> out;
  if (input_.days().empty()) return out;
  DETECTOR_TRY(threshold_, threshold_now());
  for (const auto& [day, slice] : input_.days()) {
    if (!on_score && highest.at(day) <= *threshold_) continue;
    const auto scores = scorer.score_day(day, slice, *threshold_);
    report_scores(scores, readout.grain(Mode::kLeaveOut, day), *threshold_, on_score, out);
  }
  return out;
}

Result<std::vector<Judged>> Judge::judge_all(const OnScore& on_score) {
  const ReadOut readout(history_ != nullptr ? &history_->baseline() : nullptr, input_,
                        options_.policy);
  if (options_.mode == Mode::kLeaveOut) return judge_left_out(readout, on_score);
  std::vector<Judged> out;
  for (const auto& [day, slice] : input_.days()) {
    DETECTOR_TRY(auto of_day, judge_day(readout, day, Close::kYes, on_score));
    out.insert(out.end(), std::make_move_iterator(of_day.begin()),
               std::make_move_iterator(of_day.end()));
  }
  return out;
}

}  // namespace detector
