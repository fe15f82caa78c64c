// Who comes from the internet: visitors of the web hosts, more by day than by night and some of
// them again and again, and scanners that knock at ports of every exposed address. What security
// groups keep out is rejected; port 22 has its own file, since sshd writes about it (noise.cc).

#include <array>

#include "base/hash.h"
#include "synth/behaviour.h"
#include "synth/network.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr std::uint16_t kHttp = 80;
constexpr std::uint16_t kHttps = 443;

/// Visits by UTC hour.
const std::vector<std::uint32_t>& hours() {
  static const std::vector<std::uint32_t> kHours{10, 7,  5,  5,  6,  10, 20, 35, 48, 52, 52, 50,
                                                 48, 50, 52, 50, 48, 46, 48, 50, 46, 36, 25, 15};
  return kHours;
}

bool is_open(const Host& host, std::uint16_t port) {
  return host.duty == Host::Duty::kWeb && (port == kHttp || port == kHttps);
}

bool is_exposed(const Host& host, Day utc) {
  return host.exposure == Host::Exposure::kInternet && host.since <= utc;
}

std::uint32_t visitor_address(const Rng& root, Rng& rng) {
  if (rng.chance(450)) return public_number(rng);
  // Those who return: a few thousand, some much more often than others.
  const std::uint64_t rank = rng.below(1 + rng.below(4000));
  Rng known(root.fork("visitor").next() + rank);
  return public_number(known);
}

void visit(const Estate& estate, const Host& host, Connection connection, Rng& rng, Plan& plan) {
  connection.server = host.number;
  for (std::int64_t n = 1 + static_cast<std::int64_t>(pick_skewed(rng, 6)); n > 0; --n) {
    connection.server_port = rng.chance(60) ? kHttp : kHttps;
    connection.duration = waiting(rng, 9 * kSecondMs) + 30;
    connection.bytes_up = static_cast<std::uint64_t>(waiting(rng, 2600) + 500);
    connection.bytes_down = static_cast<std::uint64_t>(waiting(rng, 40'000) + 900);
    connection.client_port = static_cast<std::uint16_t>(rng.between(1025, 65'000));
    add_connection(estate, connection, plan);
    connection.time += waiting(rng, 20 * kSecondMs);
  }
}

void plan_visitors(const Estate& estate, const Rng& root, std::uint16_t index, Day utc,
                   Plan& plan) {
  const Host& host = estate.hosts[index];
  Rng rng = stream(root, "visitors", index, utc);
  const bool weekend = weekday_of(utc) >= 5;
  const std::int64_t usual = estate.vpcs[host.vpc].account == kProd ? 1500 : 40;
  const std::int64_t visits =
      around(rng, usual * 8 / 10, usual * 12 / 10) * (weekend ? 6 : 10) / 10;
  for (std::int64_t n = 0; n < visits; ++n) {
    Connection connection;
    const auto hour = static_cast<TimeMs>(pick_weighted(rng, hours()));
    connection.time = start_of_day(utc) + hour * kHourMs + rng.between(0, kHourMs - 1);
    connection.client = visitor_address(root, rng);
    visit(estate, host, connection, rng, plan);
  }
}

std::uint16_t scanned_port(Rng& rng) {
  constexpr std::array<std::uint16_t, 20> kPorts{23,   80,   443,  445,  3389, 8080,  5900,
                                                 1433, 3306, 6379, 8443, 25,   2375,  5432,
                                                 9200, 81,   5060, 8000, 21,   27'017};
  if (rng.chance(250)) return static_cast<std::uint16_t>(rng.between(1024, 65'000));
  return pick(rng, kPorts);
}

/// One scanner that tries some ports of every exposed host, in seconds or over the day.
void sweep(const Estate& estate, Day utc, Rng& rng, Plan& plan) {
  Connection knock;
  knock.client = public_number(rng);
  knock.time = start_of_day(utc) + rng.between(0, kDayMs - 1);
  const TimeMs gap = rng.chance(500) ? kSecondMs : waiting(rng, 20 * kMinuteMs) + kSecondMs;
  const std::int64_t ports = rng.chance(40) ? rng.between(40, 160) : rng.between(1, 4);
  for (std::int64_t n = 0; n < ports; ++n) {
    const std::uint16_t port = scanned_port(rng);
    for (const Host& host : estate.hosts) {
      if (!is_exposed(host, utc) || rng.chance(200)) continue;
      knock.server = host.number;
      knock.server_port = port;
      knock.client_port = static_cast<std::uint16_t>(rng.between(1025, 65'000));
      knock.time += rng.between(1, gap);
      const bool open = is_open(host, port);
      knock.verdict = open ? FlowLine::Verdict::kAccept : FlowLine::Verdict::kReject;
      knock.bytes_up = open ? 200 : 0;
      knock.bytes_down = open ? 400 : 0;
      add_connection(estate, knock, plan);
    }
  }
}

}  // namespace

void plan_internet(const Estate& estate, const Rng& root, Day utc, Plan& plan) {
  for (std::uint16_t i = 0; i < host_count(estate); ++i) {
    const Host& host = estate.hosts[i];
    if (host.duty == Host::Duty::kWeb && host.since <= utc) {
      plan_visitors(estate, root, i, utc, plan);
    }
  }
  Rng rng = stream(root, "sweeps", 0, utc);
  for (std::int64_t n = around(rng, 160, 280); n > 0; --n) sweep(estate, utc, rng, plan);
}

}  // namespace detector::synth
