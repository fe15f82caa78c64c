#include "base/ip.h"

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

bool is_ipv6(std::string_view text) {
  text = text.substr(0, text.find('%'));
  if (text.size() < 2 || text.size() > 45) return false;
  int groups = 0;
  bool gap = false;
  std::size_t at = 0;
  if (text.starts_with("::")) {
    gap = true;
    at = 2;
  }
  while (at < text.size()) {
    std::size_t end = at;
    while (end < text.size() && is_hex_digit(text[end])) ++end;
    if (end < text.size() && text[end] == '.') {
      if (!is_ipv4(text.substr(at))) return false;
      groups += 2;
      break;
    }
    if (end == at || end - at > 4) return false;
    ++groups;
    if (end == text.size()) break;
    if (text[end] != ':') return false;
    at = end + 1;
    if (at == text.size()) return false;  // a single trailing colon
    if (text[at] == ':') {
      if (gap) return false;
      gap = true;
      ++at;
    }
  }
  return gap ? groups < 8 : groups == 8;
}

}  // namespace detector
