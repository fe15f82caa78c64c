#include "base/secrets.h"

#include <algorithm>
#include <array>

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::string_view kRedacted = "[redacted]";

bool is_upper_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_alnum(char c) {
  return is_upper_or_digit(c) || (c >= 'a' && c <= 'z');
}
bool is_base64url(char c) {
  return is_alnum(c) || c == '-' || c == '_';
}

std::size_t run_of(std::string_view text, std::size_t at, bool (*holds)(char)) {
  std::size_t end = at;
  while (end < text.size() && holds(text[end])) ++end;
  return end - at;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// Whether the word that ends at `end` names a secret: `password`, `db_password`, `apiKey`.
bool names_secret(std::string_view text, std::size_t end) {
  static constexpr std::array<std::string_view, 9> kNames = {
      "password",   "passwd",  "passphrase", "secret",      "secretkey",
      "secret_key", "api_key", "apikey",     "access_token"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) {
    if (end < name.size()) return false;
    const std::string_view word = text.substr(end - name.size(), name.size());
    return std::equal(word.begin(), word.end(), name.begin(),
                      [](char a, char b) { return lower(a) == b; });
  });
}

// Where the value begins whose key ends at `at`: behind `=`, `:` after a quote, and an opening
// quote; kNone when it is no such key.
std::size_t secret_value(std::string_view text, std::size_t at) {
  if (!names_secret(text, at)) return kNone;
  const bool quoted = at < text.size() && (text[at] == '"' || text[at] == '\'');
  std::size_t sign = at + (quoted ? 1 : 0);
  if (sign >= text.size() || (text[sign] != '=' && !(quoted && text[sign] == ':'))) return kNone;
  ++sign;
  while (sign < text.size() && text[sign] == ' ') ++sign;
  return sign;
}

std::size_t value_end(std::string_view text, std::size_t at) {
  if (at < text.size() && (text[at] == '"' || text[at] == '\'')) {
    const std::size_t close = text.find(text[at], at + 1);
    return close == kNone ? text.size() : close + 1;
  }
  return std::min(text.find_first_of(" ,;&)}]", at), text.size());
}

// What is secret of what begins at `at`; length 0 when nothing is.
SecretSpan secret_at(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case 'A': {
      const std::size_t length = access_key_length(text, at);
      return length > 0 ? SecretSpan{at + 4, length - 8} : SecretSpan{};
    }
    case 'e':
      return {at, jwt_length(text, at)};
    case '-':
      return {at, private_key_length(text, at)};
    case '=':
    case '"':
    case '\'': {
      const std::size_t value = secret_value(text, at);
      return value == kNone ? SecretSpan{} : SecretSpan{value, value_end(text, value) - value};
    }
    default:
      return {};
  }
}

}  // namespace

std::size_t access_key_length(std::string_view text, std::size_t at) {
  const std::string_view start = text.substr(at, 4);
  if (start != "AKIA" && start != "ASIA") return 0;
  if (at > 0 && is_alnum(text[at - 1])) return 0;
  const std::size_t length = run_of(text, at, is_upper_or_digit);
  const bool ends = at + length == text.size() || !is_alnum(text[at + length]);
  return length == 20 && ends ? length : 0;
}

std::size_t jwt_length(std::string_view text, std::size_t at) {
  if (text.substr(at, 3) != "eyJ" || (at > 0 && is_base64url(text[at - 1]))) return 0;
  std::size_t end = at + run_of(text, at, is_base64url);
  if (end - at < 10 || end >= text.size() || text[end] != '.') return 0;
  const std::size_t body = run_of(text, end + 1, is_base64url);
  if (body < 10) return 0;
  end += 1 + body;
  if (end >= text.size() || text[end] != '.') return 0;
  return end + 1 + run_of(text, end + 1, is_base64url) - at;
}

std::size_t private_key_length(std::string_view text, std::size_t at) {
  static constexpr std::string_view kBegin = "-----BEGIN ";
  static constexpr std::string_view kKey = "PRIVATE KEY-----";
  if (text.substr(at, kBegin.size()) != kBegin) return 0;
  const std::size_t key = text.find(kKey, at);
  if (key == kNone || key > at + 64) return 0;
  const std::size_t end = text.find("-----END ", key);
  const std::size_t close = end == kNone ? kNone : text.find(kKey, end);
  return close == kNone ? text.size() - at : close + kKey.size() - at;
}

std::vector<SecretSpan> find_secrets(std::string_view text) {
  std::vector<SecretSpan> found;
  for (std::size_t at = 0; at < text.size();) {
    const SecretSpan secret = secret_at(text, at);
    if (secret.length == 0) {
      ++at;
      continue;
    }
    found.push_back(secret);
    at = secret.begin + secret.length;
  }
  return found;
}

std::string redact_secrets(std::string_view text) {
  std::string out;
  std::size_t kept = 0;  // up to here, text is in `out`
  for (const SecretSpan& secret : find_secrets(text)) {
    out += text.substr(kept, secret.begin - kept);
    const bool is_key = secret.begin >= 4 && access_key_length(text, secret.begin - 4) > 0;
    out += is_key ? std::string_view("…") : kRedacted;
    kept = secret.begin + secret.length;
  }
  out += text.substr(kept);
  return out;
}

std::string mask_secrets(std::string_view text) {
  std::string out(text);
  for (const SecretSpan& secret : find_secrets(text)) {
    out.replace(secret.begin, secret.length, secret.length, '*');
  }
  return out;
}

}  // namespace detector
