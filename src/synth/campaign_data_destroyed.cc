// Extortion: what could restore the data goes first (versions, snapshots, backups, keys), then the
// data, and a note with the demand stays. The patient attacker lets a lifecycle rule do the
// deleting, which leaves few calls.

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"

namespace detector::synth {
namespace {

constexpr Tactic kNoRecovery{"T1490", "impact"};
constexpr Tactic kDestroy{"T1485", "impact"};
constexpr Tactic kDemand{"T1657", "impact"};

void survey(Campaign& campaign, const Session& session) {
  campaign.look(session, {"s3:ListBuckets"}, kStorageDiscovery);
  campaign.look(session, {"rds:DescribeDBInstances", "ec2:DescribeSnapshots"},
                kInfrastructureDiscovery);
  for (std::int64_t n = campaign.volume(20); n > 0; --n) {
    campaign.look(session, {"s3:GetBucketVersioning"}, kStorageDiscovery);
  }
}

void prevent_recovery(Campaign& campaign, const Session& session) {
  for (std::int64_t n = campaign.volume(24); n > 0; --n) {
    const bool denied = campaign.rng().chance(120);
    campaign.step(session,
                  {"ec2:DeleteSnapshot",
                   campaign.resource(ResourceKind::kSnapshot),
                   {},
                   denied ? Outcome::kDenied : Outcome::kOk},
                  kNoRecovery);
  }
  for (std::int64_t n = campaign.volume(10); n > 0; --n) {
    campaign.look(session, {"rds:DeleteDBSnapshot"}, kNoRecovery);
  }
  for (std::int64_t n = campaign.volume(3); n > 0 && campaign.level() == Level::kLoud; --n) {
    campaign.look(session, {"kms:ScheduleKeyDeletion"}, kNoRecovery);
  }
}

void destroy(Campaign& campaign, const Session& session, const std::string& bucket) {
  campaign.step(session, {"s3:PutBucketVersioning", bucket}, kNoRecovery);
  if (campaign.level() == Level::kSlow) {
    campaign.step(session, {"s3:PutBucketLifecycle", bucket}, kDestroy);
  } else {
    campaign.step(session, {"s3:ListObjects", bucket}, kStorageDiscovery);
    for (std::int64_t n = campaign.volume(40); n > 0; --n) {
      campaign.step(session, {"s3:DeleteObject", bucket}, kDestroy);
    }
  }
  campaign.step(session,
                {"s3:PutObject", bucket,
                 R"({"bucketName":"%r","key":"HOW_TO_RESTORE.txt","Host":)"
                 R"("%r.s3.%g.amazonaws.com"})"},
                kDemand);
}

}  // namespace

void stage_data_destroyed(Campaign& campaign) {
  const Session& session = steal_key(campaign).session;
  campaign.look(session, {"sts:GetCallerIdentity"}, kValidAccount);
  survey(campaign, session);
  prevent_recovery(campaign, session);
  for (std::int64_t n = campaign.volume(6); n > 0; --n) {
    destroy(campaign, session, campaign.resource(ResourceKind::kBucket));
  }
}

}  // namespace detector::synth
