#include "entity/phrase_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace detector {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kAlnum = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

std::uint64_t number_of(std::string_view text, std::uint64_t otherwise) {
  std::uint64_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void append_from(std::string_view letters, std::uint64_t count, Rng& rng, std::string& out) {
  for (std::uint64_t i = 0; i < count; ++i) out += letters[rng.below(letters.size())];
}

void append_ip4(Rng& rng, std::string& out) {
  constexpr std::array<std::string_view, 8> kNets = {
      "10.", "192.168.", "172.16.", "203.0.113.", "198.51.100.", "192.0.2.", "", ""};
  std::string text(kNets[rng.below(kNets.size())]);
  auto dots = std::count(text.begin(), text.end(), '.');
  for (; dots < 3; ++dots) text += fmt::format("{}.", 1 + rng.below(223));
  out += text + fmt::format("{}", rng.below(256));
}

void append_ip6(Rng& rng, std::string& out) {
  switch (rng.below(4)) {
    case 0:
      out += fmt::format("2001:db8:{:x}::{:x}", rng.below(65536), rng.below(4096));
      return;
    case 1:
      out += fmt::format("fe80::{:x}:{:x}ff:fe{:x}:{:x}", rng.below(65536), 1 + rng.below(255),
                         16 + rng.below(200), rng.below(65536));
      return;
    case 2:
      out += "::ffff:";
      append_ip4(rng, out);
      return;
    default:
      out += fmt::format("2001:db8::{:x}", rng.below(65536));
  }
}

void append_mac(Rng& rng, std::string& out) {
  const char mark = rng.chance(800) ? ':' : '-';
  for (int i = 0; i < 6; ++i) {
    if (i > 0) out += mark;
    append_from(kHex, 2, rng, out);
  }
}

void append_uuid(Rng& rng, std::string& out) {
  for (const int count : {8, 4, 4, 4, 12}) {
    if (count != 8) {
      if (!out.empty()) out += '-';
    }
    append_from(kHex, static_cast<std::uint64_t>(count), rng, out);
  }
}

// A name that no list holds, from syllables.
std::string made_word(Rng& rng) {
  constexpr std::array<std::string_view, 40> kParts = {
      "ka",  "lo",  "mi",  "ra",  "ten", "vor",  "sal", "ber", "nix", "dro",
      "pel", "qua", "zen", "hal", "tor", "wick", "fen", "gra", "mon", "sta",
      "li",  "ne",  "or",  "bu",  "cal", "den",  "er",  "fi",  "go",  "hu",
      "ith", "jo",  "kra", "lum", "mer", "nor",  "os",  "pra", "ril", "su"};
  std::string word;
  for (std::uint64_t i = 2 + rng.below(2); i > 0; --i) word += kParts[rng.below(kParts.size())];
  return word;
}

// NOLINTNEXTLINE(readability-function-size): one case for each letter of a format
void append_time_part(char part, Rng& rng, std::string& out) {
  const auto two = [&](std::uint64_t low, std::uint64_t high) {
    return fmt::format("{:02}", low + rng.below(high - low + 1));
  };
  switch (part) {
    case 'Y':
      out += fmt::format("{}", 2015 + rng.below(14));
      return;
    case 'y':
      out += two(15, 28);
      return;
    case 'm':
      out += two(1, 12);
      return;
    case 'd':
      out += two(1, 28);
      return;
    case 'e':
      out += fmt::format("{:2}", 1 + rng.below(28));
      return;
    case 'H':
      out += two(0, 23);
      return;
    case 'I':
      out += fmt::format("{}", 1 + rng.below(12));
      return;
    case 'M':
    case 'S':
      out += two(0, 59);
      return;
    case 'b':
      out += kMonths[rng.below(12)];
      return;
    case 'a':
      out += kDays[rng.below(7)];
      return;
    case 'p':
      out += rng.chance(500) ? "AM" : "PM";
      return;
    case 'L':
      out += fmt::format("{:03}", rng.below(1000));
      return;
    case 'f':
      out += fmt::format("{:06}", rng.below(1000000));
      return;
    case 'N':
      out += fmt::format("{:09}", rng.below(1000000000));
      return;
    case 's':
      out += fmt::format("{}", 1500000000 + rng.below(300000000));
      return;
    case 'z':
      out += rng.chance(500) ? "+0000"
                             : fmt::format("{}0{}00", rng.chance(500) ? '+' : '-', rng.below(10));
      return;
    case 'Z':
      out += rng.chance(500) ? "Z" : fmt::format("+0{}:00", rng.below(10));
      return;
    case 'C': {
      constexpr std::array<std::string_view, 6> kZones = {"UTC", "CET", "CEST",
                                                          "EST", "PST", "GMT"};
      out += kZones[rng.below(6)];
      return;
    }
    default:
      out += part;
  }
}

void append_time(std::string_view format, Rng& rng, std::string& out) {
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] == '%' && i + 1 < format.size()) {
      append_time_part(format[++i], rng, out);
    } else {
      out += format[i];
    }
  }
}

bool append_number(std::string_view range, Rng& rng, std::string& out) {
  const std::size_t dash = range.find('-');
  if (dash == std::string_view::npos) return false;
  const std::uint64_t low = number_of(range.substr(0, dash), 0);
  const std::uint64_t high = number_of(range.substr(dash + 1), low);
  if (high < low) return false;
  // As many short numbers as long ones.
  std::uint64_t top = high;
  const std::uint64_t cut = rng.below(4);
  for (std::uint64_t i = 0; i < cut && top / 10 > low; ++i) top /= 10;
  out += fmt::format("{}", low + rng.below(top - low + 1));
  return true;
}

