// A user's long-lived key leaks (a public repository, a stolen laptop) and is used from elsewhere:
// who am I, what is there, a second key and more rights to stay, then the data. Source of the
// order: published incident reports of key theft; techniques by ATT&CK for Cloud.

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"

namespace detector::synth {
namespace {

void stay(Campaign& campaign, const Session& session) {
  const std::string user = campaign.resource(ResourceKind::kUser);
  const bool has_rights = campaign.rng().chance(500);
  const Outcome outcome = has_rights ? Outcome::kOk : Outcome::kDenied;
  campaign.step(session, {"iam:CreateAccessKey", user, {}, outcome}, kCloudCredentials);
  if (!has_rights) {
    const std::string other = campaign.resource(ResourceKind::kUser);
    campaign.step(session, {"iam:CreateAccessKey", other, {}, outcome}, kCloudCredentials);
  }
  campaign.step(session,
                {"iam:AttachUserPolicy", has_rights ? user : session.principal->name, {}, outcome},
                kCloudRoles);
}

void take(Campaign& campaign, const Session& session) {
  for (std::int64_t n = campaign.volume(12); n > 0; --n) {
    const std::string bucket = campaign.resource(ResourceKind::kBucket);
    campaign.step(session, {"s3:ListObjects", bucket}, kStorageDiscovery);
    for (std::int64_t i = campaign.volume(25); i > 0; --i) {
      campaign.step(session, {"s3:GetObject", bucket}, kCloudStorage);
    }
  }
}

}  // namespace

void stage_leaked_access_key(Campaign& campaign) {
  const Session& session = steal_key(campaign).session;
  campaign.look(session, {"sts:GetCallerIdentity"}, kValidAccount);
  campaign.look(session, {"s3:ListBuckets"}, kStorageDiscovery);
  campaign.look(session, {"iam:ListUsers"}, kAccountDiscovery);
  if (campaign.level() != Level::kSlow) {
    campaign.look(session, {"iam:ListRoles"}, kAccountDiscovery);
    campaign.step(session, {"iam:GetAccountAuthorizationDetails", {}, {}, Outcome::kDenied},
                  kAccountDiscovery);
  }
  for (std::int64_t n = campaign.volume(8); n > 0; --n) {
    campaign.look(session, {"iam:ListAttachedUserPolicies"}, kAccountDiscovery);
  }
  stay(campaign, session);
  take(campaign, session);
}

}  // namespace detector::synth
