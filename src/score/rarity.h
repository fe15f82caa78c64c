#pragma once

#include <absl/container/flat_hash_map.h>

#include "base/log2.h"
#include "score/finding.h"
#include "score/readout.h"

namespace detector {

/// How surprising a value is in its context, given the parts (days) in which both were seen before.
///
/// Returns bits in [0, log2(2(D+1))], D the visible parts of the context: 0 when seen in every part
/// or when novelty is routine there. A context without history lets its parent speak. Does not
/// learn. Source: docs/scoring.md#rarity (add-half estimate over days; the unseen mass is
/// Good and Turing's, from the values seen in exactly one part).
class Rarity {
 public:
  explicit Rarity(const ReadOut& readout) : readout_(readout) {}

  struct Question {
    std::size_t view = 0;
    std::uint64_t context = 0;  ///< At level 0.
    std::uint64_t parent = 0;   ///< At level 1; kNoBound when unknown.
    std::uint64_t value = 0;
  };
  Finding judge(const Question& question, const Visibility& visible);
  /// Forgets what was remembered about the part judged so far; call it when the part changes.
  void next_part() { memory_.clear(); }

 private:
  struct Key {
    std::uint64_t view_level;
    std::uint64_t context;
    friend bool operator==(const Key&, const Key&) = default;
    template <typename H>
    // NOLINTNEXTLINE(readability-identifier-naming): the name that absl looks for
    friend H AbslHashValue(H state, const Key& key) {
      return H::combine(std::move(state), key.view_level, key.context);
    }
  };
  struct Summary {
    std::uint32_t parts = 0;
    std::uint32_t singles = 0;
    bool bounded = false;
  };
  const Summary& summarise(std::size_t view, std::size_t level, std::uint64_t context,
                           const Visibility& visible);

  const ReadOut& readout_;
  absl::flat_hash_map<Key, Summary> memory_;
};

}  // namespace detector
