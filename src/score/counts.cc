#include "score/counts.h"

#include <algorithm>
#include <limits>
#include <span>

#include "base/int128.h"

namespace detector {

std::uint64_t distinct_estimate(std::uint64_t kept, std::uint64_t bound) {
  if (bound == kNoBound || kept < 2) return kept;
  const Uint128 all = (static_cast<Uint128>(kept - 1) << 64U) / (static_cast<Uint128>(bound) + 1);
  return static_cast<std::uint64_t>(
      std::clamp<Uint128>(all, kept, std::numeric_limits<std::uint32_t>::max()));
}

namespace {

/// Adds what rows say to a table of parts.
class PartTable {
 public:
  PartTable(std::span<const LevelReadOut::ContextRow> days, Grain grain, const Visibility& visible)
      : visible_(visible), per_day_(grain == Grain::kHours ? 24 : 1) {
    // Rows come by value; days are few, so they are summed in a table.
    Day last = std::numeric_limits<Day>::min();
    for (const auto& day : days) {
      if (!visible.sees(day.day)) continue;
      first_ = std::min(first_, day.day);
      last = std::max(last, day.day);
    }
    if (first_ <= last) counts_.resize((static_cast<std::size_t>(last - first_) + 1) * per_day_);
  }

  void add(const LevelReadOut::Row& row, std::uint64_t amount) {
    const std::size_t of_day = static_cast<std::size_t>(row.day - first_) * per_day_;
    visible_.for_each_part(row.day, row.hours,
                           [&](std::size_t hour) { counts_[of_day + hour] += amount; });
  }
  std::vector<std::uint64_t> take() {
    counts_.erase(std::remove(counts_.begin(), counts_.end(), 0U), counts_.end());
    return std::move(counts_);
  }

 private:
  const Visibility& visible_;
  std::size_t per_day_;
  Day first_ = std::numeric_limits<Day>::max();
  std::vector<std::uint64_t> counts_;
};

void add_new(std::span<const LevelReadOut::Row> rows, const Visibility& visible, PartTable& table) {
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin;
    std::uint32_t parts = 0;
    for (; end < rows.size() && rows[end].value == rows[begin].value; ++end) {
      parts += visible.parts(rows[end].day, rows[end].hours);
    }
    for (; begin < end; ++begin) {
      if (parts == 1) table.add(rows[begin], 1);
    }
  }
}

std::uint64_t amount(const LevelReadOut::Row& row, Measure measure) {
  return measure == Measure::kEvents ? row.count : 1;
}

}  // namespace

std::vector<DayCount> day_counts(const LevelReadOut::Context& context, Measure measure) {
  std::vector<DayCount> counts;
  if (context.days.empty()) return counts;
  // Rows come by value; days are few, so they are summed in a table.
  const Day first = context.days.front().day;
  std::vector<std::uint64_t> by_day(static_cast<std::size_t>(context.days.back().day - first) + 1);
  for (const auto& row : context.rows) {
    by_day[static_cast<std::size_t>(row.day - first)] += amount(row, measure);
  }
  counts.reserve(context.days.size());
  for (const auto& day : context.days) {
    std::uint64_t count = by_day[static_cast<std::size_t>(day.day - first)];
    if (measure == Measure::kDistinct) count = distinct_estimate(count, day.bound);
    if (count > 0) counts.push_back({day.day, count});
  }
  return counts;
}

std::vector<std::uint64_t> visible_counts(const LevelReadOut::Context& context, Measure measure,
                                          Grain grain, const Visibility& visible) {
  if (grain == Grain::kDays && measure != Measure::kNew) {
    std::vector<std::uint64_t> counts;
    for (const DayCount& day : day_counts(context, measure)) {
      if (visible.sees(day.day)) counts.push_back(day.count);
    }
    return counts;
  }
  PartTable table(context.days, grain, visible);
  if (measure == Measure::kNew) {
    add_new(context.rows, visible, table);
    return table.take();
  }
  for (const auto& row : context.rows) table.add(row, amount(row, measure));
  return table.take();
}

}  // namespace detector
