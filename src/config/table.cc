#include "config/table.h"

#include <array>

namespace detector::config {
namespace {

/// The field at a path of member pointers: `kAt<&Config::s3, &S3Config::log_bucket_name>`.
// It takes the lambda's braces for a namespace's.
// clang-format off
template <auto... kPath>
constexpr Field kAt{+[](Config& config) -> auto& { return (config.*....*kPath); }};
// clang-format on

constexpr std::string_view kAssetKinds[] = {"any",  "user",    "role",    "group",
                                            "host", "address", "service", "resource"};
constexpr std::string_view kLogLevels[] = {"debug", "info", "warning", "error"};
constexpr std::string_view kLogFormats[] = {"text", "json"};
constexpr std::string_view kAlertLevels[] = {"low", "medium", "high", "critical"};
// What entity_type_name() says, which this stage is built without; a test compares them.
constexpr std::string_view kEntityNames[] = {
    "user",   "group",  "role",   "host",    "process",  "service",    "command",
    "file",   "ip",     "port",   "mac",     "url",      "domain",     "email",
    "hash",   "cve",    "arn",    "account", "resource", "access_key", "session",
    "action", "status", "reason", "number",  "time"};

// The rules of https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html.
constexpr Rule kBucketName = {
    .expected =
        "an S3 bucket name (3–63 of a-z 0-9 . -, starting and ending with a letter or "
        "digit, without .., not like an address, no reserved prefix or suffix)",
    .pattern = R"(^(?!xn--)(?!sthree-)(?!amzn-s3-demo-)(?!.*-s3alias$)(?!.*--ol-s3$)(?!.*--x-s3$))"
               R"((?!.*\.mrap$)(?!.*\.\.)(?![0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$))"
               R"([a-z0-9][a-z0-9.-]+[a-z0-9]$)",
    .max_length = 63};
constexpr Rule kEnvironment = {.expected = "a name of 1–32 of a-z 0-9 -, starting with a letter",
                               .pattern = "^[a-z][a-z0-9-]*$",
                               .max_length = 32};
constexpr Rule kRetention = {.expected = "days", .minimum = 1, .maximum = 36500};
constexpr Rule kFlag = {.expected = "true or false"};

constexpr Setting kSettings[] = {
    {.key = "environment",
     .field = kAt<&Config::environment>,
     .fallback = "dev",
     .rule = kEnvironment,
     .description = "The environment; its file `<environment>.yaml` is read over `base.yaml`.",
     .variable = "ENVIRONMENT"},
    {.key = "app_name",
     .field = kAt<&Config::app_name>,
     .fallback = "anomaly-detector",
     .rule = kEnvironment,
     .description = "The prefix of the names of everything that is deployed."},

    {.key = "aws.region",
     .field = kAt<&Config::aws, &AwsConfig::region>,
     .fallback = "us-east-1",
     .rule = {.expected = "a region such as eu-central-1",
              .pattern = "^[a-z]{2}(-[a-z]+)+-[0-9]+$",
              .max_length = 32},
     .description = "The AWS region of every call.",
     .variable = "AWS_REGION"},
    {.key = "aws.profile",
     .field = kAt<&Config::aws, &AwsConfig::profile>,
     .fallback = "",
     .rule = {.expected = "the name of a profile in ~/.aws/config",
              .pattern = "^[A-Za-z0-9_.@:/+-]+$",
              .max_length = 128},
     .description =
         "The profile whose credentials are used; empty: the usual chain of credentials.",
     .variable = "AWS_PROFILE"},
    {.key = "aws.endpoint_url",
     .field = kAt<&Config::aws, &AwsConfig::endpoint_url>,
     .fallback = "",
     .rule = {.expected = "an http or https URL without user name",
              .pattern = R"(^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?$)",
              .max_length = 512},
     .description = "Another endpoint for all services, for tests; empty: AWS's own."},
    {.key = "aws.use_fips",
     .field = kAt<&Config::aws, &AwsConfig::use_fips>,
     .fallback = "false",
     .rule = kFlag,
     .description = "Use the endpoints with FIPS 140 validated cryptography."},

    {.key = "s3.model_bucket_name",
     .field = kAt<&Config::s3, &S3Config::model_bucket_name>,
     .fallback = "",
     .rule = kBucketName,
     .description = "The bucket of baselines, calibrations and their signatures.",
     .variable = "MODEL_BUCKET_NAME"},
    {.key = "s3.data_bucket_name",
     .field = kAt<&Config::s3, &S3Config::data_bucket_name>,
     .fallback = "",
     .rule = kBucketName,
     .description = "The bucket that the logs to be watched arrive in.",
     .variable = "DATA_BUCKET_NAME"},
    {.key = "s3.log_bucket_name",
     .field = kAt<&Config::s3, &S3Config::log_bucket_name>,
     .fallback = "",
     .rule = kBucketName,
     .description = "The bucket of the access logs of the other buckets.",
     .variable = "LOG_BUCKET_NAME"},
    {.key = "s3.compliance_bucket_name",
     .field = kAt<&Config::s3, &S3Config::compliance_bucket_name>,
     .fallback = "",
     .rule = kBucketName,
     .description = "The bucket of alerts and ledgers that must not be altered (object lock).",
     .variable = "COMPLIANCE_BUCKET_NAME"},

    {.key = "kms.key_alias",
     .field = kAt<&Config::kms, &KmsConfig::key_alias>,
     .fallback = "",
     .rule = {.expected = "alias/ and a name of A-Z a-z 0-9 / _ -, not alias/aws/",
              .pattern = "^alias/(?!aws/)[A-Za-z0-9/_-]+$",
              .max_length = 256},
     .description = "The key that encrypts models, alerts and buckets; empty: no KMS.",
     .variable = "KMS_KEY_ALIAS"},
    {.key = "kms.rotation_days",
     .field = kAt<&Config::kms, &KmsConfig::rotation_days>,
     .fallback = "365",
     .rule = {.expected = "days", .minimum = 90, .maximum = 2560},
     .description = "Days after which KMS makes new key material."},

    {.key = "vpc.vpc_id",
     .field = kAt<&Config::vpc, &VpcConfig::vpc_id>,
     .fallback = "",
     .rule = {.expected = "a VPC id such as vpc-0a1b2c3d4e5f60718",
              .pattern = "^vpc-([0-9a-f]{8}|[0-9a-f]{17})$"},
     .description = "The network that the functions run in; empty: none of yours."},
    {.key = "vpc.private_subnets",
     .field = kAt<&Config::vpc, &VpcConfig::private_subnets>,
     .fallback = "",
     .rule = {.expected = "a subnet id such as subnet-0a1b2c3d4e5f60718",
              .pattern = "^subnet-([0-9a-f]{8}|[0-9a-f]{17})$",
              .max_items = 16},
     .description = "The private subnets that the functions run in.",
     .variable = "PRIVATE_SUBNETS"},
    {.key = "vpc.security_group_ids",
     .field = kAt<&Config::vpc, &VpcConfig::security_group_ids>,
     .fallback = "",
     .rule = {.expected = "a security group id such as sg-0a1b2c3d4e5f60718",
              .pattern = "^sg-([0-9a-f]{8}|[0-9a-f]{17})$",
              .max_items = 5},
     .description = "The security groups of the functions; empty: one is made."},

    {.key = "model.path",
     .field = kAt<&Config::model, &ModelConfig::path>,
     .fallback = "",
     .rule = {.expected = "a path, or s3://bucket/key"},
     .description = "The model that `detect` scores against when `--model` is not given; empty: "
                    "learn from the input."},
    {.key = "model.hash_key",
     .field = kAt<&Config::model, &ModelConfig::hash_key>,
     .fallback = "",
     .rule = {.expected = "32 hexadecimal digits",
              .pattern = "^[0-9a-fA-F]{32}$",
              .max_length = 32},
     .description = "Keys the hashes of names, so that nobody can craft a name that collides with "
                    "a normal one; "
                    "models merge only under the same key; empty: the built-in key.",
     .is_secret = true},
    {.key = "model.max_age_days",
     .field = kAt<&Config::model, &ModelConfig::max_age_days>,
     .fallback = "64",
     .rule = {.expected = "days", .minimum = 1, .maximum = 3650},
     .description = "Days that a baseline looks back; older ones are masked."},
    {.key = "model.minimum_days",
     .field = kAt<&Config::model, &ModelConfig::minimum_days>,
     .fallback = "7",
     .rule = {.expected = "days", .minimum = 1, .maximum = 3650},
     .description =
         "Days of history below which parts of days are used and alerts say how little is known."},
    {.key = "model.values_per_context",
     .field = kAt<&Config::model, &ModelConfig::values_per_context>,
     .fallback = "4096",
     .rule = {.expected = "values", .minimum = 16, .maximum = 1048576},
     .description = "The most values kept per view, day and context; what is dropped is counted."},
    {.key = "model.contexts_per_day",
     .field = kAt<&Config::model, &ModelConfig::contexts_per_day>,
     .fallback = "65536",
     .rule = {.expected = "contexts", .minimum = 256, .maximum = 16777216},
     .description = "The most contexts kept per view and day; what is dropped is counted."},

    {.key = "knowledge.path",
     .field = kAt<&Config::knowledge, &KnowledgeConfig::path>,
     .fallback = "",
     .rule = {.expected = "a path"},
     .description = "What is known of actions, a file like config/knowledge/actions.yaml; empty: "
                    "that file as it was when the program was built.",
     .variable = "KNOWLEDGE_PATH"},

    {.key = "entities.least_confidence",
     .field = kAt<&Config::entities, &EntitiesConfig::least_confidence>,
     .fallback = "800",
     .rule = {.expected = "per mille", .minimum = 0, .maximum = 1000},
     .description = "Per mille of confidence below which the recogniser's entities are not used."},
    {.key = "entities.patterns",
     .field = kAt<&Config::entities, &EntitiesConfig::patterns>,
     .fallback = "",
     .rule = {.expected = "a pattern", .max_items = 200},
     .description = "Entities that you know by their form: what the regex of a pattern matches is "
                    "an entity of its type. No two have the same name."},

    {.key = "logging.level",
     .field = kAt<&Config::logging, &LoggingConfig::level>,
     .fallback = "info",
     .rule = {.expected = "one of", .choices = kLogLevels},
     .description = "The least severe message that the program writes about itself."},
    {.key = "logging.format",
     .field = kAt<&Config::logging, &LoggingConfig::format>,
     .fallback = "text",
     .rule = {.expected = "one of", .choices = kLogFormats},
     .description = "Messages as lines for people or as JSON lines."},

    {.key = "features.follow",
     .field = kAt<&Config::features, &FeaturesConfig::follow>,
     .fallback = "false",
     .rule = kFlag,
     .description = "Keep reading inputs as they grow, as with `--follow`."},
    {.key = "features.dashboard",
     .field = kAt<&Config::features, &FeaturesConfig::dashboard>,
     .fallback = "true",
     .rule = kFlag,
     .description = "`detector serve` shows the dashboard beside the API."},
    {.key = "features.security_hub",
     .field = kAt<&Config::features, &FeaturesConfig::security_hub>,
     .fallback = "false",
     .rule = kFlag,
     .description = "Send alerts to AWS Security Hub too."},
    {.key = "features.asn_database",
     .field = kAt<&Config::features, &FeaturesConfig::asn_database>,
     .fallback = "",
     .rule = {.expected = "a path"},
     .description = "A file in MaxMind's format that gives addresses their autonomous systems "
                    "(GeoLite2-ASN, DB-IP ASN Lite); empty: none."},

    {.key = "alerts.per_day",
     .field = kAt<&Config::alerts, &AlertsConfig::per_day>,
     .fallback = "5",
     .rule = {.expected = "alerts a day", .minimum = 0.01, .maximum = 10000},
     .description =
         "The budget: how many alerts a day you will read; the threshold follows from it. "
         "0.1 is one in ten days."},
    {.key = "alerts.minimum_level",
     .field = kAt<&Config::alerts, &AlertsConfig::minimum_level>,
     .fallback = "low",
     .rule = {.expected = "one of", .choices = kAlertLevels},
     .description = "Alerts below this level are recorded but not sent."},
    {.key = "alerts.anomaly_threshold",
     .field = kAt<&Config::alerts, &AlertsConfig::anomaly_threshold>,
     .fallback = "",
     .rule = {.expected = "a p-value", .minimum = 0, .maximum = 1},
     .description =
         "A fixed threshold in place of the budget: an entity's day alerts when its p-value is at "
         "most "
         "this (0.001: what one normal day in a thousand reaches); empty: the budget decides.",
     .variable = "ANOMALY_THRESHOLD"},
    {.key = "alerts.sns_topic_name",
     .field = kAt<&Config::alerts, &AlertsConfig::sns_topic_name>,
     .fallback = "",
     .rule = {.expected = "an SNS topic name (A-Z a-z 0-9 _ -)",
              .pattern = "^[A-Za-z0-9_-]+$",
              .max_length = 256},
     .description = "The SNS topic that alerts are sent to; empty: none.",
     .variable = "SNS_TOPIC_NAME"},
    {.key = "alerts.emails",
     .field = kAt<&Config::alerts, &AlertsConfig::emails>,
     .fallback = "",
     .rule = {.expected = "an e-mail address",
              .pattern = R"(^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$)",
              .max_length = 254},
     .description = "Who is subscribed to the topic.",
     .variable = "ALERT_EMAILS"},

    {.key = "data_retention.standard_ia_days",
     .field = kAt<&Config::data_retention, &DataRetentionConfig::standard_ia_days>,
     .fallback = "30",
     .rule = {.expected = "days", .minimum = 30, .maximum = 36500},
     .description = "Days after which objects move to S3 Standard-IA."},
    {.key = "data_retention.glacier_days",
     .field = kAt<&Config::data_retention, &DataRetentionConfig::glacier_days>,
     .fallback = "90",
     .rule = kRetention,
     .description = "Days after which they move to S3 Glacier."},
    {.key = "data_retention.deep_archive_days",
     .field = kAt<&Config::data_retention, &DataRetentionConfig::deep_archive_days>,
     .fallback = "365",
     .rule = kRetention,
     .description = "Days after which they move to S3 Glacier Deep Archive."},
    {.key = "data_retention.expire_days",
     .field = kAt<&Config::data_retention, &DataRetentionConfig::expire_days>,
     .fallback = "2555",
     .rule = kRetention,
     .description = "Days after which they are deleted (2555: seven years)."},

    {.key = "important_assets",
     .field = kAt<&Config::important_assets>,
     .fallback = "",
     .rule = {.expected = "an asset", .max_items = 1000},
     .description =
         "What matters most: alerts that touch it weigh more. Each has a name (`*` and `?` match), "
         "a kind and a weight."},
    {.key = "announced",
     .field = kAt<&Config::announced>,
     .fallback = "",
     .rule = {.expected = "a window", .max_items = 1000},
     .description = "When somebody is expected to do odd things, such as a penetration test: no "
                    "alert is raised on them on these days, and what they do calibrates nothing."},
};

constexpr ItemField kAssetFields[] = {
    {.name = "name",
     .rule = {.expected = "a name or pattern without commas",
              .pattern = "^[^,]+$",
              .max_length = 256},
     .is_required = true},
    {.name = "kind", .rule = {.expected = "one of", .choices = kAssetKinds}, .fallback = "any"},
    {.name = "weight",
     .rule = {.expected = "a weight", .minimum = 1, .maximum = 10},
     .type = ItemField::Type::kInteger,
     .fallback = "5"},
};

constexpr Rule kWindowTime = {
    .expected = "a day or time (UTC)",
    .pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$"};
constexpr ItemField kWindowFields[] = {
    {.name = "who",
     .rule = {.expected = "an entity or pattern without commas and =",
              .pattern = "^[^,=]+$",
              .max_length = 256},
     .is_required = true},
    {.name = "from", .rule = kWindowTime, .is_required = true},
    {.name = "until", .rule = kWindowTime, .is_required = true},
    {.name = "name",
     .rule = {.expected = "a name without commas", .pattern = "^[^,]*$", .max_length = 256}},
};

constexpr ItemField kPatternFields[] = {
    {.name = "name",
     .rule = {.expected = "a name of 1–64 of A-Z a-z 0-9 _ - .",
              .pattern = "^[A-Za-z0-9_.-]+$",
              .max_length = 64},
     .is_required = true},
    {.name = "regex",
     .rule = {.expected = "a regular expression (PCRE syntax of Hyperscan)",
              .pattern = "^.+$",
              .max_length = 1000},
     .is_required = true},
    {.name = "type", .rule = {.expected = "one of", .choices = kEntityNames}, .is_required = true},
};

}  // namespace

std::span<const Setting> settings() {
  return kSettings;
}

const Setting* find(std::string_view key) {
  for (const Setting& setting : kSettings) {
    if (setting.key == key) return &setting;
  }
  return nullptr;
}

template <>
std::span<const ItemField> item_fields<ImportantAsset>() {
  return kAssetFields;
}
template <>
std::span<const ItemField> item_fields<AnnouncedWindow>() {
  return kWindowFields;
}
template <>
std::span<const ItemField> item_fields<EntityPattern>() {
  return kPatternFields;
}

}  // namespace detector::config
