#include "config/names.h"

#include <gtest/gtest.h>

#include <set>

#include "config/table.h"

namespace detector::config {
namespace {

TEST(Names, EditDistanceCountsInsertionsDeletionsReplacementsAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("bucket", "bukcet"), 1U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("abc", "abc"), 0U);
}

TEST(Names, NearestIsEmptyWhenNothingIsNear) {
  constexpr std::string_view kNames[] = {"dev", "prod", "staging"};
  EXPECT_EQ(nearest("prd", kNames), "prod");
  EXPECT_EQ(nearest("stagin", kNames), "staging");
  EXPECT_EQ(nearest("qa", kNames), "");
  EXPECT_EQ(nearest("stag", kNames), "staging");
  EXPECT_EQ(nearest("", kNames), "");
  EXPECT_EQ(nearest(std::string(1000, 'd'), kNames), "");
}

TEST(Names, NearestKeyIsFoundInItsSectionAnywhereAndAmongSections) {
  EXPECT_EQ(nearest_key("s3.model_buckt_name"), "s3.model_bucket_name");
  EXPECT_EQ(nearest_key("model_bucket_name"), "s3.model_bucket_name");
  EXPECT_EQ(nearest_key("aws.emails"), "alerts.emails");
  EXPECT_EQ(nearest_key("alerts.threshold"), "alerts.anomaly_threshold");
  EXPECT_EQ(nearest_key("alert"), "alerts");
  EXPECT_EQ(nearest_key("zzzzzzzzzzzz"), "");
}

TEST(Names, EveryKeyComesBackFromItsVariable) {
  for (const Setting& setting : settings()) {
    EXPECT_EQ(key_of_variable(layered_variable(setting.key)), setting.key);
  }
  EXPECT_EQ(layered_variable("s3.model_bucket_name"), "DETECTOR__S3__MODEL_BUCKET_NAME");
}

TEST(Names, NoTwoKeysShareAVariable) {
  std::multiset<std::string> variables;
  for (const Setting& setting : settings()) {
    variables.insert(layered_variable(setting.key));
    if (!setting.variable.empty()) variables.insert(std::string(setting.variable));
  }
  const std::set<std::string> distinct(variables.begin(), variables.end());
  EXPECT_EQ(distinct.size(), variables.size());
}

}  // namespace
}  // namespace detector::config
