#include "synth/campaign.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "synth/cloudtrail_record.h"

namespace detector::synth {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

constexpr Span kSpan{20'458, 30};
constexpr std::array<Level, 3> kLevels{Level::kLoud, Level::kOrdinary, Level::kSlow};

const Estate& estate() {
  static const Estate kEstate = build_estate(Rng(1), 20, kSpan.first);
  return kEstate;
}

/// One campaign that begins on the first of `days` days.
Attacks stage(std::string_view kind, Level level, std::uint64_t seed, int days = 14) {
  const CampaignPlan plan{"one", std::string(kind), level, kSpan.first, kSpan.first + days};
  return stage_campaigns(estate(), Rng(seed), {plan});
}

std::size_t size_of(const Attacks& attacks) {
  return attacks.plan.calls.size() + attacks.plan.lines.size() + attacks.plan.flows.size();
}

/// Calls `check` with each kind at each level, for a few seeds, since a seed decides on variants.
template <typename Check>
void for_each_campaign(const Check& check) {
  for (const CampaignKind& kind : campaign_kinds()) {
    for (const Level level : kLevels) {
      for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        SCOPED_TRACE(fmt::format("{} {} seed {}", kind.name, level_name(level), seed));
        check(stage(kind.name, level, seed), kind.name, level);
      }
    }
  }
}

/// Every action as (time, label), whatever its source.
std::vector<std::pair<TimeMs, std::int32_t>> actions_of(const Attacks& attacks) {
  std::vector<std::pair<TimeMs, std::int32_t>> actions;
  for (const ApiCall& call : attacks.plan.calls) actions.emplace_back(call.time, call.label);
  for (const AuthLine& line : attacks.plan.lines) actions.emplace_back(line.time, line.label);
  for (const FlowLine& flow : attacks.plan.flows) actions.emplace_back(flow.end, flow.label);
  return actions;
}

TEST(Campaigns, AreOfAtLeastThirteenKindsUnderDifferentNames) {
  std::set<std::string_view> names;
  for (const CampaignKind& kind : campaign_kinds()) names.insert(kind.name);
  EXPECT_GE(names.size(), 13U);
  EXPECT_EQ(names.size(), campaign_kinds().size());
}

TEST(Campaigns, LouderIsMoreRecords) {
  for (const CampaignKind& kind : campaign_kinds()) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      std::map<Level, std::size_t> records;
      for (const Level level : kLevels) records[level] = size_of(stage(kind.name, level, seed));
      EXPECT_GE(records[Level::kLoud], records[Level::kOrdinary]) << kind.name;
      EXPECT_GE(records[Level::kOrdinary], records[Level::kSlow]) << kind.name;
      EXPECT_GE(records[Level::kLoud], 2 * records[Level::kSlow]) << kind.name;
      EXPECT_GT(records[Level::kSlow], 5U) << kind.name;
    }
  }
}

TEST(Campaigns, EveryRecordIsLabelledWithATechniqueAndATactic) {
  const std::set<std::string_view> tactics{
      "initial-access",  "execution",         "persistence", "privilege-escalation",
      "defense-evasion", "credential-access", "discovery",   "lateral-movement",
      "collection",      "exfiltration",      "impact",      "command-and-control"};
  for_each_campaign([&](const Attacks& attacks, std::string_view, Level level) {
    for (const auto& [time, label] : actions_of(attacks)) {
      ASSERT_GE(label, 0);
      const Label& row = attacks.labels.at(static_cast<std::size_t>(label));
      EXPECT_THAT(std::string(row.technique), ContainsRegex("^T1[0-9]{3}([.]0[0-9]{2})?$"));
      EXPECT_EQ(tactics.count(row.stage), 1U) << row.stage;
      EXPECT_EQ(row.level, level_name(level));
      EXPECT_EQ(row.campaign, "one");
    }
  });
}

TEST(Campaigns, EntityIsTheActorOrTheAddressThatFailed) {
  for_each_campaign([&](const Attacks& attacks, std::string_view, Level) {
    for (const ApiCall& call : attacks.plan.calls) {
      const std::string expected = call.outcome == Outcome::kFailedLogin
                                       ? "address:" + call.session->address
                                       : "actor:" + canonical_arn(*call.session->principal);
      EXPECT_EQ(attacks.labels[static_cast<std::size_t>(call.label)].entity, expected);
    }
    for (const AuthLine& line : attacks.plan.lines) {
      const std::string& entity = attacks.labels[static_cast<std::size_t>(line.label)].entity;
      const std::string address = entity.substr(entity.find(':') + 1);
      const bool names_address = line.text.find(" from ") != std::string::npos &&
                                 line.text.find(" port ") != std::string::npos;
      if (names_address) {
        EXPECT_THAT(line.text, HasSubstr(" " + address + " port "));
      }
      if (line.text.rfind("sudo[", 0) == 0) {
        EXPECT_EQ(entity.rfind("user:", 0), 0U) << line.text;
      }
    }
  });
}

