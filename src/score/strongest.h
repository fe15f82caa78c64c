#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "score/finding.h"

namespace detector {

/// The strongest of the scores that it was shown. Which are kept of equals depends on their order;
/// has_all_above() says what is certain.
class Strongest {
 public:
  static constexpr std::size_t kMost = 1U << 13U;  // with their findings, 30 MB

  /// `most`: how many are kept, at least one and at most kMost.
  explicit Strongest(std::size_t most);

  /// A score must be above it to be kept: 0 until there are as many as are kept.
  [[nodiscard]] Bits floor() const { return floor_; }
  void add(EntityScore&& score);
  /// Whether all scores above `threshold` were kept.
  [[nodiscard]] bool has_all_above(Bits threshold) const { return threshold >= floor_; }
  /// What was kept, by day, then entity. The object is spent.
  std::map<Day, std::vector<EntityScore>> take_by_day();

 private:
  std::size_t most_;
  Bits floor_ = 0;
  std::vector<EntityScore> heap_;  // the weakest first
};

}  // namespace detector
