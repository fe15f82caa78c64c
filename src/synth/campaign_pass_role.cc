// Rights one does not have, through a program that has them: a new function or machine is started
// under an administrative role, and it does the work. What it then does is logged under that role.

#include <fmt/format.h>

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kPermissions{"T1069.003", "discovery"};
constexpr Tactic kPass{"T1098.003", "privilege-escalation"};
constexpr Tactic kRun{"T1648", "execution"};
constexpr Tactic kInstance{"T1578.002", "defense-evasion"};
constexpr Tactic kNewUser{"T1136.003", "persistence"};

void start_function(Campaign& campaign, const Session& session, const std::string& role) {
  const std::string name = "fn-" + random_hex(campaign.rng(), 6);
  campaign.step(session,
                {"lambda:CreateFunction20150331", name,
                 fmt::format(R"({{"functionName":"%r","runtime":"python3.11","role":)"
                             R"("arn:aws:iam::%a:role/{}","handler":"index.handler","code":{{}},)"
                             R"("timeout":60,"publish":false,"packageType":"Zip"}})",
                             role)},
                kPass);
  for (std::int64_t n = campaign.volume(25); n > 0; --n) {
    campaign.step(session, {"lambda:Invoke", name}, kRun);
  }
}

void start_instance(Campaign& campaign, const Session& session, const std::string& role) {
  campaign.look(session, {"ec2:DescribeImages", "ec2:DescribeSubnets"}, kInfrastructureDiscovery);
  for (std::int64_t n = campaign.volume(4); n > 0; --n) {
    campaign.step(session,
                  {"ec2:RunInstances",
                   {},
                   fmt::format(R"({{"instancesSet":{{"items":[{{"imageId":"ami-%x","minCount":1,)"
                               R"("maxCount":1}}]}},"instanceType":"t3.small","userData":)"
                               R"("<sensitiveDataRemoved>","iamInstanceProfile":{{"name":"{}"}}}})",
                               role)},
                  kInstance);
  }
  for (std::int64_t n = campaign.volume(12); n > 0; --n) {
    campaign.look(session, {"ec2:DescribeInstanceStatus"}, kInfrastructureDiscovery);
  }
}

/// What the role now does in the attacker's name, from an address of the provider.
void act_as_role(Campaign& campaign, const Principal& role, std::string_view agent) {
  Session session;
  session.principal = &role;
  session.name = "fn-" + random_hex(campaign.rng(), 6);
  session.access_key = random_id(campaign.rng(), "ASIA", 16);
  session.created = campaign.now();
  session.address = fmt::format("18.{}.{}.{}", campaign.rng().between(190, 199),
                                campaign.rng().between(0, 255), campaign.rng().between(2, 253));
  session.user_agent = agent;
  const Session& machine = campaign.add_session(std::move(session));
  for (std::int64_t n = campaign.volume(3); n > 0; --n) {
    const std::string user = "ops-" + random_hex(campaign.rng(), 5);
    campaign.step(machine, {"iam:CreateUser", user}, kNewUser);
    campaign.step(machine, {"iam:AttachUserPolicy", user}, kCloudRoles);
    campaign.step(machine, {"iam:CreateAccessKey", user}, kCloudCredentials);
  }
}

}  // namespace

void stage_pass_role(Campaign& campaign) {
  const Session& session = steal_key(campaign).session;
  campaign.look(session, {"sts:GetCallerIdentity"}, kValidAccount);
  campaign.look(session, {"iam:ListRoles"}, kPermissions);
  for (std::int64_t n = campaign.volume(15); n > 0; --n) {
    campaign.look(session, {"iam:ListAttachedRolePolicies"}, kPermissions);
  }
  const Principal& role = campaign.program_role_here();
  if (campaign.level() == Level::kLoud) {  // the first that comes to mind
    campaign.step(session,
                  {"ec2:RunInstances",
                   {},
                   R"({"instancesSet":{"items":[{"imageId":"ami-%x","minCount":1,"maxCount":1}]},)"
                   R"("instanceType":"t3.small","iamInstanceProfile":{"name":"Administrator"}})",
                   Outcome::kDenied},
                  kPass);
  }
  const bool function = campaign.rng().chance(600);
  if (function) {
    start_function(campaign, session, role.name);
  } else {
    start_instance(campaign, session, role.name);
  }
  act_as_role(campaign, role,
              function ? "Boto3/1.34.42 md/Botocore#1.34.42 ua/2.0 os/linux#5.10.205 "
                         "lang/python#3.11.6 exec-env/AWS_Lambda_python3.11"
                       : "aws-cli/2.14.5 Python/3.11.6 Linux/6.1.66-93.164.amzn2023.x86_64 "
                         "exe/x86_64.amzn.2023 prompt/off");
}

}  // namespace detector::synth
