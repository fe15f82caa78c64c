#include "parse/parser.h"

#include <algorithm>
#include <array>

namespace detector {

std::span<const Format> formats() {
  static constexpr std::array<Format, 4> kFormats = {{
      {"cloudtrail", looks_like_cloudtrail, make_cloudtrail_parser},
      {"vpc-flow", looks_like_vpc_flow, make_vpc_flow_parser, is_vpc_flow_header},
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

bool is_header(std::uint32_t format, std::string_view record) {
  if (format >= formats().size()) return false;
  const auto test = formats()[format].is_header;
  return test != nullptr && test(record);
}

void FormatDetector::assign(RecordBatch& batch) {
  if (batch.starts_object) {
    header_.clear();
    awaits_record_ = true;
    if (!is_forced_) format_ = kUnknownFormat;
  }
  if (awaits_record_ && !batch.records.empty()) {
    awaits_record_ = false;
    const std::string_view first = batch.text(batch.records.front());
    for (std::uint32_t i = 0; i < formats().size() && !is_forced_; ++i) {
      if (format_ == kUnknownFormat && is_header(i, first)) format_ = i;
    }
    if (is_header(format_, first)) header_ = first;
  }
  if (format_ == kUnknownFormat) format_ = detect_format(batch);
  batch.format = format_;
  batch.header = header_;
}

RecordParser& Parsers::made(std::uint32_t format) {
  auto& parser = made_[format];
  if (!parser) parser = formats()[format].make(options_);
  return *parser;
}

void Parsers::use_header(std::uint32_t format, std::string_view header) {
  if (format < made_.size()) made(format).use_header(header);
}

namespace {

constexpr std::string_view kNotRecognised = "format not recognised; --input-format forces one";

}  // namespace

std::string_view Parsers::parse(std::uint32_t format, std::string_view record, Event& event) {
  if (format >= made_.size()) return kNotRecognised;
  event = Event{};
  return made(format).parse(record, event);
}

std::string_view Parsers::parse_message(std::uint32_t format, std::string_view record,
                                        Event& event) {
  if (format >= made_.size()) return kNotRecognised;
  event = Event{};
  return made(format).parse_message(record, event);
}

std::string_view field_name(Field field) {
  static constexpr std::array<std::string_view, kFieldCount> kNames = {
      "actor",  "account", "action",  "address", "network",      "asn",      "agent",   "product",
      "region", "error",   "target",  "peer",    "peer_network", "peer_asn", "port",    "endpoint",
      "host",   "service", "program", "user",    "login",        "command",  "message", "hour"};
  return kNames[static_cast<std::size_t>(field)];
}

}  // namespace detector
