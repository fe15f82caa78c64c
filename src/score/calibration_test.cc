#include "score/calibration.h"

#include <gtest/gtest.h>

namespace detector {
namespace {

// Scores of 10, 11, … 109 bits on ten days.
Calibration hundred_scores() {
  Calibration calibration;
  for (int i = 10; i < 110; ++i) calibration.add(i * kOneBit);
  for (int i = 0; i < 10; ++i) calibration.add_day();
  return calibration;
}

std::uint64_t alerts_at(const Calibration& calibration, Bits threshold) {
  std::uint64_t alerts = 0;
  for (const auto& [score, count] : calibration.histogram()) {
    if (score > threshold) alerts += count;
  }
  return alerts;
}

TEST(Calibration, TheThresholdLetsThroughExactlyTheBudget) {
  const Calibration calibration = hundred_scores();
  for (const std::uint64_t budget_milli : {100U, 500U, 1000U, 2000U}) {
    const Bits threshold = calibration.threshold(budget_milli).value();
    EXPECT_EQ(alerts_at(calibration, threshold), budget_milli * 10 / 1000) << budget_milli;
  }
}

TEST(Calibration, TiesNeverExceedTheBudget) {
  Calibration calibration;
  for (int i = 0; i < 50; ++i) calibration.add(20 * kOneBit);
  calibration.add(30 * kOneBit);
  for (int i = 0; i < 10; ++i) calibration.add_day();
  EXPECT_EQ(alerts_at(calibration, calibration.threshold(500).value()), 1U);
}

TEST(Calibration, RefusesABudgetThatTheDaysCannotResolve) {
  const auto threshold = hundred_scores().threshold(99);
  ASSERT_FALSE(threshold);
  EXPECT_EQ(threshold.error().code, Code::kUnresolvable);
  EXPECT_NE(threshold.error().message.find("11 days"), std::string::npos)
      << threshold.error().message;
  EXPECT_FALSE(Calibration().threshold(1000000));
}

TEST(Calibration, WhatOneInFiveDoesIsNotAlertedWhateverTheBudget) {
  const Calibration calibration = hundred_scores();
  EXPECT_EQ(alerts_at(calibration, calibration.threshold(1000000).value()), 20U);
}

TEST(Calibration, WhatIsNoSurpriseIsNotAlertedWhateverTheBudget) {
  Calibration calibration;
  for (int i = 0; i < 100; ++i) calibration.add(i * kOneBit / 50);
  calibration.add_day();
  EXPECT_EQ(calibration.threshold(1000000).value(), Calibration::kFloor);
}

TEST(Calibration, AThresholdForAPValueLetsThroughThatShare) {
  const Calibration calibration = hundred_scores();
  const Bits threshold = calibration.threshold_at(0.05).value();
  EXPECT_EQ(alerts_at(calibration, threshold), 4U);  // the fifth would have p = 6/101
  EXPECT_LE(calibration.p_value(threshold + kOneBit), 0.05);
  EXPECT_GT(calibration.p_value(threshold), 0.05);
  EXPECT_EQ(calibration.threshold_at(0.001).error().code, Code::kUnresolvable);
}

TEST(Calibration, PValuesCountTheScoresAtLeastAsLarge) {
  const Calibration calibration = hundred_scores();
  EXPECT_DOUBLE_EQ(calibration.p_value(200 * kOneBit), 1.0 / 101);
  EXPECT_DOUBLE_EQ(calibration.p_value(109 * kOneBit), 2.0 / 101);
  EXPECT_DOUBLE_EQ(calibration.p_value(0), 1.0);
  EXPECT_DOUBLE_EQ(calibration.p_value_of_member(109 * kOneBit), 1.0 / 100);
}

TEST(Calibration, IsBoundToItsModel) {
  const Calibration calibration = hundred_scores();
  const std::string bytes = calibration.serialise("model-a");
  const auto loaded = Calibration::parse(bytes, "model-a");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->serialise("model-a"), bytes);
  EXPECT_EQ(Calibration::parse(bytes, "model-b").error().code, Code::kConflict);
  EXPECT_EQ(Calibration::parse(bytes.substr(1), "model-a").error().code, Code::kCorrupt);
}

}  // namespace
}  // namespace detector
