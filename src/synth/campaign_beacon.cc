// An implant is put on a host as a service of innocent name. From then on it asks its master for
// work: the same small connection to one address again and again, with as much jitter as its author
// thought of. Now and then the answer is a file, and at the end something is sent out.

#include <array>

#include "synth/campaign_kinds.h"
#include "synth/campaign_shell.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kService{"T1543.002", "persistence"};
constexpr Tactic kAsk{"T1071.001", "command-and-control"};
constexpr Tactic kTool{"T1105", "command-and-control"};
constexpr Tactic kSend{"T1041", "exfiltration"};

struct Rhythm {
  TimeMs period;
  std::int64_t jitter_percent;
  std::int64_t times;
  std::uint64_t sent_bytes;
};
constexpr std::array<Rhythm, 3> kRhythms{{{30 * kSecondMs, 5, 900, 400'000'000},
                                          {5 * kMinuteMs, 20, 260, 40'000'000},
                                          {50 * kMinuteMs, 35, 44, 2'000'000}}};

}  // namespace

void stage_beacon(Campaign& campaign) {
  const Rhythm& rhythm = kRhythms[static_cast<std::size_t>(campaign.level())];
  const std::uint16_t host = campaign.victim_host(Host::Exposure::kInternal);
  plant(campaign, host, "/usr/bin/systemctl enable --now netcheck.service", kService);
  campaign.pause();
  Contact ask{campaign.estate().hosts[host].address, campaign.foreign_address(), {}};
  constexpr std::array<std::uint16_t, 3> kOddPorts{8080, 8443, 4444};
  ask.details.server_port =
      campaign.level() == Level::kLoud ? pick(campaign.rng(), kOddPorts) : std::uint16_t{443};
  const std::uint64_t hello = 500 + campaign.rng().below(400);
  for (std::int64_t n = rhythm.times; n > 0; --n) {
    ask.details.duration = campaign.rng().between(150, 900);
    ask.details.bytes_up = hello + campaign.rng().below(64);
    ask.details.bytes_down = 300 + campaign.rng().below(40);
    const bool task = campaign.rng().chance(30);
    if (task) ask.details.bytes_down += 20'000 + campaign.rng().below(900'000);
    contact(campaign, ask, task ? kTool : kAsk);
    const std::int64_t spread = rhythm.period * rhythm.jitter_percent / 100;
    campaign.rest(rhythm.period + campaign.rng().between(-spread, spread));
  }
  ask.details.duration = campaign.rng().between(20, 300) * kSecondMs;
  ask.details.bytes_up = rhythm.sent_bytes / 2 + campaign.rng().below(rhythm.sent_bytes);
  ask.details.bytes_down = ask.details.bytes_up / 60;
  contact(campaign, ask, kSend);
}

}  // namespace detector::synth
