#include "config/value.h"

#include <gmock/gmock.h>

#include "config/pattern.h"
#include "detector/entities.h"

namespace detector::config {
namespace {

using testing::ElementsAreArray;
using testing::IsEmpty;
using testing::SizeIs;

/// What is wrong with `text` for the key, or its value as text.
std::string outcome(std::string_view key, std::string_view text) {
  const Setting* setting = find(key);
  if (setting == nullptr) return "no such key";
  Config config;
  Problems problems;
  if (!assign(*setting, node_from_text(*setting, text), "here", config, problems)) {
    return problems.to_error().message;
  }
  EXPECT_TRUE(problems.empty());
  return value_text(*setting, config);
}

bool is_accepted(std::string_view key, std::string_view text) {
  return outcome(key, text).find("problem") == std::string::npos;
}

std::vector<std::string> accepted(std::string_view key, std::vector<std::string> texts) {
  std::erase_if(texts, [&](const std::string& text) { return !is_accepted(key, text); });
  return texts;
}

std::vector<std::string_view> keys_where(bool (*holds)(const Setting&)) {
  std::vector<std::string_view> keys;
  for (const Setting& setting : settings()) {
    if (holds(setting)) keys.push_back(setting.key);
  }
  return keys;
}

template <typename T>
bool is_type(const Setting& setting) {
  return std::holds_alternative<Access<T>>(setting.field);
}

TEST(Value, EveryDefaultPassesItsOwnRule) {
  for (const Setting& setting : settings()) {
    EXPECT_EQ(outcome(setting.key, setting.fallback), setting.fallback) << setting.key;
  }
}

TEST(Value, EveryRowSaysWhatItIs) {
  EXPECT_THAT(keys_where([](const Setting& row) {
                return row.description.empty() || row.rule.expected.empty();
              }),
              IsEmpty());
}

TEST(Value, EveryNumberHasARange) {
  EXPECT_THAT(keys_where([](const Setting& row) {
                return (is_type<std::int64_t>(row) || is_type<double>(row)) &&
                       row.rule.minimum >= row.rule.maximum;
              }),
              IsEmpty());
}

TEST(Value, SecretsAreTextSinceOnlyTextIsMasked) {
  EXPECT_THAT(
      keys_where([](const Setting& row) { return row.is_secret && !is_type<std::string>(row); }),
      IsEmpty());
}

TEST(Value, NumbersAreDecimalWithinTheirRange) {
  EXPECT_EQ(outcome("model.max_age_days", "30"), "30");
  EXPECT_THAT(accepted("model.max_age_days", {"0", "-1", "3651", "1e2", "5.0", "+5", " 5",
                                              "99999999999999999999", "", "seven", "0x10"}),
              IsEmpty());
  EXPECT_NE(outcome("model.max_age_days", "x").find("a whole number from 1 to 3650 (days)"),
            std::string::npos);
  EXPECT_NE(outcome("model.values_per_context", "4_096").find("without _"), std::string::npos);
  EXPECT_NE(outcome("model.values_per_context", "0644").find("octal"), std::string::npos);
}

TEST(Value, BudgetsMayBeFractions) {
  EXPECT_EQ(outcome("alerts.per_day", "0.1"), "0.1");
  EXPECT_EQ(outcome("alerts.per_day", "1e3"), "1000");
  EXPECT_EQ(outcome("alerts.per_day", "0.01"), "0.01");
  EXPECT_THAT(accepted("alerts.per_day",
                       {"0", "0.009", "10000.1", "inf", ".inf", "nan", "1e999", "0,5", "5/7"}),
              IsEmpty());
}

TEST(Value, OnlyTrueAndFalseAreBooleans) {
  EXPECT_EQ(outcome("aws.use_fips", "true"), "true");
  EXPECT_THAT(accepted("aws.use_fips", {"yes", "no", "on", "off", "True", "FALSE", "1", "0", ""}),
              IsEmpty());
  EXPECT_NE(outcome("aws.use_fips", "yes").find("expected true or false"), std::string::npos);
}

TEST(Value, OptionalNumbersMayBeEmpty) {
  EXPECT_EQ(outcome("alerts.anomaly_threshold", ""), "");
  EXPECT_EQ(outcome("alerts.anomaly_threshold", "0.001"), "0.001");
  EXPECT_FALSE(is_accepted("alerts.anomaly_threshold", "1.5"));
}

TEST(Value, BucketNamesFollowTheRulesOfS3) {
  EXPECT_THAT(accepted("s3.model_bucket_name",
                       {"abc", "my.bucket-1", "123", "", "anomaly-detector-models-dev"}),
              SizeIs(5));
  EXPECT_THAT(accepted("s3.model_bucket_name",
                       {"ab", "Upper", "under_score", "-start", "end-", ".dot", "two..dots",
                        "192.168.0.1", "xn--puny", "x-s3alias", "name--ol-s3", "s p a c e", "a/b"}),
              IsEmpty());
  EXPECT_TRUE(is_accepted("s3.model_bucket_name", std::string(63, 'a')));
  EXPECT_FALSE(is_accepted("s3.model_bucket_name", std::string(64, 'a')));
}

TEST(Value, ListsFromTextAreSplitAtCommasAndTrimmed) {
  EXPECT_EQ(outcome("alerts.emails", "a@example.com, b@example.org"),
            "a@example.com,b@example.org");
  EXPECT_EQ(outcome("alerts.emails", " "), "");
  EXPECT_FALSE(is_accepted("alerts.emails", "a@example.com,,b@example.org"));
  EXPECT_FALSE(is_accepted("alerts.emails", "a@example.com,a@example.com"));
  EXPECT_FALSE(is_accepted("alerts.emails", "not an address"));
  EXPECT_FALSE(is_accepted("vpc.security_group_ids",
                           "sg-00000001,sg-00000002,sg-00000003,sg-00000004,sg-00000005,"
                           "sg-00000006"));
}

TEST(Value, AssetsFromTextHaveDefaultsAndRoundTrip) {
  EXPECT_EQ(outcome("important_assets", "payroll-*"), "payroll-*=any:5");
  EXPECT_EQ(outcome("important_assets", "payroll-*=10, arn:aws:s3:::x=resource:9"),
            "payroll-*=any:10,arn:aws:s3:::x=resource:9");
  EXPECT_EQ(outcome("important_assets", "a=any:10,b=role:1"), "a=any:10,b=role:1");
  EXPECT_THAT(accepted("important_assets", {"a=11", "a=0", "a=thing:5", "=5", "a=role:"}),
              IsEmpty());
}

TEST(Value, TextWithControlCharactersOrInvalidBytesIsRefused) {
  EXPECT_FALSE(is_accepted("model.path", "a\nb"));
  EXPECT_FALSE(is_accepted("model.path", "a\x1b[31m"));
  EXPECT_FALSE(is_accepted("model.path", "a\xff"));
  EXPECT_TRUE(is_accepted("model.path", "/var/lib/détecteur/modèle"));
  EXPECT_FALSE(is_accepted("model.path", std::string(2000, 'x')));
}

TEST(Value, SecretsAndPasswordsAreNeverShown) {
  const std::string secret = "0123456789abcdef0123456789abcdef";
  EXPECT_EQ(outcome("model.hash_key", secret), "********");
  EXPECT_EQ(outcome("model.hash_key", ""), "");
  EXPECT_EQ(outcome("model.hash_key", secret + "0").find(secret), std::string::npos);
  const std::string url = outcome("aws.endpoint_url", "https://me:hunter2@example.com");
  EXPECT_EQ(url.find("hunter2"), std::string::npos);
  EXPECT_NE(url.find("********@example.com"), std::string::npos);
}

TEST(Value, LongValuesAreClippedInMessages) {
  EXPECT_LT(outcome("logging.level", std::string(5000, 'x')).size(), 400U);
}

TEST(Pattern, MatchesTheWholeTextOnly) {
  EXPECT_TRUE(matches("^[a-z]+$", "abc"));
  EXPECT_FALSE(matches("^[a-z]+$", "abc\n"));
  EXPECT_FALSE(matches("[a-z]+", "abc1"));
}

TEST(Value, AnnouncedWindowsKeepTheirText) {
  const std::string text = "198.51.100.*=2026-02-02T08:00:00Z/2026-02-03T00:00:00Z pen-test";
  EXPECT_EQ(outcome("announced", text), text);
  EXPECT_EQ(outcome("announced", "bob=2026-02-02/2026-02-03"),
            "bob=2026-02-02T00:00:00Z/2026-02-03T00:00:00Z");
}

TEST(Value, PatternsFromTextRoundTrip) {
  for (const char* text : {"badge=user:B[0-9]{5}", "a=host:x,b=ip:y", "a=user:b=c:d",
                           "a=url:https://x@y", "a=user:[0-9]{1,,3}", "a=user:,,,b=user:,,",
                           "a=user:x ,b=user: y", "A.b_c-9=access_key:é"}) {
    EXPECT_EQ(outcome("entities.patterns", text), text);
  }
  EXPECT_EQ(outcome("entities.patterns", " a=user:x, b=user:y"), "a=user:x,b=user:y");
  EXPECT_EQ(outcome("entities.patterns", " "), "");
}

TEST(Value, WrongPatternsAreRefused) {
  EXPECT_THAT(accepted("entities.patterns",
                       {"badge", "badge=user", "badge=user:", "=user:x", "b d=user:x", "é=user:x",
                        "badge=:x", "badge=User:x", "badge=person:x", "a=user:x,a=host:y",
                        "a=user:[0-9]{1,3}", "a=user:x,", "a=user:\t", "a=user:\xff"}),
              IsEmpty());
  EXPECT_NE(outcome("entities.patterns", "a=user:[0-9]{1,3}").find("with ,, for a comma"),
            std::string::npos);
}

TEST(Value, NamesAndExpressionsOfPatternsHaveBounds) {
  const auto pattern = [](std::size_t name, std::size_t regex) {
    return std::string(name, 'n') + "=user:" + std::string(regex, 'x');
  };
  EXPECT_EQ(outcome("entities.patterns", pattern(64, 1000)), pattern(64, 1000));
  EXPECT_FALSE(is_accepted("entities.patterns", pattern(65, 1)));
  EXPECT_FALSE(is_accepted("entities.patterns", pattern(1, 1001)));
}

TEST(Value, PatternsHaveTheTypesOfEntities) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kEntityTypes; ++i) {
    names.push_back(entity_type_name(static_cast<EntityType>(i)));
  }
  const ItemField& type = item_fields<EntityPattern>().back();
  EXPECT_EQ(type.name, "type");
  EXPECT_THAT(type.rule.choices, ElementsAreArray(names));
}

TEST(Value, WrongWindowsAreRefused) {
  EXPECT_THAT(accepted("announced", {"bob", "bob=2026-02-02", "bob=2026-02-03/2026-02-03",
                                     "bob=2026-02-03/2026-02-02", "bob=2026-02-31/2026-03-02",
                                     "=2026-02-02/2026-02-03", "bob=tomorrow/2026-02-03"}),
              IsEmpty());
}

}  // namespace
}  // namespace detector::config
