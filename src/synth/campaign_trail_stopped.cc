// First the cameras, then the deed: the trail is stopped or told to leave things out, the threat
// detector and the flow logs are deleted, and only then are disks copied or users made. Stopping
// one trail leaves others (an organisation trail), so what comes after is still in these logs.

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kLogs{"T1562.008", "defense-evasion"};
constexpr Tactic kTools{"T1562.001", "defense-evasion"};
constexpr Tactic kNewUser{"T1136.003", "persistence"};
constexpr Tactic kCopy{"T1578.001", "defense-evasion"};

/// A patient attacker narrows what is written instead of stopping it.
void narrow_trail(Campaign& campaign, const Session& session, const std::string& trail) {
  campaign.step(session, {"cloudtrail:GetEventSelectors", trail}, kServiceDiscovery);
  campaign.step(session, {"cloudtrail:PutEventSelectors", trail}, kLogs);
}

void stop_trail(Campaign& campaign, const Session& session, const std::string& trail) {
  campaign.step(session, {"cloudtrail:GetTrailStatus", trail}, kServiceDiscovery);
  campaign.step(session, {"cloudtrail:StopLogging", trail}, kLogs);
  if (campaign.level() != Level::kLoud) return;
  for (int i = 0; i < 3; ++i) {
    campaign.step(session, {"cloudtrail:DeleteTrail", trail, {}, Outcome::kDenied}, kLogs);
  }
}

void blind_the_rest(Campaign& campaign, const Session& session) {
  campaign.look(session, {"guardduty:ListDetectors"}, kServiceDiscovery);
  campaign.look(session, {"guardduty:DeleteDetector"}, kTools);
  campaign.look(session, {"ec2:DescribeFlowLogs"}, kServiceDiscovery);
  for (std::int64_t n = campaign.volume(6); n > 0; --n) {
    campaign.look(session, {"ec2:DeleteFlowLogs"}, kLogs);
  }
  campaign.look(session, {"config:StopConfigurationRecorder"}, kTools);
  for (std::int64_t n = campaign.volume(8); n > 0; --n) {
    campaign.look(session, {"logs:DeleteLogGroup"}, kLogs);
  }
}

void act(Campaign& campaign, const Session& session) {
  for (std::int64_t n = campaign.volume(12); n > 0; --n) {
    campaign.look(session, {"ec2:CreateSnapshot"}, kCopy);
  }
  for (std::int64_t n = campaign.volume(5); n > 0; --n) {
    const std::string user = "backup-" + random_hex(campaign.rng(), 4);
    campaign.step(session, {"iam:CreateUser", user}, kNewUser);
    campaign.step(session, {"iam:CreateAccessKey", user}, kCloudCredentials);
  }
}

}  // namespace

void stage_trail_stopped(Campaign& campaign) {
  const Session& session = steal_key(campaign).session;
  const std::string trail = campaign.resource(ResourceKind::kTrail);
  campaign.look(session, {"sts:GetCallerIdentity"}, kValidAccount);
  campaign.look(session, {"cloudtrail:DescribeTrails"}, kServiceDiscovery);
  if (campaign.level() == Level::kSlow) {
    narrow_trail(campaign, session, trail);
  } else {
    stop_trail(campaign, session, trail);
    blind_the_rest(campaign, session);
  }
  act(campaign, session);
  if (campaign.level() == Level::kOrdinary) {  // as if nothing had been
    campaign.step(session, {"cloudtrail:StartLogging", trail}, kLogs);
  }
}

}  // namespace detector::synth
