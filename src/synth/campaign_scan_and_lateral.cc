// A stolen key opens the bastion or a web host; from there the other hosts are probed, and those
// that answer on port 22 are entered one after the other. The scan is in the flow logs of both
// sides, the logins in the auth logs.

#include <algorithm>
#include <array>

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"
#include "synth/campaign_shell.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kScan{"T1046", "discovery"};
constexpr Tactic kGuess{"T1110.001", "credential-access"};
constexpr Tactic kShadow{"T1003.008", "credential-access"};
constexpr Tactic kUserFiles{"T1552.004", "credential-access"};

constexpr std::array<std::uint16_t, 24> kPorts{22,    5432, 443,  80,   3306, 6379, 8080, 9200,
                                               27017, 8443, 21,   23,   25,   53,   110,  111,
                                               139,   445,  1433, 2049, 2375, 3389, 5900, 9090};

/// The hosts in the order in which the attacker goes through them, without the first one.
std::vector<std::uint16_t> others(Campaign& campaign, std::uint16_t foothold) {
  std::vector<std::uint16_t> hosts;
  for (std::uint16_t i = 0; i < host_count(campaign.estate()); ++i) {
    const bool exists = campaign.estate().hosts[i].since <= day_of(campaign.now());
    if (i != foothold && exists) hosts.push_back(i);
  }
  for (std::size_t i = hosts.size(); i > 1; --i) {
    std::swap(hosts[i - 1], hosts[index_below(campaign.rng(), i)]);
  }
  const std::size_t want = campaign.level() == Level::kSlow ? 3 : hosts.size();
  hosts.resize(std::min(want, hosts.size()));
  return hosts;
}

/// A scanner's machine hurries between its probes, whoever sits at it; only the slow one waits.
void between_probes(Campaign& campaign) {
  if (campaign.level() == Level::kSlow) return campaign.pause();
  campaign.wait(campaign.level() == Level::kLoud ? campaign.rng().between(5, 120)
                                                 : campaign.rng().between(400, 6000));
}

void probe(Campaign& campaign, const std::string& from, const Host& target) {
  constexpr std::array<std::size_t, 3> kHowMany{kPorts.size(), 9, 2};
  const std::size_t count = kHowMany[static_cast<std::size_t>(campaign.level())];
  for (std::size_t i = 0; i < count; ++i) {
    Contact scan{from, target.address, {}};
    scan.details.server_port = kPorts[i];
    scan.details.duration = campaign.rng().between(1, 40);
    scan.details.bytes_up = 44 + campaign.rng().below(3) * 40;
    scan.details.bytes_down = 40;
    // Between the hosts of a network only ssh is open to everyone.
    const bool open = kPorts[i] == 22 || campaign.rng().chance(60);
    scan.details.verdict = open ? FlowLine::Verdict::kAccept : FlowLine::Verdict::kReject;
    contact(campaign, scan, kScan);
    between_probes(campaign);
  }
}

void move_to(Campaign& campaign, const Visit& visit) {
  if (campaign.level() == Level::kLoud) {
    for (int i = 0; i < 4; ++i) {
      Visit guess = visit;
      guess.tactic = kGuess;
      fail_login(campaign, guess);
      campaign.pause();
    }
  }
  Intrusion inside(campaign, visit, visit.who->ssh_login);
  inside.sudo("/usr/bin/cat /etc/shadow", kShadow);
  if (campaign.level() != Level::kSlow) {
    inside.sudo("/usr/bin/find /home /root -name id_*", kUserFiles);
  }
  if (campaign.level() == Level::kLoud) inside.take_root();
  campaign.wait(campaign.rng().between(2, 15) * kMinuteMs);
  inside.leave();
}

void scan(Campaign& campaign, std::uint16_t foothold, const std::vector<std::uint16_t>& targets) {
  const std::vector<Host>& hosts = campaign.estate().hosts;
  for (const std::uint16_t target : targets) {
    probe(campaign, hosts[foothold].address, hosts[target]);
  }
}

void move_on(Campaign& campaign, const Visit& entry, const std::vector<std::uint16_t>& targets) {
  constexpr std::array<std::size_t, 3> kEntered{6, 3, 1};
  const std::size_t count =
      std::min(targets.size(), kEntered[static_cast<std::size_t>(campaign.level())]);
  const std::string& from = campaign.estate().hosts[entry.host].address;
  for (std::size_t i = 0; i < count; ++i) {
    campaign.wait(campaign.rng().between(10, 120) * kSecondMs);
    move_to(campaign, {targets[i], from, entry.who, kRemoteShell});
  }
}

}  // namespace

void stage_scan_and_lateral(Campaign& campaign) {
  const std::uint16_t foothold = campaign.victim_host(Host::Exposure::kInternet);
  const Person& who = key_victim(campaign);
  const Visit entry{foothold, campaign.foreign_address(), &who, kLocalAccount};
  const std::vector<std::uint16_t> targets = others(campaign, foothold);
  Intrusion first(campaign, entry, who.ssh_login);
  campaign.wait(campaign.rng().between(30, 200) * kSecondMs);
  if (campaign.level() != Level::kSlow) {
    scan(campaign, foothold, targets);
    move_on(campaign, entry, targets);
    return first.leave();
  }
  first.leave();  // what was left running there probes over the days
  scan(campaign, foothold, targets);
  Intrusion again(campaign, entry, who.ssh_login);
  move_on(campaign, entry, targets);
  again.leave();
}

}  // namespace detector::synth
