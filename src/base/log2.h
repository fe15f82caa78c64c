#pragma once

#include <cstdint>

#include "detector/bits.h"

namespace detector {

/// log2(x) in units of 2^-32, truncated; x must be at least 1. Integer arithmetic only.
/// Error below 2^-30. Source: binary logarithm by repeated squaring (Knuth, TAOCP 1.2.2, ex. 25).
std::int64_t log2_q32(std::uint64_t x);

/// log2(x) in 1/1024 bit, rounded to nearest; x must be at least 1.
inline Bits log2_bits(std::uint64_t x) {
  return (log2_q32(x) + (1LL << 21)) >> 22;
}

/// −log2(numerator/denominator) in 1/1024 bit; both at least 1. Negative when the ratio exceeds 1.
inline Bits surprisal(std::uint64_t numerator, std::uint64_t denominator) {
  return log2_bits(denominator) - log2_bits(numerator);
}

}  // namespace detector
