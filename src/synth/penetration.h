#pragma once

#include <optional>
#include <string>

#include "base/rng.h"
#include "base/time.h"
#include "synth/estate.h"

namespace detector::synth {

/// An announced penetration test.
struct PenTest {
  Day first = 0;
  Day days = 0;
  std::string address;  ///< Of the contractor.

  [[nodiscard]] TimeMs from() const { return start_of_day(first) + 8 * kHourMs; }
  [[nodiscard]] TimeMs until() const { return start_of_day(first + days - 1) + 18 * kHourMs; }
};

/// The test that goes on on this day.
std::optional<PenTest> pen_test_on(const Rng& root, Day day);

/// The tests of `days` days from `first`, as a layer of the configuration: `announced:`.
std::string announced_yaml(const Estate& estate, const Rng& root, Day first, int days);

}  // namespace detector::synth
