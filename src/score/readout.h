#pragma once

#include <absl/container/flat_hash_map.h>

#include <bit>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "detector/score.h"
#include "score/baseline.h"

namespace detector {

/// The part being judged.
struct Part {
  Day day = 0;
  int hour = 0;  ///< Only with Grain::kHours.
  friend bool operator==(const Part&, const Part&) = default;
};

/// Which of the learned parts may speak about the judged one: never itself, nor parts further away
/// than Policy::max_age_days. In progressive mode only earlier days, so that a day cannot make
/// itself normal.
class Visibility {
 public:
  Visibility(Mode mode, Grain grain, const Part& judged, Day max_age_days)
      : mode_(mode), grain_(grain), judged_(judged), max_age_days_(max_age_days) {}

  /// How many visible parts `hours` of `day` stand for: 0 or 1 with days, 0–24 with hours.
  [[nodiscard]] std::uint32_t parts(Day day, std::uint32_t hours) const {
    if (grain_ == Grain::kDays) return sees(day) ? 1 : 0;
    return static_cast<std::uint32_t>(std::popcount(visible_hours(day, hours)));
  }
  /// Calls `visit` with the hour of each of those parts; with days, once with 0.
  template <typename Visit>
  void for_each_part(Day day, std::uint32_t hours, Visit visit) const {
    for (std::uint32_t left = visible_hours(day, hours); left != 0; left &= left - 1) {
      visit(static_cast<std::size_t>(std::countr_zero(left)));
    }
  }
  /// Whether any part of `day` is visible.
  [[nodiscard]] bool sees(Day day) const {
    if (mode_ == Mode::kProgressive && day >= judged_.day) return false;
    const Day age = day < judged_.day ? judged_.day - day : day - judged_.day;
    return age <= max_age_days_ && (age > 0 || grain_ == Grain::kHours);
  }

 private:
  static constexpr std::uint32_t kAllHours = (1U << 24U) - 1;

  /// A bit for each visible part; with days, the lowest one.
  [[nodiscard]] std::uint32_t visible_hours(Day day, std::uint32_t hours) const {
    if (!sees(day)) return 0;
    if (grain_ == Grain::kDays) return 1;
    const std::uint32_t own = day == judged_.day ? 1U << static_cast<unsigned>(judged_.hour) : 0U;
    return hours & kAllHours & ~own;
  }

  Mode mode_;
  Grain grain_;
  Part judged_;
  Day max_age_days_;
};

/// The cells of one view and level across all days, by context, value and day.
class LevelReadOut {
 public:
  struct Row {
    std::uint64_t value = 0;
    Day day = 0;
    std::uint32_t hours = 0;
    std::uint32_t count = 0;
  };
  struct ContextRow {
    Day day = 0;
    std::uint32_t hours = 0;
    std::uint64_t bound = 0;  ///< What has a larger hash was not kept; 0: what is absent may
                              ///< have been dropped.
    std::uint64_t events = 0;
    std::uint64_t parent = 0;
  };
  struct Context {
    std::span<const Row> rows;         ///< Sorted by value, then day.
    std::span<const ContextRow> days;  ///< Sorted by day.
  };

  /// Gathers the slices of this view and level, one per day at most.
  void build(const std::vector<std::pair<Day, const LevelSlice*>>& slices);
  /// The same cells by what their values are cases of; values without such are left out.
  using Coarser = std::function<std::uint64_t(std::uint64_t)>;
  [[nodiscard]] LevelReadOut coarsened(const Coarser& coarser) const;
  [[nodiscard]] Context context(std::uint64_t hash) const;
  /// In no particular order.
  template <typename Visit>
  void for_each_context(Visit visit) const {
    for (const auto& [hash, range] : index_) visit(view_of(range));
  }

 private:
  struct Range {
    std::uint32_t rows_begin = 0, rows_end = 0, days_begin = 0, days_end = 0;
  };
  void append_united(std::vector<Row>& rows, Range& range);
  [[nodiscard]] Context view_of(const Range& range) const {
    return {std::span(rows_).subspan(range.rows_begin, range.rows_end - range.rows_begin),
            std::span(days_).subspan(range.days_begin, range.days_end - range.days_begin)};
  }

  std::vector<Row> rows_;
  std::vector<ContextRow> days_;
  absl::flat_hash_map<std::uint64_t, Range> index_;
};

/// A baseline arranged for reading: what every detector's read-out asks. Immutable; borrows the
/// names of its baselines. The kinds of messages are found here, not learned: what is stored does
/// not depend on the recogniser.
class ReadOut {
 public:
  /// From the days of `history` and those of `input` that `history` does not have; `history` may be
  /// null.
  ReadOut(const Baseline* history, const Baseline& input, const Policy& policy);

  /// `step`: 0 for the values themselves, else what they are cases of.
  [[nodiscard]] const LevelReadOut& level(std::size_t view, std::size_t level,
                                          std::size_t step = 0) const {
    return levels_[(view * kLevels + level) * kMostSteps + step];
  }
  /// What the value behind `hash` is a case of; 0 when that is not known.
  [[nodiscard]] std::uint64_t coarser(std::uint64_t hash) const;
  /// The name behind a hash; `?` when it is not known.
  [[nodiscard]] std::string_view name(std::uint64_t hash) const;
  [[nodiscard]] const Policy& policy() const { return policy_; }
  struct LoginDay {
    std::uint64_t entity = 0;
    Field kind = Field::kAddress;
    Day day = 0;
    std::uint32_t failures = 0;  ///< Before the first success; all when there was none.
    bool logged_in = false;      ///< A success, after failures or not.
    bool success = false;        ///< A success after them …
    TimeMs success_time = 0;     ///< … and when.
  };
  [[nodiscard]] const std::vector<LoginDay>& logins() const { return logins_; }
  [[nodiscard]] std::size_t day_count() const { return days_.size(); }
  /// Hours where fewer than Policy::minimum_days days may judge `day` in `mode`.
  [[nodiscard]] Grain grain(Mode mode, Day day) const;
  [[nodiscard]] Visibility visibility(Mode mode, Grain grain, const Part& judged) const {
    return {mode, grain, judged, policy_.max_age_days};
  }

 private:
  /// At most so many messages are read for their kind; of more, those with the smallest hashes.
  static constexpr std::size_t kMostKinds = 4096;
  void find_kinds(const std::map<Day, const DaySlice*>& days);
  void build_levels(const std::map<Day, const DaySlice*>& days);
  const Baseline* history_;
  const Baseline& input_;
  absl::flat_hash_map<std::uint64_t, std::uint64_t> kinds_;  // by hash of signature
  absl::flat_hash_map<std::uint64_t, std::string> kind_names_;
  std::vector<LevelReadOut> levels_;
  std::vector<LoginDay> logins_;
  std::vector<Day> days_;
  Policy policy_;
};

/// Failures before the first success that has any, in time order.
ReadOut::LoginDay read_logins(std::uint64_t entity, Day day, const LoginHistory& history);

}  // namespace detector
