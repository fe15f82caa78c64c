#pragma once

#include <absl/container/flat_hash_set.h>

#include <cstdint>
#include <utility>

namespace detector {

/// Remembers event ids, so that a redelivered event is counted once. Two generations of at most
/// kMost ids: an id is remembered for at least the next kMost new ones. Up to about 300 MB.
class SeenIds {
 public:
  static constexpr std::size_t kMost = std::size_t{8} << 20U;

  /// False when `id` was seen before.
  bool insert(std::uint64_t id) {
    if (older_.contains(id)) return false;
    if (!newer_.insert(id).second) return false;
    if (newer_.size() == kMost) {
      older_ = std::move(newer_);
      newer_.clear();
    }
    return true;
  }

 private:
  absl::flat_hash_set<std::uint64_t> newer_;
  absl::flat_hash_set<std::uint64_t> older_;
};

}  // namespace detector
