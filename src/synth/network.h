#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.h"
#include "synth/estate.h"
#include "synth/plan.h"

namespace detector::synth {

/// A connection as its two ends know it. Flow logs see it on each interface of the estate that it
/// touches, once per direction and aggregation interval.
struct Connection {
  TimeMs time = 0;
  TimeMs duration = 200;
  std::uint32_t client = 0;  ///< IPv4 in host order.
  std::uint32_t server = 0;
  std::uint16_t client_port = 0;  ///< 0: an ephemeral one, from the bytes of the connection.
  std::uint16_t server_port = 0;
  std::uint8_t protocol = 6;
  std::uint64_t bytes_up = 600;  ///< From client to server.
  std::uint64_t bytes_down = 1200;
  FlowLine::Verdict verdict = FlowLine::Verdict::kAccept;  ///< A rejected one has no answer.
  std::int32_t label = kBenign;
};

/// Adds the lines that the interfaces of the estate's hosts log of `connection`: none when neither
/// end is a host of the estate.
void add_connection(const Estate& estate, const Connection& connection, Plan& plan);

/// How long an interface adds up before it writes a line.
constexpr TimeMs kAggregation = 10 * kMinuteMs;

/// The aggregation interval of this interface that `time` is in, by its start; interfaces have
/// phases of their own.
TimeMs interval_start(std::uint16_t interface, TimeMs time);

/// Whose interface has this private address.
std::optional<std::uint16_t> host_at(const Estate& estate, std::uint32_t address);

/// `10.20.0.7` as a number; 0 when it is not an IPv4 address.
std::uint32_t ipv4_number(std::string_view address);

}  // namespace detector::synth
