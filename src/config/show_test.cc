#include <gmock/gmock.h>
#include <simdjson.h>

#include <fstream>
#include <sstream>

#include "config/config_directory_test.h"
#include "config/names.h"
#include "config/table.h"
#include "config/value.h"
#include "detector/entities.h"

namespace detector::config {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string read_source(const std::string& name) {
  std::ifstream file(std::string(DETECTOR_SOURCE_DIR) + "/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class Show : public ConfigDirectory {};

TEST_F(Show, SaysEveryValueAndItsOrigin) {
  write("dev.yaml", "s3:\n  model_bucket_name: abc\n");
  const std::string text = config_as_text(load());
  for (const Setting& setting : settings()) {
    EXPECT_THAT(text, HasSubstr(std::string(setting.key) + " "));
  }
  EXPECT_THAT(text, HasSubstr("dev.yaml:2\n"));
  EXPECT_THAT(text, HasSubstr("(not set)"));
}

TEST_F(Show, SecretsAreMaskedInEveryForm) {
  const std::string secret = "0123456789abcdef0123456789abcdef";
  options.variables["DETECTOR__MODEL__HASH_KEY"] = secret;
  const LoadedConfig loaded = load();
  EXPECT_EQ(loaded.config.model.hash_key, secret);
  EXPECT_EQ(find_setting(loaded, "model.hash_key").value().text, "********");
  EXPECT_EQ(find_setting(loaded, "model.hash_key").value().json, "\"********\"");
  EXPECT_THAT(config_as_text(loaded), Not(HasSubstr(secret)));
  EXPECT_THAT(config_as_json(loaded), Not(HasSubstr(secret)));
}

TEST_F(Show, JsonHoldsTypedValues) {
  options.variables["ANOMALY_THRESHOLD"] = "0.001";
  options.overrides = {{"important_assets", "db=host:9"}};
  const LoadedConfig loaded = load();
  simdjson::dom::parser parser;
  const simdjson::padded_string json(config_as_json(loaded));
  const simdjson::dom::element root = parser.parse(json);
  const simdjson::dom::element all = root["settings"];
  EXPECT_EQ(double(all["alerts.anomaly_threshold"]["value"]), 0.001);
  EXPECT_EQ(int64_t(all["model.max_age_days"]["value"]), 64);
  EXPECT_FALSE(bool(all["aws.use_fips"]["value"]));
  EXPECT_EQ(int64_t(all["important_assets"]["value"].at(0)["weight"]), 9);
  EXPECT_EQ(std::string_view(all["important_assets"]["origin"]), "--set");
}

TEST_F(Show, PatternsThatAreShownAreReadAgain) {
  write("dev.yaml",
        "entities:\n  patterns:\n    - {name: a, regex: ' ,{1,2},x\\d ', type: access_key}\n"
        "    - {name: b.2, regex: '=user:\"\\\\,', type: time}\n");
  const LoadedConfig written = load();
  ASSERT_EQ(written.config.entities.patterns.size(), 2U);
  const SettingValue shown = find_setting(written, "entities.patterns").value();
  EXPECT_EQ(shown.text, R"(a=access_key: ,,{1,,2},,x\d ,b.2=time:=user:"\\,,)");
  EXPECT_EQ(shown.json, R"([{"name":"a","regex":" ,{1,2},x\\d ","type":"access_key"},)"
                        R"({"name":"b.2","regex":"=user:\"\\\\,","type":"time"}])");
  write("dev.yaml", "");
  options.overrides = {{"entities.patterns", shown.text}};
  EXPECT_EQ(load().config.entities.patterns, written.config.entities.patterns);
}

TEST_F(Show, UnknownKeysNameTheNearest) {
  EXPECT_THAT(find_setting(load(), "s3.model_bucket").error().message,
              HasSubstr("did you mean \"s3.model_bucket_name\"?"));
  EXPECT_THAT(find_setting(load(), "s3").error().message, HasSubstr("is a section"));
}

TEST(Schema, HasEveryKeyWithItsDescription) {
  simdjson::dom::parser parser;
  const simdjson::padded_string json(config_schema());
  const simdjson::dom::element root = parser.parse(json);
  EXPECT_EQ(std::string_view(root["$schema"]), "https://json-schema.org/draft/2020-12/schema");
  for (const Setting& setting : settings()) {
    simdjson::dom::element at = root["properties"];
    const std::string_view section = section_of(setting.key);
    if (!section.empty()) at = at[section]["properties"];
    at = at[name_in_section(setting.key)];
    EXPECT_EQ(std::string_view(at["description"]), setting.description);
    EXPECT_EQ(at["writeOnly"].error() == simdjson::SUCCESS, setting.is_secret) << setting.key;
  }
}

TEST(Schema, DefaultsOfAnAssetAreThoseOfOneThatIsRead) {
  simdjson::dom::parser parser;
  const simdjson::padded_string json(config_schema());
  const simdjson::dom::element root = parser.parse(json);
  const simdjson::dom::element fields =
      root["properties"]["important_assets"]["items"]["properties"];
  const ImportantAsset asset;
  EXPECT_EQ(std::string_view(fields["kind"]["default"]), asset.kind);
  EXPECT_EQ(int64_t(fields["weight"]["default"]), asset.weight);
}

TEST(Schema, TellsTheFieldsOfAPattern) {
  simdjson::dom::parser parser;
  const simdjson::padded_string json(config_schema());
  const simdjson::dom::element root = parser.parse(json);
  const simdjson::dom::element section = root["properties"]["entities"]["properties"];
  EXPECT_EQ(int64_t(section["least_confidence"]["default"]), 800);
  EXPECT_EQ(int64_t(section["patterns"]["maxItems"]), 200);
  EXPECT_EQ(simdjson::minify(section["patterns"]["default"]), "[]");
  const simdjson::dom::element item = section["patterns"]["items"];
  EXPECT_EQ(simdjson::minify(item["required"]), R"(["name","regex","type"])");
  const simdjson::dom::element fields = item["properties"];
  EXPECT_EQ(simdjson::minify(fields["name"]),
            R"({"type":"string","maxLength":64,"pattern":"^[A-Za-z0-9_.-]+$"})");
  EXPECT_EQ(simdjson::minify(fields["regex"]),
            R"({"type":"string","maxLength":1000,"pattern":"^.+$"})");
  EXPECT_EQ(fields["type"]["enum"].get_array().size(), kEntityTypes);
}

Config shipped(const std::string& environment) {
  ConfigOptions options;
  options.directory = std::string(DETECTOR_SOURCE_DIR) + "/config";
  options.environment = environment;
  return load_config(options).value().config;
}

TEST(ShippedConfiguration, HasTheBucketsOfDevelopment) {
  const Config config = shipped("dev");
  EXPECT_EQ(config.environment, "dev");
  EXPECT_EQ(config.s3.model_bucket_name, "anomaly-detector-models-dev");
  EXPECT_EQ(config.s3.data_bucket_name, "anomaly-detector-data-dev");
  EXPECT_EQ(config.s3.log_bucket_name, "anomaly-detector-logs-dev");
  EXPECT_EQ(config.s3.compliance_bucket_name, "anomaly-detector-compliance-dev");
}

TEST(ShippedConfiguration, HasTheBucketsOfProduction) {
  const Config config = shipped("prod");
  EXPECT_EQ(config.environment, "prod");
  EXPECT_EQ(config.s3.model_bucket_name, "anomaly-detector-models-prod");
  EXPECT_EQ(config.s3.data_bucket_name, "anomaly-detector-data-prod");
  EXPECT_EQ(config.s3.log_bucket_name, "anomaly-detector-logs-prod");
  EXPECT_EQ(config.s3.compliance_bucket_name, "anomaly-detector-compliance-prod");
}

/// The line of docs/configuration.md that the table's row asks for.
std::string documentation_row(const Setting& setting) {
  const auto code = [](std::string_view text) {
    return text.empty() ? std::string() : "`" + std::string(text) + "`";
  };
  return "| " + code(setting.key) + " | " + describe(setting) +
         (setting.is_secret ? "; secret" : "") + " | " + code(setting.fallback) + " | " +
         code(setting.variable) + " | " + std::string(setting.description) + " |\n";
}

TEST(Documentation, HasTheRowOfEveryKey) {
  const std::string text = read_source("docs/configuration.md");
  for (const Setting& setting : settings()) {
    EXPECT_TRUE(text.find(documentation_row(setting)) != std::string::npos)
        << "docs/configuration.md needs the line:\n"
        << documentation_row(setting);
  }
}

}  // namespace
}  // namespace detector::config
