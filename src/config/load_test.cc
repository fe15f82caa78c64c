#include <gmock/gmock.h>

#include "config/config_directory_test.h"

namespace detector::config {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

class Layers : public ConfigDirectory {};

void expect_defaults(const LoadedConfig& loaded) {
  EXPECT_EQ(loaded.config.environment, "dev");
  EXPECT_EQ(loaded.config.alerts.per_day, 5.0);
  EXPECT_THAT(loaded.files, IsEmpty());
  EXPECT_THAT(loaded.settings, Each(Field(&SettingValue::origin, "default")));
}

TEST_F(Layers, WithoutADirectoryEverythingIsDefault) {
  options.directory = "";
  expect_defaults(load());
  options.directory = path + "/missing";
  expect_defaults(load());
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

TEST_F(Layers, ReadsAnnouncedWindows) {
  write("base.yaml",
        "announced:\n  - {who: \"198.51.100.*\", from: 2026-02-02T08:00:00Z, until: 2026-02-03, "
        "name: pen-test}\n");
  const std::vector<AnnouncedWindow> windows = load().config.announced;
  ASSERT_EQ(windows.size(), 1U);
  EXPECT_EQ(windows[0].who, "198.51.100.*");
  EXPECT_EQ(windows[0].until - windows[0].from, 16 * 3600 * 1000);
  EXPECT_EQ(windows[0].name, "pen-test");
}

TEST_F(Layers, ReadsPatternsOfEntities) {
  write("base.yaml",
        "entities:\n  least_confidence: 650\n  patterns:\n"
        "    - {name: build, regex: 'build-[0-9]{1,6}', type: resource}\n"
        "    - name: Badge_2.x-y\n      regex: \"\\\\bB\\\\d{5} \"\n      type: user\n");
  const EntitiesConfig entities = load().config.entities;
  EXPECT_EQ(entities.least_confidence, 650);
  EXPECT_THAT(entities.patterns, ElementsAre(EntityPattern{"build", "build-[0-9]{1,6}", "resource"},
                                             EntityPattern{"Badge_2.x-y", R"(\bB\d{5} )", "user"}));
}

TEST_F(Layers, ThereAreNoPatternsOfEntitiesUnlessTheyAreWritten) {
  EXPECT_EQ(load().config.entities.least_confidence, 800);
  EXPECT_THAT(load().config.entities.patterns, IsEmpty());
}

TEST_F(Layers, PatternsOfAVariableReplaceThoseOfAFile) {
  write("base.yaml", "entities:\n  patterns:\n    - {name: a, regex: b, type: user}\n");
  options.variables["DETECTOR__ENTITIES__PATTERNS"] = "badge=user:B[0-9]{5}";
  EXPECT_THAT(load().config.entities.patterns,
              ElementsAre(EntityPattern{"badge", "B[0-9]{5}", "user"}));
  options.variables["DETECTOR__ENTITIES__PATTERNS"] = "";
  EXPECT_THAT(load().config.entities.patterns, IsEmpty());
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
  std::vector<std::string> chosen = {load().config.app_name};
  write("base.yaml", "environment: prod\n");
  chosen.push_back(load().config.app_name);
  options.variables["ENVIRONMENT"] = "qa";
  chosen.push_back(load().config.app_name);
  options.variables["DETECTOR__ENVIRONMENT"] = "lab";
  chosen.push_back(load().config.app_name);
  options.overrides.emplace_back("environment", "load");
  chosen.push_back(load().config.app_name);
  options.environment = "dev";
  chosen.push_back(load().config.app_name);
  EXPECT_THAT(chosen,
              ElementsAre("app-dev", "app-prod", "app-qa", "app-lab", "app-load", "app-dev"));
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

}  // namespace
}  // namespace detector::config
