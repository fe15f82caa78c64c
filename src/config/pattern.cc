#include "config/pattern.h"

#include <regex>
#include <string>

#include "base/utf8.h"

namespace detector::config {

bool matches(std::string_view pattern, std::string_view text) {
  std::regex regex;
  regex.imbue(std::locale::classic());
  regex.assign(std::string(pattern), std::regex::ECMAScript);
  return std::regex_match(text.begin(), text.end(), regex);
}

bool is_printable(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint point = decode_utf8(text, at);
    if (point.value == kInvalidCodePoint || point.value < 0x20) return false;
    if (point.value >= 0x7f && point.value < 0xa0) return false;
    at += point.length;
  }
  return true;
}

}  // namespace detector::config
