// Reads truth.jsonl and the output of `detector detect --format json` with simdjson's DOM: one
// document a line. Fields that evaluation does not use are not looked at.

#include "evaluate/json_lines.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <fstream>
#include <iterator>

#include "base/time.h"

namespace detector {
namespace {

using simdjson::dom::element;
constexpr std::size_t kMaxComplaints = 5;

template <typename Visit>
void for_each_line(std::string_view text, Visit visit) {
  std::int64_t number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (!line.empty() && !visit(line, number)) return;
  }
}

std::string_view text_of(const element& object, const char* name) {
  std::string_view value;
  return object[name].get(value) == simdjson::SUCCESS ? value : std::string_view{};
}

std::optional<TimeMs> time_in(const element& object, const char* name) {
  const auto parsed = parse_iso_time(text_of(object, name));
  return parsed ? std::optional<TimeMs>(parsed->time) : std::nullopt;
}

/// Empty when `object` is a truth record, else what it lacks.
std::string_view read_truth(const element& object, TruthRecord& record) {
  record.record_id = text_of(object, "record_id");
  record.campaign = text_of(object, "campaign");
  record.technique = text_of(object, "technique");
  record.level = text_of(object, "level");
  const auto time = time_in(object, "time");
  if (record.record_id.empty()) return "record_id is missing";
  if (record.campaign.empty()) return "campaign is missing";
  if (!time) return "time is missing or not ISO 8601";
  record.time_ms = *time;
  return {};
}

void read_record_ids(const element& object, AlertRow& alert) {
  simdjson::dom::array records;
  if (object["records"].get(records) != simdjson::SUCCESS) return;
  for (const element record : records) {
    for (const char* name : {"record_id", "sha256"}) {
      const std::string_view id = text_of(record, name);
      if (!id.empty()) alert.record_ids.emplace_back(id);
    }
  }
}

/// Empty when `object` is an alert, else what it lacks.
std::string_view read_alert(const element& object, AlertRow& alert) {
  alert.id = text_of(object, "alert_id");
  if (alert.id.empty()) return "alert_id is missing";
  if (object["score_bits"].get(alert.score_bits) != simdjson::SUCCESS) {
    return "score_bits is missing or no number";
  }
  const auto time = time_in(object, "time");
  if (!time) return "time is missing or not ISO 8601";
  alert.time_ms = *time;
  const auto day = parse_iso_time(std::string(text_of(object, "day")) + "T00:00:00Z");
  alert.day = day_of(day ? day->time : alert.time_ms);
  read_record_ids(object, alert);
  return {};
}

}  // namespace

Result<std::vector<TruthRecord>> parse_truth(std::string_view text, const std::string& name) {
  std::vector<TruthRecord> truth;
  std::string problem;
  simdjson::dom::parser parser;
  for_each_line(text, [&](std::string_view line, std::int64_t number) {
    element object;
    std::string_view lack = "not JSON";
    TruthRecord record;
    if (parser.parse(line).get(object) == simdjson::SUCCESS) lack = read_truth(object, record);
    if (lack.empty()) {
      truth.push_back(std::move(record));
    } else {
      problem = fmt::format("truth: {} at {}:{}; give the truth.jsonl that generate wrote", lack,
                            name, number);
    }
    return problem.empty();
  });
  if (!problem.empty()) return fail(Code::kCorrupt, problem);
  return truth;
}

AlertLines parse_alerts(std::string_view text) {
  AlertLines lines;
  simdjson::dom::parser parser;
  for_each_line(text, [&](std::string_view line, std::int64_t number) {
    element object;
    std::string_view lack = "not JSON";
    AlertRow alert;
    if (parser.parse(line).get(object) == simdjson::SUCCESS) {
      if (object["summary"].error() == simdjson::SUCCESS) return true;
      lack = read_alert(object, alert);
    }
    if (lack.empty()) {
      lines.alerts.push_back(std::move(alert));
      return true;
    }
    ++lines.malformed;
    if (lines.complaints.size() < kMaxComplaints) {
      lines.complaints.push_back(fmt::format("line {}: {}", number, lack));
    }
    return true;
  });
  return lines;
}

Result<std::string> read_text_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(Code::kUnreadable, fmt::format("{}: cannot be opened", path));
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (in.bad()) return fail(Code::kUnreadable, fmt::format("{}: cannot be read to its end", path));
  return text;
}

Result<Evaluation> evaluate_files(const std::string& truth_path, const std::string& alerts_path) {
  DETECTOR_TRY(const std::string truth_text, read_text_file(truth_path));
  DETECTOR_TRY(const std::string alerts_text, read_text_file(alerts_path));
  DETECTOR_TRY(const std::vector<TruthRecord> truth, parse_truth(truth_text, truth_path));
  AlertLines lines = parse_alerts(alerts_text);
  Evaluation evaluation = evaluate(truth, lines.alerts);
  evaluation.malformed_lines = lines.malformed;
  evaluation.complaints = std::move(lines.complaints);
  return evaluation;
}

}  // namespace detector
