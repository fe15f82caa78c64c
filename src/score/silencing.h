#pragma once

#include <optional>
#include <vector>

#include "score/scorer.h"

namespace detector {

/// Searches the smallest change of an entity's day that brings its score down to a threshold: the
/// fewest of its summed findings, then those with the fewest bits, made usual; counts only as far
/// as is needed. Every answer was scored. Borrows what it is given; not thread safe.
class SilencingSearch {
 public:
  /// `judged` is the day that `score` is of.
  SilencingSearch(Scorer& scorer, const DaySlice& judged, const EntityScore& score);

  /// Nothing when no set of changes is enough, or none was found in kMostTrials scorings.
  std::optional<Silencing> find(Bits threshold);
  /// The score of the day as it is, from the entity's own cells alone.
  Bits unchanged() { return score_with({}); }
  /// The score of the day after `steps`.
  using Steps = std::vector<Silencing::Step>;
  Bits score_with(const Steps& steps);

  static constexpr int kMostTrials = 96;

 private:
  struct OwnCell {
    std::size_t view = 0;
    CellKey key;
    Cell cell;
    ContextDay context;
    bool is_new = false;  ///< On no other day.
  };

  void collect(const DaySlice& judged);
  [[nodiscard]] Silencing::Step step_of(std::size_t finding) const;
  [[nodiscard]] bool takes_away(const Finding& finding, const OwnCell& own) const;
  [[nodiscard]] bool is_new(const OwnCell& own) const;
  /// How often the cell is left after the steps.
  [[nodiscard]] std::uint32_t count_after(const Steps& steps, const OwnCell& own,
                                          std::vector<std::uint64_t>& left) const;
  [[nodiscard]] DaySlice day_with(const Steps& steps) const;
  std::optional<Steps> smallest(Bits threshold);
  /// The most that the counted step at `index` may be.
  void loosen(Steps& steps, std::size_t index, Bits threshold);

  Scorer& scorer_;
  const EntityScore& score_;
  std::vector<OwnCell> cells_;  // by view, the new values first
  const LoginHistory* logins_ = nullptr;
  int trials_ = 0;
};

}  // namespace detector
