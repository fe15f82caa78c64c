#include "score/strongest.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/rng.h"

namespace detector {
namespace {

EntityScore score_of(Bits bits, std::uint64_t entity = 1, Day day = 7) {
  EntityScore score;
  score.bits = bits;
  score.entity = entity;
  score.day = day;
  return score;
}

std::vector<Bits> bits_of(Strongest& strongest) {
  std::vector<Bits> bits;
  for (const auto& [day, scores] : strongest.take_by_day()) {
    for (const EntityScore& score : scores) bits.push_back(score.bits);
  }
  std::sort(bits.begin(), bits.end(), std::greater<>());
  return bits;
}

TEST(Strongest, KeepsAllThatIsAboveItsFloor) {
  Rng rng(3);
  for (int round = 0; round < 50; ++round) {
    const std::size_t most = 1 + rng.below(20);
    Strongest strongest(most);
    std::vector<Bits> all;
    for (int i = 0; i < 60; ++i) {
      all.push_back(static_cast<Bits>(rng.below(30)));
      strongest.add(score_of(all.back(), static_cast<std::uint64_t>(i)));
    }
    const Bits floor = strongest.floor();
    EXPECT_TRUE(strongest.has_all_above(floor));
    EXPECT_FALSE(floor > 0 && strongest.has_all_above(floor - 1));
    std::sort(all.begin(), all.end(), std::greater<>());
    const auto kept = bits_of(strongest);
    EXPECT_LE(kept.size(), most);
    for (std::size_t i = 0; i < all.size() && all[i] > floor; ++i) EXPECT_EQ(kept.at(i), all[i]);
  }
}

TEST(Strongest, ByDayThenEntity) {
  Strongest strongest(10);
  strongest.add(score_of(5, 9, 8));
  strongest.add(score_of(6, 2, 8));
  strongest.add(score_of(7, 4, 3));
  const auto days = strongest.take_by_day();
  ASSERT_EQ(days.size(), 2U);
  EXPECT_EQ(days.at(3).front().entity, 4U);
  EXPECT_EQ(days.at(8).front().entity, 2U);
  EXPECT_EQ(days.at(8).back().entity, 9U);
}

TEST(Strongest, WhatScoresNothingIsNotKept) {
  Strongest strongest(0);
  strongest.add(score_of(0));
  EXPECT_TRUE(strongest.has_all_above(0));
  strongest.add(score_of(3));
  EXPECT_EQ(bits_of(strongest), std::vector<Bits>{3});
}

}  // namespace
}  // namespace detector
