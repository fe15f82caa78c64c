// The credentials of a program's role are taken from its machine and used from outside: look at the
// trail, stop it, try to delete it, then harvest secrets and share a disk snapshot with another
// account.

#include "synth/behaviour.h"
#include "synth/campaign.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kInitialAccess{"T1078.004", "initial-access"};
constexpr Tactic kLook{"T1526", "discovery"};
constexpr Tactic kBlind{"T1562.008", "defense-evasion"};
constexpr Tactic kSecrets{"T1555.006", "credential-access"};
constexpr Tactic kShare{"T1537", "exfiltration"};

const Session& start(Campaign& campaign) {
  Session session;
  const std::size_t row = index_below(campaign.rng(), campaign.estate().service_roles.size());
  session.principal = &campaign.estate().service_roles[row];
  // Stolen credentials keep the session's name.
  session.name = service_session_name(campaign.root(), row, day_of(campaign.now()), campaign.rng());
  session.access_key = random_id(campaign.rng(), "ASIA", 16);
  session.created = campaign.now() - campaign.rng().between(10, 150) * kMinuteMs;
  session.address = public_address(campaign.rng());
  session.user_agent = "aws-cli/2.7.9 Python/3.9.11 Linux/5.18.0 exe/x86_64.debian.11 prompt/off";
  campaign.plan().sessions.push_back(std::move(session));
  return campaign.plan().sessions.back();
}

void harvest(Campaign& campaign, const Session& session) {
  const auto& secrets =
      campaign.estate().resources[static_cast<std::size_t>(ResourceKind::kSecret)];
  const std::size_t first = index_below(campaign.rng(), secrets.size());
  campaign.call(session, "secretsmanager:ListSecrets", {}, kSecrets);
  campaign.pause();
  const auto count = static_cast<std::size_t>(campaign.volume(46));
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& secret = secrets[(first + i) % secrets.size()];
    if (campaign.rng().chance(150)) {
      campaign.denied(session, "secretsmanager:GetSecretValue", secret, kSecrets);
    } else {
      campaign.call(session, "secretsmanager:GetSecretValue", secret, kSecrets);
    }
    campaign.pause();
  }
}

void share_disks(Campaign& campaign, const Session& session) {
  const auto& snapshots =
      campaign.estate().resources[static_cast<std::size_t>(ResourceKind::kSnapshot)];
  campaign.call(session, "ec2:DescribeSnapshots", {}, kLook);
  campaign.pause();
  for (std::int64_t n = campaign.volume(10); n > 0; --n) {
    campaign.call(session, "ec2:ModifySnapshotAttribute", pick(campaign.rng(), snapshots), kShare);
    campaign.pause();
  }
}

}  // namespace

void stage_compromised_service_role(Campaign& campaign) {
  const Session& session = start(campaign);
  const std::string trail =
      campaign.estate().resources[static_cast<std::size_t>(ResourceKind::kTrail)].front();
  campaign.call(session, "sts:GetCallerIdentity", {}, kInitialAccess);
  campaign.pause();
  campaign.call(session, "cloudtrail:DescribeTrails", {}, kLook);
  campaign.pause();
  campaign.call(session, "cloudtrail:StopLogging", trail, kBlind);
  campaign.pause();
  for (std::int64_t n = campaign.volume(3); n > 0; --n) {
    campaign.denied(session, "cloudtrail:DeleteTrail", trail, kBlind);
    campaign.pause();
  }
  harvest(campaign, session);
  share_disks(campaign, session);
}

}  // namespace detector::synth
