// Types are exact: `yes` is not a boolean, and `0600`, `1_000` and `"5"` are not numbers, since
// each means different things to different readers of YAML; the message says so.

#include "config/reader.h"

#include <fmt/format.h>

#include <charconv>

#include "base/utf8.h"
#include "config/pattern.h"

namespace detector::config {
namespace {

// `https://user:password@host` without what stands before the @.
std::string without_password(std::string_view text) {
  const auto scheme = text.find("://");
  const auto at = text.rfind('@');
  if (scheme == std::string_view::npos || at == std::string_view::npos || at < scheme) {
    return std::string(text);
  }
  return fmt::format("{}{}{}", text.substr(0, scheme + 3), kMask, text.substr(at));
}

std::string_view number_hint(const WrittenValue& node) {
  const std::string_view text = node.text;
  if (node.style == WrittenValue::Style::kQuoted) return ": write it without quotes";
  if (text.find('_') != std::string_view::npos) return ": digits only, without _";
  if (text.find(',') != std::string_view::npos) return ": without commas; decimals after a point";
  if (text.size() > 1 && text[0] == '0' && text[1] != '.') {
    return ": decimal, without a leading 0 (it is neither octal nor hexadecimal)";
  }
  return "";
}

std::string_view kind_of(const WrittenValue& node) {
  switch (node.kind) {
    case WrittenValue::Kind::kNull:
      return "nothing (null): leave the key out for its default";
    case WrittenValue::Kind::kScalar:
      return "a single value";
    case WrittenValue::Kind::kList:
      return "a list";
    case WrittenValue::Kind::kMap:
      break;
  }
  return "a map";
}

bool is_allowed(const Rule& rule, std::string_view text) {
  for (const std::string_view choice : rule.choices) {
    if (choice == text) return true;
  }
  return rule.choices.empty() && text.size() <= rule.max_length &&
         (rule.pattern.empty() || matches(rule.pattern, text));
}

}  // namespace

std::string describe_text(const Rule& rule) {
  if (rule.choices.empty()) return std::string(rule.expected);
  return fmt::format("{} {}", rule.expected, fmt::join(rule.choices, ", "));
}

std::string describe_number(const Rule& rule, std::string_view grammar) {
  return fmt::format("{} from {} to {} ({})",
                     grammar == kIntegerGrammar ? "a whole number" : "a number", rule.minimum,
                     rule.maximum, rule.expected);
}

std::optional<std::string> Reader::text(const Rule& rule, const WrittenValue& node) {
  const std::string expected = describe_text(rule);
  if (!is_scalar(node, expected)) return std::nullopt;
  if (!is_printable(node.text)) {
    wrong(node.position,
          fmt::format("expected {}, got control characters or bytes that are not UTF-8", expected));
    return std::nullopt;
  }
  if (!node.text.empty() && is_allowed(rule, node.text)) return node.text;
  wrong(node.position, fmt::format("expected {}, got {}", expected, shown(node)));
  return std::nullopt;
}

std::optional<std::int64_t> Reader::integer(const Rule& rule, const WrittenValue& node) {
  const auto value = numeric(rule, node, kIntegerGrammar);
  if (!value) return std::nullopt;
  return static_cast<std::int64_t>(*value);  // exact: ranges end far below 2^53
}

std::optional<double> Reader::number(const Rule& rule, const WrittenValue& node) {
  return numeric(rule, node, kNumberGrammar);
}

std::optional<double> Reader::numeric(const Rule& rule, const WrittenValue& node,
                                      std::string_view grammar) {
  constexpr std::size_t kLongest = 64;
  const std::string expected = describe_number(rule, grammar);
  if (!is_scalar(node, expected)) return std::nullopt;
  double value = 0;
  const char* end = node.text.data() + node.text.size();
  const bool is_number = node.style == WrittenValue::Style::kPlain &&
                         node.text.size() <= kLongest && matches(grammar, node.text) &&
                         std::from_chars(node.text.data(), end, value).ec == std::errc();
  if (is_number && value >= rule.minimum && value <= rule.maximum) return value;
  wrong(node.position,
        fmt::format("expected {}, got {}{}", expected, shown(node), number_hint(node)));
  return std::nullopt;
}

std::optional<bool> Reader::flag(const WrittenValue& node) {
  if (!is_scalar(node, "true or false")) return std::nullopt;
  if (node.style == WrittenValue::Style::kPlain && node.text == "true") return true;
  if (node.style == WrittenValue::Style::kPlain && node.text == "false") return false;
  wrong(node.position,
        fmt::format("expected true or false, got {}: only these two words, in lower case and "
                    "without quotes; yes, no, on and off are text",
                    shown(node)));
  return std::nullopt;
}

void Reader::wrong(Position at, std::string_view what) {
  problems_.add({source_, at}, setting_.key, what);
}

void Reader::wrong_kind(const WrittenValue& node, std::string_view expected) {
  wrong(node.position, fmt::format("expected {}, got {}", expected, kind_of(node)));
}

bool Reader::is_scalar(const WrittenValue& node, std::string_view expected) {
  if (node.kind == WrittenValue::Kind::kScalar) return true;
  wrong_kind(node, expected);
  return false;
}

std::string Reader::shown(const WrittenValue& node) const {
  constexpr std::size_t kLongest = 80;
  if (setting_.is_secret) return std::string(kMask);
  if (node.text.empty()) return "empty text";
  const std::string text = without_password(node.text);
  const std::string_view clipped = clip_utf8(text, kLongest);
  return fmt::format("\"{}\"{}", clipped, clipped.size() < text.size() ? "…" : "");
}

}  // namespace detector::config
