// Someone with a little too much right over policies makes themself an administrator: attach one,
// write one inline, add a version to one that is attached already. Who is in a hurry tries them
// all; who is patient reads the policies first and does the one thing that works.

#include <array>

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kPermissions{"T1069.003", "discovery"};
constexpr Tactic kSecrets{"T1555.006", "credential-access"};
constexpr Tactic kNewUser{"T1136.003", "persistence"};

/// As CloudTrail has it: the document is a text within the request.
constexpr std::string_view kEverything =
    R"({\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",)"
    R"(\"Resource\":\"*\"}]})";

Act attach(const std::string& user) {
  return {"iam:AttachUserPolicy", user};
}
Act put_inline(const std::string& user) {
  return {"iam:PutUserPolicy", user,
          R"({"userName":"%r","policyName":"inline-%n","policyDocument":")" +
              std::string(kEverything) + R"("})"};
}
Act add_version(const std::string& user) {
  return {"iam:CreatePolicyVersion", user,
          R"({"policyArn":"arn:aws:iam::%a:policy/team-%p","policyDocument":")" +
              std::string(kEverything) + R"(","setAsDefault":true})"};
}
Act join_group(const std::string& user) {
  return {"iam:AddUserToGroup", user, R"({"userName":"%r","groupName":"administrators"})"};
}

void escalate(Campaign& campaign, const Session& session) {
  constexpr std::array<Act (*)(const std::string&), 4> kWays{attach, put_inline, add_version,
                                                             join_group};
  const std::size_t works = index_below(campaign.rng(), kWays.size());
  for (std::size_t i = 1; i < kWays.size() && campaign.level() != Level::kSlow; ++i) {
    if (campaign.level() == Level::kOrdinary && i > 1) break;
    Act act = kWays[(works + i) % kWays.size()](session.principal->name);
    act.outcome = Outcome::kDenied;
    campaign.step(session, std::move(act), kCloudRoles);
  }
  campaign.step(session, kWays[works](session.principal->name), kCloudRoles);
}

void use_it(Campaign& campaign, const Session& session) {
  campaign.look(session, {"iam:GetAccountAuthorizationDetails"}, kAccountDiscovery);
  for (std::int64_t n = campaign.volume(3); n > 0 && campaign.level() != Level::kSlow; --n) {
    const std::string user = "svc-" + random_hex(campaign.rng(), 6);
    campaign.step(session, {"iam:CreateUser", user}, kNewUser);
    campaign.step(session, {"iam:CreateAccessKey", user}, kCloudCredentials);
    campaign.step(session, attach(user), kCloudRoles);
  }
  for (std::int64_t n = campaign.volume(40); n > 0; --n) {
    campaign.look(session, {"secretsmanager:GetSecretValue"}, kSecrets);
  }
}

}  // namespace

void stage_policy_escalation(Campaign& campaign) {
  const auto [owner, session] = steal_key(campaign);
  campaign.look(session, {"sts:GetCallerIdentity"}, kValidAccount);
  campaign.step(session, {"iam:ListAttachedUserPolicies", owner.name}, kPermissions);
  campaign.step(session, {"iam:ListUserPolicies", owner.name}, kPermissions);
  if (campaign.level() != Level::kLoud) {
    campaign.step(session, {"iam:GetPolicyVersion", owner.name}, kPermissions);
  }
  for (std::int64_t n = campaign.volume(12); n > 0; --n) {
    campaign.look(session, {"iam:ListAttachedRolePolicies"}, kPermissions);
  }
  escalate(campaign, session);
  use_it(campaign, session);
}

}  // namespace detector::synth
