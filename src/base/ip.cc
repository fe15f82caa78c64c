#include "base/ip.h"

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

}  // namespace detector
