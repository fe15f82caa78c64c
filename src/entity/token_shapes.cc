// What a run is, by the characters it has: one count of them says which validators can apply.
// Sources: RFC 3986 (URL), RFC 5321 (email), RFC 1123 (host names), RFC 4122 (UUID), IEEE 802
// (MAC), ISO 8601 and the forms of syslog, Apache and Java (time), AWS's documentation (ARN, ids,
// keys), RFC 7519 (JWT), MITRE (CVE).
#include "entity/token_shapes.h"

#include <algorithm>
#include <array>

#include "base/ip.h"
#include "base/secrets.h"
#include "entity/token_chars.h"
#include "entity/token_times.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

struct Counts {
  std::size_t digits = 0, letters = 0, hex = 0, dots = 0, colons = 0, slashes = 0, dashes = 0;
  std::size_t ats = 0, backslashes = 0, others = 0;
};

Counts count(std::string_view run) {
  Counts counts;
  for (const char c : run) {
    if (is_digit(c)) {
      ++counts.digits;
    } else if (is_word_char(c)) {
      ++counts.letters;
      if (is_hex_digit(c)) ++counts.hex;
    } else if (c == '.') {
      ++counts.dots;
    } else if (c == ':') {
      ++counts.colons;
    } else if (c == '/') {
      ++counts.slashes;
    } else if (c == '-') {
      ++counts.dashes;
    } else if (c == '@') {
      ++counts.ats;
    } else if (c == '\\') {
      ++counts.backslashes;
    } else {
      ++counts.others;
    }
  }
  return counts;
}

constexpr std::array<std::string_view, 69> kUnits = {"%",
                                                     "B",
                                                     "GB",
                                                     "GHz",
                                                     "GiB",
                                                     "Hz",
                                                     "K",
                                                     "KB",
                                                     "KHz",
                                                     "KiB",
                                                     "MB",
                                                     "MHz",
                                                     "MiB",
                                                     "TB",
                                                     "TiB",
                                                     "V",
                                                     "W",
                                                     "b",
                                                     "bit",
                                                     "bits",
                                                     "bps",
                                                     "byte",
                                                     "bytes",
                                                     "day",
                                                     "days",
                                                     "gb",
                                                     "h",
                                                     "hour",
                                                     "hours",
                                                     "hr",
                                                     "hrs",
                                                     "k",
                                                     "kB",
                                                     "kb",
                                                     "kbps",
                                                     "m",
                                                     "mb",
                                                     "mbps",
                                                     "microseconds",
                                                     "millis",
                                                     "milliseconds",
                                                     "min",
                                                     "mins",
                                                     "minute",
                                                     "minutes",
                                                     "month",
                                                     "months",
                                                     "ms",
                                                     "msec",
                                                     "msecs",
                                                     "nanoseconds",
                                                     "ns",
                                                     "pct",
                                                     "percent",
                                                     "s",
                                                     "sec",
                                                     "second",
                                                     "seconds",
                                                     "secs",
                                                     "us",
                                                     "usec",
                                                     "week",
                                                     "weeks",
                                                     "year",
                                                     "years",
                                                     "°C",
                                                     "°F",
                                                     "µs",
                                                     "μs"};

constexpr std::array<std::string_view, 58> kExtensions = {
    "bak",  "bat", "bin", "bz2",  "c",   "cc",   "cfg",  "cmd",  "conf", "cpp",  "crt", "css",
    "csv",  "db",  "deb", "dll",  "doc", "docx", "exe",  "gif",  "go",   "gz",   "h",   "htm",
    "html", "ini", "jar", "java", "jpg", "js",   "json", "key",  "kt",   "lock", "log", "pdf",
    "pem",  "php", "pid", "png",  "ps1", "py",   "rb",   "rpm",  "rs",   "sh",   "so",  "sock",
    "sql",  "sys", "tar", "tmp",  "ts",  "txt",  "xml",  "yaml", "yml",  "zip"};

