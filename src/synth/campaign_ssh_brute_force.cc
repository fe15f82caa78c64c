// Guessing passwords over ssh until one fits, then root through sudo and a user to come back as.
// Unlike the noise, it tries names that exist, and it gets in.

#include "synth/campaign_kinds.h"
#include "synth/campaign_shell.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kGuess{"T1110.001", "credential-access"};

}  // namespace

void stage_ssh_brute_force(Campaign& campaign) {
  const std::uint16_t host = campaign.victim_host(Host::Exposure::kInternet);
  const Person& who = password_victim(campaign);
  const std::string address = campaign.foreign_address();
  const std::vector<Person>& people = campaign.estate().people;
  const std::size_t staff = campaign.estate().staff;
  for (std::int64_t n = campaign.volume(220); n > 0; --n) {
    fail_login(campaign, {host, address, &people[index_below(campaign.rng(), staff)], kGuess});
    campaign.pause();
  }
  Intrusion inside(campaign, {host, address, &who, kLocalAccount}, Login::kPassword);
  inside.take_root();
  campaign.wait(campaign.rng().between(1, 12) * kMinuteMs);
  inside.leave();
}

}  // namespace detector::synth
