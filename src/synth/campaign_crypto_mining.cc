// Someone else's machines earn coins: new ones, or a host that is there and talks to a pool. The
// usual way is many of the largest instances, in regions where nobody looks; who wants to go on for
// long takes few and ordinary ones where instances come and go anyway.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"
#include "synth/campaign_shell.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kQuota{"T1578.005", "defense-evasion"};
constexpr Tactic kPrepare{"T1578", "defense-evasion"};
constexpr Tactic kService{"T1543.002", "persistence"};
constexpr Tactic kMine{"T1496.001", "impact"};

std::string launch_request(Campaign& campaign) {
  constexpr std::array<std::string_view, 4> kLarge{"g5.48xlarge", "p3.16xlarge", "c6i.32xlarge",
                                                   "g4dn.12xlarge"};
  constexpr std::array<std::string_view, 3> kMiddle{"c5.9xlarge", "c6a.8xlarge", "c6i.16xlarge"};
  constexpr std::array<std::string_view, 3> kSmall{"m6i.xlarge", "c5.2xlarge", "m6i.2xlarge"};
  std::string_view type = pick(campaign.rng(), kSmall);
  std::int64_t count = campaign.rng().between(1, 2);
  if (campaign.level() == Level::kLoud) {
    type = pick(campaign.rng(), kLarge);
    count = campaign.rng().between(4, 25);
  } else if (campaign.level() == Level::kOrdinary) {
    type = pick(campaign.rng(), kMiddle);
    count = campaign.rng().between(2, 8);
  }
  return fmt::format(R"({{"instancesSet":{{"items":[{{"imageId":"ami-%x","minCount":1,)"
                     R"("maxCount":{},"keyName":"key-%n"}}]}},"instanceType":"{}","userData":)"
                     R"("<sensitiveDataRemoved>"}})",
                     count, type);
}

void launch(Campaign& campaign, const Session& session) {
  if (campaign.level() != Level::kSlow) {
    campaign.look(session, {"ec2:CreateKeyPair", "ec2:CreateSecurityGroup"}, kPrepare);
  }
  campaign.look(session, {"ec2:DescribeImages"}, kInfrastructureDiscovery);
  for (std::int64_t n = campaign.volume(18); n > 0; --n) {
    // Most often a quota says no to the large ones.
    const bool denied = campaign.level() == Level::kLoud && campaign.rng().chance(300);
    campaign.step(session,
                  {"ec2:RunInstances",
                   {},
                   launch_request(campaign),
                   denied ? Outcome::kDenied : Outcome::kOk},
                  kMine);
    for (std::int64_t i = campaign.volume(3); i > 0; --i) {
      campaign.look(session, {"ec2:DescribeInstances"}, kInfrastructureDiscovery);
    }
  }
}

void raise_quota(Campaign& campaign, const Session& session) {
  for (std::int64_t n = campaign.volume(8); n > 0; --n) {
    campaign.look(session, {"servicequotas:GetServiceQuota"}, kServiceDiscovery);
  }
  for (std::int64_t n = campaign.volume(3); n > 0 && campaign.level() != Level::kSlow; --n) {
    campaign.look(session, {"servicequotas:RequestServiceQuotaIncrease"}, kQuota);
  }
}

/// A miner keeps one connection to its pool for hours, with a few bytes every few seconds.
void mine_on_host(Campaign& campaign) {
  constexpr std::array<std::uint16_t, 3> kPoolPorts{3333, 4444, 14444};
  constexpr std::array<std::int64_t, 3> kConnections{5, 3, 4};
  const std::uint16_t host = campaign.victim_host(Host::Exposure::kInternal);
  plant(campaign, host, "/usr/bin/systemctl enable --now kworkerd.service", kService);
  campaign.pause();
  Contact pool{campaign.estate().hosts[host].address, campaign.foreign_address(), {}};
  pool.details.server_port =
      campaign.level() == Level::kLoud ? pick(campaign.rng(), kPoolPorts) : std::uint16_t{443};
  for (std::int64_t n = kConnections[static_cast<std::size_t>(campaign.level())]; n > 0; --n) {
    const std::int64_t minutes =
        std::max<std::int64_t>(25, campaign.volume(campaign.rng().between(90, 180)));
    pool.details.duration = minutes * kMinuteMs;
    pool.details.bytes_up = static_cast<std::uint64_t>(minutes) * 1'900;
    pool.details.bytes_down = static_cast<std::uint64_t>(minutes) * 2'600;
    contact(campaign, pool, kMine);
    campaign.wait(pool.details.duration);
    campaign.pause();
  }
}

void mine_in_the_cloud(Campaign& campaign) {
  const Session& session = steal_key(campaign).session;
  campaign.look(session, {"sts:GetCallerIdentity"}, kValidAccount);
  campaign.look(session, {"ec2:DescribeRegions", "ec2:DescribeInstances"},
                kInfrastructureDiscovery);
  if (campaign.level() == Level::kSlow) {
    raise_quota(campaign, session);
    launch(campaign, session);
    return;
  }
  // Where nobody works; who is loud also where others do.
  std::vector<std::uint16_t> regions{
      static_cast<std::uint16_t>(campaign.estate().regions.size() - 1)};
  if (campaign.level() == Level::kLoud) regions.insert(regions.end(), {kUsedRegions - 1, 1});
  for (const std::uint16_t region : regions) {
    campaign.move_to(region);
    raise_quota(campaign, session);
    launch(campaign, session);
  }
}

}  // namespace

void stage_crypto_mining(Campaign& campaign) {
  if (campaign.rng().chance(400)) {
    mine_on_host(campaign);
  } else {
    mine_in_the_cloud(campaign);
  }
}

}  // namespace detector::synth
