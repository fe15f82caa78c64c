#include "base/utf8.h"

#include <fmt/format.h>

#include <iterator>

namespace detector {
namespace {

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
}

bool changes_direction(std::uint32_t point) {
  return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069) ||
         point == 0x200e || point == 0x200f;
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  std::size_t length = 0;
  std::uint32_t value = 0;
  std::uint32_t smallest = 0;
  if ((first & 0xe0) == 0xc0) {
    length = 2;
    value = first & 0x1f;
    smallest = 0x80;
  } else if ((first & 0xf0) == 0xe0) {
    length = 3;
    value = first & 0x0f;
    smallest = 0x800;
  } else if ((first & 0xf8) == 0xf0) {
    length = 4;
    value = first & 0x07;
    smallest = 0x10000;
  } else {
    return {};
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text, at + i)) return {};
    value = (value << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3f);
  }
  if (value < smallest || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return {};
  return {value, length};
}

std::string_view clip_utf8(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  for (int i = 0; i < 3 && end > 0 && is_continuation(text, end); ++i) --end;
  return text.substr(0, end);
}

std::string terminal_safe(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint point = decode_utf8(text, at);
    if (point.value == kInvalidCodePoint || point.value < 0x20 || point.value == 0x7f) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(text[at]));
    } else if ((point.value >= 0x80 && point.value < 0xa0) || changes_direction(point.value)) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", point.value);
    } else {
      out += text.substr(at, point.length);
    }
    at += point.length;
  }
  return out;
}

}  // namespace detector
