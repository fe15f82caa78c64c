#include "parse/parser.h"

#include <algorithm>
#include <array>

namespace detector {

std::span<const Format> formats() {
  static constexpr std::array<Format, 3> kFormats = {{
      {"cloudtrail", looks_like_cloudtrail, make_cloudtrail_parser},
      {"syslog", looks_like_syslog, make_syslog_parser},
      {"text", looks_like_timed_text, make_timed_text_parser},
  }};
  return kFormats;
}

std::optional<std::uint32_t> format_by_name(std::string_view name) {
  const auto all = formats();
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (all[i].name == name) return i;
  }
  return std::nullopt;
}

std::uint32_t detect_format(const RecordBatch& batch) {
  const std::size_t n = std::min<std::size_t>(batch.records.size(), 64);
  const auto all = formats();
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    std::size_t hits = 0;
    for (std::size_t r = 0; r < n; ++r) {
      if (all[i].recognises(batch.text(batch.records[r]))) ++hits;
    }
    if (n > 0 && 2 * hits >= n) return i;
  }
  return kUnknownFormat;
}

std::string_view Parsers::parse(std::uint32_t format, std::string_view record, Event& event) {
  if (format >= made_.size()) return "format not recognised; --input-format forces one";
  auto& parser = made_[format];
  if (!parser) parser = formats()[format].make(options_);
  event = Event{};
  return parser->parse(record, event);
}

std::string_view field_name(Field field) {
  static constexpr std::array<std::string_view, kFieldCount> kNames = {
      "actor",  "account", "action",  "address", "network",      "asn",      "agent",   "product",
      "region", "error",   "target",  "peer",    "peer_network", "peer_asn", "port",    "endpoint",
      "host",   "service", "program", "user",    "login",        "command",  "message", "hour"};
  return kNames[static_cast<std::size_t>(field)];
}

}  // namespace detector
