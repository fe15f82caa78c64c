#pragma once

#include <cstdint>
#include <string_view>

#include "base/hash.h"
#include "base/int128.h"

namespace detector {

/// A seeded random number generator (xoshiro256**, Blackman and Vigna 2018): the same numbers on
/// every machine and compiler, unlike the distributions of <random>. Not thread safe.
class Rng {
 public:
  explicit Rng(std::uint64_t seed) {
    for (auto& word : state_) word = mix(seed += 0x9e3779b97f4a7c15ULL);
  }
  /// An independent stream for `purpose`, so that adding a consumer does not shift the others.
  [[nodiscard]] Rng fork(std::string_view purpose) const {
    return Rng(state_[0] ^ keyed_hash(purpose, HashKey{state_[1], state_[2]}));
  }

  std::uint64_t next() {
    const auto rotl = [](std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); };
    const std::uint64_t result = rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotl(state_[3], 45);
    return result;
  }
  /// Uniform in [0, n); n at least 1. Unbiased enough for n far below 2^64 (multiply-shift).
  std::uint64_t below(std::uint64_t n) {
    return static_cast<std::uint64_t>((static_cast<Uint128>(next()) * n) >> 64);
  }
  /// Uniform in [low, high], both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
  }
  /// True `per_mille` times in a thousand.
  bool chance(std::uint64_t per_mille) { return below(1000) < per_mille; }

 private:
  std::uint64_t state_[4] = {};
};

}  // namespace detector
