#pragma once

// Small pieces that the validators of tokens share.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "base/ip.h"

namespace detector {

constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_word_char(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

/// Whether punctuation may stand between two parts of one value: what it joins is one variable.
inline bool joins_values(std::string_view punctuation) {
  return punctuation.find_first_not_of(",:;/-.|@#+~=&_") == std::string_view::npos;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& sorted) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

// Lower case of at most 15 characters, for looking up.
struct Lowered {
  explicit Lowered(std::string_view word) : length(std::min(word.size(), text.size())) {
    std::transform(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(length), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (word.size() > text.size()) length = 0;
  }
  [[nodiscard]] std::string_view view() const { return {text.data(), length}; }
  std::array<char, 16> text{};
  std::size_t length;
};

inline std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

}  // namespace detector
