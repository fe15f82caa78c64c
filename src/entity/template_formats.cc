#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/secrets.h"
#include "base/time.h"
#include "base/utf8.h"
#include "detector/templates.h"

namespace detector {
namespace {

constexpr std::size_t kLongestShown = 400;

std::string time_or_nothing(TimeMs time) {
  return time == 0 ? std::string() : format_time(time);
}

// A cell of RFC 4180. A spreadsheet must not read it as a formula.
std::string cell(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t").find(text[0]) != std::string_view::npos) {
    out += '\'';
  }
  for (const char c : terminal_safe(redact_secrets(text))) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

}  // namespace

std::string template_json(const Template& one) {
  JsonWriter json;
  json.begin_object().field("id", one.id);
  if (!one.program.empty()) json.field("program", one.program);
  json.field("template", redact_secrets(one.text)).field("typed", redact_secrets(one.typed));
  json.field("count", static_cast<std::int64_t>(one.count));
  json.field("shapes", static_cast<std::int64_t>(one.signatures));
  if (one.last != 0) {
    json.field("first_seen", format_time(one.first)).field("last_seen", format_time(one.last));
  }
  json.key("examples").begin_array();
  for (const std::string& example : one.examples) json.string(redact_secrets(example));
  json.end_array().end_object();
  return json.take();
}

std::string template_csv_header() {
  return "id,program,template,typed,count,shapes,first_seen,last_seen,example\n";
}

std::string template_csv(const Template& one) {
  return fmt::format("{},{},{},{},{},{},{},{},{}\n", one.id, cell(one.program), cell(one.text),
                     cell(one.typed), one.count, one.signatures, time_or_nothing(one.first),
                     time_or_nothing(one.last),
                     cell(one.examples.empty() ? std::string_view() : one.examples.front()));
}

std::string template_text(const Template& one) {
  std::string when;
  if (one.last != 0) {
    when = fmt::format("  {} to {}", format_time(one.first), format_time(one.last));
  }
  const std::string program = one.program.empty() ? "" : "  " + terminal_safe(one.program);
  return fmt::format("{:>9}  {}{}{}\n           {}\n", one.count, one.id, program, when,
                     terminal_safe(redact_secrets(clip_utf8(one.typed, kLongestShown))));
}

}  // namespace detector
