#include "synth/campaign_shell.h"

#include <fmt/format.h>

#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr Tactic kRoot{"T1548.003", "privilege-escalation"};
constexpr Tactic kAccount{"T1136.001", "persistence"};
constexpr std::uint16_t kSshPort = 22;
/// The keys are exchanged before the first line is written.
constexpr TimeMs kHandshake = 2200;

bool has_password(const Person& person) {
  return person.ssh_login == Login::kPassword && !person.hosts.empty();
}

bool has_key(const Person& person) {
  return person.ssh_login == Login::kKey && !person.hosts.empty();
}

SshConnection open(Campaign& campaign, const Visit& visit) {
  SshConnection ssh(campaign.estate(), visit.host,
                    {visit.address, visit.who->login, visit.who->uid}, campaign.plan());
  ssh.set_label(campaign.label(visit.tactic, "address:" + visit.address));
  ssh.connect(campaign.now(), campaign.rng());
  return ssh;
}

void add_flow(Campaign& campaign, const Visit& visit, const SshConnection& ssh, TimeMs start) {
  Contact flow{visit.address, ssh.host().address, {}};
  flow.details.time = start - kHandshake;
  flow.details.duration = campaign.now() - flow.details.time + 300;
  flow.details.client_port = static_cast<std::uint16_t>(ssh.port());
  flow.details.server_port = kSshPort;
  // A key exchange is about two kilobytes each way; typing and reading come on top.
  const auto seconds = static_cast<std::uint64_t>((campaign.now() - start) / kSecondMs);
  flow.details.bytes_up = 2100 + campaign.rng().below(900) + seconds * campaign.rng().below(60);
  flow.details.bytes_down = 2400 + campaign.rng().below(900) + seconds * campaign.rng().below(240);
  contact(campaign, flow, visit.tactic);
}

}  // namespace

void fail_login(Campaign& campaign, const Visit& visit) {
  SshConnection ssh = open(campaign, visit);
  ssh.fail_password(campaign.now());
  ssh.disconnect_before_auth(campaign.now() + 250, "closed");
  add_flow(campaign, visit, ssh, campaign.now());
}

Intrusion::Intrusion(Campaign& campaign, Visit visit, Login proof)
    : campaign_(campaign),
      visit_(std::move(visit)),
      ssh_(open(campaign, visit_)),
      start_(campaign.now()) {
  if (proof == Login::kKey) {
    ssh_.accept_key(start_, visit_.who->key_fingerprint);
  } else {
    ssh_.accept_password(start_);
  }
}

void Intrusion::sudo(std::string_view command, Tactic tactic) {
  ssh_.set_label(campaign_.label(tactic, "user:" + visit_.who->login));
  campaign_.wait(campaign_.rng().between(6, 50) * kSecondMs);
  ssh_.sudo(campaign_.now(), command, campaign_.rng());
}

void Intrusion::take_root() {
  for (const std::string_view command : {"list", "/usr/bin/id", "/bin/bash"}) sudo(command, kRoot);
  const std::string name = "svc-" + random_hex(campaign_.rng(), 4);
  campaign_.wait(10 * kSecondMs);
  sudo(fmt::format("/usr/sbin/useradd -m -G sudo {}", name), kAccount);
  const TimeMs now = campaign_.now();
  const std::uint64_t pid = pid_at(ssh_.host(), now, campaign_.rng());
  ssh_.line(now + 90, fmt::format("useradd[{}]: new user: name={}, UID=1777, GID=1777, "
                                  "home=/home/{}, shell=/bin/bash, from=/dev/pts/3",
                                  pid, name, name));
  ssh_.line(now + 95, fmt::format("useradd[{}]: add '{}' to group 'sudo'", pid, name));
  campaign_.wait(9 * kSecondMs);
  ssh_.line(campaign_.now(), fmt::format("passwd[{}]: pam_unix(passwd:chauthtok): password "
                                         "changed for {}",
                                         pid + 21, name));
}

void Intrusion::leave() {
  ssh_.set_label(campaign_.label(visit_.tactic, "address:" + visit_.address));
  ssh_.disconnect(campaign_.now());
  add_flow(campaign_, visit_, ssh_, start_);
}

void plant(Campaign& campaign, std::uint16_t host, std::string_view command, Tactic tactic) {
  const Person& who = key_victim(campaign);
  const std::vector<Host>& hosts = campaign.estate().hosts;
  const std::string outside = campaign.foreign_address();
  if (hosts[host].exposure == Host::Exposure::kInternet) {
    Intrusion inside(campaign, {host, outside, &who, kLocalAccount}, who.ssh_login);
    inside.sudo(command, tactic);
    return inside.leave();
  }
  constexpr std::uint16_t kBastion = 0;
  Intrusion bastion(campaign, {kBastion, outside, &who, kLocalAccount}, who.ssh_login);
  campaign.wait(campaign.rng().between(8, 60) * kSecondMs);
  Intrusion inside(campaign, {host, hosts[kBastion].address, &who, kRemoteShell}, who.ssh_login);
  inside.sudo(command, tactic);
  campaign.wait(campaign.rng().between(4, 90) * kSecondMs);
  inside.leave();
  campaign.wait(campaign.rng().between(2, 40) * kSecondMs);
  bastion.leave();
}

void contact(Campaign& campaign, const Contact& contact, Tactic tactic) {
  Connection connection = contact.details;
  if (connection.time == 0) connection.time = campaign.now();
  connection.client = ipv4_number(contact.client);
  connection.server = ipv4_number(contact.server);
  connection.label = campaign.label(tactic, "address:" + contact.client);
  add_connection(campaign.estate(), connection, campaign.plan());
}

const Person& password_victim(Campaign& campaign) {
  return campaign.victim(has_password);
}

const Person& key_victim(Campaign& campaign) {
  return campaign.victim(has_key);
}

}  // namespace detector::synth
