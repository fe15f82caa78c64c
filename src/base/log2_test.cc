#include "base/log2.h"

#include <gtest/gtest.h>

#include <cmath>

namespace detector {
namespace {

TEST(Log2, IsExactForPowersOfTwo) {
  for (int i = 0; i < 64; ++i) EXPECT_EQ(log2_bits(1ULL << i), i * kOneBit);
}

TEST(Log2, AgreesWithFloatingPointEverywhere) {
  for (std::uint64_t x = 1; x < (1ULL << 62); x += 1 + x / 7) {
    EXPECT_NEAR(static_cast<double>(log2_q32(x)) / 4294967296.0, std::log2(static_cast<double>(x)),
                1e-8)
        << x;
  }
}

TEST(Log2, SurprisalOfOneInEightIsThreeBits) {
  EXPECT_EQ(surprisal(1, 8), 3 * kOneBit);
  EXPECT_EQ(surprisal(8, 1), -3 * kOneBit);
}

}  // namespace
}  // namespace detector
