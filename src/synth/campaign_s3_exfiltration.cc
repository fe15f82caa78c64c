// A data set leaves: its bucket is found, listed, and either fetched object by object or opened to
// an account of the attacker's, who then copies it from there without a trace here.

#include <fmt/format.h>

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"

namespace detector::synth {
namespace {

constexpr Tactic kFetch{"T1530", "exfiltration"};
constexpr Tactic kOpen{"T1537", "exfiltration"};
constexpr Tactic kGuard{"T1562.007", "defense-evasion"};

void survey(Campaign& campaign, const Session& session) {
  campaign.look(session, {"s3:ListBuckets"}, kStorageDiscovery);
  for (std::int64_t n = campaign.volume(24); n > 0; --n) {
    const std::string bucket = campaign.resource(ResourceKind::kBucket);
    campaign.step(session, {"s3:GetBucketLocation", bucket}, kStorageDiscovery);
    if (campaign.level() == Level::kSlow) continue;
    const bool denied = campaign.rng().chance(200);
    campaign.step(session,
                  {"s3:GetBucketPolicy", bucket, {}, denied ? Outcome::kDenied : Outcome::kOk},
                  kStorageDiscovery);
  }
}

void fetch(Campaign& campaign, const Session& session, const std::string& bucket) {
  for (std::int64_t n = campaign.volume(220); n > 0; --n) {
    if (n % 50 == 1) campaign.step(session, {"s3:ListObjects", bucket}, kStorageDiscovery);
    campaign.step(session, {"s3:GetObject", bucket}, kFetch);
  }
}

void open_up(Campaign& campaign, const Session& session, const std::string& bucket) {
  const std::string account = campaign.foreign_account();
  campaign.step(session, {"s3:PutBucketPublicAccessBlock", bucket}, kGuard);
  campaign.step(session,
                {"s3:PutBucketPolicy", bucket,
                 fmt::format(R"({{"bucketName":"%r","bucketPolicy":{{"Version":"2012-10-17",)"
                             R"("Statement":[{{"Effect":"Allow","Principal":{{"AWS":)"
                             R"("arn:aws:iam::{}:root"}},"Action":["s3:GetObject",)"
                             R"("s3:ListBucket"],"Resource":["arn:aws:s3:::%r",)"
                             R"("arn:aws:s3:::%r/*"]}}]}},"policy":""}})",
                             account)},
                kOpen);
}

}  // namespace

void stage_s3_exfiltration(Campaign& campaign) {
  const bool role = campaign.rng().chance(300);
  const Session& session = role ? steal_role(campaign) : steal_key(campaign).session;
  campaign.look(session, {"sts:GetCallerIdentity"}, kValidAccount);
  survey(campaign, session);
  const std::string bucket = campaign.resource(ResourceKind::kBucket);
  campaign.step(session, {"s3:GetBucketLocation", bucket}, kStorageDiscovery);
  const bool opens = campaign.level() == Level::kLoud || campaign.rng().chance(400);
  fetch(campaign, session, bucket);
  if (!opens) return;
  open_up(campaign, session, bucket);
  for (std::int64_t n = campaign.volume(6) - 1; n > 0; --n) {
    open_up(campaign, session, campaign.resource(ResourceKind::kBucket));
  }
}

}  // namespace detector::synth
