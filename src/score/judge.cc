// From scores to those that exceed the threshold. With a model, its calibration decides;
// progressive mode adds the scores of the days closed so far, so that the budget follows what
// drifts. Without a model, leave-out calibrates on the very scores it judges (each was left out of
// its own baseline).
#include "score/judge.h"

#include <algorithm>
#include <functional>

#include "score/explain.h"
#include "score/policy.h"
#include "score/scorer.h"
#include "score/silencing.h"

namespace detector {
namespace {

constexpr std::uint64_t kRecentDays = 7;
// A day raises at most so many times the budget (docs/adr/0011-a-day-has-a-limit.md).
constexpr std::uint64_t kMostTimesBudget = 5;

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

Judged Judge::judged(const EntityScore& score, const DayScores& day, Bits threshold,
                     bool raised) const {
  ExplainContext context;
  context.readout = &day.scorer.readout();
  context.sightings = &sightings_;
  context.knowledge = options_.policy.knowledge.get();
  context.key = options_.key;
  context.mode = options_.mode;
  context.grain = day.grain;
  Judged out{explain(score, context), decision_for(score.bits, threshold)};
  if (raised) {
    explain_rarities(score, context, day.scorer, out.score);
    out.score.silencing = SilencingSearch(day.scorer, day.slice, score).find(threshold);
  }
  return out;
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

// The strongest scores of the day, as many as it may raise; equals in the order of entities.
Judge::Bar Judge::bar_of_day(const ReadOut& readout, const std::vector<EntityScore>& scores,
                             Bits threshold) const {
  if (options_.p_value) return {threshold, threshold, 0};
  std::vector<Bits> above;
  for (const EntityScore& score : scores) {
    if (score.bits <= threshold) continue;
    const bool expected =
        announced_window(options_.policy, score.day, readout.name(score.entity)) != nullptr;
    if (!expected) above.push_back(score.bits);
  }
  const std::size_t most =
      std::max<std::uint64_t>(kMostTimesBudget * options_.budget_milli / 1000, 1);
  if (above.size() <= most) return {threshold, threshold, 0};
  std::sort(above.begin(), above.end(), std::greater<>());
  const Bits limit = above[most];
  const auto stronger = std::find(above.begin(), above.end(), limit) - above.begin();
  return {threshold, limit, most - static_cast<std::size_t>(stronger)};
}

void Judge::report_scores(const DayScores& day, Bar bar, const OnScore& on_score,
                          std::vector<Judged>& out) {
  for (const EntityScore& score : day.scores) {
    const bool raised = score.bits > bar.limit || (score.bits == bar.limit && bar.at_limit > 0);
    if (!on_score && !raised) continue;
    Judged one = judged(score, day, bar.threshold, raised);
    if (on_score) on_score(one.score, one.decision);
    if (!raised) continue;
    const auto* const window = announced_window(options_.policy, score.day, one.score.entity);
    if (window != nullptr) {
      ++expected_[window->name.empty() ? window->who : window->name];
      continue;
    }
    if (score.bits == bar.limit) --bar.at_limit;
    out.push_back(std::move(one));
  }
}

Result<std::vector<Judged>> Judge::judge_day(Scorer& scorer, Day day, Close close,
                                             const OnScore& on_score) {
  std::vector<Judged> out;
  const auto slice = input_.days().find(day);
  if (slice == input_.days().end()) return out;
  DETECTOR_TRY(const Bits threshold, threshold_now());
  const ReadOut& readout = scorer.readout();
  const auto scores = scorer.score_day(day, slice->second, threshold);
  const Bar bar = bar_of_day(readout, scores, threshold);
  report_scores({scorer, slice->second, scores, readout.grain(options_.mode, day)}, bar, on_score,
                out);
  if (close == Close::kYes) {
    if (bar.limit > threshold) withheld_.push_back(day);
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

// Without a model, all scores make the calibration.
void Judge::calibrate_left_out(Scorer& scorer, Strongest& strongest) {
  for (const auto& [day, slice] : input_.days()) {
    auto scores = scorer.score_day(day, slice, strongest.floor());
    entity_days_ += scores.size();
    if (history_ == nullptr) calibrate_on(scorer.readout(), scores, options_.policy, own_);
    for (EntityScore& score : scores) strongest.add(std::move(score));
  }
}

// First the scores alone, for the threshold. The strongest have kept what they rest on, which is
// enough but for large budgets; else the days are scored again.
Result<std::vector<Judged>> Judge::judge_left_out(Scorer& scorer, const OnScore& on_score) {
  std::vector<Judged> out;
  const std::size_t days = input_.days().size();
  Strongest strongest(kSpareScores + 2 * days * options_.budget_milli / 1000);
  calibrate_left_out(scorer, strongest);
  if (days == 0) return out;
  DETECTOR_TRY(threshold_, threshold_now());
  const bool again = on_score != nullptr || !strongest.has_all_above(*threshold_);
  auto kept = strongest.take_by_day();
  for (const auto& [day, slice] : input_.days()) {
    const auto scores = again ? scorer.score_day(day, slice, *threshold_) : std::move(kept[day]);
    const Bar bar{*threshold_, *threshold_, 0};
    const Grain grain = scorer.readout().grain(Mode::kLeaveOut, day);
    report_scores({scorer, slice, scores, grain}, bar, on_score, out);
  }
  return out;
}

Result<std::vector<Judged>> Judge::judge_all(const OnScore& on_score) {
  const ReadOut readout(history_ != nullptr ? &history_->baseline() : nullptr, input_,
                        options_.policy);
  Scorer scorer(readout, options_.mode);
  if (options_.mode == Mode::kLeaveOut) return judge_left_out(scorer, on_score);
  std::vector<Judged> out;
  for (const auto& [day, slice] : input_.days()) {
    DETECTOR_TRY(auto of_day, judge_day(scorer, day, Close::kYes, on_score));
    out.insert(out.end(), std::make_move_iterator(of_day.begin()),
               std::make_move_iterator(of_day.end()));
  }
  return out;
}

}  // namespace detector
