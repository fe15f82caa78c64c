// Connections between machines, as rows of who talks to whom how often. Queries to the VPC's own
// resolver, clock and metadata service are left out, because flow logs do not have them (AWS VPC
// user guide, "Flow log limitations"); hosts ask the resolver and the clocks that their owners
// chose.

#include <array>
#include <vector>

#include "synth/behaviour.h"
#include "synth/network.h"
#include "synth/random.h"
#include "synth/surprise.h"

namespace detector::synth {
namespace {

using Duty = Host::Duty;

enum class Far { kInside, kClocks, kStorage, kMirrors, kPartners };

constexpr std::uint8_t kTcp = 6;
constexpr std::uint8_t kUdp = 17;

/// Letters of duties: see duty_letter().
struct TrafficRow {
  std::string_view from;
  std::string_view to;  ///< Of hosts inside; empty for what is outside.
  Far far = Far::kInside;
  std::uint16_t port = 443;
  std::uint8_t protocol = kTcp;
  std::int64_t every_minutes = 10;
  std::int64_t low = 1;  ///< Connections each time.
  std::int64_t high = 1;
  std::int64_t up = 600;  ///< Usual bytes.
  std::int64_t down = 1200;
};

// clang-format off
constexpr TrafficRow kRows[] = {
    {"w", "a", Far::kInside, 8080, kTcp, 10, 0, 4, 60'000, 400'000},
    {"a", "d", Far::kInside, 5432, kTcp, 10, 0, 3, 90'000, 300'000},
    {"t", "d", Far::kInside, 5432, kTcp, 60, 1, 3, 40'000, 2'000'000},
    {"d", "d", Far::kInside, 5432, kTcp, 30, 1, 1, 800'000, 40'000},
    {"bvwadut", "m", Far::kInside, 53, kUdp, 10, 0, 2, 90, 190},
    {"bvwadut", "m", Far::kInside, 514, kTcp, 30, 1, 1, 40'000, 600},
    {"bvwadutm", "", Far::kClocks, 123, kUdp, 17, 1, 1, 48, 48},
    {"awt", "", Far::kStorage, 443, kTcp, 10, 0, 2, 20'000, 30'000},
    {"u", "", Far::kStorage, 443, kTcp, 30, 0, 3, 2'000'000, 700'000},
    {"d", "", Far::kStorage, 443, kTcp, 1440, 2, 4, 800'000'000, 90'000},
    {"d", "t", Far::kInside, 873, kTcp, 1440, 1, 1, 300'000'000, 500'000},
    {"a", "", Far::kPartners, 443, kTcp, 15, 0, 2, 4'000, 12'000},
    {"bvwadutm", "", Far::kMirrors, 443, kTcp, 720, 1, 3, 3'000, 900'000},
    {"u", "", Far::kMirrors, 443, kTcp, 45, 0, 6, 5'000, 5'000'000},
};
// clang-format on

char duty_letter(Duty duty) {
  constexpr std::string_view kLetters = "bvwadutm";
  return kLetters[static_cast<std::size_t>(duty)];
}

/// Addresses of the services outside that this organisation uses; they stay.
struct Outside {
  std::array<std::vector<std::uint32_t>, 5> addresses;

  explicit Outside(const Rng& root) {
    Rng rng = root.fork("outside");
    for (int i = 0; i < 4; ++i) of(Far::kClocks).push_back(public_number(rng));
    for (int i = 0; i < 12; ++i) {
      of(Far::kStorage)
          .push_back(ipv4_number("52.219.0.0") |
                     static_cast<std::uint32_t>(rng.between(1, 65'000)));
    }
    for (int i = 0; i < 3; ++i) of(Far::kMirrors).push_back(public_number(rng));
    for (int i = 0; i < 7; ++i) of(Far::kPartners).push_back(public_number(rng));
  }
  std::vector<std::uint32_t>& of(Far far) { return addresses[static_cast<std::size_t>(far)]; }
};

class HostTraffic {
 public:
  HostTraffic(const Estate& estate, std::uint16_t host, Day utc, Plan& plan)
      : estate_(estate), host_(estate.hosts[host]), utc_(utc), plan_(plan) {}

  void run(const TrafficRow& row, const std::vector<std::uint32_t>& peers, Rng& rng) {
    if (peers.empty()) return;
    const std::int64_t phase = rng.between(0, row.every_minutes * kMinuteMs / kSecondMs - 1);
    const TimeMs midnight = start_of_day(utc_);
    for (TimeMs at = phase * kSecondMs; at < kDayMs; at += row.every_minutes * kMinuteMs) {
      for (std::int64_t n = around(rng, row.low, row.high); n > 0; --n) {
        Connection connection;
        connection.time = midnight + at + rng.between(0, 4 * kMinuteMs);
        connection.client = host_.number;
        connection.server = peers[index_below(rng, peers.size())];
        connection.server_port = row.port;
        connection.protocol = row.protocol;
        connection.bytes_up = varied(row.up, rng);
        connection.bytes_down = varied(row.down, rng);
        connection.duration = row.protocol == kUdp ? rng.between(1, 80) : duration(connection, rng);
        if (row.port == 123) connection.client_port = 123;
        add_connection(estate_, connection, plan_);
      }
    }
  }

  /// The monitor keeps one connection to each host open, all day.
  void watch(const Host& monitor, Rng& rng) {
    Connection connection;
    connection.time = start_of_day(utc_) + rng.between(0, 20) * kSecondMs;
    connection.duration = kDayMs - 30 * kSecondMs;
    connection.client = monitor.number;
    connection.server = host_.number;
    connection.server_port = 9100;
    connection.bytes_up = varied(1'400'000, rng);
    connection.bytes_down = varied(60'000'000, rng);
    add_connection(estate_, connection, plan_);
  }

  /// Hosts of this duty in the same VPC, or else (the monitor) where there are any.
  [[nodiscard]] std::vector<std::uint32_t> peers(std::string_view duties) const {
    std::vector<std::uint32_t> near;
    std::vector<std::uint32_t> all;
    for (const Host& host : estate_.hosts) {
      if (&host == &host_ || host.since > utc_) continue;
      if (duties.find(duty_letter(host.duty)) == std::string_view::npos) continue;
      all.push_back(host.number);
      if (host.vpc == host_.vpc) near.push_back(host.number);
    }
    return near.empty() ? all : near;
  }

 private:
  static std::uint64_t varied(std::int64_t usual, Rng& rng) {
    return static_cast<std::uint64_t>(rng.between(usual / 2, usual) + around(rng, 0, usual));
  }
  /// At some megabytes a second, and at least a moment.
  static TimeMs duration(const Connection& connection, Rng& rng) {
    const auto bytes = static_cast<TimeMs>(connection.bytes_up + connection.bytes_down);
    return 20 + bytes / rng.between(3000, 20'000) + rng.between(0, 45 * kSecondMs);
  }

  const Estate& estate_;
  const Host& host_;
  Day utc_;
  Plan& plan_;
};

}  // namespace

void plan_traffic(const Estate& estate, const Rng& root, Day utc, Plan& plan) {
  Outside outside(root);
  const Host* monitor = nullptr;
  for (const Host& host : estate.hosts) {
    if (host.duty == Duty::kMonitor) monitor = &host;
  }
  for (std::uint16_t i = 0; i < host_count(estate); ++i) {
    const Host& host = estate.hosts[i];
    if (host.since > utc) continue;
    HostTraffic traffic(estate, i, utc, plan);
    const PlanMark mark = mark_of(plan);
    Rng rng = stream(root, "traffic", i, utc);
    for (const TrafficRow& row : kRows) {
      if (row.from.find(duty_letter(host.duty)) == std::string_view::npos) continue;
      const bool inside = row.far == Far::kInside;
      traffic.run(row, inside ? traffic.peers(row.to) : outside.of(row.far), rng);
    }
    if (monitor != nullptr && monitor != &host) traffic.watch(*monitor, rng);
    if (const auto odd = new_host(estate, i, utc)) tag_since(estate, mark, *odd, plan);
  }
}

}  // namespace detector::synth
