#include "entity/signature.h"

#include "base/ip.h"

namespace detector {
namespace {

constexpr std::size_t kLongest = 512;

bool is_separator(char c) {
  return c == ' ' || c == '\t';
}

bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// One past the token at `at`: up to a separator, and a quoted text is one token with its spaces.
// A quote inside a word (`don't`) closes nothing.
std::size_t end_of_token(std::string_view message, std::size_t at) {
  std::size_t end = at;
  if (at < message.size() && (message[at] == '"' || message[at] == '\'')) {
    std::size_t close = message.find(message[at], at + 1);
    while (close != std::string_view::npos && close + 1 < message.size() &&
           is_word(message[close + 1])) {
      close = message.find(message[at], close + 1);
    }
    if (close != std::string_view::npos) end = close;
  }
  while (end < message.size() && !is_separator(message[end])) ++end;
  return end;
}

// A token whose text names one instance of something rather than its kind.
bool is_variable(std::string_view token) {
  if (token.front() == '/' || token.front() == '"' || token.front() == '\'') return true;
  for (const char c : token) {
    if (is_digit(c) || c == '\\') return true;
  }
  return false;
}

}  // namespace

void message_signature(std::string_view message, std::string& out) {
  out.clear();
  bool after_variable = false;
  std::size_t at = 0;
  while (at < message.size() && out.size() < kLongest) {
    while (at < message.size() && is_separator(message[at])) ++at;
    const std::size_t end = end_of_token(message, at);
    if (end == at) break;
    const std::string_view token = message.substr(at, end - at);
    at = end;
    const bool variable = is_variable(token);
    if (variable && after_variable) continue;
    if (!out.empty()) out += ' ';
    out += variable ? std::string_view("<*>") : token.substr(0, kLongest - out.size());
    after_variable = variable;
  }
  if (out.size() > kLongest) out.resize(kLongest);
}

}  // namespace detector
