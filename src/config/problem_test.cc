#include <gmock/gmock.h>

#include "config/config_directory_test.h"

namespace detector::config {
namespace {

using testing::HasSubstr;
using testing::Not;

class Problem : public ConfigDirectory {};

TEST_F(Problem, AllAreReportedAtOnceWithTheirPlaces) {
  write("base.yaml",
        "s3:\n  model_bucket_name: Not_A_Bucket\n  modl_bucket_name: x\nalerts:\n  per_day: 0\n");
  write("dev.yaml", "loging:\n  level: info\n");
  options.variables = {{"AWS_REGION", "nowhere"}, {"DETECTOR__LOGGING__LEVL", "info"}};
  options.overrides = {{"model.max_age_days", "1_0"}, {"model.max_age", "10"}};
  const std::string all = problems();
  EXPECT_THAT(all, HasSubstr("the configuration has 8 problems\n"));
  EXPECT_THAT(all, HasSubstr("\nbase.yaml:2:22: s3.model_bucket_name: expected an S3 bucket name"));
  EXPECT_THAT(all, HasSubstr("got \"Not_A_Bucket\""));
  EXPECT_THAT(all, HasSubstr("\nbase.yaml:3:3: unknown key \"s3.modl_bucket_name\"; did you mean "
                             "\"s3.model_bucket_name\"?"));
  EXPECT_THAT(all, HasSubstr("\nbase.yaml:5:12: alerts.per_day: expected a number from 0.01 to "
                             "10000 (alerts a day), got \"0\""));
  EXPECT_THAT(all, HasSubstr("\ndev.yaml:1:1: unknown key \"loging\"; did you mean \"logging\"?"));
  EXPECT_THAT(all, HasSubstr("\n$AWS_REGION: aws.region: expected a region"));
  EXPECT_THAT(all, HasSubstr("\n$DETECTOR__LOGGING__LEVL: unknown setting; did you mean "
                             "\"DETECTOR__LOGGING__LEVEL\"?"));
  EXPECT_THAT(all, HasSubstr("\n--set: model.max_age_days: expected a whole number"));
  EXPECT_THAT(all, HasSubstr("\n--set: unknown key \"model.max_age\"; did you mean "
                             "\"model.max_age_days\"?"));
}

TEST_F(Problem, ValuesThatALaterLayerReplacesAreCheckedToo) {
  write("base.yaml", "alerts:\n  per_day: many\n");
  options.overrides.emplace_back("alerts.per_day", "5");
  EXPECT_THAT(problems(), HasSubstr("base.yaml:2:12"));
}

TEST_F(Problem, DuplicateKeysAreErrorsAtEveryDepth) {
  EXPECT_THAT(
      problems_of("s3:\n  log_bucket_name: aaa\n  log_bucket_name: bbb\n"),
      HasSubstr("base.yaml:3:3: key \"log_bucket_name\" is written twice, first in line 2"));
  EXPECT_THAT(problems_of("aws: {}\naws: {}\n"), HasSubstr("base.yaml:2:1: key \"aws\""));
  EXPECT_THAT(problems_of("important_assets:\n  - {name: a, name: b}\n"), HasSubstr("\"name\""));
}

TEST_F(Problem, NullIsNotAValue) {
  EXPECT_THAT(problems_of("app_name: ~\nalerts:\n  emails:\n  per_day: null\n"),
              HasSubstr("3 problems"));
  EXPECT_THAT(problems(), HasSubstr("got nothing (null): leave the key out for its default"));
}

TEST_F(Problem, TypesAreNotGuessed) {
  const std::string all = problems_of(
      "aws:\n  use_fips: yes\nkms:\n  rotation_days: 0400\nmodel:\n  values_per_context: 1_000\n"
      "  max_age_days: \"64\"\n  minimum_days: [7]\n  path: {a: b}\nalerts:\n  emails: "
      "a@example.com\n");
  EXPECT_THAT(all, HasSubstr("7 problems"));
  EXPECT_THAT(all, HasSubstr("base.yaml:2:13: aws.use_fips: expected true or false, got \"yes\""));
  EXPECT_THAT(all, HasSubstr("without a leading 0"));
  EXPECT_THAT(all, HasSubstr("without _"));
  EXPECT_THAT(all, HasSubstr("without quotes"));
  EXPECT_THAT(all, HasSubstr("got a list"));
  EXPECT_THAT(all, HasSubstr("got a map"));
  EXPECT_THAT(all, HasSubstr("alerts.emails: expected a list of at most 100"));
}

TEST_F(Problem, ASectionMustBeAMap) {
  EXPECT_THAT(problems_of("s3: my-bucket\n"), HasSubstr("base.yaml:1:5: s3: expected a map"));
  EXPECT_THAT(problems_of("- s3\n"), HasSubstr("expected a map of sections"));
  EXPECT_THAT(problems_of("s3.log_bucket_name: abc\n"),
              HasSubstr("write it as \"log_bucket_name\" under \"s3:\""));
  EXPECT_THAT(problems_of("aws: {<<: {}}\n"), HasSubstr("merge keys"));
  options.overrides = {{"s3", "abc"}};
  EXPECT_THAT(problems_of(""), HasSubstr("\"s3\" is a section; its keys are s3.model_bucket_name"));
}

TEST_F(Problem, EveryPartOfAnAssetIsChecked) {
  const std::string all = problems_of(
      "important_assets:\n  - {name: a, kind: thing}\n  - {name: b, weight: 11}\n  - {kind: role}\n"
      "  - {name: c, wieght: 3}\n  - plain\n  - {name: d}\n  - {name: d}\n");
  EXPECT_THAT(all, HasSubstr("6 problems"));
  EXPECT_THAT(all, HasSubstr("base.yaml:2:21: important_assets: expected one of any, user, role"));
  EXPECT_THAT(all, HasSubstr("a whole number from 1 to 10 (a weight), got \"11\""));
  EXPECT_THAT(all, HasSubstr("base.yaml:4:5: important_assets: an asset without a name"));
  EXPECT_THAT(all, HasSubstr("unknown field \"wieght\"; did you mean \"weight\"?"));
  EXPECT_THAT(all, HasSubstr("base.yaml:8:5: important_assets: listed twice"));
}

TEST_F(Problem, EveryPartOfAPatternIsChecked) {
  const std::string all = problems_of(
      "entities:\n  patterns:\n    - {name: a b, regex: x, type: user}\n"
      "    - {name: b, regex: '', type: user}\n    - {name: c, regex: x, type: users}\n"
      "    - {name: d, regex: x, type: user, kind: y}\n    - plain\n"
      "    - {name: e, regex: \"a\\tb\", type: user}\n");
  EXPECT_THAT(all, HasSubstr("6 problems"));
  EXPECT_THAT(all, HasSubstr("base.yaml:3:14: entities.patterns: expected a name of 1–64 of "
                             "A-Z a-z 0-9 _ - ., got \"a b\""));
  EXPECT_THAT(all, HasSubstr("base.yaml:4:24: entities.patterns: expected a regular expression "
                             "(PCRE syntax of Hyperscan), got empty text"));
  EXPECT_THAT(all, HasSubstr("base.yaml:5:33: entities.patterns: expected one of user, group, "));
  EXPECT_THAT(all, HasSubstr("number, time, got \"users\""));
  EXPECT_THAT(all, HasSubstr("base.yaml:6:39: entities.patterns: unknown field \"kind\""));
  EXPECT_THAT(all, HasSubstr("base.yaml:7:7: entities.patterns: expected {name: …, regex: …, "
                             "type: …}, got a single value"));
  EXPECT_THAT(all, HasSubstr("base.yaml:8:24: entities.patterns: expected a regular expression "
                             "(PCRE syntax of Hyperscan), got control characters"));
}

TEST_F(Problem, EveryFieldOfAPatternIsRequired) {
  for (const char* item :
       {"{regex: x, type: user}", "{name: a, type: user}", "{name: a, regex: x}", "{}"}) {
    EXPECT_THAT(problems_of(std::string("entities:\n  patterns:\n    - ") + item + "\n"),
                HasSubstr("base.yaml:3:7: entities.patterns: a pattern needs name, regex and type"))
        << item;
  }
}

TEST_F(Problem, APatternWithTheNameOfAnEarlierOneIsTold) {
  const std::string all = problems_of(
      "entities:\n  patterns:\n    - {name: a, regex: x, type: user}\n"
      "    - {name: A, regex: x, type: user}\n    - {name: a, regex: y, type: host}\n");
  EXPECT_THAT(all, HasSubstr("1 problem\n"));
  EXPECT_THAT(all, HasSubstr("base.yaml:5:7: entities.patterns: an earlier pattern has the same "
                             "name"));
}

TEST_F(Problem, PatternsAndTheirConfidenceHaveBounds) {
  std::string text = "entities:\n  least_confidence: 1001\n  patterns:\n";
  for (int i = 0; i < 201; ++i) {
    text += "    - {name: n" + std::to_string(i) + ", regex: x, type: user}\n";
  }
  const std::string all = problems_of(text);
  EXPECT_THAT(all, HasSubstr("2 problems"));
  EXPECT_THAT(all, HasSubstr("entities.least_confidence: expected a whole number from 0 to 1000 "
                             "(per mille), got \"1001\""));
  EXPECT_THAT(all, HasSubstr("entities.patterns: expected at most 200 items, got 201"));
}

TEST_F(Problem, SecretsAreNeverInAMessage) {
  const std::string secret = "correct-horse-battery-staple";
  options.variables["DETECTOR__MODEL__HASH_KEY"] = secret;
  options.variables["DETECTOR__MODEL__HASHKEY"] = secret;
  options.overrides = {{"model.hash_key", secret}, {"model.hash_keys", secret}};
  const std::string all = problems_of("model:\n  hash_key: " + secret + "\ns3: " + secret + "\n");
  EXPECT_THAT(all, HasSubstr("6 problems"));
  EXPECT_THAT(all, HasSubstr("model.hash_key: expected 32 hexadecimal digits, got ********"));
  EXPECT_THAT(all, Not(HasSubstr(secret)));
}

TEST_F(Problem, FilesThatAreNotFilesAreReported) {
  std::filesystem::create_directory(path + "/base.yaml");
  EXPECT_THAT(problems(), HasSubstr("base.yaml: is a directory, not a file"));
  std::filesystem::remove(path + "/base.yaml");
  write("file", "");
  options.directory = path + "/file";
  EXPECT_THAT(problems(), HasSubstr("file: is not a directory"));
}

TEST_F(Problem, FilesThatCannotBeParsedAreReportedBesideTheRest) {
  write("base.yaml", "s3:\n\tlog_bucket_name: abc\n");
  write("dev.yaml", "app_name: caf\xe9\n");
  options.variables["AWS_REGION"] = "nowhere";
  const std::string all = problems();
  EXPECT_THAT(all, HasSubstr("base.yaml:2:2: a tab in the indentation"));
  EXPECT_THAT(all, HasSubstr("dev.yaml:1:14: byte 0xe9 is not UTF-8"));
  EXPECT_THAT(all, HasSubstr("$AWS_REGION"));
  EXPECT_THAT(problems_of(std::string(2 << 20, '#')), HasSubstr("larger than 1048576 bytes"));
}

TEST_F(Problem, ThousandsAreCountedButNotAllListed) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "unknown_" + std::to_string(i) + ": 1\n";
  const std::string all = problems_of(text);
  EXPECT_THAT(all, HasSubstr("has 5000 problems"));
  EXPECT_THAT(all, HasSubstr("\nand 4900 more"));
  EXPECT_LT(all.size(), 20'000U);
}

class AcrossKeys : public ConfigDirectory {};

TEST_F(AcrossKeys, StorageClassesFollowEachOther) {
  EXPECT_THAT(problems_of("data_retention:\n  glacier_days: 400\n"),
              HasSubstr("data_retention.deep_archive_days: expected more than "
                        "data_retention.glacier_days (400), got 365"));
  EXPECT_THAT(problems_of("data_retention:\n  expire_days: 365\n"),
              HasSubstr("base.yaml:2:16: data_retention.expire_days"));
}

TEST_F(AcrossKeys, BucketsAreDistinct) {
  EXPECT_THAT(problems_of("s3:\n  data_bucket_name: same\n  log_bucket_name: same\n"),
              HasSubstr("base.yaml:3:20: s3.log_bucket_name: the same bucket as "
                        "s3.data_bucket_name"));
}

TEST_F(AcrossKeys, MinimumDaysFitInTheAge) {
  EXPECT_THAT(problems_of("model:\n  minimum_days: 65\n"), HasSubstr("at most model.max_age_days"));
}

TEST_F(AcrossKeys, AddressesNeedATopicAndFipsItsOwnEndpoint) {
  EXPECT_THAT(problems_of("alerts:\n  emails: [a@example.com]\n"),
              HasSubstr("set alerts.sns_topic_name"));
  EXPECT_THAT(problems_of("aws:\n  use_fips: true\n  endpoint_url: http://localhost:4566\n"),
              HasSubstr("aws.use_fips: cannot be kept with another endpoint"));
}

TEST_F(AcrossKeys, AValueThatIsWrongInItselfIsReportedOnce) {
  EXPECT_THAT(problems_of("model:\n  max_age_days: 0\n  minimum_days: 100\n"),
              HasSubstr("1 problem\n"));
}

}  // namespace
}  // namespace detector::config
