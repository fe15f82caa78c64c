#include "base/ip.h"

#include <fmt/format.h>

#include <algorithm>

namespace detector {

bool is_ipv4(std::string_view text) {
  if (text.size() < 7 || text.size() > 15) return false;
  int parts = 0;
  std::size_t at = 0;
  while (true) {
    int value = 0;
    int digits = 0;
    while (at < text.size() && is_digit(text[at])) {
      value = value * 10 + (text[at++] - '0');
      if (++digits > 3) return false;
    }
    if (digits == 0 || value > 255) return false;
    ++parts;
    if (at == text.size()) return parts == 4;
    if (parts == 4 || text[at] != '.') return false;
    ++at;
  }
}

namespace {

enum class Tail { kHexOnly, kMayBeIpv4 };

// How many 16-bit groups the colon-separated `text` holds; −1 when it is malformed.
int count_groups(std::string_view text, Tail tail) {
  int groups = 0;
  for (;;) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    const bool last = colon == std::string_view::npos;
    if (last && tail == Tail::kMayBeIpv4 && is_ipv4(group)) return groups + 2;
    if (group.empty() || group.size() > 4) return -1;
    if (!std::all_of(group.begin(), group.end(), is_hex_digit)) return -1;
    ++groups;
    if (last) return groups;
    text.remove_prefix(colon + 1);
  }
}

}  // namespace

bool is_ipv6(std::string_view text) {
  text = text.substr(0, text.find('%'));
  if (text.size() < 2 || text.size() > 45) return false;
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) return count_groups(text, Tail::kMayBeIpv4) == 8;
  const std::string_view head = text.substr(0, gap);
  const std::string_view rest = text.substr(gap + 2);
  const int before = head.empty() ? 0 : count_groups(head, Tail::kHexOnly);
  const int after = rest.empty() ? 0 : count_groups(rest, Tail::kMayBeIpv4);
  return before >= 0 && after >= 0 && before + after < 8;
}

namespace {

// The four bytes of a dotted quad, to out[0..3].
void read_ipv4(std::string_view text, std::uint8_t* out) {
  int value = 0;
  for (const char c : text) {
    if (c == '.') {
      *out++ = static_cast<std::uint8_t>(value);
      value = 0;
    } else {
      value = value * 10 + (c - '0');
    }
  }
  *out = static_cast<std::uint8_t>(value);
}

// The bytes of colon-separated groups, with an IPv4 tail; how many there were.
std::size_t read_groups(std::string_view text, std::array<std::uint8_t, 16>& out) {
  std::size_t n = 0;
  while (!text.empty()) {
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string_view group = text.substr(0, colon);
    if (group.find('.') != std::string_view::npos) {
      read_ipv4(group, out.data() + n);
      return n + 4;
    }
    unsigned value = 0;
    for (const char c : group) {
      value = value * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    out[n++] = static_cast<std::uint8_t>(value >> 8U);
    out[n++] = static_cast<std::uint8_t>(value);
    text.remove_prefix(std::min(colon + 1, text.size()));
  }
  return n;
}

}  // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
  IpAddress address;
  if (is_ipv4(text)) {
    read_ipv4(text, address.bytes.data());
    return address;
  }
  if (!is_ipv6(text)) return std::nullopt;
  address.family = IpAddress::Family::kV6;
  text = text.substr(0, text.find('%'));
  const std::size_t gap = text.find("::");
  read_groups(text.substr(0, gap), address.bytes);
  if (gap != std::string_view::npos) {
    std::array<std::uint8_t, 16> tail{};
    const std::size_t n = read_groups(text.substr(gap + 2), tail);
    std::copy_n(tail.begin(), n, address.bytes.end() - static_cast<std::ptrdiff_t>(n));
  }
  static constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255};
  if (std::equal(kMapped.begin(), kMapped.end(), address.bytes.begin())) {
    IpAddress inner;
    std::copy_n(address.bytes.begin() + 12, 4, inner.bytes.begin());
    return inner;
  }
  return address;
}

std::string network_of(const IpAddress& address) {
  const auto& b = address.bytes;
  if (address.family == IpAddress::Family::kV4) {
    return fmt::format("{}.{}.{}.0/24", b[0], b[1], b[2]);
  }
  return fmt::format("{:x}:{:x}:{:x}::/48", b[0] << 8U | b[1], b[2] << 8U | b[3],
                     b[4] << 8U | b[5]);
}

std::string_view only_address(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  text = text.substr(0, text.find_first_of(", "));
  if (text.size() > kLongest) return {};
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return {};
    text = text.substr(1, close - 1);
  } else if (const std::size_t colon = text.find(':');
             colon != std::string_view::npos &&
             text.find(':', colon + 1) == std::string_view::npos) {
    text = text.substr(0, colon);
  }
  if (text.starts_with("::ffff:") && is_ipv4(text.substr(7))) text.remove_prefix(7);
  if (text == "0.0.0.0" || text == "::") return {};
  return is_ip(text) ? text : std::string_view();
}

}  // namespace detector
