#pragma once

#include <cstdint>

namespace detector {

/// A quantity of evidence in units of 1/1024 bit. Integer, so that sums are exact and every machine
/// computes the same score (docs/adr/0004-integer-bits.md).
using Bits = std::int64_t;
constexpr Bits kOneBit = 1024;

/// As a number for output, exact: every multiple of 1/1024 is a double.
inline double as_double(Bits bits) {
  return static_cast<double>(bits) / static_cast<double>(kOneBit);
}

}  // namespace detector
