#include <gmock/gmock.h>

#include "config/config_directory_test.h"

namespace detector::config {
namespace {

using testing::Each;
using testing::Field;
using testing::HasSubstr;
using testing::Not;

class Layers : public ConfigDirectory {};

TEST_F(Layers, WithoutADirectoryEverythingIsDefault) {
  for (const std::string& directory : {std::string(), path + "/missing"}) {
    options.directory = directory;
    const LoadedConfig loaded = load();
    EXPECT_EQ(loaded.config.environment, "dev");
    EXPECT_EQ(loaded.config.model.max_age_days, 64);
    EXPECT_EQ(loaded.config.alerts.per_day, 5.0);
    EXPECT_FALSE(loaded.config.alerts.anomaly_threshold.has_value());
    EXPECT_TRUE(loaded.files.empty());
    EXPECT_THAT(loaded.settings, Each(Field(&SettingValue::origin, "default")));
  }
}

TEST_F(Layers, EachLayerGoesOverTheOneBefore) {
  constexpr std::string_view kKey = "s3.model_bucket_name";
  EXPECT_EQ(origin(kKey), "default");
  write("base.yaml", "s3:\n  model_bucket_name: from-base\n");
  EXPECT_EQ(origin(kKey), "base.yaml:2");
  write("dev.yaml", "# comment\ns3:\n  model_bucket_name: from-dev\n");
  EXPECT_EQ(origin(kKey), "dev.yaml:3");
  EXPECT_EQ(load().config.s3.model_bucket_name, "from-dev");
  options.variables["MODEL_BUCKET_NAME"] = "from-plain";
  EXPECT_EQ(origin(kKey), "$MODEL_BUCKET_NAME");
  options.variables["DETECTOR__S3__MODEL_BUCKET_NAME"] = "from-layered";
  EXPECT_EQ(origin(kKey), "$DETECTOR__S3__MODEL_BUCKET_NAME");
  options.overrides.emplace_back(kKey, "from-flag");
  options.overrides.emplace_back(kKey, "from-last-flag");
  EXPECT_EQ(origin(kKey), "--set");
  EXPECT_EQ(load().config.s3.model_bucket_name, "from-last-flag");
}

TEST_F(Layers, ListsReplaceAndDoNotAppend) {
  write("base.yaml", "alerts:\n  sns_topic_name: t\n  emails: [a@example.com, b@example.com]\n");
  write("dev.yaml", "alerts:\n  emails: [c@example.com]\n");
  EXPECT_EQ(load().config.alerts.emails, std::vector<std::string>{"c@example.com"});
  write("dev.yaml", "alerts:\n  emails: []\n");
  EXPECT_TRUE(load().config.alerts.emails.empty());
}

TEST_F(Layers, EveryPlainVariableReachesItsField) {
  options.variables = {{"AWS_REGION", "eu-central-1"},
                       {"AWS_PROFILE", "audit"},
                       {"ENVIRONMENT", "dev"},
                       {"MODEL_BUCKET_NAME", "bucket-1"},
                       {"DATA_BUCKET_NAME", "bucket-2"},
                       {"LOG_BUCKET_NAME", "bucket-3"},
                       {"COMPLIANCE_BUCKET_NAME", "bucket-4"},
                       {"KMS_KEY_ALIAS", "alias/mine"},
                       {"SNS_TOPIC_NAME", "topic"},
                       {"ALERT_EMAILS", "a@example.com,b@example.com"},
                       {"PRIVATE_SUBNETS", "subnet-0a1b2c3d, subnet-0a1b2c3e"},
                       {"ANOMALY_THRESHOLD", "0.001"}};
  write("dev.yaml", "");
  const Config config = load().config;
  EXPECT_EQ(config.aws.region, "eu-central-1");
  EXPECT_EQ(config.aws.profile, "audit");
  EXPECT_EQ(config.environment, "dev");
  EXPECT_EQ(config.s3.model_bucket_name, "bucket-1");
  EXPECT_EQ(config.s3.data_bucket_name, "bucket-2");
  EXPECT_EQ(config.s3.log_bucket_name, "bucket-3");
  EXPECT_EQ(config.s3.compliance_bucket_name, "bucket-4");
  EXPECT_EQ(config.kms.key_alias, "alias/mine");
  EXPECT_EQ(config.alerts.sns_topic_name, "topic");
  EXPECT_EQ(config.alerts.emails.size(), 2U);
  EXPECT_EQ(config.vpc.private_subnets.back(), "subnet-0a1b2c3e");
  EXPECT_EQ(config.alerts.anomaly_threshold, 0.001);
}

TEST_F(Layers, EmptyPlainVariablesAreUnsetAndEmptyLayeredOnesClear) {
  write("base.yaml", "aws:\n  profile: audit\n");
  options.variables["AWS_PROFILE"] = "";
  EXPECT_EQ(load().config.aws.profile, "audit");
  options.variables["DETECTOR__AWS__PROFILE"] = "";
  EXPECT_EQ(load().config.aws.profile, "");
}

TEST_F(Layers, OtherVariablesAreNotLookedAt) {
  options.variables = {{"PATH", "/bin"}, {"DETECTOR_CONFIG_DIR", "x"}, {"MODEL", "y"}};
  EXPECT_EQ(problems(), "");
}

TEST_F(Layers, AssetsComeFromYaml) {
  write("base.yaml",
        "important_assets:\n  - {name: \"payroll-*\", kind: resource, weight: 10}\n  - name: db\n");
  const std::vector<ImportantAsset> assets = load().config.important_assets;
  ASSERT_EQ(assets.size(), 2U);
  EXPECT_EQ(assets[0], (ImportantAsset{"payroll-*", "resource", 10}));
  EXPECT_EQ(assets[1], (ImportantAsset{"db", "any", 5}));
}

TEST_F(Layers, ValuesMayBeAliased) {
  write("base.yaml", "app_name: &name watcher\nalerts:\n  sns_topic_name: *name\n");
  EXPECT_EQ(load().config.alerts.sns_topic_name, "watcher");
}

TEST_F(Layers, EmptySectionsAndEmptyFilesChangeNothing) {
  write("base.yaml", "s3:\n  # all commented out\nalerts:\n");
  write("dev.yaml", "");
  EXPECT_EQ(problems(), "");
}

class EnvironmentChoice : public ConfigDirectory {};

TEST_F(EnvironmentChoice, IsTheLastLayerThatNamesOne) {
  for (const char* name : {"dev", "prod", "qa", "lab", "load"}) {
    write(std::string(name) + ".yaml", std::string("app_name: app-") + name + "\n");
  }
  EXPECT_EQ(load().config.app_name, "app-dev");
  write("base.yaml", "environment: prod\n");
  EXPECT_EQ(load().config.app_name, "app-prod");
  options.variables["ENVIRONMENT"] = "qa";
  EXPECT_EQ(load().config.app_name, "app-qa");
  options.variables["DETECTOR__ENVIRONMENT"] = "lab";
  EXPECT_EQ(load().config.app_name, "app-lab");
  options.overrides.emplace_back("environment", "load");
  EXPECT_EQ(load().config.app_name, "app-load");
  options.environment = "dev";
  EXPECT_EQ(load().config.app_name, "app-dev");
  EXPECT_EQ(load().config.environment, "dev");
  EXPECT_EQ(origin("environment"), "--env");
}

TEST_F(EnvironmentChoice, UnknownOnesAreReportedWithTheNearestFile) {
  write("prod.yaml", "");
  write("staging.yaml", "");
  options.environment = "stagin";
  EXPECT_THAT(problems(), HasSubstr("--env: environment: unknown environment \"stagin\": no file "
                                    "stagin.yaml; did you mean \"staging\"? (there are: prod, "
                                    "staging)"));
  options.environment = "";
  options.variables["ENVIRONMENT"] = "production";
  EXPECT_THAT(problems(), HasSubstr("$ENVIRONMENT: environment: unknown environment"));
}

TEST_F(EnvironmentChoice, WithoutADirectoryOnlyTheUsualNamesAreKnown) {
  options.directory = "";
  for (const char* name : {"dev", "staging", "prod"}) {
    options.environment = name;
    EXPECT_EQ(load().config.environment, name);
  }
  options.environment = "prd";
  EXPECT_THAT(problems(), HasSubstr("did you mean \"prod\"?"));
}

TEST_F(EnvironmentChoice, NeverLeavesTheDirectory) {
  write("dev.yaml", "");
  for (const char* name : {"../dev", "/etc/passwd", "a/b", "..", "DEV", "base"}) {
    options.environment = name;
    EXPECT_THAT(problems(), HasSubstr("1 problem\n")) << name;
  }
}

TEST_F(EnvironmentChoice, AFileThatNamesAnotherEnvironmentIsAMistake) {
  write("prod.yaml", "# copied\nenvironment: dev\n");
  options.environment = "prod";
  EXPECT_THAT(problems(), HasSubstr("prod.yaml:2:14: environment: expected \"prod\", the name of "
                                    "the file, got \"dev\""));
}

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
