#include "base/log2.h"

#include <array>
#include <bit>

#include "base/int128.h"

namespace detector {
namespace {

std::int64_t compute_log2_q32(std::uint64_t x) {
  const int integer = 63 - std::countl_zero(x);
  // The mantissa in [1, 2) with 63 fraction bits.
  std::uint64_t mantissa = x << (63 - integer);
  std::int64_t fraction = 0;
  for (int bit = 31; bit >= 0; --bit) {
    const auto square = static_cast<Uint128>(mantissa) * mantissa;
    // square has 126 fraction bits; 2 or more means the next bit of the logarithm is 1.
    if ((square >> 127) != 0) {
      fraction |= std::int64_t{1} << bit;
      mantissa = static_cast<std::uint64_t>(square >> 64);
    } else {
      mantissa = static_cast<std::uint64_t>(square >> 63);
    }
  }
  return (static_cast<std::int64_t>(integer) << 32) | fraction;
}

constexpr std::size_t kTableSize = 4096;

const std::array<std::int64_t, kTableSize>& small_logs() {
  static const std::array<std::int64_t, kTableSize> kTable = [] {
    std::array<std::int64_t, kTableSize> values{};
    for (std::size_t i = 1; i < kTableSize; ++i) values[i] = compute_log2_q32(i);
    return values;
  }();
  return kTable;
}

}  // namespace

std::int64_t log2_q32(std::uint64_t x) {
  return x < kTableSize ? small_logs()[x] : compute_log2_q32(x);
}

}  // namespace detector
