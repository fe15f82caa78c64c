// The internet's background noise on exposed ssh ports: scanners from everywhere, most with a few
// tries, some with hundreds, a few that come back day after day. They never get in.

#include <fmt/format.h>

#include <array>

#include "synth/behaviour.h"
#include "synth/random.h"
#include "synth/ssh_lines.h"

namespace detector::synth {
namespace {

constexpr std::array<std::string_view, 28> kGuesses{
    "admin",     "test",     "ubuntu",   "user",      "oracle",  "git",    "pi",
    "ftpuser",   "guest",    "dev",      "hadoop",    "jenkins", "mysql",  "support",
    "www",       "ec2-user", "debian",   "minecraft", "steam",   "tomcat", "nagios",
    "teamspeak", "web",      "deployer", "a",         "server",  "solana", "validator"};

void hello_only(SshConnection& ssh, TimeMs time, Rng& rng) {
  const std::string& address = ssh.peer().address;
  const std::int64_t port = ssh.port();
  switch (rng.below(4)) {
    case 0:
      ssh.line(time, fmt::format("sshd[{}]: Connection closed by {} port {} [preauth]", ssh.pid(),
                                 address, port));
      break;
    case 1:
      ssh.line(time, fmt::format("sshd[{}]: error: kex_exchange_identification: Connection closed "
                                 "by remote host",
                                 ssh.pid()));
      break;
    case 2:
      ssh.line(time, fmt::format("sshd[{}]: banner exchange: Connection from {} port {}: invalid "
                                 "format",
                                 ssh.pid(), address, port));
      break;
    default:
      ssh.line(time, fmt::format("sshd[{}]: Unable to negotiate with {} port {}: no matching key "
                                 "exchange method found. Their offer: "
                                 "diffie-hellman-group14-sha1,diffie-hellman-group1-sha1 [preauth]",
                                 ssh.pid(), address, port));
  }
}

struct Scanner {
  std::string address;
  std::int64_t tries = 1;
  TimeMs gap = 0;
};

std::int64_t draw_tries(Rng& rng) {
  const std::uint64_t lot = rng.below(1000);
  if (lot < 550) return rng.between(1, 4);
  if (lot < 900) return rng.between(5, 30);
  return lot < 985 ? rng.between(30, 150) : rng.between(150, 500);
}

class HostNoise {
 public:
  HostNoise(const Estate& estate, std::uint16_t host, Plan& plan)
      : estate_(estate), host_(host), plan_(plan) {}

  void scan(const Scanner& scanner, TimeMs time, Rng& rng) {
    for (std::int64_t n = 0; n < scanner.tries; ++n) {
      attempt(scanner.address, time, rng);
      time += scanner.gap / 2 + rng.between(0, scanner.gap);
    }
  }

 private:
  void attempt(const std::string& address, TimeMs time, Rng& rng) {
    const bool as_root = rng.chance(420);
    const std::string user(as_root ? "root" : pick(rng, kGuesses));
    SshConnection ssh(estate_, host_, {address, user, 0}, plan_);
    ssh.connect(time, rng);
    if (rng.chance(90)) {
      hello_only(ssh, time, rng);
      add_ssh_flow(estate_, ssh, time, time, plan_);
      return;
    }
    const TimeMs first = time;
    if (as_root) {
      ssh.fail_password(time);
      if (rng.chance(150)) ssh.fail_repeated(time += 5000, 2);
    } else {
      ssh.fail_invalid_user(time);
    }
    ssh.disconnect_before_auth(time + 300, rng.chance(700) ? "Bye Bye" : "closed");
    add_ssh_flow(estate_, ssh, first, time + 300, plan_);
  }

  const Estate& estate_;
  std::uint16_t host_;
  Plan& plan_;
};

Scanner draw_scanner(Rng& rng) {
  Scanner scanner;
  scanner.address = public_address(rng);
  scanner.tries = draw_tries(rng);
  scanner.gap = rng.chance(300) ? waiting(rng, 4 * kMinuteMs) + 1000 : rng.between(2, 30) * 1000;
  return scanner;
}

}  // namespace

void plan_noise(const Estate& estate, const Rng& root, Day utc, Plan& plan) {
  for (std::uint16_t host = 0; host < host_count(estate); ++host) {
    if (estate.hosts[host].exposure != Host::Exposure::kInternet) continue;
    if (estate.hosts[host].since > utc) continue;
    HostNoise noise(estate, host, plan);
    Rng rng = stream(root, "noise", host, utc);
    const std::int64_t scanners = around(rng, 6, 34) + (rng.chance(60) ? 60 : 0);
    for (std::int64_t n = 0; n < scanners; ++n) {
      noise.scan(draw_scanner(rng), start_of_day(utc) + rng.between(0, kDayMs - 1), rng);
    }
    for (std::int64_t n = 0; n < 5; ++n) {  // those who return, the same for all hosts
      Rng known = stream(root, "returning-scanner", n, floor_div(utc + n * 2, 11));
      const Scanner scanner = draw_scanner(known);
      if (!rng.chance(650)) continue;
      noise.scan(scanner, start_of_day(utc) + rng.between(0, kDayMs - 1), rng);
    }
  }
}

}  // namespace detector::synth