void expect_within(const Attacks& attacks, int days) {
  EXPECT_GT(size_of(attacks), 0U);
  for (const auto& [time, label] : actions_of(attacks)) {
    EXPECT_GE(day_of(time), kSpan.first) << attacks.labels.front().campaign;
    EXPECT_LT(day_of(time), kSpan.first + days) << attacks.labels.front().campaign;
  }
}

TEST(Campaigns, StayWithinTheDays) {
  for (const CampaignKind& kind : campaign_kinds()) {
    for (const Level level : kLevels) {
      for (const int days : {1, 2, 4, 14}) expect_within(stage(kind.name, level, 3, days), days);
    }
  }
}

TEST(Campaigns, SlowOnesFinishWithinTenDaysAndKeepAwayFromNightsAndWeekends) {
  for_each_campaign([&](const Attacks& attacks, std::string_view, Level level) {
    if (level != Level::kSlow) return;
    std::set<Day> days;
    for (const ApiCall& call : attacks.plan.calls) {
      days.insert(day_of(call.time));
      EXPECT_LT(weekday_of(day_of(call.time)), 5);
      EXPECT_LT(day_of(call.time), kSpan.first + 10);
      // The three sites lie between one hour east of Greenwich and five west of it.
      EXPECT_GE(hour_of(call.time), 7);
      EXPECT_LT(hour_of(call.time), 22);
    }
    if (attacks.plan.calls.size() >= 10) {
      EXPECT_GT(days.size(), 1U);
    }
  });
}

TEST(Campaigns, NameOperationsThatExistAndRenderAsJson) {
  for_each_campaign([&](const Attacks& attacks, std::string_view, Level) {
    for (const ApiCall& call : attacks.plan.calls) {
      ASSERT_NE(call.operation->name, "Unknown");
      std::string json;
      append_cloudtrail(json, estate(), call);
      EXPECT_EQ(std::count(json.begin(), json.end(), '{'),
                std::count(json.begin(), json.end(), '}'))
          << json;
      EXPECT_THAT(json, testing::Not(HasSubstr("%")));
    }
  });
}

TEST(Campaigns, SameSeedIsTheSameAttack) {
  for (const CampaignKind& kind : campaign_kinds()) {
    const Attacks one = stage(kind.name, Level::kOrdinary, 7);
    const Attacks two = stage(kind.name, Level::kOrdinary, 7);
    EXPECT_EQ(actions_of(one), actions_of(two)) << kind.name;
    EXPECT_NE(actions_of(one), actions_of(stage(kind.name, Level::kOrdinary, 8))) << kind.name;
  }
}

TEST(Campaigns, TemporaryCredentialsAreRenewed) {
  for_each_campaign([&](const Attacks& attacks, std::string_view, Level) {
    for (const ApiCall& call : attacks.plan.calls) {
      if (call.session->access_key.rfind("ASIA", 0) != 0) continue;
      EXPECT_LT(call.time - call.session->created, 12 * kHourMs);
    }
  });
}

TEST(Campaigns, HitDifferentPeopleWherePossible) {
  std::vector<CampaignPlan> plans;
  plans.reserve(4);
  for (int i = 0; i < 4; ++i) {
    plans.push_back({fmt::format("k{}", i), "leaked-access-key", Level::kLoud, kSpan.first});
  }
  const Attacks attacks = stage_campaigns(estate(), Rng(1), plans);
  std::set<std::string> keys;
  for (const Session& session : attacks.plan.sessions) keys.insert(session.access_key);
  EXPECT_EQ(keys.size(), 4U);
}

TEST(DefaultCampaigns, AreTwelveKindsWithFourOfEachLevelInTheLastThird) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    std::set<std::string> kinds;
    std::map<Level, int> levels;
    for (const CampaignPlan& plan : default_campaigns(Rng(seed), {kSpan.first, 44})) {
      kinds.insert(plan.kind);
      ++levels[plan.level];
      EXPECT_GE(plan.day, kSpan.first + 30);
      EXPECT_LE(plan.day, kSpan.first + (plan.level == Level::kSlow ? 36 : 43));
      EXPECT_EQ(plan.end, kSpan.first + 44);
    }
    EXPECT_EQ(kinds.size(), 12U);
    for (const Level level : kLevels) EXPECT_EQ(levels[level], 4);
  }
}

TEST(DefaultCampaigns, FitBeforeTheEnd) {
  for (const int days : {10, 21, 44}) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      const auto plans = default_campaigns(Rng(seed), {kSpan.first, days});
      EXPECT_EQ(stage_campaigns(estate(), Rng(seed), plans).left_out, 0U) << days;
    }
  }
}

TEST(DefaultCampaigns, FitIntoShortLogs) {
  for (const int days : {1, 2, 3, 7}) {
    const auto plans = default_campaigns(Rng(5), {kSpan.first, days});
    EXPECT_EQ(plans.size(), 3U);
    for (const CampaignPlan& plan : plans) {
      EXPECT_GE(plan.day, kSpan.first);
      EXPECT_LT(plan.day, kSpan.first + days);
    }
  }
}

}  // namespace
}  // namespace detector::synth
