#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "synth/campaign.h"

namespace detector::synth {
namespace {

using ::testing::HasSubstr;

constexpr Span kSpan{20'458, 30};

Result<std::vector<CampaignPlan>> parse(std::string_view text) {
  return parse_campaigns(text, "attacks.jsonl", Rng(1), kSpan);
}

std::string complaint(std::string_view text) {
  const auto plans = parse(text);
  return plans ? "" : plans.error().message;
}

TEST(AttackFile, NamesCampaignLevelAndDay) {
  const auto plans = parse(
      "{\"campaign\":\"ssh-brute-force\",\"level\":\"slow\",\"day\":3}\n\n"
      "{\"campaign\":\"leaked-access-key\"}\n");
  ASSERT_TRUE(plans.has_value());
  ASSERT_EQ(plans->size(), 2U);
  EXPECT_EQ((*plans)[0].id, "ssh-brute-force-1");
  EXPECT_EQ((*plans)[0].level, Level::kSlow);
  EXPECT_EQ((*plans)[0].day, kSpan.first + 2);
  EXPECT_EQ((*plans)[0].end, kSpan.first + 30);
  EXPECT_EQ((*plans)[1].id, "leaked-access-key-2");
  EXPECT_GE((*plans)[1].day, kSpan.first + 20);
}

TEST(AttackFile, TakesEveryKind) {
  for (const CampaignKind& kind : campaign_kinds()) {
    const auto plans = parse("{\"campaign\":\"" + std::string(kind.name) + "\"}");
    ASSERT_TRUE(plans.has_value()) << kind.name;
    EXPECT_EQ(plans->front().kind, kind.name);
  }
}

TEST(AttackFile, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(complaint("{\"campaign\":\"nothing\"}"),
              HasSubstr("must be one of leaked-access-key"));
  EXPECT_THAT(complaint("\n{\"campaign\":\"ssh-brute-force\",\"day\":31}"),
              HasSubstr("day must be a number from 1 to 30 at attacks.jsonl:2"));
  EXPECT_THAT(complaint("{\"campaign\":\"ssh-brute-force\",\"level\":\"quiet\"}"),
              HasSubstr("level must be loud, ordinary or slow"));
  EXPECT_THAT(complaint("{\"campaign\":\"ssh-brute-force\",\"days\":1}"),
              HasSubstr("\"days\" is not a field"));
  EXPECT_THAT(complaint("{}"), HasSubstr("campaign is missing"));
  EXPECT_THAT(complaint("[1"), HasSubstr("not a JSON object"));
}

TEST(AttackFile, MissingFileIsAUsageError) {
  const auto plans = load_campaigns("/nonexistent/attacks.jsonl", Rng(1), kSpan);
  ASSERT_FALSE(plans.has_value());
  EXPECT_EQ(plans.error().code, Code::kUsage);
}

}  // namespace
}  // namespace detector::synth
