// Laptops in the VPN: a tunnel from where the person is to the gateway, for as long as they work,
// and through it dashboards, repositories and internal tools, from the address the pool gave them.

#include <array>

#include "synth/behaviour.h"
#include "synth/network.h"
#include "synth/random.h"
#include "synth/shells.h"
#include "synth/surprise.h"

namespace detector::synth {
namespace {

constexpr std::uint8_t kUdp = 17;

struct Internal {
  Host::Duty duty;
  std::uint16_t port;
};
constexpr std::array<Internal, 4> kInternal{{{Host::Duty::kMonitor, 3000},
                                             {Host::Duty::kBuild, 443},
                                             {Host::Duty::kApp, 8443},
                                             {Host::Duty::kDatabase, 5432}}};

const Host* host_with(const Estate& estate, Host::Duty duty) {
  for (const Host& host : estate.hosts) {
    if (host.duty == duty) return &host;
  }
  return nullptr;
}

}  // namespace

void connect_laptop(const Estate& estate, const Stay& stay, Rng& rng, Plan& plan) {
  const Host* gateway = host_with(estate, Host::Duty::kVpn);
  if (gateway == nullptr) return;
  Connection tunnel;
  tunnel.time = stay.start - rng.between(20, 240) * kSecondMs;
  tunnel.duration = stay.end - tunnel.time;
  tunnel.client = ipv4_number(stay.outside);
  tunnel.server = gateway->number;
  tunnel.server_port = 443;
  tunnel.protocol = kUdp;
  tunnel.bytes_up = static_cast<std::uint64_t>(rng.between(4, 60)) << 20U;
  tunnel.bytes_down = static_cast<std::uint64_t>(rng.between(20, 400)) << 20U;
  add_connection(estate, tunnel, plan);
  for (std::int64_t n = around(rng, 2, 30); n > 0; --n) {
    const Internal& tool = kInternal[pick_skewed(rng, kInternal.size())];
    Connection connection;
    connection.time = stay.start + rng.between(0, stay.end - stay.start);
    connection.duration = waiting(rng, kMinuteMs) + 200;
    connection.client = ipv4_number(stay.inside);
    connection.server = host_with(estate, tool.duty)->number;
    connection.server_port = tool.port;
    connection.bytes_up = static_cast<std::uint64_t>(waiting(rng, 9000) + 700);
    connection.bytes_down = static_cast<std::uint64_t>(waiting(rng, 200'000) + 1500);
    add_connection(estate, connection, plan);
  }
}

void plan_laptops(const Estate& estate, const Rng& root, Day local, Plan& plan) {
  for (std::size_t i = 0; i < estate.people.size(); ++i) {
    const WorkDay day = work_day(estate, root, i, local);
    if (day.work == WorkDay::Work::kOff) continue;
    const PlanMark mark = mark_of(plan);
    Rng rng = stream(root, "laptop", static_cast<std::int64_t>(i), local);
    if (day.inside != day.address) {
      connect_laptop(estate, {day.start, day.end, day.address, day.inside}, rng, plan);
    }
    if (day.evening == WorkDay::Evening::kBusy && day.evening_inside != day.evening_address) {
      const TimeMs end = day.evening_start + rng.between(60, 150) * kMinuteMs;
      connect_laptop(estate, {day.evening_start, end, day.evening_address, day.evening_inside}, rng,
                     plan);
    }
    if (const auto odd = odd_day(estate, root, i, local)) tag_since(estate, mark, *odd, plan);
  }
}

}  // namespace detector::synth
