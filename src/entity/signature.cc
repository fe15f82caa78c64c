#include "entity/signature.h"

#include "base/ip.h"

namespace detector {
namespace {

constexpr std::size_t kLongest = 512;

bool is_separator(char c) {
  return c == ' ' || c == '\t';
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
    std::size_t end = at;
    while (end < message.size() && !is_separator(message[end])) ++end;
    if (end == at) break;
    const std::string_view token = message.substr(at, end - at);
    at = end;
    const bool variable = is_variable(token);
    if (variable && after_variable) continue;
    if (!out.empty()) out += ' ';
    out += variable ? std::string_view("<*>") : token.substr(0, kLongest - out.size());
    after_variable = variable;
  }
}

}  // namespace detector
