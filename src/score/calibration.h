#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "detector/bits.h"
#include "detector/result.h"
#include "detector/score.h"

namespace detector {

/// Scores that nothing was wrong with, as far as is known: the left-out scores of a baseline's
/// entity-days. From them come the threshold for a budget and the p-value of a score.
/// Source: docs/scoring.md#calibration (conformal prediction, Vovk et al. 2005).
class Calibration {
 public:
  /// Less than this is never alerted, whatever the budget: one chance in sixteen is no surprise.
  static constexpr Bits kFloor = 4 * kOneBit;
  /// Nor are more than one in this many scores alerted.
  static constexpr std::uint64_t kMostAlertedShare = 5;

  void add(Bits score) {
    ++histogram_[score];
    ++total_;
  }
  void add_day() { ++days_; }
  /// The fingerprint of the policy under which the scores were made.
  void set_policy(std::string fingerprint) { policy_ = std::move(fingerprint); }
  [[nodiscard]] const std::string& policy() const { return policy_; }
  void merge(const Calibration& other);

  [[nodiscard]] std::uint64_t total() const { return total_; }
  [[nodiscard]] std::uint64_t days() const { return days_; }
  [[nodiscard]] const std::map<Bits, std::uint64_t>& histogram() const { return histogram_; }

  /// The score above which at most `budget_milli`/1000 alerts a day were raised on these scores.
  /// Errors: kUnresolvable when the budget allows less than one alert on all days together.
  [[nodiscard]] Result<Bits> threshold(std::uint64_t budget_milli) const;
  /// The score above which p_value() is at most `p`.
  /// Errors: kUnresolvable when not even the largest score has such a p-value.
  [[nodiscard]] Result<Bits> threshold_at(double p) const;
  /// (1 + scores at least as large) / (1 + all scores), in (0, 1].
  [[nodiscard]] double p_value(Bits score) const;
  /// The same for a score that is itself among them, against the others.
  [[nodiscard]] double p_value_of_member(Bits score) const;

  /// The payload of a MODEL.cal file, bound to the model by the SHA-256 of its payload (hex).
  [[nodiscard]] std::string serialise(std::string_view model_sha256) const;
  /// Errors: kCorrupt; kConflict when it belongs to another model.
  static Result<Calibration> parse(std::string_view bytes, std::string_view model_sha256);

 private:
  [[nodiscard]] std::uint64_t at_least(Bits score) const;
  [[nodiscard]] Bits exceeded_by(std::uint64_t allowed) const;

  std::string policy_;
  std::map<Bits, std::uint64_t> histogram_;
  std::uint64_t total_ = 0;
  std::uint64_t days_ = 0;
};

}  // namespace detector
