// Passwords and tokens of everything else, from the two places where they are kept: the secrets
// manager and the parameter store. Loud: the whole list in batches. Slow: what the stolen role
// reads anyway, and a few beside.

#include <fmt/format.h>

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"

namespace detector::synth {
namespace {

constexpr Tactic kVault{"T1555.006", "credential-access"};
constexpr Tactic kParameters{"T1552", "credential-access"};
constexpr Tactic kUserData{"T1552.005", "credential-access"};

void read_vault(Campaign& campaign, const Session& session) {
  campaign.look(session, {"secretsmanager:ListSecrets"}, kVault);
  if (campaign.level() == Level::kLoud) {
    for (int i = 0; i < 4; ++i) {
      campaign.look(session, {"secretsmanager:BatchGetSecretValue"}, kVault);
    }
  }
  for (std::int64_t n = campaign.volume(48); n > 0; --n) {
    const bool denied = campaign.rng().chance(150);
    campaign.step(session,
                  {"secretsmanager:GetSecretValue",
                   campaign.resource(ResourceKind::kSecret),
                   {},
                   denied ? Outcome::kDenied : Outcome::kOk},
                  kVault);
    if (!denied && campaign.rng().chance(300)) campaign.look(session, {"kms:Decrypt"}, kVault);
  }
}

void read_parameters(Campaign& campaign, const Session& session) {
  if (campaign.level() != Level::kSlow) {
    campaign.look(session, {"ssm:DescribeParameters"}, kServiceDiscovery);
  }
  if (campaign.level() == Level::kLoud) {
    campaign.step(session, {"ssm:GetParametersByPath", "/"}, kParameters);
  }
  for (std::int64_t n = campaign.volume(40); n > 0; --n) {
    campaign.look(session, {"ssm:GetParameter"}, kParameters);
  }
}

}  // namespace

void stage_secrets_harvested(Campaign& campaign) {
  const bool role = campaign.rng().chance(500);
  const Session& session = role ? steal_role(campaign) : steal_key(campaign).session;
  campaign.look(session, {"sts:GetCallerIdentity"}, kValidAccount);
  read_vault(campaign, session);
  read_parameters(campaign, session);
  for (std::int64_t n = campaign.volume(10); n > 0 && campaign.level() != Level::kSlow; --n) {
    campaign.look(session, {"ec2:DescribeInstanceAttribute"}, kUserData);
  }
}

}  // namespace detector::synth
