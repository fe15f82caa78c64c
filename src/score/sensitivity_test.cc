#include "score/sensitivity.h"

#include <gtest/gtest.h>

#include "detector/knowledge.h"
#include "score/baseline.h"

namespace detector {
namespace {

constexpr std::uint64_t kStop = 11;
constexpr std::uint64_t kRead = 12;
constexpr std::uint64_t kBucket = 13;

/// A baseline that knows three names, and a policy under which one of them is harmful.
class SensitivityTest : public testing::Test {
 protected:
  SensitivityTest() {
    baseline.learn_name(kStop, "cloudtrail:StopLogging", 0);
    baseline.learn_name(kRead, "s3:GetObject", 0);
    baseline.learn_name(kBucket, "payroll-2026", 0);
    KnowledgeRows rows;
    rows.actions = {{"cloudtrail:StopLogging", {Access::kWrite, 6 * kOneBit, {"T1562.008"}}}};
    policy.knowledge = std::make_shared<const Knowledge>(std::move(rows));
  }

  [[nodiscard]] Bits weigh(std::size_t view, std::uint64_t value, Bits bits) const {
    const ReadOut readout(nullptr, baseline, policy);
    Finding finding;
    finding.view = static_cast<std::uint8_t>(view);
    finding.value = value;
    finding.bits = bits;
    return Sensitivity(readout).weigh(finding).bits;
  }
  static std::size_t view_of(Field value) {
    std::size_t view = 0;
    while (views()[view].value != value) ++view;
    return view;
  }

  Baseline baseline;
  Policy policy;
};

TEST_F(SensitivityTest, HarmCountsAsFarAsItsUseIsSurprising) {
  const std::size_t actions = view_of(Field::kAction);
  EXPECT_EQ(weigh(actions, kStop, 9 * kOneBit), 6 * kOneBit);
  EXPECT_EQ(weigh(actions, kStop, kOneBit), kOneBit);
  EXPECT_EQ(weigh(actions, kStop, 0), 0);
}

TEST_F(SensitivityTest, HarmlessActionsAddNothing) {
  EXPECT_EQ(weigh(view_of(Field::kAction), kRead, 9 * kOneBit), 0);
}

TEST_F(SensitivityTest, ImportantAssetsWeighInWhateverTheActionIs) {
  const std::size_t targets = view_of(Field::kTarget);
  EXPECT_EQ(weigh(targets, kBucket, 9 * kOneBit), 0);
  policy.assets = {{"payroll-*", "resource", 10}};
  EXPECT_EQ(weigh(targets, kBucket, 9 * kOneBit), harm_of_weight(10));
}

TEST_F(SensitivityTest, OnlyRareValuesHaveAHarm) {
  const ReadOut readout(nullptr, baseline, policy);
  Finding finding;
  finding.detector = Detector::kVolume;
  finding.value = kStop;
  finding.bits = 9 * kOneBit;
  EXPECT_EQ(Sensitivity(readout).weigh(finding).bits, 0);
}

TEST_F(SensitivityTest, NothingIsHarmfulWithoutKnowledge) {
  policy.knowledge = nullptr;
  EXPECT_EQ(weigh(view_of(Field::kAction), kStop, 9 * kOneBit), 0);
}

}  // namespace
}  // namespace detector
