#include "parse/syslog_header.h"

#include "base/ip.h"
#include "parse/timestamp.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

std::string_view take_word(std::string_view& text) {
  const std::size_t space = text.find(' ');
  const std::string_view word = text.substr(0, space);
  text.remove_prefix(space == kNone ? text.size() : space + 1);
  return word;
}

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == kNone ? path : path.substr(slash + 1);
}

// Removes `<0>`–`<191>`; false when a `<` does not begin a priority.
bool take_priority(std::string_view& line) {
  if (!line.starts_with('<')) return true;
  const std::size_t close = line.find('>');
  if (close == kNone || close < 2 || close > 4) return false;
  int priority = 0;
  for (const char c : line.substr(1, close - 1)) {
    if (!is_digit(c)) return false;
    priority = priority * 10 + (c - '0');
  }
  if (priority > 191) return false;
  line.remove_prefix(close + 1);
  return true;
}

// `program[pid]: message`, `program: message`; some programs leave out the colon after the pid.
bool read_tag(std::string_view text, SyslogHeader& out) {
  std::size_t end = 0;
  while (end < text.size() && text[end] != ' ' && text[end] != ':' && text[end] != '[') ++end;
  if (end == text.size() || end == 0) return false;
  out.program = base_name(text.substr(0, end));
  text.remove_prefix(end);
  if (text[0] == '[') {
    const std::size_t close = text.find(']');
    if (close == kNone) return false;
    out.process = text.substr(1, close - 1);
    text.remove_prefix(close + 1);
  }
  if (text.starts_with(':')) {
    text.remove_prefix(1);
  } else if (out.process.empty()) {
    return false;
  }
  if (text.starts_with(' ')) text.remove_prefix(1);
  out.message = text;
  return !out.program.empty();
}

// The end of RFC 5424 structured data: `-` or `[id key="value" …]…`.
std::size_t end_of_structured_data(std::string_view text) {
  if (text.starts_with('-')) return 1;
  std::size_t at = 0;
  while (at < text.size() && text[at] == '[') {
    bool quoted = false;
    for (++at; at < text.size() && (quoted || text[at] != ']'); ++at) {
      if (text[at] == '\\') {
        ++at;
      } else if (text[at] == '"') {
        quoted = !quoted;
      }
    }
    ++at;
  }
  return at == 0 || at > text.size() ? kNone : at;
}

// After the priority: `1 TIME HOST APP PROCID MSGID SD MSG`.
std::optional<SyslogHeader> parse_rfc5424(std::string_view text) {
  SyslogHeader out;
  text.remove_prefix(2);
  const std::string_view time_text = take_word(text);
  const auto time = parse_iso_time(time_text);
  if (!time || time->length != time_text.size()) return std::nullopt;
  out.time = time->time;
  const auto value = [](std::string_view word) { return word == "-" ? std::string_view() : word; };
  out.host = value(take_word(text));
  out.program = base_name(value(take_word(text)));
  out.process = value(take_word(text));
  take_word(text);
  const std::size_t end = end_of_structured_data(text);
  if (end == kNone || out.program.empty()) return std::nullopt;
  text.remove_prefix(end);
  if (text.starts_with(' ')) text.remove_prefix(1);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  out.message = text;
  return out;
}

}  // namespace

std::optional<SyslogHeader> parse_syslog_header(std::string_view line, const LatestTime& latest) {
  const bool had_priority = line.starts_with('<');
  if (!take_priority(line)) return std::nullopt;
  if (had_priority && line.starts_with("1 ")) return parse_rfc5424(line);
  if (line.size() < 16) return std::nullopt;
  const auto time = is_digit(line[0]) ? parse_iso_time(line) : bsd_timestamp(line, latest);
  if (!time || time->length >= line.size() || line[time->length] != ' ') return std::nullopt;
  line.remove_prefix(time->length + 1);
  SyslogHeader out;
  out.time = time->time;
  out.host = take_word(line);
  if (out.host.empty() || out.host.back() == ':' || !read_tag(line, out)) return std::nullopt;
  return out;
}

}  // namespace detector
