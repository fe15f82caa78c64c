#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "detector/alert.h"
#include "detector/model.h"
#include "score/baseline.h"
#include "score/calibration.h"
#include "score/finding.h"
#include "score/readout.h"
#include "score/scorer.h"
#include "score/sightings.h"
#include "score/strongest.h"

namespace detector {

struct JudgeOptions {
  Mode mode = Mode::kLeaveOut;
  std::uint64_t budget_milli = 5000;
  std::optional<double> p_value;  ///< In place of the budget.
  Policy policy;
  HashKey key;
};

/// A score with what decides about it.
struct Judged {
  Score score;
  Decision decision;
};

/// Scores the days of an input against a history and its own other days, and finds the threshold.
/// Borrows everything it is given.
class Judge {
 public:
  using OnScore = std::function<void(const Score&, const Decision&)>;
  Judge(const JudgeOptions& options, const Model* history, const Baseline& input,
        const Sightings& sightings)
      : options_(options), history_(history), input_(input), sightings_(sightings) {
    if (history != nullptr) own_ = history->calibration(options.mode);
  }

  /// All days in order; those scores above their threshold, by day and entity.
  /// Errors: kUnresolvable when no threshold can be had for the budget.
  Result<std::vector<Judged>> judge_all(const OnScore& on_score);
  /// One day in progressive mode. `close`: its scores then calibrate the days after it.
  enum class Close : std::uint8_t { kNo, kYes };
  Result<std::vector<Judged>> judge_day(Scorer& scorer, Day day, Close close,
                                        const OnScore& on_score);

  [[nodiscard]] std::uint64_t entity_days() const { return entity_days_; }
  [[nodiscard]] std::optional<Bits> threshold() const { return threshold_; }
  /// Scores above their threshold that were announced, by the window's name.
  [[nodiscard]] const std::map<std::string, std::uint64_t>& expected() const { return expected_; }

  /// Closed days on which more was odd than a day may raise.
  [[nodiscard]] const std::vector<Day>& withheld() const { return withheld_; }

 private:
  Result<std::vector<Judged>> judge_left_out(Scorer& scorer, const OnScore& on_score);
  void calibrate_left_out(Scorer& scorer, Strongest& strongest);
  static void calibrate_on(const ReadOut& readout, const std::vector<EntityScore>& scores,
                           const Policy& policy, Calibration& calibration);
  /// What a score of a day must exceed to be odd, what to be raised, and how many that equal the
  /// limit are raised too.
  struct Bar {
    Bits threshold = 0;
    Bits limit = 0;
    std::size_t at_limit = 0;
  };
  [[nodiscard]] Bar bar_of_day(const ReadOut& readout, const std::vector<EntityScore>& scores,
                               Bits threshold) const;
  /// The scores of a day and what gives them words.
  struct DayScores {
    Scorer& scorer;
    const DaySlice& slice;
    const std::vector<EntityScore>& scores;
    Grain grain;
  };
  /// Tells `on_score` of all scores, and adds those above the bar to `out`.
  void report_scores(const DayScores& day, Bar bar, const OnScore& on_score,
                     std::vector<Judged>& out);
  [[nodiscard]] Result<Bits> threshold_now() const;
  [[nodiscard]] Decision decision_for(Bits score, Bits threshold) const;
  /// `raised`: with all that an alert says.
  [[nodiscard]] Judged judged(const EntityScore& score, const DayScores& day, Bits threshold,
                              bool raised) const;

  /// Scores kept beside twice the budget.
  static constexpr std::size_t kSpareScores = 64;

  JudgeOptions options_;
  const Model* history_;
  const Baseline& input_;
  const Sightings& sightings_;
  Calibration own_;     // the model's, if any, and the scores of closed days
  Calibration closed_;  // the scores of closed days alone
  std::uint64_t entity_days_ = 0;
  std::optional<Bits> threshold_;
  std::map<std::string, std::uint64_t> expected_;
  std::vector<Day> withheld_;
};

}  // namespace detector
