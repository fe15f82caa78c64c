#include "config/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace detector::config {
namespace {

class CrossCheck {
 public:
  CrossCheck(const Origins& origins, Problems& problems) : origins_(origins), problems_(problems) {}

  /// Blames the first key unless any of them is already known to be wrong.
  void expect(bool holds, std::initializer_list<std::string_view> keys, std::string_view what) {
    if (holds) return;
    for (const std::string_view key : keys) {
      if (failed_before_.concern(key)) return;
    }
    const auto origin = origins_.find(*keys.begin());
    problems_.add(origin == origins_.end() ? Place() : origin->second, *keys.begin(), what);
  }

 private:
  const Origins& origins_;
  Problems& problems_;
  const Problems failed_before_ = problems_;
};

struct NamedDays {
  std::string_view key;
  std::int64_t days;
};

void check_retention(const DataRetentionConfig& retention, CrossCheck& check) {
  const NamedDays steps[] = {{"data_retention.standard_ia_days", retention.standard_ia_days},
                             {"data_retention.glacier_days", retention.glacier_days},
                             {"data_retention.deep_archive_days", retention.deep_archive_days},
                             {"data_retention.expire_days", retention.expire_days}};
  for (std::size_t i = 1; i < std::size(steps); ++i) {
    const NamedDays& earlier = steps[i - 1];
    const NamedDays& later = steps[i];
    check.expect(
        later.days > earlier.days, {later.key, earlier.key},
        fmt::format("expected more than {} ({}), got {}: each class follows the one before",
                    earlier.key, earlier.days, later.days));
  }
}

void check_buckets(const S3Config& s3, CrossCheck& check) {
  struct NamedBucket {
    std::string_view key;
    const std::string& name;
  };
  const NamedBucket buckets[] = {{"s3.model_bucket_name", s3.model_bucket_name},
                                 {"s3.data_bucket_name", s3.data_bucket_name},
                                 {"s3.log_bucket_name", s3.log_bucket_name},
                                 {"s3.compliance_bucket_name", s3.compliance_bucket_name}};
  for (std::size_t i = 1; i < std::size(buckets); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      check.expect(buckets[i].name.empty() || buckets[i].name != buckets[j].name,
                   {buckets[i].key, buckets[j].key},
                   fmt::format("the same bucket as {}: each needs its own", buckets[j].key));
    }
  }
}

}  // namespace

void check_across(const Config& config, const Origins& origins, Problems& problems) {
  CrossCheck check(origins, problems);
  check_buckets(config.s3, check);
  check_retention(config.data_retention, check);
  check.expect(config.model.minimum_days <= config.model.max_age_days,
               {"model.minimum_days", "model.max_age_days"},
               fmt::format("expected at most model.max_age_days ({}), got {}",
                           config.model.max_age_days, config.model.minimum_days));
  check.expect(config.alerts.emails.empty() || !config.alerts.sns_topic_name.empty(),
               {"alerts.emails", "alerts.sns_topic_name"},
               "addresses without a topic to subscribe to: set alerts.sns_topic_name");
  check.expect(!config.aws.use_fips || config.aws.endpoint_url.empty(),
               {"aws.use_fips", "aws.endpoint_url"},
               "cannot be kept with another endpoint: clear aws.endpoint_url or set false");
}

}  // namespace detector::config