// Domains that end in something of three letters or more; two letters are a country.
constexpr std::array<std::string_view, 34> kTopLevel = {
    "app",    "arpa",  "aws",         "biz",       "cloud", "cluster",  "com",
    "consul", "corp",  "dev",         "domain",    "edu",   "example",  "gov",
    "home",   "info",  "int",         "internal",  "intra", "intranet", "invalid",
    "lan",    "local", "localdomain", "localhost", "mil",   "name",     "net",
    "online", "org",   "site",        "svc",       "test",  "xyz"};

static_assert(std::is_sorted(kUnits.begin(), kUnits.end()) && !kUnits.front().empty());
static_assert(std::is_sorted(kExtensions.begin(), kExtensions.end()));
static_assert(std::is_sorted(kTopLevel.begin(), kTopLevel.end()));

bool all_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_hex_digit);
}

bool is_uuid(std::string_view run) {
  if (run.size() != 36) return false;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? run[i] != '-' : !is_hex_digit(run[i])) return false;
  }
  return true;
}

// Six pairs joined by one of `:` and `-`, or three groups of four by dots.
bool is_mac(std::string_view run) {
  if (run.size() == 14 && run[4] == '.' && run[9] == '.') {
    return all_hex(run.substr(0, 4)) && all_hex(run.substr(5, 4)) && all_hex(run.substr(10));
  }
  if (run.size() != 17 || (run[2] != ':' && run[2] != '-')) return false;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (i % 3 == 2 ? run[i] != run[2] : !is_hex_digit(run[i])) return false;
  }
  return true;
}

// `16:27:ac:a5:…`: eight pairs of hexadecimal digits or more.
bool is_fingerprint(std::string_view run) {
  if (run.size() < 23 || run.size() % 3 != 2) return false;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (i % 3 == 2 ? run[i] != ':' : !is_hex_digit(run[i])) return false;
  }
  return true;
}

// `LINK-3-UPDOWN`: facility, severity and mnemonic name a kind of message (Cisco, RFC 3164's kin).
bool is_mnemonic(std::string_view run) {
  const std::size_t first = run.find('-');
  if (first == kNone || first < 2 || first + 3 >= run.size() || run[first + 2] != '-') return false;
  if (run[first + 1] < '0' || run[first + 1] > '7' || run.size() < first + 5) return false;
  return std::all_of(run.begin(), run.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-';
  });
}

// RFC 1123 labels, at least two, the last a name of the top level.
bool is_domain(std::string_view run) {
  if (run.size() > 253) return false;
  std::size_t labels = 0;
  std::size_t begin = 0;
  std::string_view last;
  while (begin <= run.size()) {
    const std::size_t dot = std::min(run.find('.', begin), run.size());
    last = run.substr(begin, dot - begin);
    if (last.empty() || last.size() > 63 || last.front() == '-' || last.back() == '-') return false;
    for (const char c : last) {
      if (!is_letter(c) && !is_digit(c) && c != '-' && c != '_') return false;
    }
    ++labels;
    begin = dot + 1;
  }
  if (labels < 2) return false;
  const Lowered top(last);
  if (is_one_of(top.view(), kTopLevel)) return true;
  return last.size() == 2 && is_lower(last[0]) && is_lower(last[1]) &&
         (labels > 2 || run.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == kNone);
}

bool is_email(std::string_view run) {
  const std::size_t at = run.find('@');
  return at != 0 && at != kNone && is_domain(run.substr(at + 1));
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 && digits_at(text, 0) == text.size();
}

// `address`, `address:port`, `[name]/address:port`, `host.domain:port`.
TokenClass endpoint_class(std::string_view run) {
  const std::size_t slash = run.rfind('/');
  std::string_view name = slash == kNone ? run : run.substr(slash + 1);
  if (slash != kNone && slash + 1 < run.size() && digits_at(run, slash + 1) == name.size() &&
      name.size() <= 3) {
    if (is_ip(run.substr(0, slash))) return TokenClass::kCidr;
  }
  if (is_ip(name)) return TokenClass::kIp;
  const std::size_t colon = name.rfind(':');
  if (colon == kNone || !is_port(name.substr(colon + 1))) return TokenClass::kWord;
  name = name.substr(0, colon);
  return is_ipv4(name) || is_domain(name) ? TokenClass::kEndpoint : TokenClass::kWord;
}

