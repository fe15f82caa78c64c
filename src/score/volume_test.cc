#include "score/volume.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/log2.h"

namespace detector {
namespace {

using Counts = std::vector<std::uint64_t>;

TEST(OwnVolume, SaysNothingBelowTheMeanOrWithoutHistory) {
  EXPECT_EQ(own_volume_bits(50, {100, 100, 100, 100}), 0);
  EXPECT_EQ(own_volume_bits(1000000, {1, 1}), 0);
  EXPECT_EQ(own_volume_bits(0, {0, 0, 0, 0}), 0);
}

TEST(OwnVolume, GrowsWithTheCountUpToWhatTheDaysCanSay) {
  const Counts history(30, 100);
  Bits before = -1;
  for (std::uint64_t count = 100; count < 1000000; count = count * 3 / 2) {
    const Bits bits = own_volume_bits(count, history);
    EXPECT_GE(bits, before);
    before = bits;
  }
  EXPECT_EQ(before, surprisal(1, 62));
}

TEST(OwnVolume, AConstantSeriesDoesNotCryAtOneMore) {
  EXPECT_LT(own_volume_bits(11, Counts(30, 10)), kOneBit / 10);
  EXPECT_LT(own_volume_bits(2, Counts(60, 1)), kOneBit);
}

TEST(OwnVolume, ABurstyHistoryMakesABurstLessSurprising) {
  EXPECT_LT(own_volume_bits(300, {10, 300, 20, 5, 250, 8}),
            own_volume_bits(300, {90, 110, 100, 95, 105, 98}));
}

TEST(OwnVolume, IsAChernoffBoundOnTheNegativeBinomialTail) {
  // Mean 100, r' = 3·30/33: against the exact tail, summed in floating point.
  const double r = 90.0 / 33.0;
  const double p = r / (r + 100.0);
  double tail = 1;
  for (int k = 0; k < 200; ++k) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): lgamma's global sign; one thread
    tail -= std::exp(std::lgamma(k + r) - std::lgamma(r) - std::lgamma(k + 1) + r * std::log(p) +
                     k * std::log(1 - p));
  }
  const double bits = as_double(own_volume_bits(200, Counts(30, 100)));
  EXPECT_GT(bits, 0.5);
  EXPECT_LE(bits, -std::log2(tail));
}

TEST(OwnVolume, SurvivesHugeCounts) {
  EXPECT_GE(own_volume_bits(UINT64_MAX, Counts(10, UINT32_MAX)), 0);
}

TEST(PopulationVolume, NeedsTenSources) {
  EXPECT_EQ(population_volume_bits(1000, Counts(9, 1)), 0);
  EXPECT_GT(population_volume_bits(1000, Counts(10, 1)), 0);
}

TEST(PopulationVolume, IsTheEmpiricalTailInsideThePopulation) {
  Counts population;
  for (std::uint64_t i = 1; i <= 100; ++i) population.push_back(i);
  // 51 of 100 are at least 50: −log2(51.5/101).
  EXPECT_EQ(population_volume_bits(50, population), surprisal(103, 202));
}

TEST(PopulationVolume, GrowsAsAParetoTailBeyondTheTopTenth) {
  Counts population;
  for (int i = 0; i < 1000; ++i) {
    population.push_back(static_cast<std::uint64_t>(10 * std::pow((i + 0.5) / 1000.0, -1.0)));
  }
  std::sort(population.begin(), population.end());
  // An exponent of 1: doubling the count adds one bit.
  const double a = as_double(population_volume_bits(100000, population));
  const double b = as_double(population_volume_bits(200000, population));
  EXPECT_NEAR(b - a, 1.0, 0.15);
}

TEST(PopulationVolume, AFittedTailSaysNoMoreThanWhatWasSeenInIt) {
  // Most bring one, a few bring fifty: the fit alone would call fifty impossible.
  Counts population(2000, 1);
  population.insert(population.end(), 40, 50);
  EXPECT_EQ(population_volume_bits(50, population), surprisal(81, 4082));
  EXPECT_GT(population_volume_bits(500, population), population_volume_bits(50, population));
}

TEST(PopulationVolume, IsMonotonic) {
  Counts population = {1, 1, 1, 2, 2, 3, 3, 5, 8, 13, 21, 34, 300};
  Bits before = 0;
  for (std::uint64_t count = 1; count < 2000; ++count) {
    const Bits bits = population_volume_bits(count, population);
    EXPECT_GE(bits, before) << count;
    before = bits;
  }
}

TEST(Logins, AreRarerTheFewerSourcesGotInAfterAsManyFailures) {
  EXPECT_GT(login_bits({100, 0}), login_bits({100, 5}));
  EXPECT_EQ(login_bits({0, 0}), kOneBit);
  EXPECT_EQ(login_bits({10, 10}), surprisal(21, 22));
}

}  // namespace
}  // namespace detector
