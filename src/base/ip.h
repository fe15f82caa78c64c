#pragma once

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

}  // namespace detector
