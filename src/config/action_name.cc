#include "config/action_name.h"

#include <algorithm>

namespace detector::config {
namespace {

constexpr std::size_t kLongestName = 128;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_mark(char c) {
  return c == '-' || c == '_' || c == '.';
}

template <typename First, typename Rest>
bool is_word(std::string_view text, First first, Rest rest) {
  return !text.empty() && text.size() <= kLongestName && first(text[0]) &&
         std::all_of(text.begin() + 1, text.end(), rest);
}

bool are_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

// `20150331`, or `2020_05_31` as CloudFront writes it.
bool is_api_date(std::string_view text) {
  constexpr std::size_t kPlain = 8;
  if (text.substr(0, 2) != "20") return false;
  if (text.size() == kPlain) return are_digits(text);
  return text[4] == '_' && text[7] == '_' && are_digits(text.substr(0, 4)) &&
         are_digits(text.substr(5, 2)) && are_digits(text.substr(8));
}

}  // namespace

std::string_view without_api_version(std::string_view action) {
  std::string_view rest = action;
  if (rest.size() > 2 && rest[rest.size() - 2] == 'v' && is_digit(rest.back())) {
    rest.remove_suffix(2);
  }
  for (const std::size_t length : {std::size_t{8}, std::size_t{10}}) {
    if (rest.size() > length && is_api_date(rest.substr(rest.size() - length))) {
      return rest.substr(0, rest.size() - length);
    }
  }
  return action;
}

bool begins_with_verb(std::string_view name, std::string_view verb) {
  return name.starts_with(verb) && (name.size() == verb.size() || !is_lower(name[verb.size()]));
}

bool is_service(std::string_view text) {
  return is_word(
      text, [](char c) { return is_lower(c) || is_digit(c); },
      [](char c) { return is_lower(c) || is_digit(c) || is_mark(c); });
}

bool is_action_name(std::string_view text) {
  return is_word(
      text, [](char c) { return is_lower(c) || is_upper(c); },
      [](char c) { return is_lower(c) || is_upper(c) || is_digit(c) || is_mark(c); });
}

bool is_verb(std::string_view text) {
  return is_word(text, is_upper, [](char c) { return is_lower(c) || is_upper(c); });
}

bool is_technique_id(std::string_view text) {
  constexpr std::size_t kTechnique = 5;
  constexpr std::size_t kSubTechnique = 9;
  if (text.size() != kTechnique && text.size() != kSubTechnique) return false;
  if (text[0] != 'T' || !are_digits(text.substr(1, 4))) return false;
  return text.size() == kTechnique || (text[5] == '.' && are_digits(text.substr(6)));
}

}  // namespace detector::config
