#include "parse/parser.h"

#include <algorithm>
#include <array>

#include "parse/json_format.h"

namespace detector {

std::span<const Format> formats() {
  // What needs one look at a line comes first; what reads nearly anything comes last.
  static constexpr std::array<Format, 24> kFormats = {{
      {.name = "cloudtrail", .recognises = looks_like_cloudtrail, .make = make_cloudtrail_parser},
      {.name = "vpc-flow",
       .recognises = looks_like_vpc_flow,
       .make = make_vpc_flow_parser,
       .is_header = is_vpc_flow_header},
      {.name = "vpc-flow-json",
       .recognises = looks_like_vpc_flow_json,
       .make = make_vpc_flow_json_parser},
      {.name = "journald", .recognises = looks_like_journald, .make = make_journald_parser},
      {.name = "auditd", .recognises = looks_like_auditd, .make = make_auditd_parser},
      {.name = "cef", .recognises = looks_like_cef, .make = make_cef_parser},
      {.name = "web-access", .recognises = looks_like_web_access, .make = make_web_access_parser},
      {.name = "s3-access", .recognises = looks_like_s3_access, .make = make_s3_access_parser},
      {.name = "alb", .recognises = looks_like_alb, .make = make_alb_parser},
      {.name = "elb", .recognises = looks_like_elb, .make = make_elb_parser},
      {.name = "zeek", .make = make_zeek_parser, .begins = zeek_header_lines},
      {.name = "syslog", .recognises = looks_like_syslog, .make = make_syslog_parser},
      {.name = "cloudtrail-digest", .json = &kCloudTrailDigest},
      {.name = "guardduty", .json = &kGuardDuty},
      {.name = "route53-resolver", .json = &kResolverQuery},
      {.name = "kubernetes-audit", .json = &kKubernetesAudit},
      {.name = "web-json", .json = &kWebJson},
      {.name = "windows", .json = &kWindows},
      {.name = "zeek-json", .json = &kZeekJson},
      {.name = "suricata", .json = &kSuricata},
      {.name = "ocsf", .json = &kOcsf},
      {.name = "csv", .make = make_csv_parser, .begins = csv_header_lines},
      {.name = "text", .recognises = looks_like_timed_text, .make = make_timed_text_parser},
      {.name = "json", .recognises = looks_like_json, .make = make_any_json_parser},
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

namespace {

constexpr std::size_t kSample = 64;

std::size_t count_recognised(const Format& format, const RecordBatch& batch, std::size_t n) {
  std::size_t hits = 0;
  for (std::size_t r = 0; r < n; ++r) {
    if (format.recognises(batch.text(batch.records[r]))) ++hits;
  }
  return hits;
}

// How many records are of each of the JSON formats; none are looked at where no object begins.
std::vector<std::size_t> count_json(const RecordBatch& batch, std::size_t n) {
  for (std::size_t r = 0; r < n; ++r) {
    if (batch.text(batch.records[r]).starts_with('{')) {
      return JsonDetector(formats()).count(batch, n);
    }
  }
  return std::vector<std::size_t>(formats().size(), 0);
}

}  // namespace

std::uint32_t detect_format(const RecordBatch& batch) {
  const std::size_t n = std::min(batch.records.size(), kSample);
  const auto all = formats();
  std::vector<std::size_t> json_hits;  // counted when the first JSON format's turn comes
  for (std::uint32_t i = 0; i < all.size() && n > 0; ++i) {
    std::size_t hits = 0;
    if (all[i].json != nullptr) {
      if (json_hits.empty()) json_hits = count_json(batch, n);
      hits = json_hits[i];
    } else if (all[i].recognises != nullptr) {
      hits = count_recognised(all[i], batch, n);
    } else if (all[i].begins != nullptr && batch.starts_object) {
      hits = all[i].begins(batch) > 0 ? n : 0;
    }
    if (2 * hits >= n) return i;
  }
  return kUnknownFormat;
}

bool is_header(std::uint32_t format, std::string_view record) {
  if (format >= formats().size()) return false;
  const auto test = formats()[format].is_header;
  return test != nullptr && test(record);
}

// The header of an object that begins with `batch`; empty: it has none.
std::string FormatDetector::header_of(const RecordBatch& batch) const {
  if (format_ >= formats().size()) return {};
  const Format& format = formats()[format_];
  if (is_header(format_, batch.text(batch.records.front()))) {
    return std::string(batch.text(batch.records.front()));
  }
  std::string header;
  const std::size_t lines = format.begins != nullptr ? format.begins(batch) : 0;
  for (std::size_t i = 0; i < lines; ++i) {
    if (i > 0) header += '\n';
    header += batch.text(batch.records[i]);
  }
  return header;
}

void FormatDetector::assign(RecordBatch& batch) {
  if (batch.starts_object) {
    header_.clear();
    awaits_record_ = true;
    if (!is_forced_) format_ = kUnknownFormat;
  }
  const bool is_first = awaits_record_ && !batch.records.empty();
  if (is_first) {
    awaits_record_ = false;
    const std::string_view first = batch.text(batch.records.front());
    for (std::uint32_t i = 0; i < formats().size() && !is_forced_; ++i) {
      if (format_ == kUnknownFormat && is_header(i, first)) format_ = i;
    }
  }
  if (format_ == kUnknownFormat) format_ = detect_format(batch);
  if (is_first) header_ = header_of(batch);
  batch.format = format_;
  batch.header = header_;
}

RecordParser& Parsers::made(std::uint32_t format) {
  auto& parser = made_[format];
  if (!parser) {
    const Format& row = formats()[format];
    parser = row.json != nullptr ? make_json_parser(*row.json, options_) : row.make(options_);
  }
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
      "actor",   "account",  "action", "address",     "network", "asn",          "agent",
      "product", "region",   "error",  "target",      "peer",    "peer_network", "peer_asn",
      "port",    "endpoint", "host",   "service",     "program", "user",         "login",
      "command", "message",  "hour",   "message_kind"};
  return kNames[static_cast<std::size_t>(field)];
}

}  // namespace detector
