#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace detector {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// A dotted quad, each part 0–255 and at most three digits.
bool is_ipv4(std::string_view text);
/// An IPv6 address of RFC 4291, with `::`, an embedded IPv4 tail and a `%zone`.
bool is_ipv6(std::string_view text);
inline bool is_ip(std::string_view text) {
  return is_ipv4(text) || is_ipv6(text);
}

/// The bytes of an address in network order: four of IPv4, else sixteen.
struct IpAddress {
  enum class Family : std::uint8_t { kV4, kV6 };
  Family family = Family::kV4;
  std::array<std::uint8_t, 16> bytes{};
};
/// Reads what is_ip() accepts, without the zone; `::ffff:192.0.2.1` is the IPv4 address.
std::optional<IpAddress> parse_ip(std::string_view text);

/// The first address of a list as it stands in logs (`10.0.0.1`, `10.0.0.1:443`, `[::1]:443`,
/// `10.0.0.1, 10.0.0.2`, `::ffff:10.0.0.1`); empty when it is none, or the unspecified one. A view
/// into `text`.
std::string_view only_address(std::string_view text);

/// The network that an address is taken to belong to: `192.0.2.0/24`, `2001:db8:1::/48`.
std::string network_of(const IpAddress& address);

}  // namespace detector
