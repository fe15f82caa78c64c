#include "config/action_name.h"

#include <gtest/gtest.h>

namespace detector::config {
namespace {

TEST(ActionName, TheVersionOfTheApiIsNotPartOfIt) {
  EXPECT_EQ(without_api_version("lambda:ListFunctions20150331"), "lambda:ListFunctions");
  EXPECT_EQ(without_api_version("lambda:AddPermission20150331v2"), "lambda:AddPermission");
  EXPECT_EQ(without_api_version("cloudfront:GetDistribution2020_05_31"),
            "cloudfront:GetDistribution");
}

TEST(ActionName, OtherDigitsAreLeftAlone) {
  for (const char* name : {"guardduty:ListFindingsV2", "s3:ListObjectsv2", "iot:SetV2", "20150331",
                           "20150331v2", "x:Get19991231", "x:Get2015033", "x:Get2015x03_31",
                           "x:Get2020_0a_31", "v2", "", "x:Get20150331v"}) {
    EXPECT_EQ(without_api_version(name), name);
  }
}

TEST(ActionName, AVerbIsAWholeWord) {
  EXPECT_TRUE(begins_with_verb("GetThing", "Get"));
  EXPECT_TRUE(begins_with_verb("Get", "Get"));
  EXPECT_TRUE(begins_with_verb("Get2", "Get"));
  EXPECT_FALSE(begins_with_verb("Getaway", "Get"));
  EXPECT_FALSE(begins_with_verb("Ge", "Get"));
}

TEST(ActionName, Grammar) {
  EXPECT_TRUE(is_service("resource-explorer-2"));
  EXPECT_FALSE(is_service("S3"));
  EXPECT_FALSE(is_service(""));
  EXPECT_TRUE(is_action_name("too-many-attempts"));
  EXPECT_TRUE(is_action_name("Token_POST"));
  EXPECT_FALSE(is_action_name("2Get"));
  EXPECT_FALSE(is_action_name("Get Thing"));
  EXPECT_FALSE(is_action_name("s3:GetObject"));
  EXPECT_TRUE(is_verb("BatchGet"));
  EXPECT_FALSE(is_verb("get"));
}

TEST(ActionName, TechniqueIds) {
  EXPECT_TRUE(is_technique_id("T1098"));
  EXPECT_TRUE(is_technique_id("T1098.001"));
  for (const char* text : {"", "1098", "T109", "T10980", "t1098", "T1098.01", "T1098.0011",
                           "T1098-001", "T1098.00a", "TA0001", "T109a"}) {
    EXPECT_FALSE(is_technique_id(text)) << text;
  }
}

}  // namespace
}  // namespace detector::config
