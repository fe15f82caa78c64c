// Guessing passwords over ssh until one fits, then root through sudo and a user to come back as.
// Unlike the noise, it tries names that exist, and it gets in.

#include <fmt/format.h>

#include "synth/campaign.h"
#include "synth/random.h"
#include "synth/ssh_lines.h"

namespace detector::synth {
namespace {

constexpr Tactic kGuess{"T1110.001", "credential-access"};
constexpr Tactic kEnter{"T1078.003", "initial-access"};
constexpr Tactic kRoot{"T1548.003", "privilege-escalation"};
constexpr Tactic kAccount{"T1136.001", "persistence"};

/// Someone who comes with a password, if there is one.
const Person& victim(Campaign& campaign) {
  std::vector<const Person*> usual;
  std::vector<const Person*> any;
  for (const Person& person : campaign.estate().people) {
    any.push_back(&person);
    if (person.ssh_login == Login::kPassword && !person.hosts.empty()) usual.push_back(&person);
  }
  return *pick(campaign.rng(), usual.empty() ? any : usual);
}

SshConnection connect(Campaign& campaign, std::uint16_t host, SshConnection::Peer peer,
                      Tactic tactic) {
  const std::string entity = "address:" + peer.address;
  SshConnection ssh(campaign.estate(), host, std::move(peer), campaign.plan());
  ssh.set_label(campaign.label(tactic, entity));
  ssh.connect(campaign.now(), campaign.rng());
  return ssh;
}

void guess(Campaign& campaign, std::uint16_t host, const std::string& address) {
  for (std::int64_t n = campaign.volume(220); n > 0; --n) {
    const Person& target = pick(campaign.rng(), campaign.estate().people);
    SshConnection ssh = connect(campaign, host, {address, target.login, target.uid}, kGuess);
    ssh.fail_password(campaign.now());
    ssh.disconnect_before_auth(campaign.now() + 250, "closed");
    campaign.pause();
  }
}

/// The lines after the login name the user, not the address: their entity is the user.
void settle(Campaign& campaign, SshConnection& ssh, const Person& who) {
  const std::string entity = "actor:" + who.login;
  ssh.set_label(campaign.label(kRoot, entity));
  for (const std::string_view command : {"list", "/usr/bin/id", "/bin/bash"}) {
    campaign.wait(campaign.rng().between(6, 50) * kSecondMs);
    ssh.sudo(campaign.now(), command, campaign.rng());
  }
  ssh.set_label(campaign.label(kAccount, entity));
  campaign.wait(campaign.rng().between(15, 80) * kSecondMs);
  const std::string name = "svc-" + random_hex(campaign.rng(), 4);
  const std::uint64_t pid = pid_at(ssh.host(), campaign.now(), campaign.rng());
  ssh.sudo(campaign.now(), fmt::format("/usr/sbin/useradd -m -G sudo {}", name), campaign.rng());
  ssh.line(campaign.now() + 90, fmt::format("useradd[{}]: new user: name={}, UID=1777, GID=1777, "
                                            "home=/home/{}, shell=/bin/bash, from=/dev/pts/3",
                                            pid, name, name));
  ssh.line(campaign.now() + 95, fmt::format("useradd[{}]: add '{}' to group 'sudo'", pid, name));
  campaign.wait(9 * kSecondMs);
  ssh.line(campaign.now(), fmt::format("passwd[{}]: pam_unix(passwd:chauthtok): password changed "
                                       "for {}",
                                       pid + 21, name));
}

}  // namespace

void stage_ssh_brute_force(Campaign& campaign) {
  std::vector<std::uint16_t> exposed;
  for (std::uint16_t i = 0; i < host_count(campaign.estate()); ++i) {
    if (campaign.estate().hosts[i].exposure == Host::Exposure::kInternet) exposed.push_back(i);
  }
  const std::uint16_t host = pick(campaign.rng(), exposed);
  const std::string address = public_address(campaign.rng());
  const Person& who = victim(campaign);
  guess(campaign, host, address);
  SshConnection ssh = connect(campaign, host, {address, who.login, who.uid}, kEnter);
  ssh.accept_password(campaign.now());
  settle(campaign, ssh, who);
  campaign.wait(campaign.rng().between(1, 12) * kMinuteMs);
  ssh.set_label(campaign.label(kEnter, "address:" + address));
  ssh.disconnect(campaign.now());
}

}  // namespace detector::synth
