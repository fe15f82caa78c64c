// Lines of sshd, pam, sudo and systemd-logind as Debian's auth.log has them. Wording: OpenSSH
// auth.c, auth2.c and packet.c; Linux-PAM pam_unix_sess.c and support.c; sudo's log format;
// systemd's logind-session.c.

#include "synth/ssh_lines.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "synth/network.h"
#include "synth/random.h"

namespace detector::synth {

std::uint64_t pid_at(const Host& host, TimeMs time, Rng& rng) {
  constexpr std::uint64_t kPidMax = 4'194'304;
  const auto seconds = static_cast<std::uint64_t>(time / kSecondMs);
  return 400 + (seconds * host.pid_per_second / 16 + rng.below(8)) % (kPidMax - 400);
}

void SshConnection::connect(TimeMs time, Rng& rng) {
  pid_ = pid_at(host(), time, rng);
  port_ = rng.between(32'768, 60'999);
  // Like process ids: grows with time, about one session in two minutes.
  session_number_ = (time / kSecondMs - 1'600'000'000) / 127 % 1'000'000 + rng.between(0, 1);
  warned_ = false;
  standing_ = "authenticating";
}

void SshConnection::line(TimeMs time, std::string text) {
  plan_.lines.push_back({time, host_, label_, std::move(text)});
}

void SshConnection::sshd(TimeMs time, std::string_view text) {
  line(time, fmt::format("sshd[{}]: {}", pid_, text));
}

void SshConnection::fail_password(TimeMs time) {
  if (!warned_) {
    sshd(time - 1900, fmt::format("pam_unix(sshd:auth): authentication failure; logname= uid=0 "
                                  "euid=0 tty=ssh ruser= rhost={}  user={}",
                                  peer_.address, peer_.user));
    warned_ = true;
  }
  sshd(time, fmt::format("Failed password for {} from {} port {} ssh2", peer_.user, peer_.address,
                         port_));
}

void SshConnection::fail_repeated(TimeMs time, std::int64_t times) {
  sshd(time, fmt::format("message repeated {} times: [ Failed password for {} from {} port {} "
                         "ssh2]",
                         times, peer_.user, peer_.address, port_));
}

void SshConnection::fail_invalid_user(TimeMs time) {
  standing_ = "invalid";
  sshd(time - 2400,
       fmt::format("Invalid user {} from {} port {}", peer_.user, peer_.address, port_));
  sshd(time - 2300, "pam_unix(sshd:auth): check pass; user unknown");
  sshd(time - 2290, fmt::format("pam_unix(sshd:auth): authentication failure; logname= uid=0 "
                                "euid=0 tty=ssh ruser= rhost={}",
                                peer_.address));
  sshd(time, fmt::format("Failed password for invalid user {} from {} port {} ssh2", peer_.user,
                         peer_.address, port_));
}

void SshConnection::open_session(TimeMs time) {
  sshd(time + 12, fmt::format("pam_unix(sshd:session): session opened for user {}(uid={}) by "
                              "(uid=0)",
                              peer_.user, peer_.uid));
  line(time + 60, fmt::format("systemd-logind[{}]: New session {} of user {}.",
                              600 + host().pid_per_second, session_number_, peer_.user));
}

void SshConnection::accept_password(TimeMs time) {
  sshd(time, fmt::format("Accepted password for {} from {} port {} ssh2", peer_.user, peer_.address,
                         port_));
  open_session(time);
}

void SshConnection::accept_key(TimeMs time, std::string_view fingerprint) {
  sshd(time, fmt::format("Accepted publickey for {} from {} port {} ssh2: ED25519 SHA256:{}",
                         peer_.user, peer_.address, port_, fingerprint));
  open_session(time);
}

void SshConnection::disconnect_before_auth(TimeMs time, std::string_view reason) {
  if (reason == "closed") {
    sshd(time, fmt::format("Connection closed by {} user {} {} port {} [preauth]", standing_,
                           peer_.user, peer_.address, port_));
    return;
  }
  sshd(time, fmt::format("Received disconnect from {} port {}:11: {} [preauth]", peer_.address,
                         port_, reason));
  sshd(time + 1, fmt::format("Disconnected from {} user {} {} port {} [preauth]", standing_,
                             peer_.user, peer_.address, port_));
}

void SshConnection::disconnect(TimeMs time) {
  sshd(time, fmt::format("Received disconnect from {} port {}:11: disconnected by user",
                         peer_.address, port_));
  sshd(time + 1,
       fmt::format("Disconnected from user {} {} port {}", peer_.user, peer_.address, port_));
  sshd(time + 4, fmt::format("pam_unix(sshd:session): session closed for user {}", peer_.user));
  line(time + 30, fmt::format("systemd-logind[{}]: Session {} logged out. Waiting for processes "
                              "to exit.",
                              600 + host().pid_per_second, session_number_));
  line(time + 80, fmt::format("systemd-logind[{}]: Removed session {}.",
                              600 + host().pid_per_second, session_number_));
}

void SshConnection::sudo(TimeMs time, std::string_view command, Rng& rng) {
  // With the process id, as sudo logs it under `Defaults syslog_pid`.
  const std::uint64_t pid = pid_at(host(), time, rng);
  line(time, fmt::format("sudo[{}]: {:>8} : TTY=pts/{} ; PWD=/home/{} ; USER=root ; COMMAND={}",
                         pid, peer_.user, session_number_ % 5, peer_.user, command));
  line(time + 15, fmt::format("sudo[{}]: pam_unix(sudo:session): session opened for user "
                              "root(uid=0) by {}(uid={})",
                              pid, peer_.user, peer_.uid));
  line(time + 40 + rng.between(0, 9000),
       fmt::format("sudo[{}]: pam_unix(sudo:session): session closed for user root", pid));
}

void add_ssh_flow(const Estate& estate, const SshConnection& ssh, TimeMs from, TimeMs until,
                  Plan& plan) {
  // Keys are exchanged before the first line; pam writes up to 2.4 s before a password fails.
  constexpr TimeMs kHandshake = 2700;
  const std::uint64_t dice =
      combine(static_cast<std::uint64_t>(from), static_cast<std::uint64_t>(ssh.port()));
  const auto seconds = static_cast<std::uint64_t>((until - from) / kSecondMs);
  Connection flow;
  flow.time = from - kHandshake;
  flow.duration = until - flow.time + 90;
  flow.client = ipv4_number(ssh.peer().address);
  flow.server = ssh.host().number;
  flow.client_port = static_cast<std::uint16_t>(ssh.port());
  flow.server_port = 22;
  flow.bytes_up = 2000 + dice % 900 + seconds * (dice >> 10 & 63);
  flow.bytes_down = 2300 + dice % 1100 + seconds * (dice >> 20 & 255);
  add_connection(estate, flow, plan);
}

}  // namespace detector::synth
