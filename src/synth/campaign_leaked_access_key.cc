// A user's long-lived key leaks (a public repository, a stolen laptop) and is used from elsewhere:
// who am I, what is there, a second key and more rights to stay, then the data. Source of the
// order: published incident reports of key theft; techniques by ATT&CK for Cloud.

#include <array>

#include "synth/campaign.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kInitialAccess{"T1078.004", "initial-access"};
constexpr Tactic kAccounts{"T1087.004", "discovery"};
constexpr Tactic kStorage{"T1619", "discovery"};
constexpr Tactic kNewKey{"T1098.001", "persistence"};
constexpr Tactic kMoreRights{"T1098.003", "privilege-escalation"};
constexpr Tactic kCollection{"T1530", "collection"};

const Principal& victim(Campaign& campaign) {
  std::vector<const Principal*> users;
  for (const Principal& principal : campaign.estate().people_principals) {
    if (principal.kind == PrincipalKind::kUser) users.push_back(&principal);
  }
  return *pick(campaign.rng(), users);
}

const Session& start(Campaign& campaign) {
  constexpr std::array<std::string_view, 3> kAgents{
      "aws-cli/1.22.34 Python/3.10.6 Linux/5.15.0-kali3-amd64 botocore/1.23.34",
      "Boto3/1.20.24 Python/3.8.10 Linux/5.4.0-42-generic Botocore/1.23.24",
      "aws-sdk-go/1.38.21 (go1.16.3; linux; amd64)"};
  Session session;
  session.principal = &victim(campaign);
  session.access_key = session.principal->access_key;
  session.created = campaign.now();
  session.address = public_address(campaign.rng());
  session.user_agent = pick(campaign.rng(), kAgents);
  campaign.plan().sessions.push_back(std::move(session));
  return campaign.plan().sessions.back();
}

std::string any(Campaign& campaign, ResourceKind kind) {
  return pick(campaign.rng(), campaign.estate().resources[static_cast<std::size_t>(kind)]);
}

void stay(Campaign& campaign, const Session& session) {
  const std::string user = any(campaign, ResourceKind::kUser);
  const bool has_rights = campaign.rng().chance(500);
  for (int i = 0; i < 2; ++i) {
    if (has_rights) {
      campaign.call(session, "iam:CreateAccessKey", user, kNewKey);
    } else {
      campaign.denied(session, "iam:CreateAccessKey", any(campaign, ResourceKind::kUser), kNewKey);
    }
    campaign.pause();
    if (has_rights) break;
  }
  if (has_rights) {
    campaign.call(session, "iam:AttachUserPolicy", user, kMoreRights);
  } else {
    campaign.denied(session, "iam:AttachUserPolicy", session.principal->name, kMoreRights);
  }
  campaign.pause();
}

void take(Campaign& campaign, const Session& session) {
  for (std::int64_t n = campaign.volume(12); n > 0; --n) {
    const std::string bucket = any(campaign, ResourceKind::kBucket);
    campaign.call(session, "s3:ListObjects", bucket, kStorage);
    campaign.pause();
    for (std::int64_t i = campaign.volume(25); i > 0; --i) {
      campaign.call(session, "s3:GetObject", bucket, kCollection);
      campaign.pause();
    }
  }
}

}  // namespace

void stage_leaked_access_key(Campaign& campaign) {
  const Session& session = start(campaign);
  campaign.call(session, "sts:GetCallerIdentity", {}, kInitialAccess);
  campaign.pause();
  campaign.call(session, "s3:ListBuckets", {}, kStorage);
  campaign.pause();
  campaign.call(session, "iam:ListUsers", {}, kAccounts);
  campaign.pause();
  if (campaign.level() != Level::kSlow) {
    campaign.call(session, "iam:ListRoles", {}, kAccounts);
    campaign.pause();
    campaign.denied(session, "iam:GetAccountAuthorizationDetails", {}, kAccounts);
    campaign.pause();
  }
  for (std::int64_t n = campaign.volume(8); n > 0; --n) {
    campaign.call(session, "iam:ListAttachedUserPolicies", any(campaign, ResourceKind::kUser),
                  kAccounts);
    campaign.pause();
  }
  stay(campaign, session);
  take(campaign, session);
}

}  // namespace detector::synth
