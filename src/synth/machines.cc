// What hosts do by themselves: cron, a monitor that looks in over ssh, and configuration management
// that comes from the build host.

#include <fmt/format.h>

#include <array>

#include "synth/behaviour.h"
#include "synth/random.h"
#include "synth/ssh_lines.h"
#include "synth/surprise.h"

namespace detector::synth {
namespace {

struct CronRow {
  std::string_view user;
  int uid;
  std::int64_t every_minutes;
  std::int64_t at_minute;
  std::string_view hosts;  ///< How the host's name begins; empty: all.
};
constexpr std::array<CronRow, 9> kCron{{{"root", 0, 60, 17, ""},
                                        {"root", 0, 10, 5, ""},
                                        {"root", 0, 1440, 385, ""},
                                        {"postgres", 114, 30, 12, "db"},
                                        {"backup", 34, 1440, 95, "db"},
                                        {"www-data", 33, 5, 1, "web"},
                                        {"batch", 998, 15, 3, "batch"},
                                        {"root", 0, 1440, 200, "build"},
                                        {"app", 997, 20, 9, "app"}}};

struct HostDay {
  const Estate& estate;
  std::uint16_t host;
  Day utc;
  Plan& plan;
};

void run_cron(const HostDay& day, const CronRow& row, Rng& rng) {
  const Host& host = day.estate.hosts[day.host];
  if (host.name.compare(0, row.hosts.size(), row.hosts) != 0) return;
  for (std::int64_t at = row.at_minute; at < minute_of(24); at += row.every_minutes) {
    const TimeMs time = start_of_day(day.utc) + at * kMinuteMs + rng.between(1000, 1900);
    const std::uint64_t pid = pid_at(host, time, rng);
    day.plan.lines.push_back(
        {time, day.host, kBenign,
         fmt::format("CRON[{}]: pam_unix(cron:session): session opened for user {}(uid={}) by "
                     "(uid=0)",
                     pid, row.user, row.uid)});
    day.plan.lines.push_back(
        {time + waiting(rng, 1500) + 20, day.host, kBenign,
         fmt::format("CRON[{}]: pam_unix(cron:session): session closed for user {}", pid,
                     row.user)});
  }
}

const Host* find_host(const Estate& estate, std::string_view name) {
  for (const Host& host : estate.hosts) {
    if (host.name == name) return &host;
  }
  return &estate.hosts.front();
}

void monitor(const HostDay& day, Rng& rng) {
  const Host* from = find_host(day.estate, "mon-1");
  if (&day.estate.hosts[day.host] == from) return;
  for (std::int64_t at = day.host; at < minute_of(24); at += 30) {
    if (rng.chance(3)) continue;
    const TimeMs time = start_of_day(day.utc) + at * kMinuteMs + rng.between(0, 3000);
    SshConnection ssh(day.estate, day.host, {from->address, "monitor", 996}, day.plan);
    ssh.connect(time, rng);
    ssh.accept_key(time, "n4Xh2yTq0VbWm9sLr8KfUeJcD3aZp6GiOoYtNwR1xQk");
    const TimeMs until = time + rng.between(300, 2500);
    ssh.disconnect(until);
    add_ssh_flow(day.estate, ssh, time, until, day.plan);
  }
}

/// Deployments: several on a working day, rarely on a weekend; some hosts each time.
void configure(const Estate& estate, Day utc, Plan& plan, Rng& rng) {
  const std::int64_t runs = weekday_of(utc) >= 5 ? (rng.chance(120) ? 1 : 0) : around(rng, 0, 12);
  for (std::int64_t run = 0; run < runs; ++run) {
    TimeMs time = start_of_day(utc) + around(rng, minute_of(6), minute_of(20)) * kMinuteMs;
    for (std::uint16_t host = 0; host < host_count(estate); ++host) {
      if (estate.hosts[host].name == "build-1" || rng.chance(450)) continue;
      if (estate.hosts[host].since > utc) continue;
      const PlanMark mark = mark_of(plan);
      SshConnection ssh(estate, host, {find_host(estate, "build-1")->address, "deploy", 995}, plan);
      ssh.connect(time, rng);
      ssh.accept_key(time, "Wb7eRk2pT5vQxZ0uLhNn8mYcJ4sAoG1dFi6KtB3yXwE");
      ssh.sudo(time + 1200, "/bin/sh -c /usr/bin/python3 /home/deploy/.ansible/setup.py", rng);
      if (rng.chance(600)) ssh.sudo(time + 14'000, "/usr/bin/systemctl reload nginx", rng);
      const TimeMs until = time + rng.between(25, 90) * kSecondMs;
      ssh.disconnect(until);
      add_ssh_flow(estate, ssh, time, until, plan);
      if (const auto odd = new_host(estate, host, utc)) tag_since(estate, mark, *odd, plan);
      time += rng.between(1, 20) * kSecondMs;
    }
  }
}

}  // namespace

void plan_machines(const Estate& estate, const Rng& root, Day utc, Plan& plan) {
  for (std::uint16_t host = 0; host < host_count(estate); ++host) {
    if (estate.hosts[host].since > utc) continue;
    Rng rng = stream(root, "host", host, utc);
    const HostDay day{estate, host, utc, plan};
    const PlanMark mark = mark_of(plan);
    for (const CronRow& row : kCron) run_cron(day, row, rng);
    monitor(day, rng);
    if (const auto odd = new_host(estate, host, utc)) tag_since(estate, mark, *odd, plan);
  }
  Rng rng = stream(root, "configure", 0, utc);
  configure(estate, utc, plan, rng);
}

}  // namespace detector::synth
