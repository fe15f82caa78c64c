#include "score/policy.h"

#include <gtest/gtest.h>

#include <set>

#include "base/time.h"
#include "detector/knowledge.h"

namespace detector {
namespace {

Policy with_window(TimeMs from, TimeMs until) {
  Policy policy;
  policy.announced = {{"198.51.100.*", from, until, "pen-test"}};
  return policy;
}

TEST(Policy, AWindowCoversTheDaysItTouches) {
  const Policy policy = with_window(start_of_day(10) + 8 * kHourMs, start_of_day(12) + 1);
  EXPECT_EQ(announced_window(policy, 9, "198.51.100.7"), nullptr);
  for (const Day day : {10, 11, 12}) {
    ASSERT_NE(announced_window(policy, day, "198.51.100.7"), nullptr) << day;
    EXPECT_EQ(announced_window(policy, day, "198.51.100.7")->name, "pen-test");
  }
  EXPECT_EQ(announced_window(policy, 13, "198.51.100.7"), nullptr);
}

TEST(Policy, AWindowThatEndsAtMidnightDoesNotCoverTheNextDay) {
  const Policy policy = with_window(start_of_day(10), start_of_day(11));
  EXPECT_NE(announced_window(policy, 10, "198.51.100.7"), nullptr);
  EXPECT_EQ(announced_window(policy, 11, "198.51.100.7"), nullptr);
}

TEST(Policy, AWindowIsForThoseItNames) {
  const Policy policy = with_window(start_of_day(10), start_of_day(11));
  EXPECT_EQ(announced_window(policy, 10, "203.0.113.7"), nullptr);
}

TEST(Policy, WhatCanChangeAScoreChangesTheFingerprint) {
  std::vector<Policy> policies(8);
  policies[1].max_age_days = 63;
  policies[2].minimum_days = 8;
  policies[3].knowledge = std::make_shared<const Knowledge>();
  policies[4].assets = {{"db", "any", 5}};
  policies[5].assets = {{"db", "host", 5}};
  policies[6].assets = {{"db", "any", 6}};
  policies[7].announced = {{"db", 1, 2, "name"}};
  std::set<std::string> fingerprints;
  for (const Policy& policy : policies) fingerprints.insert(policy_fingerprint(policy));
  EXPECT_EQ(fingerprints.size(), policies.size());
  policies[7].announced[0].name = "another";  // for people only
  EXPECT_TRUE(fingerprints.contains(policy_fingerprint(policies[7])));
}

}  // namespace
}  // namespace detector
