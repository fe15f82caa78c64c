#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "score/finding.h"
#include "score/readout.h"

namespace detector {

/// Bits of a count against an entity's own history: the Chernoff bound on a negative binomial upper
/// tail, so never more than the tail itself. `history` are the counts of its visible active parts.
///
/// 0 with fewer than three parts, or at or below the mean. The dispersion comes from the history's
/// variance and its length, and is never taken below a third of the mean squared, so that a
/// constant series does not cry at +1. At most what one rarity view can say, log2(2(D+1)): an
/// extrapolated tail knows no more than the days it comes from.
/// Source: docs/scoring.md#volume (Chernoff 1952, for the negative binomial).
Bits own_volume_bits(std::uint64_t count, const std::vector<std::uint64_t>& history);

/// Bits of a count against the counts of all sources: the empirical tail up to its top tenth, a
/// Pareto tail with Hill's estimate beyond. `population` is sorted ascending.
/// 0 with fewer than ten sources. Source: docs/scoring.md#volume (Hill 1975).
Bits population_volume_bits(std::uint64_t count, const std::vector<std::uint64_t>& population);

/// What a guessed password is worth before anything is known of it: a prior for harm, as the
/// sensitivity of actions is (docs/scoring.md#logins).
constexpr Bits kLoginHarm = 2 * kOneBit;

/// Bits of a success after failures: how rarely those it is compared with (sources that failed as
/// often, sources that got in, or its own days) had the like. Without kLoginHarm, which is for the
/// caller to add. `others` are the days compared with.
struct LoginPopulation {
  std::uint64_t as_many_failures = 0;  ///< Sources with at least as many failures …
  std::uint64_t then_success = 0;      ///< … and those of them with a success afterwards.
};
Bits login_bits(const LoginPopulation& others);

}  // namespace detector
