// What a connection looks like in VPC flow logs: a line for each direction on each interface that
// it touches and each minute in which it sends, as the documentation of the record fields has it
// (start and end of an aggregation interval in seconds, flags or-ed over the interval).

#include "synth/network.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/hash.h"

namespace detector::synth {
namespace {

constexpr TimeMs kInterval = kMinuteMs;
constexpr std::uint64_t kSegment = 1300;
constexpr std::uint8_t kTcp = 6;
constexpr std::uint8_t kFin = 1;
constexpr std::uint8_t kSyn = 2;
constexpr std::uint8_t kSynAck = 18;

enum class Direction { kUp, kDown };

/// The part of `total` that falls into the interval number `index` of `count`; they add up.
std::uint64_t share(std::uint64_t total, std::uint64_t index, std::uint64_t count) {
  return total / count + (index < total % count ? 1 : 0);
}

std::uint16_t ephemeral_port(const Connection& connection) {
  constexpr std::uint64_t kFirst = 32'768;
  constexpr std::uint64_t kCount = 28'232;
  std::uint64_t bits = combine(connection.bytes_up, connection.bytes_down);
  bits = combine(bits, static_cast<std::uint64_t>(connection.time));
  bits = combine(bits, connection.server);
  return static_cast<std::uint16_t>(kFirst + combine(bits, connection.server_port) % kCount);
}

class Log {
 public:
  Log(const Connection& connection, Plan& plan)
      : connection_(connection),
        plan_(plan),
        intervals_(static_cast<std::uint64_t>(connection.duration / kInterval) + 1) {
    if (connection_.client_port == 0) connection_.client_port = ephemeral_port(connection_);
    if (connection_.verdict == FlowLine::Verdict::kReject) intervals_ = 1;
  }

  void on_interface(std::uint16_t interface) {
    for (std::uint64_t i = 0; i < intervals_; ++i) {
      line(interface, Direction::kUp, i);
      if (connection_.verdict == FlowLine::Verdict::kAccept) line(interface, Direction::kDown, i);
    }
  }

 private:
  void line(std::uint16_t interface, Direction direction, std::uint64_t index) {
    const bool up = direction == Direction::kUp;
    const TimeMs begin = connection_.time / kSecondMs * kSecondMs;
    const TimeMs last = connection_.time + std::max<TimeMs>(connection_.duration, kSecondMs);
    FlowLine flow;
    flow.start = begin + static_cast<TimeMs>(index) * kInterval;
    flow.end = std::max(flow.start + kSecondMs,
                        std::min(flow.start + kInterval - kSecondMs, last / kSecondMs * kSecondMs));
    flow.source = up ? connection_.client : connection_.server;
    flow.destination = up ? connection_.server : connection_.client;
    flow.source_port = up ? connection_.client_port : connection_.server_port;
    flow.destination_port = up ? connection_.server_port : connection_.client_port;
    flow.interface = interface;
    flow.protocol = connection_.protocol;
    flow.bytes = share(up ? connection_.bytes_up : connection_.bytes_down, index, intervals_);
    flow.packets = 1 + flow.bytes / kSegment;
    flow.verdict = connection_.verdict;
    flow.label = connection_.label;
    if (flow.protocol == kTcp) flow.tcp_flags = flags(direction, index);
    plan_.flows.push_back(flow);
  }

  [[nodiscard]] std::uint8_t flags(Direction direction, std::uint64_t index) const {
    std::uint8_t flags = 0;
    if (index == 0) flags = direction == Direction::kUp ? kSyn : kSynAck;
    const bool ends = index + 1 == intervals_ && connection_.verdict == FlowLine::Verdict::kAccept;
    return static_cast<std::uint8_t>(ends ? flags | kFin : flags);
  }

  Connection connection_;
  Plan& plan_;
  std::uint64_t intervals_;
};

}  // namespace

void add_connection(const Estate& estate, const Connection& connection, Plan& plan) {
  Log log(connection, plan);
  for (std::uint16_t i = 0; i < host_count(estate); ++i) {
    const std::uint32_t address = ipv4_number(estate.hosts[i].address);
    if (address == connection.client || address == connection.server) log.on_interface(i);
  }
}

std::uint32_t ipv4_number(std::string_view address) {
  constexpr int kOctets = 4;
  std::uint32_t number = 0;
  for (int i = 0; i < kOctets; ++i) {
    unsigned octet = 0;
    const char* const end = address.data() + address.size();
    const auto [at, error] = std::from_chars(address.data(), end, octet);
    const bool last = i + 1 == kOctets;
    if (error != std::errc() || octet > 255 || (last ? at != end : at == end || *at != '.')) {
      return 0;
    }
    number = number << 8 | octet;
    address.remove_prefix(static_cast<std::size_t>(at - address.data()) + (last ? 0 : 1));
  }
  return number;
}

}  // namespace detector::synth
