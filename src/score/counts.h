#pragma once

#include <cstdint>
#include <vector>

#include "score/baseline.h"
#include "score/readout.h"

namespace detector {

/// What is counted of a context in a part: its events, how many different values it met, and how
/// many of those in no other visible part.
enum class Measure : std::uint8_t { kEvents, kDistinct, kNew };

struct DayCount {
  Day day = 0;
  std::uint64_t count = 0;
};

/// Of events or distinct values: one number for each day in which the context was active, in order
/// of time. Of events, the cells must have the hour as their value. Days whose values were bounded
/// are estimated from the share of hashes that was kept (k minimum values; Bar-Yossef et al. 2002).
std::vector<DayCount> day_counts(const LevelReadOut::Context& context, Measure measure);

/// One number for each visible part in which the context was active, in order of time.
std::vector<std::uint64_t> visible_counts(const LevelReadOut::Context& context, Measure measure,
                                          Grain grain, const Visibility& visible);

/// How many values there were when `kept` of them have a hash up to `bound`.
std::uint64_t distinct_estimate(std::uint64_t kept, std::uint64_t bound);

}  // namespace detector
