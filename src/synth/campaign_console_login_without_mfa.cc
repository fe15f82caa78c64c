// A password from a phishing page or an old leak opens the console, since the user has no second
// factor. The console itself makes many calls per click. Then a second way in, a look at what is
// stored, and for the thorough a password for someone who had none.

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"

namespace detector::synth {
namespace {

constexpr Tactic kGuess{"T1110.004", "credential-access"};
constexpr Tactic kSecrets{"T1555.006", "credential-access"};
constexpr Tactic kLoginProfile{"T1098.001", "persistence"};

void sign_in(Campaign& campaign, const Session& session) {
  constexpr std::int64_t kTypos = 5;
  const std::int64_t failures = campaign.level() == Level::kSlow ? 0 : campaign.volume(kTypos);
  for (std::int64_t n = failures; n > 0; --n) {
    campaign.step(session, {"signin:ConsoleLogin", {}, {}, Outcome::kFailedLogin}, kGuess);
  }
  campaign.look(session, {"signin:ConsoleLogin"}, kValidAccount);
}

void browse(Campaign& campaign, const Session& session) {
  campaign.look(session, {"iam:GetAccountSummary", "iam:ListUsers"}, kAccountDiscovery);
  campaign.look(session, {"ec2:DescribeInstances"}, kInfrastructureDiscovery);
  campaign.look(session, {"s3:ListBuckets"}, kStorageDiscovery);
  if (campaign.level() == Level::kSlow) return;
  campaign.look(session, {"iam:ListAccountAliases", "iam:ListRoles", "iam:ListGroups"},
                kAccountDiscovery);
  campaign.look(session,
                {"ec2:DescribeRegions", "ec2:DescribeVpcs", "ec2:DescribeSecurityGroups",
                 "ec2:DescribeVolumes", "rds:DescribeDBInstances", "lambda:ListFunctions20150331"},
                kInfrastructureDiscovery);
  campaign.look(session, {"ce:GetCostAndUsage"}, kServiceDiscovery);
}

}  // namespace

void stage_console_login_without_mfa(Campaign& campaign) {
  const auto [owner, session] = steal_password(campaign);
  sign_in(campaign, session);
  browse(campaign, session);
  campaign.step(session, {"iam:CreateAccessKey", owner.name}, kCloudCredentials);
  for (std::int64_t n = campaign.volume(5); n > 0 && campaign.level() != Level::kSlow; --n) {
    campaign.step(session, {"iam:CreateLoginProfile", campaign.resource(ResourceKind::kUser)},
                  kLoginProfile);
  }
  campaign.look(session, {"secretsmanager:ListSecrets"}, kSecrets);
  for (std::int64_t n = campaign.volume(30); n > 0; --n) {
    campaign.look(session, {"secretsmanager:GetSecretValue"}, kSecrets);
  }
  for (std::int64_t n = campaign.volume(25); n > 0; --n) {
    campaign.look(session, {"s3:GetObject"}, kCloudStorage);
  }
}

}  // namespace detector::synth