bool is_resource_id(std::string_view run) {
  static constexpr std::array<std::string_view, 22> kPrefixes = {
      "acl", "ami", "cgw", "dopt", "eipalloc", "eipassoc", "eni",    "fs",  "i",   "igw", "lt",
      "nat", "pcx", "r",   "rtb",  "sg",       "snap",     "subnet", "tgw", "vol", "vpc", "vpce"};
  const std::size_t dash = run.rfind('-');
  if (dash == kNone || !is_one_of(run.substr(0, dash), kPrefixes)) return false;
  const std::string_view id = run.substr(dash + 1);
  return (id.size() == 8 || id.size() == 17) && all_hex(id);
}

bool is_cve(std::string_view run) {
  const Lowered start(run.substr(0, std::min<std::size_t>(run.size(), 4)));
  return start.view() == "cve-" && digits_at(run, 4) == 4 && run.size() >= 13 && run[8] == '-' &&
         digits_at(run, 9) == run.size() - 9;
}

bool has_known_extension(std::string_view run) {
  const std::size_t dot = run.rfind('.');
  if (dot == kNone || dot == 0 || dot + 1 >= run.size()) return false;
  return is_one_of(Lowered(run.substr(dot + 1)).view(), kExtensions);
}

bool is_sign(char c) {
  return c == '+' || c == '-' || c == '~' || c == '#';
}

// The fraction and the exponent at `at`.
std::size_t fraction_length(std::string_view run, std::size_t at) {
  const std::size_t begin = at;
  if (at < run.size() && run[at] == '.' && digits_at(run, at + 1) > 0) {
    at += 1 + digits_at(run, at + 1);
  }
  if (at + 1 < run.size() && (run[at] == 'e' || run[at] == 'E')) {
    const std::size_t sign = run[at + 1] == '-' || run[at + 1] == '+' ? 1 : 0;
    if (digits_at(run, at + 1 + sign) > 0) at += 1 + sign + digits_at(run, at + 1 + sign);
  }
  return at - begin;
}

bool is_rate(std::string_view unit) {
  return unit.size() > 2 && unit.ends_with("/s") && is_unit(unit.substr(0, unit.size() - 2));
}

// The blank and the unit that `after` begins with; 0 when it does not.
std::size_t unit_apart(std::string_view after) {
  if (after.empty() || after.front() != ' ') return 0;
  std::size_t end = 1;
  while (end < after.size() && (is_word_char(after[end]) || after[end] == '%')) ++end;
  const std::string_view unit = after.substr(1, end - 1);
  if (after.substr(end, 2) == "/s") end += 2;
  if (end < after.size() && (is_word_char(after[end]) || after[end] == '=')) return 0;
  // A letter apart is a unit only where it is a usual one: `3 b` may be anything.
  const bool is_usual =
      unit.size() > 1 || (unit.size() == 1 && std::string_view("sB%VWK").find(unit[0]) != kNone);
  return is_usual && is_unit(unit) ? end : 0;
}

// `12`, `-3.5e10`, `1,234,567`, `0x1f`, `12%`, `40ms`, `12 MB`; 0 when it is none.
std::size_t number_length(std::string_view run, std::string_view after) {
  std::size_t at = 0;
  while (at < run.size() && is_sign(run[at])) ++at;
  if (at > 2 || at >= run.size()) return 0;
  const std::string_view prefix = run.substr(at, 2);
  if (run.size() > at + 2 && (prefix == "0x" || prefix == "0X")) {
    return all_hex(run.substr(at + 2)) ? run.size() : 0;
  }
  const std::size_t whole = digits_at(run, at);
  if (whole == 0) return 0;
  at += whole;
  at += fraction_length(run, at);
  if (at < run.size()) {
    const std::string_view unit = run.substr(at);
    return unit == "#" || is_unit(unit) || is_rate(unit) ? run.size() : 0;
  }
  std::size_t groups = 0;  // of thousands, behind commas
  while (whole <= 3 && after.size() > groups + 3 && after[groups] == ',' &&
         digits_at(after, groups + 1) == 3) {
    groups += 4;
  }
  return at + groups + unit_apart(after.substr(groups));
}

