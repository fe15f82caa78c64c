// A loud attacker comes with the tools of a penetration tester from anywhere. An ordinary one has a
// current client. Who goes slowly has read the victim's user agent on the stolen machine or in the
// trail, and rents an address at the victim's provider if they can.

#include "synth/campaign_entry.h"

#include <algorithm>
#include <array>

#include "synth/behaviour.h"
#include "synth/habits.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

using Agents = std::array<std::string_view, 4>;

constexpr Agents kPentest{
    "aws-cli/1.22.34 Python/3.10.6 Linux/5.15.0-kali3-amd64 botocore/1.23.34",
    "Boto3/1.20.24 Python/3.8.10 Linux/5.4.0-42-generic Botocore/1.23.24",
    "aws-sdk-go/1.38.21 (go1.16.3; linux; amd64)",
    "aws-cli/2.7.9 Python/3.9.11 Linux/5.18.0-parrot1 exe/x86_64.parrot.5 prompt/off"};
constexpr Agents kCurrent{
    "aws-cli/2.15.10 Python/3.11.6 Linux/6.5.0-14-generic exe/x86_64.ubuntu.22 prompt/off",
    "aws-cli/2.15.14 Python/3.11.6 Darwin/23.2.0 exe/x86_64 prompt/off",
    "Boto3/1.34.19 md/Botocore#1.34.19 ua/2.0 os/linux#6.1.0 lang/python#3.11.2",
    "aws-cli/2.14.6 Python/3.11.6 Windows/10 exe/AMD64 prompt/off"};
constexpr Agents kBrowsers{
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/109.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/121.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/120.0.0.0 Safari/537.36"};

std::string address_for(Campaign& campaign, const Person& person) {
  if (campaign.level() == Level::kSlow && campaign.rng().chance(500)) {
    return address_in(campaign.rng(), person.home_network);
  }
  return campaign.foreign_address();
}

Session session_of(Campaign& campaign, const Person& person, Tool tool) {
  Session session;
  session.principal = &principal_of(campaign.estate(), person);
  session.created = campaign.now();
  session.address = address_for(campaign, person);
  session.user_agent = client_of(campaign, tool, person);
  return session;
}

/// A user who signs in with a password only, as a Desk has it.
bool has_no_factor(const Person& person) {
  return is_user(person) && person.taste % 10 >= 8;
}

}  // namespace

std::string client_of(Campaign& campaign, Tool tool, const Person& person) {
  if (campaign.level() == Level::kSlow) {
    return agent_on(person, tool, day_of(campaign.now()));
  }
  if (tool == Tool::kConsole) return std::string(pick(campaign.rng(), kBrowsers));
  return std::string(pick(campaign.rng(), campaign.level() == Level::kLoud ? kPentest : kCurrent));
}

StolenKey steal_key(Campaign& campaign) {
  const Person& owner = campaign.victim(is_user);
  Session session = session_of(campaign, owner, Tool::kCli);
  session.access_key = session.principal->access_key;
  return {owner, campaign.add_session(std::move(session))};
}

const Session& steal_role(Campaign& campaign) {
  const std::size_t program = campaign.victim_program();
  Session session;
  session.principal = &campaign.estate().programs[program].role;
  // Stolen credentials keep the session's name.
  session.name = service_session_name(campaign.estate(), campaign.root(), program,
                                      day_of(campaign.now()), campaign.rng());
  session.access_key = random_id(campaign.rng(), "ASIA", 16);
  session.created = campaign.now() - campaign.rng().between(10, 150) * kMinuteMs;
  session.address = campaign.foreign_address();
  session.user_agent = service_rows()[campaign.estate().programs[program].row].agent;
  if (campaign.level() != Level::kSlow) {
    session.user_agent =
        pick(campaign.rng(), campaign.level() == Level::kLoud ? kPentest : kCurrent);
  }
  return campaign.add_session(std::move(session));
}

StolenKey steal_password(Campaign& campaign) {
  const auto& people = campaign.estate().people;
  const bool some = std::any_of(people.begin(), people.end(), [](const Person& person) {
    return person.since == 0 && has_no_factor(person);
  });
  const Person& owner = campaign.victim(some ? has_no_factor : is_user);
  Session session = session_of(campaign, owner, Tool::kConsole);
  session.access_key = random_id(campaign.rng(), "ASIA", 16);
  return {owner, campaign.add_session(std::move(session))};
}

}  // namespace detector::synth
