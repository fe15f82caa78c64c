#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace detector {

constexpr std::uint32_t kInvalidCodePoint = 0xffffffff;

struct CodePoint {
  std::uint32_t value = kInvalidCodePoint;
  std::size_t length = 1;  ///< Bytes consumed, at least 1, so a scan always advances.
};

/// The code point at `at` (< text.size()); kInvalidCodePoint for overlong forms, surrogates, values
/// above U+10FFFF and truncated sequences (RFC 3629).
CodePoint decode_utf8(std::string_view text, std::size_t at);

/// `text` cut to at most `max_bytes` bytes without cutting a code point in two.
std::string_view clip_utf8(std::string_view text, std::size_t max_bytes);

/// `text` safe to show on a terminal: control characters (C0, DEL, C1), bidirectional overrides and
/// invalid bytes become `\xNN` or `\uNNNN`; nothing else changes.
std::string terminal_safe(std::string_view text);

}  // namespace detector
