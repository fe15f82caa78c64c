#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detector/result.h"
#include "detector/time.h"

namespace detector {

struct AwsConfig {
  std::string region;
  std::string profile;       ///< Empty: the default chain of credentials.
  std::string endpoint_url;  ///< Empty: AWS's own endpoints.
  bool use_fips = false;
};

/// Empty name: that bucket is not used.
struct S3Config {
  std::string model_bucket_name;
  std::string data_bucket_name;
  std::string log_bucket_name;
  std::string compliance_bucket_name;
};

struct KmsConfig {
  std::string key_alias;
  std::int64_t rotation_days = 0;
};

struct VpcConfig {
  std::string vpc_id;
  std::vector<std::string> private_subnets;
  std::vector<std::string> security_group_ids;
};

struct ModelConfig {
  std::string path;
  std::string hash_key;  ///< Secret: 32 hex digits for HashKey::from_hex; empty: the built-in key.
  std::int64_t max_age_days = 0;
  std::int64_t minimum_days = 0;
  std::int64_t values_per_context = 0;
  std::int64_t contexts_per_day = 0;
};

struct KnowledgeConfig {
  std::string path;  ///< A YAML file like config/knowledge/actions.yaml; empty: the built-in one.
};

/// An expression of yours, and what its matches are.
struct EntityPattern {
  std::string name;   ///< Of its own among the patterns: what is told of a match.
  std::string regex;  ///< Not compiled here: PCRE syntax, as far as Hyperscan has it.
  std::string type;   ///< A name that entity_type_of() knows: user, …, time.
  friend bool operator==(const EntityPattern&, const EntityPattern&) = default;
};

struct EntitiesConfig {
  std::int64_t least_confidence = 0;  ///< Per mille.
  std::vector<EntityPattern> patterns;
};

struct LoggingConfig {
  std::string level;   ///< debug, info, warning, error
  std::string format;  ///< text, json
};

struct FeaturesConfig {
  bool follow = false;
  bool dashboard = false;
  bool security_hub = false;
  std::string asn_database;  ///< Path; empty: none.
};

struct AlertsConfig {
  double per_day = 0;
  std::string minimum_level;                ///< low, medium, high, critical
  std::optional<double> anomaly_threshold;  ///< p-value, 0–1; replaces the budget when given.
  std::string sns_topic_name;
  std::vector<std::string> emails;
};

struct DataRetentionConfig {
  std::int64_t standard_ia_days = 0;
  std::int64_t glacier_days = 0;
  std::int64_t deep_archive_days = 0;
  std::int64_t expire_days = 0;
};

struct ImportantAsset {
  std::string name;          ///< A pattern: `*` is any run of characters, `?` any one.
  std::string kind = "any";  ///< any, user, role, group, host, address, service, resource
  std::int64_t weight = 5;   ///< 1–10
  friend bool operator==(const ImportantAsset&, const ImportantAsset&) = default;
};

/// When somebody is expected to do odd things: a penetration test, a migration.
struct AnnouncedWindow {
  std::string who;   ///< A pattern for the entity: an identity, a user, an address, a service.
  TimeMs from = 0;   ///< UTC; a day is covered when the window touches it.
  TimeMs until = 0;  ///< Not included.
  std::string name;  ///< For people: `pen-test 2026-02`.
  friend bool operator==(const AnnouncedWindow&, const AnnouncedWindow&) = default;
};

/// The configuration, typed. Only load_config() fills it: the defaults are rows of its table, so
/// `Config{}` is empty, not the defaults. Every key: docs/configuration.md.
struct Config {
  std::string environment;
  std::string app_name;
  AwsConfig aws;
  S3Config s3;
  KmsConfig kms;
  VpcConfig vpc;
  ModelConfig model;
  KnowledgeConfig knowledge;
  EntitiesConfig entities;
  LoggingConfig logging;
  FeaturesConfig features;
  AlertsConfig alerts;
  DataRetentionConfig data_retention;
  std::vector<ImportantAsset> important_assets;
  std::vector<AnnouncedWindow> announced;
};

struct ConfigOptions {
  /// Holds base.yaml and one file per environment. Empty or missing: defaults only.
  std::string directory;
  /// The environment asked for with --env; empty: as the other layers say.
  std::string environment;
  /// The process's variables, passed in: the library never reads the environment.
  std::map<std::string, std::string> variables;
  /// `section.key` and its text, in the order of --set; the last one of a key wins.
  std::vector<std::pair<std::string, std::string>> overrides;
};

/// One key as it came out of the layers, in a form to show.
struct SettingValue {
  std::string key;     ///< `s3.model_bucket_name`
  std::string text;    ///< `********` for a secret that is set; lists comma-separated.
  std::string json;    ///< The same value as JSON; null when it is not set.
  std::string origin;  ///< `config/dev.yaml:12`, `default`, `$VARIABLE`, `--set`, `--env`
};

struct LoadedConfig {
  Config config;
  std::vector<SettingValue> settings;  ///< Every key, in the order of the documentation.
  std::vector<std::string> files;      ///< What was read, base first.
};

/// The configuration from its layers, each over the one before: defaults, base.yaml, the
/// environment's file, plain variables, DETECTOR__SECTION__KEY variables, overrides. Lists replace.
///
/// Errors: kUsage, and the message holds every problem there is, one a line after a line that
/// counts them, each with file:line:column (or variable, or flag); a secret's value is in none.
Result<LoadedConfig> load_config(const ConfigOptions& options);

/// One key of `loaded`. Errors: kUsage for an unknown key, naming the nearest known one.
Result<SettingValue> find_setting(const LoadedConfig& loaded, std::string_view key);

/// Every key with its value and origin: a line each, or one JSON object; both end in a newline.
std::string config_as_text(const LoadedConfig& loaded);
std::string config_as_json(const LoadedConfig& loaded);

/// SHA-256 over every key and value, 64 hexadecimal digits; of secrets only whether they are set.
std::string config_fingerprint(const LoadedConfig& loaded);

/// A JSON Schema (2020-12) for the YAML files; ends in a newline.
std::string config_schema();

}  // namespace detector
