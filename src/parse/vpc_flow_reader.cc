// A flow is one direction of a connection as one interface saw it, so both directions, and both
// ends' interfaces, log the same connection. The event is of the connection: who asked, and who
// serves what. Which end asked follows from the TCP flags where they were recorded, which are
// or-ed over the interval: SYN without ACK is sent by who asks, SYN with ACK by who serves.
// Otherwise from the ports, in a way that gives the same answer for both directions.
#include "parse/vpc_flow_reader.h"

#include <limits>

#include "base/ip.h"
#include "base/time.h"

namespace detector::flow {
namespace {

constexpr std::uint64_t kLatestSecond = 32503679999;  // 2999-12-31T23:59:59Z

/// What is a number and how large it may be.
struct NumberRule {
  Column column;
  std::uint64_t limit;
  std::string_view reason;
};
constexpr std::uint64_t kAnySize = std::numeric_limits<std::uint64_t>::max() / 16;
constexpr std::array<NumberRule, 8> kNumberRules = {{
    {kStart, kLatestSecond, "vpc-flow: start is not a time in seconds"},
    {kEnd, kLatestSecond, "vpc-flow: end is not a time in seconds"},
    {kSrcPort, 65535, "vpc-flow: srcport is not a port"},
    {kDstPort, 65535, "vpc-flow: dstport is not a port"},
    {kProtocol, 255, "vpc-flow: protocol is not a number up to 255"},
    {kTcpFlags, 255, "vpc-flow: tcp-flags is not a number up to 255"},
    {kPackets, kAnySize, "vpc-flow: packets is not a number"},
    {kBytes, kAnySize, "vpc-flow: bytes is not a number"},
}};

struct Protocol {
  std::string_view name;  ///< Empty: has none here.
  bool has_ports = false;
};
Protocol protocol_of(std::uint64_t number) {
  switch (number) {
    case 1:
      return {"icmp"};
    case 2:
      return {"igmp"};
    case 6:
      return {"tcp", true};
    case 17:
      return {"udp", true};
    case 33:
      return {"dccp", true};
    case 41:
      return {"ipv6"};
    case 47:
      return {"gre"};
    case 50:
      return {"esp"};
    case 51:
      return {"ah"};
    case 58:
      return {"icmpv6"};
    case 132:
      return {"sctp", true};
    case 136:
      return {"udplite", true};
    default:
      return {};
  }
}

// Services listen on well-known ports, else on registered ones; clients get ephemeral ones.
int kind_of_port(std::uint64_t port) {
  if (port < 1024) return 0;
  return port < 32768 ? 1 : 2;
}

bool serves_before(std::uint64_t a, std::uint64_t b) {
  if (kind_of_port(a) != kind_of_port(b)) return kind_of_port(a) < kind_of_port(b);
  return a < b;
}

}  // namespace

// False for what is no decimal number up to `limit`; `-` and a column that is not there are no
// number either, and right. Leading zeros are wrong: a port has one text.
bool FlowReader::read_number(std::string_view text, std::uint64_t limit, Number& out) {
  out = Number{};
  if (text.empty() || text == "-") return true;
  if (text.size() > 19 || (text.size() > 1 && text.front() == '0')) return false;
  for (const char c : text) {
    if (!is_digit(c)) return false;
    out.value = out.value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  out.given = true;
  return out.value <= limit;
}

std::string_view FlowReader::read(Event& event) {
  for (const NumberRule& rule : kNumberRules) {
    if (!read_number(values_[rule.column], rule.limit, numbers_[rule.column])) return rule.reason;
  }
  const Number& start = numbers_[kStart];
  if (start.value == 0) return "vpc-flow: no start, or zero";
  if (numbers_[kEnd].given && start.value > numbers_[kEnd].value) {
    return "vpc-flow: start is after end";
  }
  event.time = static_cast<TimeMs>(start.value) * kSecondMs;
  event[Field::kAccount] = text(kAccountId);
  event[Field::kRegion] = text(kRegion);
  scratch_.clear();
  const std::string_view status = text(kLogStatus);
  if (status == "NODATA" || status == "SKIPDATA") return read_silence(status, event);
  if (!status.empty() && status != "OK") return "vpc-flow: log-status is unknown";
  return read_flow(event);
}

// Nothing was recorded, or what was recorded is lost: something of the interface itself.
std::string_view FlowReader::read_silence(std::string_view status, Event& event) {
  const std::string_view interface = text(kInterfaceId);
  event.entity = Field::kService;
  event[Field::kHost] = interface;
  event[Field::kProgram] = "vpc-flow";
  event[Field::kService] =
      interface.empty() ? std::string_view("vpc-flow") : scratch_.join({interface, "/vpc-flow"});
  event.message = status;
  return {};
}

// The address behind a NAT gateway or a load balancer's interface, where it was recorded.
std::string_view FlowReader::end_of(Column packet, Column flow) const {
  const std::string_view address = text(packet);
  return address.empty() ? text(flow) : address;
}

bool FlowReader::source_serves() const {
  constexpr std::uint64_t kSyn = 2;
  constexpr std::uint64_t kAck = 16;
  const std::uint64_t flags = numbers_[kTcpFlags].value;
  if ((flags & kSyn) != 0) return (flags & kAck) != 0;
  // What was rejected asked and got no answer, whatever its ports are.
  if (text(kAction) == "REJECT") return false;
  const Number& source = numbers_[kSrcPort];
  const Number& destination = numbers_[kDstPort];
  return source.given && destination.given && serves_before(source.value, destination.value);
}

std::string_view FlowReader::read_flow(Event& event) {
  const std::string_view source = end_of(kPktSrcAddr, kSrcAddr);
  const std::string_view destination = end_of(kPktDstAddr, kDstAddr);
  if (!is_ip(source)) return "vpc-flow: the source is not an address";
  if (!is_ip(destination)) return "vpc-flow: the destination is not an address";
  const std::string_view action = text(kAction);
  if (action == "ACCEPT") {
    event[Field::kAction] = "flow:accept";
  } else if (action == "REJECT") {
    event[Field::kAction] = "flow:reject";
    event[Field::kError] = action;
  } else if (!action.empty()) {
    return "vpc-flow: action is neither ACCEPT nor REJECT";
  }
  const bool turned = source_serves();
  event.entity = Field::kAddress;
  event[Field::kAddress] = turned ? destination : source;
  event[Field::kPeer] = turned ? source : destination;
  event[Field::kPort] = service(text(turned ? kSrcPort : kDstPort));
  if (!event[Field::kPort].empty()) {
    event[Field::kEndpoint] = scratch_.join({event[Field::kPeer], " ", event[Field::kPort]});
  }
  return {};
}

// `tcp/22`, `icmp`, `ip/103`; empty when the protocol was not recorded.
std::string_view FlowReader::service(std::string_view port) {
  const Number& number = numbers_[kProtocol];
  if (!number.given) return {};
  const Protocol protocol = protocol_of(number.value);
  if (protocol.name.empty()) return scratch_.join({"ip/", text(kProtocol)});
  if (!protocol.has_ports || port.empty()) return protocol.name;
  return scratch_.join({protocol.name, "/", port});
}

}  // namespace detector::flow