std::string_view joint_of(PairStyle::Case letters) {
  switch (letters) {
    case PairStyle::Case::kSnake:
    case PairStyle::Case::kUpper:
      return "_";
    case PairStyle::Case::kKebab:
      return "-";
    case PairStyle::Case::kDotted:
      return ".";
    case PairStyle::Case::kTitle:
      return " ";
    default:
      return "";
  }
}

bool is_number(std::string_view value) {
  return !value.empty() && value.size() < 10 &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Styles whose marks do not depend on the value.
constexpr std::array<std::pair<std::string_view, PairMarks>, 7> kPlainStyles = {{
    {"cef", {"", "=", "", " "}},
    {"semi", {"", "=", "", "; "}},
    {"pipe", {"", "=", "", "|"}},
    {"keyb", {"", " [", "]", " "}},
    {"angle", {"", "=<", ">", ", "}},
    {"apart", {"", " = ", "", ", "}},
    {"bracket", {"[", " \"", "\"]", " "}},
}};

}  // namespace

bool append_value(std::string_view kind, Rng& rng, std::string& out) {
  const auto count_of = [&](std::size_t skip) { return number_of(kind.substr(skip), 8); };
  if (kind == "ip4") {
    append_ip4(rng, out);
  } else if (kind == "ip6") {
    append_ip6(rng, out);
  } else if (kind == "mac") {
    append_mac(rng, out);
  } else if (kind == "uuid") {
    append_uuid(rng, out);
  } else if (kind == "word") {
    out += made_word(rng);
  } else if (kind == "Word") {
    std::string word = made_word(rng);
    word[0] = static_cast<char>(word[0] - 'a' + 'A');
    out += word;
  } else if (kind.starts_with("hex")) {
    append_from(kHex, count_of(3), rng, out);
  } else if (kind.starts_with("int")) {
    return append_number(kind.substr(3), rng, out);
  } else if (kind.starts_with("b64-")) {
    append_from(kBase64, count_of(4), rng, out);
  } else if (kind.starts_with("alnum-")) {
    append_from(kAlnum, count_of(6), rng, out);
  } else if (kind.starts_with("ALNUM-")) {
    append_from(kUpper, count_of(6), rng, out);
  } else if (kind.starts_with("digits-")) {
    append_from("0123456789", count_of(7), rng, out);
  } else if (kind.starts_with("time ")) {
    append_time(kind.substr(5), rng, out);
  } else {
    return false;
  }
  return true;
}

PairStyle pair_style(std::string_view name, Rng& rng) {
  constexpr std::array<std::string_view, 14> kNames = {"eq",    "eq",    "eq",   "eqq",    "eqq",
                                                       "json",  "json",  "json", "comma",  "semi",
                                                       "colon", "apart", "pipe", "bracket"};
  PairStyle style;
  if (name == "any") name = kNames[rng.below(kNames.size())];
  style.name = name;
  const bool has_words = name == "colon" || name == "apart" || name == "keyb";
  constexpr std::array<PairStyle::Case, 10> kCases = {
      PairStyle::Case::kSnake,    PairStyle::Case::kSnake,    PairStyle::Case::kCamel,
      PairStyle::Case::kCamel,    PairStyle::Case::kPascal,   PairStyle::Case::kKebab,
      PairStyle::Case::kSquashed, PairStyle::Case::kSquashed, PairStyle::Case::kUpper,
      PairStyle::Case::kDotted};
  style.letters =
      has_words && rng.chance(700) ? PairStyle::Case::kTitle : kCases[rng.below(kCases.size())];
  return style;
}

std::string styled_key(std::string_view key, const PairStyle& style) {
  using Case = PairStyle::Case;
  const bool all_upper = style.letters == Case::kUpper;
  const bool humps = style.letters == Case::kPascal || style.letters == Case::kTitle ||
                     style.letters == Case::kCamel;
  bool is_hump = humps && style.letters != Case::kCamel;
  std::string out;
  for (const char c : key) {
    if (c == '_') {
      out += joint_of(style.letters);
      is_hump = humps;
      continue;
    }
    const bool is_lower = c >= 'a' && c <= 'z';
    out += is_lower && (is_hump || all_upper) ? static_cast<char>(c - 'a' + 'A') : c;
    is_hump = false;
  }
  return out;
}

PairMarks pair_marks(const PairStyle& style, std::string_view value, Rng& rng) {
  if (style.name == "json" || style.name == "jsons") {
    const bool wide = style.name == "jsons";
    const bool bare = is_number(value) && rng.chance(700);
    const std::string_view separator = wide ? ", " : ",";
    if (bare) return {"\"", wide ? "\": " : "\":", "", separator};
    return {"\"", wide ? "\": \"" : "\":\"", "\"", separator};
  }
  if (style.name == "colon") return {"", ": ", "", rng.chance(500) ? ", " : " "};
  const auto* found = std::find_if(kPlainStyles.begin(), kPlainStyles.end(),
                                   [&](const auto& one) { return one.first == style.name; });
  if (found != kPlainStyles.end()) return found->second;
  const bool has_space = value.find_first_of(" \t,;") != std::string_view::npos || value.empty();
  const std::string_view separator = style.name == "comma" ? ", " : " ";
  if (has_space || style.name == "eqq") return {"", "=\"", "\"", separator};
  return {"", "=", "", separator};
}

}  // namespace detector
