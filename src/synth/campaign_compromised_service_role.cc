// The credentials of a program's role are taken from its machine (through the metadata service, a
// dump of its environment) and used from outside: what may it do, what runs here, what does it
// know, and on to other roles. Order after published reports of stolen instance credentials.

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kSecrets{"T1555.006", "credential-access"};
constexpr Tactic kOtherRole{"T1550.001", "lateral-movement"};

/// Most of what a program may not do is denied: its role is narrow.
void probe(Campaign& campaign, const Session& session) {
  constexpr std::array<std::string_view, 9> kProbes{"iam:ListRoles",
                                                    "iam:ListUsers",
                                                    "s3:ListBuckets",
                                                    "ec2:DescribeInstances",
                                                    "rds:DescribeDBInstances",
                                                    "lambda:ListFunctions20150331",
                                                    "dynamodb:ListTables",
                                                    "ecr:GetAuthorizationToken",
                                                    "ec2:DescribeSecurityGroups"};
  for (std::int64_t n = campaign.volume(27); n > 0; --n) {
    const std::string_view name = kProbes[static_cast<std::size_t>(n) % kProbes.size()];
    const bool allowed = campaign.rng().chance(450);
    campaign.step(session,
                  {name,
                   campaign.resource(operation(name)->resource),
                   {},
                   allowed ? Outcome::kOk : Outcome::kDenied},
                  kInfrastructureDiscovery);
  }
}

void harvest(Campaign& campaign, const Session& session) {
  campaign.look(session, {"secretsmanager:ListSecrets"}, kSecrets);
  for (std::int64_t n = campaign.volume(20); n > 0; --n) {
    const bool allowed = campaign.rng().chance(700);
    campaign.step(session,
                  {"secretsmanager:GetSecretValue",
                   campaign.resource(ResourceKind::kSecret),
                   {},
                   allowed ? Outcome::kOk : Outcome::kDenied},
                  kSecrets);
  }
}

void try_roles(Campaign& campaign, const Session& session) {
  for (std::int64_t n = campaign.volume(10); n > 0; --n) {
    campaign.step(session,
                  {"sts:AssumeRole", campaign.resource(ResourceKind::kRole), {}, Outcome::kDenied},
                  kOtherRole);
  }
}

}  // namespace

void stage_compromised_service_role(Campaign& campaign) {
  const Session& session = steal_role(campaign);
  campaign.look(session, {"sts:GetCallerIdentity"}, kValidAccount);
  probe(campaign, session);
  harvest(campaign, session);
  try_roles(campaign, session);
  const std::string bucket = campaign.resource(ResourceKind::kBucket);
  campaign.step(session, {"s3:ListObjects", bucket}, kStorageDiscovery);
  for (std::int64_t n = campaign.volume(60); n > 0; --n) {
    campaign.step(session, {"s3:GetObject", bucket}, kCloudStorage);
  }
}

}  // namespace detector::synth
