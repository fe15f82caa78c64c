// One likely password for everyone instead of many for one: no account locks. Over ssh, over the
// console's sign-in page, or both. A careful sprayer changes the address every few tries.

#include "synth/campaign_entry.h"
#include "synth/campaign_kinds.h"
#include "synth/campaign_shell.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kSpray{"T1110.003", "credential-access"};

/// Everyone in the order in which the list has them, so often as the volume asks.
std::vector<const Person*> targets_of(Campaign& campaign) {
  const auto& people = campaign.estate().people;
  const std::size_t staff = campaign.estate().staff;
  std::size_t at = index_below(campaign.rng(), staff);
  std::vector<const Person*> targets;
  for (std::int64_t n = campaign.volume(120); n > 0; --n) {
    targets.push_back(&people[at++ % staff]);
  }
  return targets;
}

std::string next_address(Campaign& campaign, const std::string& address) {
  const bool moves = campaign.level() == Level::kSlow && campaign.rng().chance(400);
  return moves || address.empty() ? campaign.foreign_address() : address;
}

void spray_hosts(Campaign& campaign) {
  const std::uint16_t host = campaign.victim_host(Host::Exposure::kInternet);
  const Person& who = password_victim(campaign);
  std::string address;
  for (const Person* target : targets_of(campaign)) {
    address = next_address(campaign, address);
    fail_login(campaign, {host, address, target, kSpray});
    campaign.pause();
  }
  Intrusion inside(campaign, {host, address, &who, kLocalAccount}, Login::kPassword);
  if (campaign.level() == Level::kLoud) inside.take_root();
  campaign.wait(campaign.rng().between(2, 25) * kMinuteMs);
  inside.leave();
}

void spray_console(Campaign& campaign) {
  const auto [owner, entered] = steal_password(campaign);
  std::string address = entered.address;
  for (const Person* target : targets_of(campaign)) {
    if (!is_user(*target)) continue;  // signs in elsewhere
    Session session = entered;
    session.principal = &principal_of(campaign.estate(), *target);
    session.address = address = next_address(campaign, address);
    campaign.step(campaign.add_session(std::move(session)),
                  {"signin:ConsoleLogin", {}, {}, Outcome::kFailedLogin}, kSpray);
  }
  Session session = entered;
  session.address = address;
  session.created = campaign.now();
  const Session& inside = campaign.add_session(std::move(session));
  campaign.look(inside, {"signin:ConsoleLogin"}, kValidAccount);
  campaign.look(inside, {"iam:GetAccountSummary", "iam:ListUsers"}, kAccountDiscovery);
  for (std::int64_t n = campaign.volume(20); n > 0; --n) {
    campaign.look(inside, {"s3:ListObjects"}, kStorageDiscovery);
  }
}

}  // namespace

void stage_password_spray(Campaign& campaign) {
  const bool hosts = campaign.rng().chance(500);
  const bool loud = campaign.level() == Level::kLoud;
  if (hosts || loud) spray_hosts(campaign);
  if (!hosts || loud) spray_console(campaign);
}

}  // namespace detector::synth