TokenClass plain_class(std::string_view run, const Counts& counts) {
  if (counts.digits == 0) return is_literal(run) ? TokenClass::kLiteral : TokenClass::kWord;
  if (counts.letters == counts.hex && counts.digits + counts.letters == run.size()) {
    if (run.size() == 32 || run.size() == 40 || run.size() == 64 || run.size() == 128) {
      return TokenClass::kHash;
    }
    if (run.size() >= 8 && counts.letters > 0) return TokenClass::kHex;
  }
  return TokenClass::kIdentifier;
}

// Of runs with a slash or a backslash that are not a path from a root.
Shape slashed_shape(std::string_view run, const Counts& counts, std::string_view after) {
  if (const std::size_t time = time_length(run, after); time >= run.size()) {
    return {TokenClass::kTime, time};
  }
  if (counts.colons + counts.dots >= 1) {
    const TokenClass type = endpoint_class(run);
    if (type != TokenClass::kWord) return {type, run.size()};
  }
  if (run.starts_with("arn:")) return {TokenClass::kArn, run.size()};
  if (counts.letters + counts.colons == 0 && counts.digits > 0) {
    return {TokenClass::kNumber, run.size()};
  }
  if (counts.slashes >= 2 || counts.digits > 0 || counts.backslashes > 0 ||
      has_known_extension(run)) {
    return {TokenClass::kPath, run.size()};
  }
  return {TokenClass::kWord, 0};
}

// Of runs with a colon and no slash.
Shape colon_shape(std::string_view run, const Counts& counts, std::string_view after) {
  if (const std::size_t time = time_length(run, after); time >= run.size()) {
    return {TokenClass::kTime, time};
  }
  if (run.starts_with("arn:") && counts.colons >= 5) return {TokenClass::kArn, run.size()};
  if (is_mac(run)) return {TokenClass::kMac, run.size()};
  const TokenClass type = endpoint_class(run);
  if (type != TokenClass::kWord) return {type, run.size()};
  if (is_fingerprint(run)) return {TokenClass::kHash, run.size()};
  if (counts.letters + counts.ats == 0 && counts.digits > 0) {
    return {TokenClass::kNumber, run.size()};
  }
  return {TokenClass::kWord, 0};
}

// What a run with a digit names; kIdentifier when no validator knows it.
TokenClass numbered_class(std::string_view run, const Counts& counts) {
  if (counts.dots == 3 && is_ipv4(run)) return TokenClass::kIp;
  if (counts.dashes == 4 && is_uuid(run)) return TokenClass::kUuid;
  if (is_mac(run)) return TokenClass::kMac;
  if (is_resource_id(run)) return TokenClass::kResourceId;
  if (is_cve(run)) return TokenClass::kCve;
  return TokenClass::kIdentifier;
}

// Of runs of word characters, dots and dashes; kWord with length 0 when none applies.
Shape joined_shape(std::string_view run, const Counts& counts, std::string_view after) {
  if (counts.digits > 0) {
    const TokenClass type = numbered_class(run, counts);
    if (type != TokenClass::kIdentifier) return {type, run.size()};
    if (is_mnemonic(run)) return {TokenClass::kWord, run.size()};
    if (const std::size_t time = time_length(run, after); time >= run.size()) {
      return {TokenClass::kTime, time};
    }
  }
  if (counts.dots == 2 && jwt_length(run, 0) == run.size()) return {TokenClass::kJwt, run.size()};
  if (counts.dots > 0 && has_known_extension(run)) return {TokenClass::kFile, run.size()};
  const bool is_call = !after.empty() && after.front() == '(';
  if (counts.dots > 0 && !is_call && is_domain(run)) return {TokenClass::kDomain, run.size()};
  return {TokenClass::kWord, 0};
}

bool is_trailer(char c) {
  return c == '.' || c == ':' || c == '-' || c == '@' || c == '\\' || c == '$' || c == '~' ||
         c == '+' || c == '#' || c == '/';
}

// Without the punctuation of the sentence at its end; `fe80::` keeps its colons.
std::string_view without_trailers(std::string_view run) {
  while (run.size() > 1 && is_trailer(run.back())) {
    if (run.size() > 2 && run.ends_with("::") && is_ipv6(run)) break;
    run.remove_suffix(1);
  }
  return run;
}

