// Data leaves without a byte crossing the network: a snapshot of a disk or a database is taken (or
// one that exists is used), shared with an account of the attacker's, and copied over there.

#include <fmt/format.h>

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kCopy{"T1578.001", "defense-evasion"};

void share_disks(Campaign& campaign, const Session& session, const std::string& account) {
  campaign.look(session, {"ec2:DescribeVolumes", "ec2:DescribeSnapshots"},
                kInfrastructureDiscovery);
  for (std::int64_t n = campaign.volume(24); n > 0; --n) {
    if (campaign.rng().chance(400)) campaign.look(session, {"ec2:CreateSnapshot"}, kCopy);
    const std::string snapshot = campaign.resource(ResourceKind::kSnapshot);
    if (campaign.rng().chance(350)) {
      campaign.step(session, {"ec2:DescribeSnapshotAttribute", snapshot}, kInfrastructureDiscovery);
    }
    campaign.step(session,
                  {"ec2:ModifySnapshotAttribute", snapshot,
                   fmt::format(R"({{"snapshotId":"%r","createVolumePermission":{{"add":{{"items":)"
                               R"([{{"userId":"{}"}}]}}}},"attributeType":)"
                               R"("CREATE_VOLUME_PERMISSION"}})",
                               account)},
                  kToForeignAccount);
  }
}

void share_databases(Campaign& campaign, const Session& session, const std::string& account) {
  campaign.look(session, {"rds:DescribeDBInstances", "rds:DescribeDBSnapshots"},
                kInfrastructureDiscovery);
  for (std::int64_t n = campaign.volume(20); n > 0; --n) {
    const std::string database = campaign.resource(ResourceKind::kDatabase);
    campaign.step(session, {"rds:CreateDBSnapshot", database}, kCopy);
    campaign.step(session,
                  {"rds:ModifyDBSnapshotAttribute", database,
                   fmt::format(R"({{"dBSnapshotIdentifier":"%r-{}","attributeName":"restore",)"
                               R"("valuesToAdd":["{}"]}})",
                               random_hex(campaign.rng(), 8), account)},
                  kToForeignAccount);
  }
}

}  // namespace

void stage_snapshot_shared(Campaign& campaign) {
  const Session& session =
      campaign.rng().chance(500) ? steal_key(campaign).session : steal_role(campaign);
  const std::string account = campaign.foreign_account();
  campaign.look(session, {"sts:GetCallerIdentity"}, kValidAccount);
  if (campaign.level() != Level::kSlow) {
    campaign.look(session, {"ec2:DescribeInstances", "ec2:DescribeTags", "kms:ListAliases"},
                  kInfrastructureDiscovery);
  }
  const bool disks = campaign.rng().chance(600);
  if (disks || campaign.level() == Level::kLoud) share_disks(campaign, session, account);
  if (!disks || campaign.level() == Level::kLoud) share_databases(campaign, session, account);
}

}  // namespace detector::synth
