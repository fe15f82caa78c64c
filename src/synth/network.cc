// From connections to what interfaces see of them. VPC flow logs have, for each interface, one line
// per direction, five-tuple and aggregation interval, with the times of its first and last packet,
// and the flags of its TCP packets or-ed; a lone ACK shows no flag (AWS VPC user guide, "Flow log
// records").

#include "synth/network.h"

#include <algorithm>

#include "base/hash.h"

namespace detector::synth {
namespace {

constexpr std::uint8_t kTcp = 6;
constexpr std::uint8_t kIcmp = 1;
constexpr std::uint8_t kFin = 1;
constexpr std::uint8_t kSyn = 2;
constexpr std::uint8_t kSynAck = 18;

/// One direction of a connection: what goes over the wire from its first to its last packet.
struct Stream {
  FlowLine line;  ///< Ends and ports; the rest is filled in per interval.
  TimeMs start = 0;
  TimeMs end = 0;
  std::uint64_t packets = 0;
  std::uint64_t bytes = 0;
  std::uint8_t first_flag = 0;
};

std::uint64_t overhead(std::uint8_t protocol) {
  return protocol == kTcp ? 40 : 28;
}

std::uint64_t packets_of(std::uint8_t protocol, std::uint64_t sent, std::uint64_t received) {
  constexpr std::uint64_t kPayload = 1300;
  const std::uint64_t full = 1 + sent / kPayload;
  // A handshake and a farewell, and an acknowledgement for every other packet received.
  return protocol == kTcp ? full + 3 + received / (2 * kPayload) : full;
}

std::uint16_t ephemeral_port(const Connection& connection) {
  const std::uint64_t ends = combine(connection.client, connection.server);
  const std::uint64_t what = combine(connection.bytes_up, connection.bytes_down);
  return static_cast<std::uint16_t>(
      32'768 + combine(combine(ends, what), static_cast<std::uint64_t>(connection.time)) % 28'231);
}

/// Writes the lines that one interface has of a stream.
void add_lines(Stream stream, std::uint16_t interface, Plan& plan) {
  FlowLine line = stream.line;
  line.interface = interface;
  const TimeMs length = std::max<TimeMs>(1, stream.end - stream.start);
  std::uint64_t packets = stream.packets;
  std::uint64_t bytes = stream.bytes;
  for (TimeMs at = stream.start; packets > 0;) {
    const TimeMs next = std::min(stream.end, interval_start(interface, at) + kAggregation);
    const bool last = next >= stream.end;
    const auto part = static_cast<std::uint64_t>(next - at);
    line.packets = last ? packets : stream.packets * part / static_cast<std::uint64_t>(length);
    line.bytes = last ? bytes : stream.bytes * part / static_cast<std::uint64_t>(length);
    const bool first = at == stream.start;
    if (line.packets == 0 && first) line.packets = 1;
    line.start = at / kSecondMs * kSecondMs;
    line.end = (last ? next : next - 1) / kSecondMs * kSecondMs;
    line.tcp_flags = 0;
    if (line.protocol == kTcp) {
      if (first) line.tcp_flags |= stream.first_flag;
      if (last && line.verdict == FlowLine::Verdict::kAccept) line.tcp_flags |= kFin;
    }
    line.bytes = std::max(line.bytes, line.packets * overhead(line.protocol));
    if (line.packets > 0) plan.flows.push_back(line);
    packets -= std::min(packets, line.packets);
    bytes -= std::min(bytes, line.bytes);
    if (last) break;
    at = next;
  }
}

Stream client_stream(const Connection& connection) {
  Stream stream;
  stream.line.source = connection.client;
  stream.line.destination = connection.server;
  stream.line.source_port = connection.client_port;
  stream.line.destination_port = connection.server_port;
  stream.line.protocol = connection.protocol;
  stream.line.verdict = connection.verdict;
  stream.line.label = connection.label;
  stream.start = connection.time;
  stream.end = connection.time + std::max<TimeMs>(connection.duration, 1);
  stream.first_flag = kSyn;
  stream.packets = packets_of(connection.protocol, connection.bytes_up, connection.bytes_down);
  if (connection.verdict == FlowLine::Verdict::kReject) {
    stream.packets = 1 + connection.client_port % 3;  // and what is sent again
    stream.bytes = stream.packets * overhead(connection.protocol);
    return stream;
  }
  stream.bytes = connection.bytes_up + stream.packets * overhead(connection.protocol);
  return stream;
}

Stream server_stream(const Connection& connection) {
  Stream stream = client_stream(connection);
  std::swap(stream.line.source, stream.line.destination);
  std::swap(stream.line.source_port, stream.line.destination_port);
  stream.first_flag = kSynAck;
  stream.packets = packets_of(connection.protocol, connection.bytes_down, connection.bytes_up);
  stream.bytes = connection.bytes_down + stream.packets * overhead(connection.protocol);
  return stream;
}

}  // namespace

TimeMs interval_start(std::uint16_t interface, TimeMs time) {
  const auto phase = static_cast<TimeMs>(mix(interface + 1ULL) %
                                         static_cast<std::uint64_t>(kAggregation / kSecondMs)) *
                     kSecondMs;
  return floor_div(time - phase, kAggregation) * kAggregation + phase;
}

std::optional<std::uint16_t> host_at(const Estate& estate, std::uint32_t address) {
  const auto found = std::lower_bound(estate.interfaces.begin(), estate.interfaces.end(),
                                      std::pair<std::uint32_t, std::uint16_t>{address, 0});
  if (found == estate.interfaces.end() || found->first != address) return std::nullopt;
  return found->second;
}

void add_connection(const Estate& estate, const Connection& connection, Plan& plan) {
  Connection whole = connection;
  if (whole.protocol == kIcmp) {
    whole.client_port = 0;
    whole.server_port = 0;
  } else if (whole.client_port == 0) {
    whole.client_port = ephemeral_port(whole);
  }
  const std::optional<std::uint16_t> client = host_at(estate, whole.client);
  const std::optional<std::uint16_t> server = host_at(estate, whole.server);
  const bool rejected = whole.verdict == FlowLine::Verdict::kReject;
  Stream up = client_stream(whole);
  if (server) add_lines(up, *server, plan);
  if (client) {
    // What the far end refuses has left here.
    if (server) up.line.verdict = FlowLine::Verdict::kAccept;
    add_lines(up, *client, plan);
  }
  if (rejected) return;
  const Stream down = server_stream(whole);
  if (server) add_lines(down, *server, plan);
  if (client) add_lines(down, *client, plan);
}

std::uint32_t ipv4_number(std::string_view address) {
  std::uint32_t number = 0;
  std::uint32_t part = 0;
  int dots = 0;
  bool digits = false;
  for (const char c : address) {
    if (c == '.') {
      if (!digits || ++dots > 3) return 0;
      number = number << 8 | part;
      part = 0;
      digits = false;
      continue;
    }
    if (c < '0' || c > '9') return 0;
    part = part * 10 + static_cast<std::uint32_t>(c - '0');
    if (part > 255) return 0;
    digits = true;
  }
  return dots == 3 && digits ? number << 8 | part : 0;
}

}  // namespace detector::synth
