#include "parse/message_pairs.h"

#include <algorithm>

#include "base/ip.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_key_char(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-' || c == '@';
}

struct Pair {
  std::string_view key;
  std::string_view value;
  std::size_t end = 0;  ///< Behind the value.
};

// The word that ends at `end`; empty when it is no name.
std::string_view key_before(std::string_view text, std::size_t begin, std::size_t end) {
  std::size_t at = end;
  while (at > begin && is_key_char(text[at - 1])) --at;
  const std::string_view key = text.substr(at, end - at);
  return key.empty() || !is_letter(key.front()) ? std::string_view() : key;
}

// The first pair at `from` or behind; its key is empty when there is none.
Pair next_pair(std::string_view text, std::size_t from) {
  for (std::size_t equals = text.find('=', from); equals != kNone;
       equals = text.find('=', equals + 1)) {
    Pair pair;
    pair.key = key_before(text, from, equals);
    if (pair.key.empty()) continue;
    const std::size_t begin = equals + 1;
    const char quote = begin < text.size() ? text[begin] : ' ';
    if (quote == '"' || quote == '\'') {
      const std::size_t close = std::min(text.find(quote, begin + 1), text.size());
      pair.value = text.substr(begin + 1, close - begin - 1);
      pair.end = std::min(close + 1, text.size());
    } else {
      pair.end = std::min(text.find_first_of(" \t,;)]}", begin), text.size());
      pair.value = text.substr(begin, pair.end - begin);
    }
    return pair;
  }
  return {};
}

}  // namespace

void MessagePairs::read(Event& event) {
  const std::string_view message = event.message;
  if (std::count(message.begin(), message.end(), '=') < static_cast<std::ptrdiff_t>(kEnough)) {
    return;
  }
  values_.clear();
  // The header knows better than the message; these names stand first in their roles.
  values_.add("hostname", event[Field::kHost]);
  values_.add("program", event[Field::kProgram]);
  std::size_t pairs = 0;
  std::size_t from = 0;
  for (Pair pair = next_pair(message, from); !pair.key.empty(); pair = next_pair(message, from)) {
    values_.add(pair.key, pair.value);
    ++pairs;
    from = pair.end;
  }
  if (pairs < kEnough) return;
  values_.fill_fields(event);
  event.message = message;
}

}  // namespace detector
