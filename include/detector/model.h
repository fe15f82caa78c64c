#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "detector/bits.h"
#include "detector/result.h"
#include "detector/score.h"
#include "detector/time.h"

namespace detector {

class Baseline;
class Calibration;

/// A baseline with its calibration: what `train` makes and `detect --model` uses.
class Model {
 public:
  Model();
  /// Takes a baseline; the calibration is still to be made.
  explicit Model(Baseline baseline);
  ~Model();
  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;

  /// The payload of the model file. Equal content gives equal bytes.
  [[nodiscard]] std::string serialise() const;
  /// The payload of the file beside it, bound to serialise() by hash.
  [[nodiscard]] std::string serialise_calibration() const;
  /// Errors: kCorrupt, kUnsupported (other views), kConflict (the calibration of another model).
  static Result<Model> parse(std::string_view model, std::string_view calibration);

  /// Adds `other`'s days and inputs; it is then uncalibrated until calibrate().
  /// Errors: kConflict for overlapping inputs, other keys or other limits.
  Status merge(const Model& other);
  void without_day(Day day);
  /// Scores the days, for each mode: every day by all others, and the later half of them by the
  /// days before (docs/adr/0007). O(days · cells).
  void calibrate(const Policy& policy);

  struct Summary {
    std::string sha256;  ///< Of serialise().
    std::uint64_t days = 0;
    Day first_day = 0;
    Day last_day = 0;
    std::uint64_t cells = 0;
    std::uint64_t names = 0;
    std::uint64_t inputs = 0;
    std::uint64_t calibrated_on = 0;          ///< Entity-days, for progressive mode.
    std::uint64_t dropped_contexts_days = 0;  ///< (view, level, day)s at their bound.
  };
  [[nodiscard]] Summary summary() const;
  /// Whether the calibration was made under this policy.
  [[nodiscard]] bool calibrated_for(const Policy& policy) const;
  /// The threshold for a budget in progressive mode, as Calibration::threshold().
  [[nodiscard]] Result<Bits> threshold(std::uint64_t budget_milli) const;

  [[nodiscard]] const Baseline& baseline() const { return *baseline_; }
  [[nodiscard]] const Calibration& calibration(Mode mode) const;
  /// Hex SHA-256 of serialise(), remembered.
  [[nodiscard]] const std::string& sha256() const { return sha256_; }

 private:
  void seal();

  std::unique_ptr<Baseline> baseline_;
  std::unique_ptr<std::array<Calibration, 2>> calibrations_;  ///< By mode.
  std::string sha256_;
};

}  // namespace detector
