#include "score/counts.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "base/int128.h"

namespace detector {

std::uint64_t distinct_estimate(std::uint64_t kept, std::uint64_t bound) {
  if (bound == kNoBound || kept < 2) return kept;
  const Uint128 all = (static_cast<Uint128>(kept - 1) << 64U) / (static_cast<Uint128>(bound) + 1);
  return static_cast<std::uint64_t>(
      std::clamp<Uint128>(all, kept, std::numeric_limits<std::uint32_t>::max()));
}

std::vector<std::uint64_t> visible_counts(const LevelReadOut::Context& context, Measure measure,
                                          Grain grain, const Visibility& visible) {
  const std::size_t parts_per_day = grain == Grain::kHours ? 24 : 1;
  // Rows come by value; days are few, so they are summed in a table.
  Day first = std::numeric_limits<Day>::max();
  Day last = std::numeric_limits<Day>::min();
  for (const auto& day : context.days) {
    if (!visible.sees(day.day)) continue;
    first = std::min(first, day.day);
    last = std::max(last, day.day);
  }
  if (first > last) return {};
  const auto days = static_cast<std::size_t>(last - first) + 1;
  std::vector<std::uint64_t> counts(days * parts_per_day);
  for (const auto& row : context.rows) {
    if (visible.parts(row.day, row.hours) == 0) continue;
    const auto day = static_cast<std::size_t>(row.day - first);
    const std::uint64_t amount = measure == Measure::kEvents ? row.count : 1;
    if (parts_per_day == 1) {
      counts[day] += amount;
      continue;
    }
    for (std::uint32_t hours = row.hours; hours != 0; hours &= hours - 1) {
      const int hour = std::countr_zero(hours);
      if (visible.parts(row.day, 1U << static_cast<unsigned>(hour)) == 0) continue;
      counts[day * parts_per_day + static_cast<std::size_t>(hour)] += amount;
    }
  }
  if (measure == Measure::kDistinct && parts_per_day == 1) {
    for (const auto& day : context.days) {
      if (day.bound == kNoBound || !visible.sees(day.day)) continue;
      std::uint64_t& count = counts[static_cast<std::size_t>(day.day - first)];
      count = distinct_estimate(count, day.bound);
    }
  }
  counts.erase(std::remove(counts.begin(), counts.end(), 0U), counts.end());
  return counts;
}

}  // namespace detector
