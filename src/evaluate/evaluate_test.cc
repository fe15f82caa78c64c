#include "detector/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluate/json_lines.h"

namespace detector {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kDay = 1440 * kMinute;

Truth three_campaigns() {
  return {{{"a1", "alpha", "T1078", "loud", kDay + 10 * kMinute},
           {"a2", "alpha", "T1530", "loud", kDay + 5 * kMinute},
           {"b1", "beta", "T1110", "slow", 2 * kDay},
           {"b2", "beta", "T1078", "slow", 2 * kDay + kMinute},
           {"c1", "gamma", "T1562", "slow", 3 * kDay}},
          {}};
}

AlertRow alert(std::string id, double score, std::int64_t time, std::vector<std::string> records) {
  return {std::move(id), time, time / kDay, score, std::move(records)};
}

// Ranks: w(9) wrong, x(8) alpha, y(7) wrong, z(6) beta; gamma is missed.
std::vector<AlertRow> four_alerts() {
  return {alert("z", 6, 2 * kDay + 90 * kMinute, {"b2", "other"}), alert("w", 9, kDay, {"other"}),
          alert("x", 8, kDay + 20 * kMinute, {"a1"}), alert("y", 7, 2 * kDay, {"nothing"})};
}

TEST(Evaluate, RanksTheBestAlertOfEachCampaignOverallAndWithinItsDay) {
  const Evaluation result = evaluate(three_campaigns(), four_alerts());
  ASSERT_EQ(result.campaigns.size(), 3U);
  EXPECT_EQ(result.found, 2);
  EXPECT_EQ(result.campaigns[0].rank, 2);
  EXPECT_EQ(result.campaigns[0].rank_in_day, 2);
  EXPECT_EQ(result.campaigns[1].rank, 4);
  EXPECT_EQ(result.campaigns[1].rank_in_day, 2);
  EXPECT_FALSE(result.campaigns[2].rank.has_value());
}

TEST(Evaluate, CountsMinutesFromTheFirstRecordToTheEarliestAlert) {
  const Evaluation result = evaluate(three_campaigns(), four_alerts());
  EXPECT_EQ(result.campaigns[0].minutes_to_alert, 15);
  EXPECT_EQ(result.campaigns[1].minutes_to_alert, 90);
  EXPECT_FALSE(result.campaigns[2].minutes_to_alert.has_value());
}

TEST(Evaluate, AlertThatBeganBeforeTheAttackCountsAsZeroMinutes) {
  const std::vector<AlertRow> alerts{alert("x", 8, kDay, {"a1"})};
  EXPECT_EQ(evaluate(three_campaigns(), alerts).campaigns[0].minutes_to_alert, 0);
}

TEST(Evaluate, AveragePrecisionCountsUnfoundCampaignsAsMissed) {
  // Right at ranks 2 and 4: (1/2 + 2/4) / (2 right + 1 unfound) = 1/3.
  EXPECT_NEAR(evaluate(three_campaigns(), four_alerts()).auprc, 1.0 / 3.0, 1e-12);
}

TEST(Evaluate, PerfectAlertsHaveAveragePrecisionOne) {
  const std::vector<AlertRow> alerts{alert("x", 3, kDay, {"a1"}), alert("y", 2, kDay, {"b1"}),
                                     alert("z", 1, kDay, {"c1"})};
  EXPECT_NEAR(evaluate(three_campaigns(), alerts).auprc, 1.0, 1e-12);
}

TEST(Evaluate, PrecisionAtKJudgesAtMostTheAlertsThereAre) {
  const Evaluation result = evaluate(three_campaigns(), four_alerts());
  EXPECT_EQ(result.precision[0].k, 5);
  EXPECT_EQ(result.precision[0].judged, 4);
  EXPECT_EQ(result.precision[0].right, 2);
}

TEST(Evaluate, PrecisionAtKCountsTheBestAlertsOnly) {
  std::vector<AlertRow> many = four_alerts();
  for (int i = 0; i < 4; ++i) many.push_back(alert("n" + std::to_string(i), 10 + i, kDay, {}));
  const Evaluation more = evaluate(three_campaigns(), many);
  EXPECT_EQ(more.precision[0].right, 0);  // 13 12 11 10 9: none of them right
  EXPECT_EQ(more.precision[1].right, 2);  // all eight
  EXPECT_EQ(more.precision[1].judged, 8);
}

TEST(Evaluate, RecallByLevelAndByTechniqueCountsCampaigns) {
  const Evaluation result = evaluate(three_campaigns(), four_alerts());
  ASSERT_EQ(result.by_level.size(), 2U);
  EXPECT_EQ(result.by_level[0].name, "loud");
  EXPECT_EQ(result.by_level[0].found, 1);
  EXPECT_EQ(result.by_level[1].found, 1);
  EXPECT_EQ(result.by_level[1].total, 2);
  // T1078 is in alpha and beta, and an alert refers to such a record of both.
  EXPECT_EQ(result.by_technique[0].name, "T1078");
  EXPECT_EQ(result.by_technique[0].found, 2);
  EXPECT_EQ(result.by_technique[1].name, "T1110");
  EXPECT_EQ(result.by_technique[1].found, 0);
  EXPECT_EQ(result.by_technique[1].total, 1);
}

TEST(Evaluate, AlertsPerDayCountsTheDaysBetweenFirstAndLastAlert) {
  const Evaluation result = evaluate(three_campaigns(), four_alerts());
  EXPECT_EQ(result.alerts, 4);
  EXPECT_EQ(result.days, 2);
}

TEST(Evaluate, RevisionsOfOneAlertAreOneAlert) {
  std::vector<AlertRow> alerts = four_alerts();
  alerts.push_back(alert("w", 11, 3 * kDay, {"c1"}));
  const Evaluation result = evaluate(three_campaigns(), alerts);
  EXPECT_EQ(result.alerts, 4);
  EXPECT_EQ(result.found, 3);
  EXPECT_EQ(result.campaigns[2].rank, 1);
  EXPECT_EQ(result.campaigns[2].minutes_to_alert, 0);
}

TEST(Evaluate, InputOrderDoesNotMatter) {
  std::vector<AlertRow> alerts = four_alerts();
  for (AlertRow& row : alerts) row.score_bits = 1;
  const std::string forward = evaluation_json(evaluate(three_campaigns(), alerts));
  std::reverse(alerts.begin(), alerts.end());
  EXPECT_EQ(evaluation_json(evaluate(three_campaigns(), alerts)), forward);
}

TEST(Evaluate, NoAlertsFindsNothingAndDividesByNothing) {
  const Evaluation result = evaluate(three_campaigns(), {});
  EXPECT_EQ(result.found, 0);
  EXPECT_EQ(result.auprc, 0);
  EXPECT_THAT(evaluation_text(result), HasSubstr("found 0 of 3"));
  EXPECT_THAT(evaluation_text(result), HasSubstr("missed"));
}

TEST(Evaluate, CountsTheSurprisesThatAlertsOtherThanRightOnesReferTo) {
  Truth truth = three_campaigns();
  truth.surprises = {{"other", "typo-1", "typo", kDay},
                     {"quiet", "typo-2", "typo", kDay},
                     {"a1", "hire-1", "hire", kDay},  // only in a right alert
                     {"nothing", "hire-2", "hire", kDay},
                     {"nothing-2", "hire-2", "hire", kDay}};
  const Evaluation result = evaluate(truth, four_alerts());
  ASSERT_EQ(result.surprises.size(), 2U);
  EXPECT_EQ(result.surprises[0].name, "hire");
  EXPECT_EQ(result.surprises[0].found, 1);
  EXPECT_EQ(result.surprises[0].total, 2);
  EXPECT_EQ(result.surprises[1].name, "typo");
  EXPECT_EQ(result.surprises[1].found, 1);
  EXPECT_EQ(result.surprises[1].total, 2);
}

TEST(Evaluate, DaysWithoutAlertsCountWhereTheyAreKnown) {
  EXPECT_EQ(evaluate(three_campaigns(), four_alerts(), 14).days, 14);
}

TEST(ParseAlerts, SkipsSummariesAndCountsMalformedLines) {
  const AlertFile lines = parse_alerts(
      "{\"alert_id\":\"1\",\"time\":\"2026-01-20T10:00:00Z\",\"day\":\"2026-01-20\","
      "\"entity\":{\"kind\":\"actor\",\"name\":\"x\"},\"score_bits\":23,"
      "\"records\":[{\"record_id\":\"a\",\"sha256\":\"b\"},{\"sha256\":\"c\"}]}\n"
      "{\"summary\":{\"records\":3,\"days\":14}}\n"
      "{\"alert_id\":\n"
      "\n"
      "{\"alert_id\":\"2\",\"time\":\"2026-01-20T10:00:00Z\"}\n"
      "7\n");
  ASSERT_EQ(lines.alerts.size(), 1U);
  EXPECT_EQ(lines.alerts[0].day, 20473);
  EXPECT_THAT(lines.alerts[0].record_ids, ElementsAre("a", "b", "c"));
  EXPECT_EQ(lines.malformed, 3);
  EXPECT_EQ(lines.days, 14);
  EXPECT_THAT(lines.complaints,
              ElementsAre("line 3: not a JSON object", "line 5: score_bits is missing or no number",
                          "line 6: not a JSON object"));
}

TEST(ParseTruth, NamesTheLineThatIsWrong) {
  const auto truth = parse_truth(
      "{\"record_id\":\"a\",\"campaign\":\"c\",\"time\":\"2026-01-20T10:00:00Z\"}\n{}\n",
      "t.jsonl");
  ASSERT_FALSE(truth.has_value());
  EXPECT_EQ(truth.error().code, Code::kCorrupt);
  EXPECT_THAT(truth.error().message, HasSubstr("record_id is missing at t.jsonl:2"));
}

TEST(EvaluateFiles, MissingFileIsUnreadable) {
  const auto result =
      evaluate_files({"/nonexistent/truth.jsonl", "/nonexistent/alerts.jsonl", "", 0});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, Code::kUnreadable);
}

}  // namespace
}  // namespace detector
