#pragma once

#include <absl/container/flat_hash_map.h>

#include <vector>

#include "base/log2.h"
#include "score/finding.h"
#include "score/readout.h"

namespace detector {

/// How surprising a value is in its context, given the parts (days) in which both were seen before.
///
/// Returns bits in [0, log2(2(D+1))], D the visible parts of the context: 0 when every part has
/// something as rare, so that where novelty is routine it pays nothing. A context without history
/// lets its parent speak. A value is at most one bit more surprising than what it is a case of (an
/// address than its network). Does not learn. Source: docs/scoring.md#rarity (a conformal p-value:
/// the share of parts whose own rarest value, itself left out, is as rare).
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
  /// What each level of back-off knows, the context's own first, and at each what the value is a
  /// case of behind it; levels that know nothing of their context are left out.
  struct Rate {
    std::size_t level = 0;
    std::uint64_t among = 0;  ///< What the value is a case of; 0: the value itself.
    std::uint32_t seen = 0;
    std::uint32_t parts = 0;
  };
  std::vector<Rate> rates(const Question& question, const Visibility& visible);
  /// Forgets what was remembered about the part judged so far; call it when the part changes.
  void next_part() { memory_.clear(); }

 private:
  struct Key {
    std::uint64_t table;  ///< View, level and step.
    std::uint64_t context;
    friend bool operator==(const Key&, const Key&) = default;
    template <typename H>
    // NOLINTNEXTLINE(readability-identifier-naming): the name that absl looks for
    friend H AbslHashValue(H state, const Key& key) {
      return H::combine(std::move(state), key.table, key.context);
    }
  };
  struct Summary {
    std::uint32_t parts = 0;
    bool bounded = false;
    /// For each visible part, in how many visible parts its rarest value occurs; ascending.
    std::vector<std::uint32_t> rarest;
  };
  /// What to look at: the cells of a view at a level of its contexts and a step of its values.
  struct Place {
    std::size_t view = 0;
    std::size_t level = 0;
    std::size_t step = 0;
    std::uint64_t context = 0;
  };
  const Summary& summarise(const Place& place, const Visibility& visible);
  /// Fills what the place says of `value`; false when it knows nothing of the context.
  bool ask(const Place& place, std::uint64_t value, const Visibility& visible, Finding& finding);
  void ask_coarser(Place place, const Visibility& visible, Finding& finding);

  const ReadOut& readout_;
  absl::flat_hash_map<Key, Summary> memory_;
};

}  // namespace detector
