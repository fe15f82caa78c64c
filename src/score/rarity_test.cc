#include "score/rarity.h"

#include <gtest/gtest.h>

namespace detector {
namespace {

constexpr std::uint64_t kActor = 1000;
constexpr std::uint64_t kAccount = 2000;

/// Builds a baseline of (day, actor, action) facts in view 0, actor_action.
class RarityTest : public testing::Test {
 protected:
  void seen(Day day, std::uint64_t actor, std::uint64_t action, int hour = 9) {
    Observation observation;
    observation.day = day;
    observation.hour = static_cast<std::uint8_t>(hour);
    observation.entity = Field::kActor;
    observation.hashes[static_cast<std::size_t>(Field::kActor)] = actor;
    observation.hashes[static_cast<std::size_t>(Field::kAccount)] = kAccount;
    observation.hashes[static_cast<std::size_t>(Field::kAction)] = action;
    baseline.learn(observation, 1);
  }
  [[nodiscard]] Finding judge(std::uint64_t actor, std::uint64_t action, Day day,
                              Mode mode = Mode::kLeaveOut) const {
    const ReadOut readout(nullptr, baseline, Policy{});
    Rarity rarity(readout);
    return rarity.judge({0, actor, kAccount, action},
                        readout.visibility(mode, Grain::kDays, {day, 0}));
  }

