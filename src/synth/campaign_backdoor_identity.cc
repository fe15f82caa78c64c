// Ways to come back once the stolen key is gone: a user of one's own with a key and a password, a
// second key for someone who has one, and a role that trusts an account of the attacker's.

#include <fmt/format.h>

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kNewUser{"T1136.003", "persistence"};
constexpr Tactic kTrust{"T1098.003", "persistence"};
constexpr Tactic kNoFactor{"T1556.006", "defense-evasion"};
constexpr Tactic kComeBack{"T1078.004", "persistence"};

void new_user(Campaign& campaign, const Session& session) {
  const std::string name = "adm-" + random_hex(campaign.rng(), 5);
  campaign.step(session, {"iam:CreateUser", name}, kNewUser);
  campaign.step(session, {"iam:CreateLoginProfile", name}, kCloudCredentials);
  campaign.step(session, {"iam:AttachUserPolicy", name}, kCloudRoles);
  campaign.step(session, {"iam:CreateAccessKey", name}, kCloudCredentials);
}

void second_key(Campaign& campaign, const Session& session) {
  const std::string user = campaign.resource(ResourceKind::kUser);
  campaign.step(session, {"iam:ListAccessKeys", user}, kAccountDiscovery);
  campaign.step(session, {"iam:CreateAccessKey", user}, kCloudCredentials);
  if (campaign.level() != Level::kLoud) return;
  campaign.step(session, {"iam:DeactivateMFADevice", user}, kNoFactor);
  campaign.step(session, {"iam:UpdateLoginProfile", user}, kCloudCredentials);
}

const Principal& trust_outside(Campaign& campaign, const Session& session) {
  const Principal& role = campaign.program_role_here();
  campaign.step(session, {"iam:GetRole", role.name}, kAccountDiscovery);
  campaign.step(session,
                {"iam:UpdateAssumeRolePolicy", role.name,
                 fmt::format(R"({{"roleName":"%r","policyDocument":"{{\"Version\":)"
                             R"(\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",)"
                             R"(\"Principal\":{{\"AWS\":\"arn:aws:iam::{}:root\"}},)"
                             R"(\"Action\":\"sts:AssumeRole\"}}]}}"}})",
                             campaign.foreign_account())},
                kTrust);
  return role;
}

/// Later, as that role and from another address.
void come_back(Campaign& campaign, const Principal& role, const Session& before) {
  campaign.wait(campaign.rng().between(1, 4) * kHourMs);
  campaign.pause();
  Session session;
  session.principal = &role;
  session.name = "session-" + random_hex(campaign.rng(), 6);
  session.access_key = random_id(campaign.rng(), "ASIA", 16);
  session.created = campaign.now();
  session.address = campaign.foreign_address();
  session.user_agent = before.user_agent;
  const Session& later = campaign.add_session(std::move(session));
  campaign.look(later, {"sts:GetCallerIdentity"}, kComeBack);
  for (std::int64_t n = campaign.volume(20); n > 0; --n) {
    campaign.look(later, {"s3:GetObject"}, kCloudStorage);
  }
}

}  // namespace

void stage_backdoor_identity(Campaign& campaign) {
  const Session& session = steal_key(campaign).session;
  campaign.look(session, {"sts:GetCallerIdentity"}, kValidAccount);
  campaign.look(session, {"iam:ListUsers"}, kAccountDiscovery);
  if (campaign.level() != Level::kSlow) {
    campaign.look(session, {"iam:ListRoles", "iam:ListGroups", "iam:ListAccountAliases"},
                  kAccountDiscovery);
    for (std::int64_t n = campaign.volume(6); n > 0; --n) new_user(campaign, session);
  }
  for (std::int64_t n = campaign.volume(8); n > 0; --n) second_key(campaign, session);
  come_back(campaign, trust_outside(campaign, session), session);
}

}  // namespace detector::synth