// `#12#`: both signs are part of the number.
std::size_t hashed_number_length(std::string_view run) {
  if (run.front() != '#') return 0;
  const std::size_t close = 1 + digits_at(run, 1);
  return close > 1 && close < run.size() && run[close] == '#' ? close + 1 : 0;
}

// The start of a run that no validator knows as a whole: word characters with single dots, dashes
// and the like between them.
Shape fallback_shape(std::string_view run) {
  std::size_t end = 0;
  bool has_digit = false;
  while (end < run.size()) {
    const char c = run[end];
    const bool joins = (c == '.' || c == '-' || c == '$' || c == '+') && end > 0 &&
                       end + 1 < run.size() && is_word_char(run[end + 1]) &&
                       is_word_char(run[end - 1]);
    if (!is_word_char(c) && !joins) break;
    has_digit = has_digit || is_digit(c);
    ++end;
  }
  if (end == 0) {
    end = 1;
    while (end < run.size() && run[end] == run[0]) ++end;
    return {TokenClass::kPunctuation, end};
  }
  const std::string_view word = run.substr(0, end);
  return {has_digit ? plain_class(word, count(word))
                    : (is_literal(word) ? TokenClass::kLiteral : TokenClass::kWord),
          end};
}

}  // namespace

bool is_unit(std::string_view word) {
  return is_one_of(word, kUnits);
}

bool is_literal(std::string_view word) {
  if (word.size() < 3 || word.size() > 5) return false;
  const char c = static_cast<char>(word[0] | 0x20);
  if (c != 't' && c != 'f' && c != 'n') return false;
  const std::string_view tail = word.substr(1);
  return (c == 't' && (tail == "rue" || tail == "RUE")) ||
         (c == 'f' && (tail == "alse" || tail == "ALSE")) ||
         (c == 'n' && (tail == "ull" || tail == "ULL" || tail == "il" || tail == "aN"));
}

bool is_url_start(std::string_view run) {
  std::size_t at = 0;
  while (at < run.size() && at < 16 &&
         (is_letter(run[at]) || is_digit(run[at]) || run[at] == '+' || run[at] == '-' ||
          run[at] == '.')) {
    ++at;
  }
  return at > 1 && run.substr(at, 3) == "://";
}

bool is_path_start(std::string_view run) {
  if (run.size() < 2) return run == "/";
  if (run[0] == '/') return run[1] != '/' || (run.size() > 2 && run[2] != '/');
  if (run[0] == '~') return run[1] == '/';
  if (run[0] == '\\') return run[1] == '\\';
  if (run[0] == '.') return run.starts_with("./") || run.starts_with("../");
  return run.size() > 2 && is_letter(run[0]) && run[1] == ':' && (run[2] == '\\' || run[2] == '/');
}

Shape shape_of(std::string_view full, std::string_view after) {
  if (const std::size_t hashed = hashed_number_length(full); hashed > 0) {
    return {TokenClass::kNumber, hashed};
  }
  const std::string_view run = without_trailers(full);
  // What follows the run follows the token only where nothing was cut off.
  const std::string_view rest = run.size() < full.size() ? std::string_view() : after;
  const Counts counts = count(run);
  if (counts.digits > 0) {
    if (const std::size_t number = number_length(run, rest); number > 0) {
      const bool is_hex = run.starts_with("0x") || run.starts_with("0X");
      return {is_hex ? TokenClass::kHex : TokenClass::kNumber, number};
    }
  }
  if (access_key_length(run, 0) == run.size()) return {TokenClass::kAccessKey, run.size()};
  Shape shape;
  if (counts.ats == 1 && counts.slashes == 0 && is_email(run)) {
    shape = {TokenClass::kEmail, run.size()};
  } else if (counts.slashes + counts.backslashes > 0) {
    shape = slashed_shape(run, counts, rest);
  } else if (counts.colons > 0) {
    shape = colon_shape(run, counts, rest);
  } else {
    shape = joined_shape(run, counts, rest);
  }
  return shape.length > 0 ? shape : fallback_shape(run);
}

}  // namespace detector