  Baseline baseline;
};

TEST_F(RarityTest, NeverSeenValueScoresHigherThanSeenOne) {
  for (Day day = 0; day < 20; ++day) seen(day, kActor, 1);
  seen(5, kActor, 2);
  const Bits never = judge(kActor, 99, 30).bits;
  const Bits once = judge(kActor, 2, 30).bits;
  const Bits always = judge(kActor, 1, 30).bits;
  EXPECT_GT(never, 0);
  EXPECT_GE(never, once);
  EXPECT_GT(once, always);
  EXPECT_LT(always, kOneBit / 10);
}

TEST_F(RarityTest, FollowsTheFormulaOfTheDocument) {
  for (Day day = 0; day < 20; ++day) seen(day, kActor, 1);
  seen(3, kActor, 2);
  seen(4, kActor, 2);
  seen(5, kActor, 3);
  // D = 20. As rare as a value of two other days: days 3, 4 and 5, k = 3. As a new one: day 5.
  EXPECT_EQ(judge(kActor, 2, 30).bits, surprisal(7, 42));
  EXPECT_EQ(judge(kActor, 2, 30).as_rare, 3U);
  EXPECT_EQ(judge(kActor, 77, 30).bits, surprisal(3, 42));
}

TEST_F(RarityTest, AValueSeenOnceIsNoRarerThanANewOne) {
  for (Day day = 0; day < 20; ++day) {
    seen(day, kActor, 1);
    if (day % 2 == 0) seen(day, kActor, 100 + static_cast<std::uint64_t>(day));
  }
  EXPECT_LE(judge(kActor, 100, 30).bits, judge(kActor, 99, 30).bits);
}

TEST_F(RarityTest, AFloodOfNewValuesIsOneDayOfNovelty) {
  for (Day day = 0; day < 20; ++day) seen(day, kActor, 1);
  for (std::uint64_t action = 1000; action < 2000; ++action) seen(7, kActor, action);
  EXPECT_EQ(judge(kActor, 99, 30).bits, surprisal(3, 42));
}

TEST_F(RarityTest, ANewAddressOfAFamiliarNetworkIsHardlyNews) {
  const std::uint64_t actor_address = 1;
  ASSERT_EQ(views()[actor_address].value, Field::kAddress);
  constexpr std::uint64_t kNetwork = 5000;
  for (Day day = 0; day < 20; ++day) {
    Observation observation;
    observation.day = day;
    observation.entity = Field::kActor;
    observation.hashes[static_cast<std::size_t>(Field::kActor)] = kActor;
    observation.hashes[static_cast<std::size_t>(Field::kAddress)] = 10 + std::uint64_t(day) / 10;
    baseline.learn(observation, 1);
  }
  for (const std::uint64_t address : {10U, 11U, 12U}) baseline.learn_name(address, "a", kNetwork);
  const ReadOut readout(nullptr, baseline, Policy{});
  Rarity rarity(readout);
  const Visibility visible = readout.visibility(Mode::kLeaveOut, Grain::kDays, {30, 0});
  const Finding near = rarity.judge({actor_address, kActor, kAccount, 12}, visible);
  EXPECT_EQ(near.spoke, kNetwork);
  EXPECT_EQ(near.seen, 20U);
  EXPECT_LE(near.bits, kOneBit + kOneBit / 10);
  EXPECT_GT(rarity.judge({actor_address, kActor, kAccount, 77}, visible).bits, 4 * kOneBit);
}

TEST_F(RarityTest, TheJudgedDayDoesNotVouchForItself) {
  for (Day day = 0; day < 20; ++day) seen(day, kActor, 1);
  seen(10, kActor, 2);
  const Finding finding = judge(kActor, 2, 10);
  EXPECT_EQ(finding.seen, 0U);
  EXPECT_EQ(finding.parts, 19U);
}

TEST_F(RarityTest, ProgressiveModeSeesOnlyEarlierDays) {
  for (Day day = 0; day < 20; ++day) seen(day, kActor, 1);
  seen(15, kActor, 2);
  EXPECT_EQ(judge(kActor, 2, 10, Mode::kProgressive).seen, 0U);
  EXPECT_EQ(judge(kActor, 2, 10, Mode::kProgressive).parts, 10U);
  EXPECT_EQ(judge(kActor, 2, 16, Mode::kProgressive).seen, 1U);
}

TEST_F(RarityTest, WhereNoveltyIsRoutineNoveltyCostsNothing) {
  for (Day day = 0; day < 20; ++day) {
    seen(day, kActor, 1);
    seen(day, kActor, 100 + static_cast<std::uint64_t>(day));
  }
  EXPECT_LT(judge(kActor, 999, 30).bits, kOneBit / 10);
}

TEST_F(RarityTest, AnUnknownIdentityIsJudgedByItsAccount) {
  for (Day day = 0; day < 20; ++day) seen(day, kActor, 1);
  const Finding usual = judge(4711, 1, 30);
  EXPECT_EQ(usual.level, 1);
  EXPECT_LT(usual.bits, kOneBit / 10);
  EXPECT_GT(judge(4711, 99, 30).bits, 4 * kOneBit);
}

TEST_F(RarityTest, DaysFurtherAwayThanSixtyFourSayNothing) {
  seen(0, kActor, 1);
  EXPECT_EQ(judge(kActor, 1, 64).parts, 1U);
  EXPECT_EQ(judge(kActor, 1, 65).parts, 0U);
}

TEST_F(RarityTest, WithoutAnyHistoryThereIsNoEvidence) {
  EXPECT_EQ(judge(kActor, 1, 0).bits, 0);
}

TEST_F(RarityTest, ValuesDroppedByTheBoundAreNotTakenForUnseen) {
  baseline = Baseline(HashKey{}, Limits{4, 1000, 10});
  for (Day day = 0; day < 20; ++day) {
    for (std::uint64_t action = 1; action <= 50; ++action) seen(day, kActor, action);
  }
  baseline.canonicalise();
  // Action 49 was seen daily but every day dropped it: no day can say that it was not there.
  EXPECT_EQ(judge(kActor, 49, 30).parts, 0U);
  EXPECT_EQ(judge(kActor, 2, 30).seen, 20U);
}

TEST(Visibility, HoursLeaveOutTheJudgedHourOnly) {
  const Visibility visible(Mode::kLeaveOut, Grain::kHours, {5, 3}, 64);
  EXPECT_EQ(visible.parts(5, 0b1001), 1U);
  EXPECT_EQ(visible.parts(4, 0b1001), 2U);
  const Visibility progressive(Mode::kProgressive, Grain::kHours, {5, 3}, 64);
  EXPECT_EQ(progressive.parts(5, 0b0001), 0U);
  EXPECT_EQ(progressive.parts(4, 0b0001), 1U);
}

}  // namespace
}  // namespace detector
