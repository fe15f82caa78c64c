// The machines: a production VPC and a smaller one for staging.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "synth/estate_parts.h"
#include "synth/network.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

using Duty = Host::Duty;
using Exposure = Host::Exposure;

struct HostRow {
  std::string_view name;
  Duty duty;
  Exposure exposure;
  std::uint16_t vpc;
};
constexpr std::array<HostRow, 15> kHosts{{{"bastion-1", Duty::kBastion, Exposure::kInternet, 0},
                                          {"web-1", Duty::kWeb, Exposure::kInternet, 0},
                                          {"web-2", Duty::kWeb, Exposure::kInternet, 0},
                                          {"app-1", Duty::kApp, Exposure::kInternal, 0},
                                          {"app-2", Duty::kApp, Exposure::kInternal, 0},
                                          {"db-1", Duty::kDatabase, Exposure::kInternal, 0},
                                          {"db-2", Duty::kDatabase, Exposure::kInternal, 0},
                                          {"build-1", Duty::kBuild, Exposure::kInternal, 0},
                                          {"batch-1", Duty::kBatch, Exposure::kInternal, 0},
                                          {"mon-1", Duty::kMonitor, Exposure::kInternal, 0},
                                          {"vpn-1", Duty::kVpn, Exposure::kInternet, 0},
                                          {"web-s1", Duty::kWeb, Exposure::kInternet, 1},
                                          {"app-s1", Duty::kApp, Exposure::kInternal, 1},
                                          {"db-s1", Duty::kDatabase, Exposure::kInternal, 1},
                                          {"batch-s1", Duty::kBatch, Exposure::kInternal, 1}}};

Vpc make_vpc(std::string_view network, AccountIndex account, Vpc::Format format, Rng& rng) {
  Vpc vpc;
  vpc.id = "vpc-0" + random_hex(rng, 16);
  vpc.subnet = "subnet-0" + random_hex(rng, 16);
  vpc.flow_log = "fl-0" + random_hex(rng, 16);
  vpc.network = network;
  vpc.account = account;
  vpc.format = format;
  return vpc;
}

}  // namespace

void add_host(Estate& estate, Host host, Rng& rng) {
  const std::size_t index = estate.hosts.size();
  // Every host has a block of last numbers of its own.
  host.address = fmt::format("{}.{}.{}", estate.vpcs[host.vpc].network, index / 12,
                             10 + static_cast<std::int64_t>(index % 12) * 20 + rng.between(0, 19));
  host.number = ipv4_number(host.address);
  host.pid_per_second = static_cast<std::uint64_t>(rng.between(2, 30));
  host.interface_id = "eni-0" + random_hex(rng, 16);
  host.instance_id = "i-0" + random_hex(rng, 16);
  estate.interfaces.emplace_back(host.number, static_cast<std::uint16_t>(index));
  std::sort(estate.interfaces.begin(), estate.interfaces.end());
  estate.hosts.push_back(std::move(host));
}

void add_network(Estate& estate, Rng& rng, int people) {
  estate.vpcs.push_back(make_vpc("10.20", kProd, Vpc::Format::kDefault, rng));
  estate.vpcs.push_back(make_vpc("10.30", kStaging, Vpc::Format::kCustom, rng));
  for (const HostRow& row : kHosts) {
    Host host;
    host.name = row.name;
    host.duty = row.duty;
    host.exposure = row.exposure;
    host.vpc = row.vpc;
    add_host(estate, std::move(host), rng);
  }
  constexpr int kPeoplePerPair = 40;
  for (int pair = 1; pair <= (people - 1) / kPeoplePerPair; ++pair) {
    for (const Duty duty : {Duty::kWeb, Duty::kApp}) {
      Host host;
      host.name = fmt::format("{}-{}", duty == Duty::kWeb ? "web" : "app", pair + 2);
      host.duty = duty;
      host.exposure = duty == Duty::kWeb ? Exposure::kInternet : Exposure::kInternal;
      add_host(estate, std::move(host), rng);
    }
  }
}

}  // namespace detector::synth
