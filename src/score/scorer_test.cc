#include "score/scorer.h"

#include <gtest/gtest.h>

#include "base/time.h"
#include "score/baseline.h"
#include "score/volume.h"

namespace detector {
namespace {

constexpr std::uint64_t kCurious = 1000;   // does much that is new, every day
constexpr std::uint64_t kConstant = 1001;  // never does
constexpr Day kLast = 20;

/// Fifty identities that do one thing and sometimes a new one, and the two above.
class NoveltyTest : public testing::Test {
 protected:
  NoveltyTest() {
    for (Day day = 0; day <= kLast; ++day) {
      for (std::uint64_t actor = 1; actor <= 50; ++actor) {
        does(day, actor, 1, 1);
        if ((actor + static_cast<std::uint64_t>(day)) % 5 == 0) does(day, actor, next++, 1);
      }
      does(day, kConstant, 1, 1);
      does(day, kCurious, next, 12);
      next += 12;
    }
    does(kLast, kConstant, next, 12);
  }
  void does(Day day, std::uint64_t actor, std::uint64_t first_action, std::uint64_t actions) {
    for (std::uint64_t i = 0; i < actions; ++i) {
      Observation observation;
      observation.day = day;
      observation.hour = 9;
      observation.entity = Field::kActor;
      observation.hashes[static_cast<std::size_t>(Field::kActor)] = actor;
      observation.hashes[static_cast<std::size_t>(Field::kAction)] = first_action + i;
      observation.hashes[static_cast<std::size_t>(Field::kWeekdayHour)] = 7;
      baseline.learn(observation, 1);
    }
  }
  [[nodiscard]] Bits novelty_of(std::uint64_t actor) const {
    const ReadOut readout(nullptr, baseline, Policy{});
    Scorer scorer(readout, Mode::kProgressive);
    for (const auto& score : scorer.score_day(kLast, baseline.days().at(kLast), 0)) {
      if (score.entity != actor) continue;
      for (const Finding& finding : score.findings) {
        if (finding.detector == Detector::kNovelty) return finding.bits;
      }
    }
    return 0;
  }

  Baseline baseline;
  std::uint64_t next = 100;
};

TEST_F(NoveltyTest, MuchThatIsNewIsOddForThoseWhoNeverDidSo) {
  EXPECT_GT(novelty_of(kConstant), 3 * kOneBit);
}

TEST_F(NoveltyTest, MuchThatIsNewIsUsualForThoseWhoAlwaysDo) {
  EXPECT_LT(novelty_of(kCurious), kOneBit);
}

/// Guessers who never get in, people who do and mistype a password now and then, and two more.
class LoginsTest : public testing::Test {
 protected:
  LoginsTest() {
    std::uint64_t guesser = 10'000;
    for (Day day = 0; day <= kLast; ++day) {
      for (int i = 0; i < 40; ++i) tries(day, guesser++, 5, Login::kNone);
      for (std::uint64_t person = 1; person <= 20; ++person) {
        const bool mistypes = (person + static_cast<std::uint64_t>(day)) % 10 == 0;
        tries(day, person, mistypes ? 1 : 0, Login::kSuccess);
      }
    }
    tries(kLast, kMistyper, 1, Login::kSuccess);
    tries(kLast, kIntruder, 5, Login::kSuccess);
  }
  void tries(Day day, std::uint64_t source, int failures, Login last) {
    for (int i = 0; i <= failures; ++i) {
      Observation observation;
      observation.day = day;
      observation.hour = 9;
      observation.entity = Field::kAddress;
      observation.login = i < failures ? Login::kFailure : last;
      observation.hashes[static_cast<std::size_t>(Field::kAddress)] = source;
      observation.hashes[static_cast<std::size_t>(Field::kWeekdayHour)] = 7;
      baseline.learn(observation, 1);
      if (observation.login == Login::kNone) continue;
      ObservedRow row;
      row.time = start_of_day(day) + TimeMs{i} * 1000;
      row.record = ++next;
      baseline.learn_login(observation, row);
    }
  }
  [[nodiscard]] Finding logins_of(std::uint64_t source) const {
    const ReadOut readout(nullptr, baseline, Policy{});
    Scorer scorer(readout, Mode::kProgressive);
    for (const auto& score : scorer.score_day(kLast, baseline.days().at(kLast), 0)) {
      if (score.entity != source) continue;
      for (const Finding& finding : score.findings) {
        if (finding.detector == Detector::kLogins) return finding;
      }
    }
    return {};
  }

  static constexpr std::uint64_t kMistyper = 500;
  static constexpr std::uint64_t kIntruder = 501;
  Baseline baseline;
  std::uint64_t next = 0;
};

TEST_F(LoginsTest, WhoMistypesIsComparedWithOthersWhoGotIn) {
  const Finding finding = logins_of(kMistyper);
  EXPECT_TRUE(finding.of_logins);
  EXPECT_LT(finding.bits, 4 * kOneBit);
}

TEST_F(LoginsTest, WhoFailsAsGuessersDoIsComparedWithThem) {
  const Finding finding = logins_of(kIntruder);
  EXPECT_FALSE(finding.of_logins);
  EXPECT_EQ(finding.seen, 0U);
  EXPECT_GT(finding.bits, kLoginHarm + 9 * kOneBit);
}

}  // namespace
}  // namespace detector
