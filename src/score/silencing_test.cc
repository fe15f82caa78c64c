#include "score/silencing.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/rng.h"
#include "base/time.h"

namespace detector {
namespace {

constexpr Day kLast = 20;

/// A population of usual days, and on the last day some who do odd things of every sort.
class SilencingTest : public testing::TestWithParam<std::uint64_t> {
 protected:
  SilencingTest() {
    Rng rng(GetParam());
    for (Day day = 0; day <= kLast; ++day) {
      for (std::uint64_t actor = 1; actor <= 20; ++actor) {
        const auto calls = static_cast<std::uint32_t>(1 + rng.below(8));
        act(day, actor, 1 + rng.below(3), calls, 1 + actor % 4);
      }
      for (std::uint64_t source = 1; source <= 20; ++source) {
        log_in(day, source, rng.below(2), true);
      }
    }
    for (std::uint64_t actor = 1; actor <= 6; ++actor) {
      const std::uint64_t odd = 1 + rng.below(30);
      for (std::uint64_t i = 0; i < odd; ++i) {
        act(kLast, actor, 100 + i, static_cast<std::uint32_t>(1 + rng.below(60)), 50 + actor);
      }
    }
    for (std::uint64_t source = 1; source <= 4; ++source) {
      log_in(kLast, source, 5 + rng.below(20), rng.chance(500));
    }
  }
  static void set(Observation& observation, Field field, std::uint64_t n) {
    observation.hashes[static_cast<std::size_t>(field)] =
        mix((static_cast<std::uint64_t>(field) << 32U) + n);
  }
  void act(Day day, std::uint64_t actor, std::uint64_t action, std::uint32_t count,
           std::uint64_t address) {
    Observation observation;
    observation.day = day;
    observation.hour = 9;
    observation.entity = Field::kActor;
    set(observation, Field::kActor, actor);
    set(observation, Field::kAction, action);
    set(observation, Field::kAccount, 1);
    set(observation, Field::kAddress, address);
    set(observation, Field::kWeekdayHour, 9);
    baseline.learn(observation, count);
  }
  void log_in(Day day, std::uint64_t source, std::uint64_t failures, bool gets_in) {
    for (std::uint64_t i = 0; i <= failures; ++i) {
      if (i == failures && !gets_in) return;
      Observation observation;
      observation.day = day;
      observation.hour = 10;
      observation.entity = Field::kAddress;
      observation.login = i < failures ? Login::kFailure : Login::kSuccess;
      set(observation, Field::kAddress, 1000 + source);
      set(observation, Field::kLoginUser, i);
      set(observation, Field::kUser, i);
      set(observation, Field::kWeekdayHour, 10);
      baseline.learn(observation, 1);
      ObservedRow row;
      row.time = start_of_day(day) + static_cast<TimeMs>(i) * 1000;
      row.record = ++records;
      baseline.learn_login(observation, row);
    }
  }

  Baseline baseline;
  std::uint64_t records = 0;
};

TEST_P(SilencingTest, TheEntitysOwnCellsAreEnoughToScoreItsDay) {
  const ReadOut readout(nullptr, baseline, Policy{});
  for (const Mode mode : {Mode::kLeaveOut, Mode::kProgressive}) {
    Scorer scorer(readout, mode);
    const DaySlice& day = baseline.days().at(kLast);
    for (const EntityScore& score : scorer.score_day(kLast, day, -1)) {
      EXPECT_EQ(SilencingSearch(scorer, day, score).unchanged(), score.bits);
    }
  }
}

TEST_P(SilencingTest, WhatIsFoundIsSilentAndNoCountCouldBeLarger) {
  const ReadOut readout(nullptr, baseline, Policy{});
  Scorer scorer(readout, Mode::kProgressive);
  const DaySlice& day = baseline.days().at(kLast);
  constexpr Bits kThreshold = 4 * kOneBit;
  std::size_t found = 0;
  for (const EntityScore& score : scorer.score_day(kLast, day, kThreshold)) {
    if (score.bits <= kThreshold) continue;
    SilencingSearch search(scorer, day, score);
    const auto silencing = search.find(kThreshold);
    if (!silencing) continue;
    ++found;
    EXPECT_LE(silencing->bits, kThreshold);
    EXPECT_FALSE(silencing->steps.empty());
    EXPECT_EQ(search.score_with(silencing->steps), silencing->bits);
    for (std::size_t i = 0; i < silencing->steps.size(); ++i) {
      const Finding& finding = score.findings[silencing->steps[i].evidence];
      EXPECT_LT(silencing->steps[i].evidence, score.summed);
      EXPECT_LT(silencing->steps[i].at_most, std::max<std::uint64_t>(finding.count, 1));
      auto fewer = silencing->steps;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_GT(search.score_with(fewer), kThreshold) << "a step that is not needed";
    }
  }
  EXPECT_GE(found, 4U);
}

TEST_P(SilencingTest, NothingIsFoundBelowWhatIsLeftOfAnyDay) {
  const ReadOut readout(nullptr, baseline, Policy{});
  Scorer scorer(readout, Mode::kProgressive);
  const DaySlice& day = baseline.days().at(kLast);
  for (const EntityScore& score : scorer.score_day(kLast, day, 0)) {
    EXPECT_FALSE(SilencingSearch(scorer, day, score).find(-1));
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, SilencingTest, testing::Values(1, 2, 3));

}  // namespace
}  // namespace detector
