// People in shells on hosts: from where they work that day, with a key or (some) a password they
// mistype now and then, sudo in the commands of their job, and jumps over the bastion to hosts that
// the internet cannot reach.

#include <fmt/format.h>

#include "synth/behaviour.h"
#include "synth/habits.h"
#include "synth/random.h"
#include "synth/ssh_lines.h"

namespace detector::synth {
namespace {

class ShellDay {
 public:
  ShellDay(const Estate& estate, std::size_t person, Plan& plan)
      : estate_(estate), who_(estate.people[person]), plan_(plan) {}

  void visit(TimeMs time, const std::string& address, Rng& rng) {
    const std::uint16_t host =
        rng.chance(60) ? pick(rng, who_.hosts) : who_.hosts[pick_skewed(rng, who_.hosts.size())];
    const TimeMs length = waiting(rng, 14 * kMinuteMs) + 20 * kSecondMs;
    const bool inside = address.compare(0, kVpnPool.size(), kVpnPool) == 0;
    if (inside || estate_.hosts[host].exposure == Host::Exposure::kInternet) {
      shell(host, address, time, length, rng);
      return;
    }
    shell(0, address, time, length + 40 * kSecondMs, rng);
    shell(host, estate_.hosts[0].address, time + rng.between(4, 30) * kSecondMs, length, rng);
  }

 private:
  void shell(std::uint16_t host, const std::string& address, TimeMs time, TimeMs length, Rng& rng) {
    SshConnection ssh(estate_, host, {address, who_.login, who_.uid}, plan_);
    ssh.connect(time, rng);
    const TimeMs start = time;
    if (who_.ssh_login == Login::kKey && !rng.chance(20)) {
      ssh.accept_key(time, who_.key_fingerprint);
    } else if (!with_password(ssh, time, rng)) {
      add_ssh_flow(estate_, ssh, start, time + 200, plan_);
      return;
    }
    const bool is_operator = who_.job == Job::kOperator;
    const std::int64_t commands = rng.chance(is_operator ? 700 : 300) ? around(rng, 0, 7) : 0;
    for (std::int64_t i = 0; i < commands; ++i) privileged(ssh, time + length * (i + 1) / 9, rng);
    ssh.disconnect(time + length);
    add_ssh_flow(estate_, ssh, start, time + length, plan_);
  }

  bool with_password(SshConnection& ssh, TimeMs& time, Rng& rng) {
    if (rng.chance(110)) {  // a typo, rarely several
      ssh.fail_password(time);
      if (rng.chance(120)) {
        time += 6 * kSecondMs;
        ssh.fail_repeated(time, 2);
        ssh.disconnect_before_auth(time + 200, "closed");
        return false;
      }
      time += rng.between(3, 12) * kSecondMs;
    }
    ssh.accept_password(time);
    return true;
  }

  void privileged(SshConnection& ssh, TimeMs time, Rng& rng) {
    const auto commands = sudo_commands(who_.job);
    const std::uint64_t lot = rng.below(1000);
    if (lot < 12) {
      ssh.line(time, fmt::format("sudo[{}]: pam_unix(sudo:auth): authentication failure; "
                                 "logname={} uid={} euid=0 tty=/dev/pts/1 ruser={} rhost=  user={}",
                                 pid_at(ssh.host(), time, rng), who_.login, who_.uid, who_.login,
                                 who_.login));
    } else if (lot < 20) {
      const std::uint64_t pid = pid_at(ssh.host(), time, rng);
      ssh.line(time, fmt::format("su[{}]: (to postgres) {} on pts/1", pid, who_.login));
      ssh.line(time + 3, fmt::format("su[{}]: pam_unix(su-l:session): session opened for user "
                                     "postgres(uid=114) by {}(uid={})",
                                     pid, who_.login, who_.uid));
    } else if (lot < 28 && who_.job == Job::kOperator) {
      const std::string user = pick(rng, estate_.people).login;
      const std::uint64_t pid = pid_at(ssh.host(), time, rng);
      ssh.sudo(time, fmt::format("/usr/sbin/useradd -m {}", user), rng);
      ssh.line(time + 90, fmt::format("useradd[{}]: new group: name={}, GID=1{:03}", pid, user,
                                      rng.between(0, 999)));
      ssh.line(time + 91, fmt::format("useradd[{}]: new user: name={}, UID=1{:03}, GID=1{:03}, "
                                      "home=/home/{}, shell=/bin/sh, from=/dev/pts/1",
                                      pid, user, rng.between(0, 999), rng.between(0, 999), user));
    } else {
      const bool usual = rng.chance(930);
      ssh.sudo(time,
               usual ? commands[pick_skewed(rng, commands.size())]
                     : std::string_view(pick(rng, sudo_commands(Job::kOperator))),
               rng);
    }
  }

  const Estate& estate_;
  const Person& who_;
  Plan& plan_;
};

}  // namespace

void plan_shells(const Estate& estate, const Rng& root, Day local, Plan& plan) {
  for (std::size_t i = 0; i < estate.people.size(); ++i) {
    const Person& who = estate.people[i];
    if (who.hosts.empty()) continue;
    const WorkDay day = work_day(estate, root, i, local);
    Rng rng = stream(root, "shell", static_cast<std::int64_t>(i), local);
    if (day.work == WorkDay::Work::kOff || !rng.chance(who.ssh_per_mille)) continue;
    ShellDay shells(estate, i, plan);
    const std::int64_t visits = 1 + static_cast<std::int64_t>(pick_skewed(rng, 9));
    for (std::int64_t n = 0; n < visits; ++n) shells.visit(moment_in(day, rng), day.inside, rng);
    if (day.evening == WorkDay::Evening::kBusy && rng.chance(400)) {
      shells.visit(day.evening_start + waiting(rng, 10 * kMinuteMs), day.evening_inside, rng);
    }
  }
}

}  // namespace detector::synth
