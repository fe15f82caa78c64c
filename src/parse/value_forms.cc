#include "parse/value_forms.h"

#include "base/ip.h"
#include "parse/timestamp.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr TimeMs kEndOfTime = 32503680000000;  // 3000-01-01

// A number of seconds, or of a smaller unit when it has more digits than seconds can have.
std::optional<TimeMs> epoch_value(std::string_view text) {
  std::size_t digits = 0;
  std::uint64_t whole = 0;
  while (digits < text.size() && digits < 19 && is_digit(text[digits])) {
    whole = whole * 10 + static_cast<std::uint64_t>(text[digits++] - '0');
  }
  if (digits < 9) return std::nullopt;
  TimeMs millis = 0;
  std::size_t at = digits;
  if (at < text.size() && text[at] == '.') {
    TimeMs scale = 100;
    for (++at; at < text.size() && is_digit(text[at]); ++at, scale /= 10) {
      millis += (text[at] - '0') * scale;
    }
  }
  if (at != text.size() || text.back() == '.') return std::nullopt;
  if (digits <= 11) {
    millis += static_cast<TimeMs>(whole) * kSecondMs;
  } else if (digits <= 14) {
    millis = static_cast<TimeMs>(whole);
  } else {
    millis = static_cast<TimeMs>(digits <= 17 ? whole / 1000 : whole / 1000000);
  }
  if (millis <= 0 || millis >= kEndOfTime) return std::nullopt;
  return millis;
}

// The second word of a request line; anything else as it is.
std::string_view requested(std::string_view request) {
  const std::size_t space = request.find(' ');
  if (space == kNone) return request;
  request.remove_prefix(space + 1);
  return request.substr(0, request.find(' '));
}

}  // namespace

std::string_view last_path_part(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == kNone || slash + 1 == path.size() ? path : path.substr(slash + 1);
}

std::string_view url_path(std::string_view url) {
  url = requested(url);
  const std::size_t scheme = url.substr(0, 16).find("://");
  if (scheme != kNone) {
    url.remove_prefix(scheme + 3);
    const std::size_t slash = url.find('/');
    url = slash == kNone ? std::string_view("/") : url.substr(slash);
  }
  return url.substr(0, url.find_first_of("?#;"));
}

std::string_view url_host(std::string_view url) {
  url = requested(url);
  const std::size_t scheme = url.substr(0, 16).find("://");
  if (scheme == kNone) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  const std::size_t colon = url.rfind(':');
  return colon == kNone || url.ends_with(']') ? url : url.substr(0, colon);
}

std::string_view request_method(std::string_view request) {
  const std::string_view word = request.substr(0, request.find(' '));
  if (word.empty() || word.size() > 16 || word[0] == '-') return "malformed";
  for (const char c : word) {
    if ((c < 'A' || c > 'Z') && c != '_' && c != '-') return "malformed";
  }
  return word;
}

std::string_view last_labels(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  std::size_t dot = name.rfind('.');
  if (dot == kNone || dot == 0) return name;
  dot = name.rfind('.', dot - 1);
  return dot == kNone ? name : name.substr(dot + 1);
}

std::array<std::string_view, 3> agent_product(std::string_view agent) {
  if (agent.starts_with('[')) agent.remove_prefix(1);
  const std::string_view product = agent.substr(0, agent.find_first_of("/ ,]"));
  if (product != "Mozilla") return {product};
  const std::size_t open = agent.find('(');
  if (open == kNone) return {product};
  return {product, " ", agent.substr(open, agent.find_first_of(";)", open) - open)};
}

std::array<std::string_view, 5> arn_identity(std::string_view arn) {
  static constexpr std::string_view kAssumed = "assumed-role/";
  if (!arn.starts_with("arn:")) return {arn};
  std::size_t colon = 3;
  std::array<std::string_view, 4> parts;  // partition, service, region, account
  for (auto& part : parts) {
    const std::size_t next = arn.find(':', colon + 1);
    if (next == kNone) return {arn};
    part = arn.substr(colon + 1, next - colon - 1);
    colon = next;
  }
  std::string_view resource = arn.substr(colon + 1);
  if (parts[1] == "sts" && resource.starts_with(kAssumed)) {
    resource.remove_prefix(kAssumed.size());
    const std::string_view role = resource.substr(0, resource.find('/'));
    if (role.starts_with("AWSReservedSSO_")) return {"arn:aws:iam::", parts[3], ":role/", resource};
    return {"arn:aws:iam::", parts[3], ":role/", role};
  }
  if (parts[1] != "iam" || resource.find('/') == kNone) return {arn};
  const std::size_t first = resource.find('/');
  return {"arn:aws:iam::", parts[3], ":", resource.substr(0, first + 1),
          resource.substr(resource.rfind('/') + 1)};
}

std::optional<TimeMs> read_time_value(std::string_view text, TimeMs now) {
  if (text.size() < 9 || text.size() > 64) return std::nullopt;
  if (const auto epoch = epoch_value(text)) return epoch;
  const auto parsed = leading_timestamp(text, now);
  if (!parsed || parsed->length > text.size()) return std::nullopt;
  const std::string_view rest = text.substr(parsed->length);
  if (!rest.empty() && rest != " UTC" && rest != " GMT") return std::nullopt;
  return parsed->time;
}

}  // namespace detector
