// Any bytes: decoding always advances and stays inside, and what is made safe for a terminal holds
// no control character.
#include <cstdint>
#include <string_view>

#include "base/json_writer.h"
#include "base/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = detector::decode_utf8(text, at).length;
    if (length == 0 || length > text.size() - at) __builtin_trap();
    at += length;
  }
  for (const char c : detector::terminal_safe(text)) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) __builtin_trap();
  }
  std::string json;
  detector::append_json_escaped(json, text);
  for (const char c : json) {
    if (static_cast<unsigned char>(c) < 0x20) __builtin_trap();
  }
  return 0;
}
