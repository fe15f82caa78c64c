#include "synth/campaign_shell.h"

#include <fmt/format.h>

#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kRoot{"T1548.003", "privilege-escalation"};
constexpr Tactic kAccount{"T1136.001", "persistence"};

bool has_password(const Person& person) {
  return person.ssh_login == Login::kPassword && !person.hosts.empty();
}

}  // namespace

SshConnection open_ssh(Campaign& campaign, std::uint16_t host, SshConnection::Peer peer,
                       Tactic tactic) {
  const std::string entity = "address:" + peer.address;
  SshConnection ssh(campaign.estate(), host, std::move(peer), campaign.plan());
  ssh.set_label(campaign.label(tactic, entity));
  ssh.connect(campaign.now(), campaign.rng());
  return ssh;
}

void take_root(Campaign& campaign, SshConnection& ssh, const Person& who) {
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

const Person& password_victim(Campaign& campaign) {
  return campaign.victim(has_password);
}

}  // namespace detector::synth
