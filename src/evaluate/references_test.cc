#include <gmock/gmock.h>

#include "base/time.h"
#include "detector/evaluate.h"

namespace detector {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Day kFirst = 20000;
constexpr Day kJudged = kFirst + 10;

/// Events of one identity, in reference to days from kFirst.
class ReferencesTest : public testing::Test {
 protected:
  void happens(Day day, int hour, std::string_view action, std::string_view id, int times = 1) {
    for (int i = 0; i < times; ++i) {
      Event event;
      event.time = start_of_day(day) + hour * kHourMs + i;
      event[Field::kActor] = "alice";
      event[Field::kAction] = action;
      event.id = id;
      references.observe(event, "text");
    }
  }
  void ten_usual_days() {
    for (Day day = kFirst; day < kJudged; ++day) {
      happens(day, 9, "s3:GetObject", "old", 5 + day % 3);
    }
  }

  References references{start_of_day(kJudged)};
};

TEST_F(ReferencesTest, FirstSeenIsWhatNoEarlierDayHad) {
  ten_usual_days();
  happens(kJudged, 9, "s3:GetObject", "usual");
  happens(kJudged, 10, "iam:CreateUser", "new-1");
  happens(kJudged, 11, "iam:CreateUser", "new-1-again");
  happens(kJudged + 1, 9, "iam:CreateUser", "new-1-later");
  happens(kJudged + 1, 9, "iam:AttachUserPolicy", "new-2");
  const auto rows = references.first_seen();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_THAT(rows[0].record_ids, ElementsAre("new-1"));
  EXPECT_EQ(rows[0].day, kJudged);
  EXPECT_EQ(rows[0].time_ms, start_of_day(kJudged) + 10 * kHourMs);
  EXPECT_THAT(rows[1].record_ids, ElementsAre("new-2"));
}

TEST_F(ReferencesTest, TheOrderOfEventsDoesNotMatter) {
  happens(kJudged + 1, 9, "iam:CreateUser", "later");
  happens(kJudged, 9, "iam:CreateUser", "first");
  const auto rows = references.first_seen();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_THAT(rows[0].record_ids, ElementsAre("first"));
}

TEST_F(ReferencesTest, AnHourLikeTheOthersIsNoOutlier) {
  ten_usual_days();
  happens(kJudged, 9, "s3:GetObject", "usual", 7);
  EXPECT_THAT(references.hourly_counts(), IsEmpty());
}

TEST_F(ReferencesTest, AnHourFarAboveTheMedianIs) {
  ten_usual_days();
  happens(kJudged, 9, "s3:GetObject", "burst", 60);
  const auto rows = references.hourly_counts();
  ASSERT_EQ(rows.size(), 1U);
  // Counts of 5, 6 and 7 with median 6 and MAD 1: 0.6745 · 54.
  EXPECT_NEAR(rows[0].score_bits, 0.6745 * 54, 1e-9);
  EXPECT_EQ(rows[0].record_ids.size(), 20U);
}

TEST_F(ReferencesTest, WithoutHistoryNothingIsAnOutlier) {
  happens(kJudged, 9, "s3:GetObject", "burst", 60);
  EXPECT_THAT(references.hourly_counts(), IsEmpty());
}

TEST_F(ReferencesTest, AreComparedAtTheSameNumberOfAlerts) {
  ten_usual_days();
  happens(kJudged, 10, "iam:CreateUser", "benign");
  happens(kJudged + 1, 10, "iam:CreateRole", "attack-1");
  happens(kJudged + 1, 10, "iam:PassRole", "attack-2");
  const Truth truth{
      {{"attack-1", "alpha", "T1098", "loud", 0}, {"benign-2", "beta", "T1098", "slow", 0}}, {}};
  const auto outcomes = evaluate_references(references, truth, 1, 2);
  ASSERT_EQ(outcomes.size(), 2U);
  EXPECT_EQ(outcomes[1].all.alerts, 2);
  EXPECT_EQ(outcomes[1].all.found, 1);
  EXPECT_EQ(outcomes[1].same_number.alerts, 1);
  EXPECT_EQ(outcomes[1].same_number.found, 1);
  EXPECT_THAT(
      evaluation_text(Evaluation(), outcomes),
      ::testing::HasSubstr("found 1 of 2 at 1.00 alerts a day; with the best 1 alerts 1 of 2"));
}

}  // namespace
}  // namespace detector
