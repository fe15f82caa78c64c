// People in shells on hosts: from where they work that day, with a key or (some) a password, sudo
// in the commands of their job, and jumps over the bastion to hosts that the internet cannot reach.

#include "synth/shells.h"

#include <fmt/format.h>

#include "synth/behaviour.h"
#include "synth/habits.h"
#include "synth/random.h"
#include "synth/ssh_lines.h"
#include "synth/surprise.h"

namespace detector::synth {

void ShellDay::visit(TimeMs time, const std::string& address, Rng& rng) {
  ShellVisit what;
  what.time = time;
  what.address = address;
  what.host =
      rng.chance(60) ? pick(rng, who_.hosts) : who_.hosts[pick_skewed(rng, who_.hosts.size())];
  what.length = waiting(rng, 14 * kMinuteMs) + 20 * kSecondMs;
  what.proof = who_.ssh_login == Login::kKey && !rng.chance(20) ? Login::kKey : Login::kPassword;
  what.commands = rng.chance(job_ == Job::kOperator ? 700 : 300) ? around(rng, 0, 7) : 0;
  visit(what, rng);
}

void ShellDay::visit(const ShellVisit& what, Rng& rng) {
  const bool inside = what.address.compare(0, kVpnPool.size(), kVpnPool) == 0;
  if (inside || estate_.hosts[what.host].exposure == Host::Exposure::kInternet) {
    shell(what, rng);
    return;
  }
  ShellVisit bastion = what;
  bastion.host = 0;
  bastion.commands = 0;
  bastion.length += 40 * kSecondMs;
  shell(bastion, rng);
  ShellVisit inner = what;
  inner.address = estate_.hosts[0].address;
  inner.time += rng.between(4, 30) * kSecondMs + what.typos * 12 * kSecondMs;
  inner.typos = 0;
  shell(inner, rng);
}

void ShellDay::shell(const ShellVisit& what, Rng& rng) {
  SshConnection ssh(estate_, what.host, {what.address, who_.login, who_.uid}, plan_);
  TimeMs time = what.time;
  ssh.connect(time, rng);
  if (what.proof == Login::kKey) {
    ssh.accept_key(time, who_.key_fingerprint);
  } else {
    for (std::int64_t n = 0; n < what.typos; ++n) {
      ssh.fail_password(time);
      time += rng.between(3, 12) * kSecondMs;
    }
    ssh.accept_password(time);
  }
  for (std::int64_t i = 0; i < what.commands; ++i) {
    privileged(ssh, time + what.length * (i + 1) / (what.commands + 2), rng);
  }
  ssh.disconnect(time + what.length);
  add_ssh_flow(estate_, ssh, what.time, time + what.length, plan_);
}

void ShellDay::privileged(SshConnection& ssh, TimeMs time, Rng& rng) {
  const auto commands = sudo_commands(job_);
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
  } else if (lot < 28 && job_ == Job::kOperator) {
    const std::string user = estate_.people[index_below(rng, estate_.staff)].login;
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

void plan_shells(const Estate& estate, const Rng& root, Day local, Plan& plan) {
  for (std::size_t i = 0; i < estate.people.size(); ++i) {
    const Person& who = estate.people[i];
    if (who.hosts.empty() || local < who.since) continue;
    const WorkDay day = work_day(estate, root, i, local);
    Rng rng = stream(root, "shell", static_cast<std::int64_t>(i), local);
    if (day.work == WorkDay::Work::kOff || !rng.chance(who.ssh_per_mille)) continue;
    const PlanMark mark = mark_of(plan);
    ShellDay shells(estate, i, local, plan);
    const std::int64_t visits = 1 + static_cast<std::int64_t>(pick_skewed(rng, 9));
    for (std::int64_t n = 0; n < visits; ++n) shells.visit(moment_in(day, rng), day.inside, rng);
    if (day.evening == WorkDay::Evening::kBusy && rng.chance(400)) {
      shells.visit(day.evening_start + waiting(rng, 10 * kMinuteMs), day.evening_inside, rng);
    }
    if (const auto odd = odd_day(estate, root, i, local)) tag_since(estate, mark, *odd, plan);
  }
}

}  // namespace detector::synth
