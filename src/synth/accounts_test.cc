#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "synth/campaign.h"
#include "synth/world_test.h"

namespace detector::synth {
namespace {

using synth_world::between;
using synth_world::field;
using synth_world::peaceful;

constexpr Day kFirst = 20'458;

const Estate& estate() {
  static const Estate kEstate = build_estate(Rng(1), synth_world::kPeople, kFirst);
  return kEstate;
}

TEST(Accounts, EachHasItsTrailInAFolderOfItsOwn) {
  std::map<std::string, std::size_t> records;
  for (const auto& [name, rows] : peaceful().records) {
    const std::string account = between(name, "AWSLogs/", "/");
    EXPECT_NE(name.find("/" + account + "_CloudTrail_"), std::string::npos) << name;
    records[account] += rows.size();
    for (const std::string& row : rows) {
      EXPECT_EQ(field(row, "recipientAccountId"), account) << row;
    }
  }
  ASSERT_EQ(records.size(), estate().accounts.size());
  for (const Account& account : estate().accounts) EXPECT_GT(records[account.id], 50U);
  EXPECT_GT(records[estate().accounts[kProd].id], records[estate().accounts[kDev].id]);
}

/// The AssumeRole records of an exchange between two accounts, by account.
using Shared = std::map<std::string, std::map<std::string, std::string>>;

Shared shared_events() {
  Shared shared;
  for (const auto& [name, rows] : peaceful().records) {
    for (const std::string& row : rows) {
      const std::string id = field(row, "sharedEventID");
      if (!id.empty()) shared[id][field(row, "recipientAccountId")] = row;
    }
  }
  return shared;
}

TEST(Accounts, ARoleTakenFromAnotherAccountIsInBothTrails) {
  const Shared shared = shared_events();
  EXPECT_GT(shared.size(), 20U);
  for (const auto& [id, records] : shared) {
    ASSERT_EQ(records.size(), 2U) << id;
    std::set<std::string> types;
    std::set<std::string> ids;
    std::set<std::string> tokens;
    for (const auto& [account, row] : records) {
      EXPECT_EQ(field(row, "eventName"), "AssumeRole");
      types.insert(field(row, "type"));
      ids.insert(field(row, "eventID"));
      tokens.insert(field(row, "sessionToken"));
      const std::string resource = between(row, "\"resources\":[", "]");
      const bool theirs = field(row, "type") == "AWSAccount";
      EXPECT_EQ(field(resource, "accountId") == account, theirs) << row;
    }
    EXPECT_TRUE(types.contains("AWSAccount"));
    EXPECT_EQ(types.size(), 2U);
    EXPECT_EQ(ids.size(), 2U);
    EXPECT_EQ(tokens.size(), 1U);
  }
}

TEST(Accounts, PipelinesDeployThroughARoleOfEachAccount) {
  std::set<std::string> deployed;
  for (const auto& [name, rows] : peaceful().records) {
    for (const std::string& row : rows) {
      if (between(row, "\"sessionIssuer\":", "}").find(":role/deploy\"") == std::string::npos) {
        continue;
      }
      deployed.insert(field(row, "recipientAccountId"));
    }
  }
  const std::set<std::string> expected{estate().accounts[kProd].id, estate().accounts[kStaging].id,
                                       estate().accounts[kDev].id};
  EXPECT_EQ(deployed, expected);
}

TEST(Accounts, PeopleHaveOneRoleInEachOfOneOrTwo) {
  for (const Person& person : estate().people) {
    for (const Post& post : person.posts) {
      ASSERT_FALSE(post.seats.empty());
      EXPECT_LE(post.seats.size(), 2U);
      std::set<std::uint16_t> accounts;
      for (const Seat& seat : post.seats) {
        accounts.insert(seat.account);
        EXPECT_EQ(account_of(estate(), estate().people_principals[seat.principal]), seat.account);
      }
      EXPECT_EQ(accounts.size(), post.seats.size());
    }
  }
}

TEST(Accounts, AttacksStayInTheAccountOfTheirVictim) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const CampaignPlan plan{"one", "s3-exfiltration", Level::kLoud, kFirst, kFirst + 14};
    const Attacks attacks = stage_campaigns(estate(), Rng(seed), {plan});
    for (const ApiCall& call : attacks.plan.calls) {
      if (call.operation->resource != ResourceKind::kBucket) continue;
      const auto& buckets = estate().resources[account_of(estate(), *call.session->principal)]
                                              [static_cast<std::size_t>(ResourceKind::kBucket)];
      EXPECT_EQ(std::count(buckets.begin(), buckets.end(), call.resource), 1) << call.resource;
    }
  }
}

TEST(Accounts, MinersWorkWhereNobodyDoes) {
  for (const Rollout& rollout : estate().rollouts) {
    EXPECT_LT(rollout.region + 1U, estate().regions.size());
    EXPECT_GE(rollout.region, kUsedRegions);
  }
}

}  // namespace
}  // namespace detector::synth
