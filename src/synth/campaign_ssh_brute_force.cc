// Guessing passwords over ssh until one fits, then root through sudo and a user to come back as.
// Unlike the noise, it tries names that exist, and it gets in.

#include "synth/campaign_kinds.h"
#include "synth/campaign_shell.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kGuess{"T1110.001", "credential-access"};
constexpr Tactic kEnter{"T1078.003", "initial-access"};

void guess(Campaign& campaign, std::uint16_t host, const std::string& address) {
  for (std::int64_t n = campaign.volume(220); n > 0; --n) {
    const Person& target = pick(campaign.rng(), campaign.estate().people);
    SshConnection ssh = open_ssh(campaign, host, {address, target.login, target.uid}, kGuess);
    ssh.fail_password(campaign.now());
    ssh.disconnect_before_auth(campaign.now() + 250, "closed");
    campaign.pause();
  }
}

}  // namespace

void stage_ssh_brute_force(Campaign& campaign) {
  const std::uint16_t host = campaign.victim_host(Host::Exposure::kInternet);
  const Person& who = password_victim(campaign);
  const std::string address = campaign.foreign_address();
  guess(campaign, host, address);
  SshConnection ssh = open_ssh(campaign, host, {address, who.login, who.uid}, kEnter);
  ssh.accept_password(campaign.now());
  take_root(campaign, ssh, who);
  campaign.wait(campaign.rng().between(1, 12) * kMinuteMs);
  ssh.set_label(campaign.label(kEnter, "address:" + address));
  ssh.disconnect(campaign.now());
}

}  // namespace detector::synth
