#pragma once

#include <absl/container/flat_hash_map.h>

#include "score/finding.h"
#include "score/readout.h"

namespace detector {

/// How much harm a value could do: what is known of an action, and whether it touches an asset on
/// the user's list. A prior, so it weighs only as much as the value is surprising: what an
/// administrator does every day adds nothing (docs/scoring.md#sensitivity).
/// Remembers what it looked up. Borrows the read-out. Not thread safe.
class Sensitivity {
 public:
  explicit Sensitivity(const ReadOut& readout) : readout_(readout) {}

  /// Harm in bits of the value `hash` of `field`.
  Bits harm(Field field, std::uint64_t hash);
  /// The finding with its bits replaced by the harm of what it found, at most its own bits; 0 bits
  /// when it is not about a rare value.
  Finding weigh(const Finding& finding);

 private:
  const ReadOut& readout_;
  absl::flat_hash_map<std::uint64_t, Bits> memory_;  // by hash: fields have keys of their own
};

}  // namespace detector
