// Reads truth.jsonl and the output of `detector detect --format json` with nlohmann-json: one
// document a line. Fields that evaluation does not use are not looked at.

#include "evaluate/json_lines.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/time.h"

namespace detector {
namespace {

using nlohmann::json;
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

// Views into `object`.
std::string_view text_of(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return {};
  return *found->get_ptr<const std::string*>();
}

// A JSON object, or nothing.
std::optional<json> object_in(std::string_view line) {
  json parsed = json::parse(line, nullptr, false);
  if (!parsed.is_object()) return std::nullopt;
  return parsed;
}

std::optional<TimeMs> time_in(const json& object, const char* name) {
  const auto parsed = parse_iso_time(text_of(object, name));
  return parsed ? std::optional<TimeMs>(parsed->time) : std::nullopt;
}

std::optional<std::int64_t> whole_number_in(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_integer()) return std::nullopt;
  return found->get<std::int64_t>();
}

/// Empty when `object` is a truth record, else what it lacks.
std::string_view read_truth(const json& object, TruthRecord& record) {
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

/// Empty when `object` is a record of a surprise, else what it lacks.
std::string_view read_surprise(const json& object, SurpriseRecord& record) {
  record.record_id = text_of(object, "record_id");
  record.surprise = text_of(object, "surprise");
  record.kind = text_of(object, "kind");
  const auto time = time_in(object, "time");
  if (record.record_id.empty()) return "record_id is missing";
  if (record.surprise.empty()) return "surprise is missing";
  if (!time) return "time is missing or not ISO 8601";
  record.time_ms = *time;
  return {};
}

void read_record_ids(const json& object, AlertRow& alert) {
  const auto records = object.find("records");
  if (records == object.end() || !records->is_array()) return;
  for (const json& record : *records) {
    if (!record.is_object()) continue;
    for (const char* name : {"record_id", "sha256"}) {
      const std::string_view id = text_of(record, name);
      if (!id.empty()) alert.record_ids.emplace_back(id);
    }
  }
}

/// Empty when `object` is an alert, else what it lacks.
std::string_view read_alert(const json& object, AlertRow& alert) {
  alert.id = text_of(object, "alert_id");
  if (alert.id.empty()) return "alert_id is missing";
  const auto score = object.find("score_bits");
  if (score == object.end() || !score->is_number()) return "score_bits is missing or no number";
  alert.score_bits = score->get<double>();
  const auto time = time_in(object, "time");
  if (!time) return "time is missing or not ISO 8601";
  alert.time_ms = *time;
  const auto day = parse_iso_time(std::string(text_of(object, "day")) + "T00:00:00Z");
  alert.day = day_of(day ? day->time : alert.time_ms);
  read_record_ids(object, alert);
  return {};
}

}  // namespace

namespace {

/// Every line of `text` through `read`; the first one that does not fit is the error.
template <typename Row, typename Read>
Result<std::vector<Row>> parse_rows(std::string_view text, const std::string& name, Read read) {
  std::vector<Row> rows;
  std::string problem;
  for_each_line(text, [&](std::string_view line, std::int64_t number) {
    std::string_view lack = "not a JSON object";
    Row row;
    const auto object = object_in(line);
    if (object) lack = read(*object, row);
    if (lack.empty()) {
      rows.push_back(std::move(row));
    } else {
      problem =
          fmt::format("truth: {} at {}:{}; give the file that generate wrote", lack, name, number);
    }
    return problem.empty();
  });
  if (!problem.empty()) return fail(Code::kCorrupt, problem);
  return rows;
}

template <typename Row>
void keep_since(std::vector<Row>& rows, std::int64_t since_ms) {
  std::erase_if(rows, [since_ms](const Row& row) { return row.time_ms < since_ms; });
}

}  // namespace

Result<std::vector<TruthRecord>> parse_truth(std::string_view text, const std::string& name) {
  return parse_rows<TruthRecord>(text, name, read_truth);
}

Result<std::vector<SurpriseRecord>> parse_surprises(std::string_view text,
                                                    const std::string& name) {
  return parse_rows<SurpriseRecord>(text, name, read_surprise);
}

AlertFile parse_alerts(std::string_view text) {
  AlertFile lines;
  for_each_line(text, [&](std::string_view line, std::int64_t number) {
    std::string_view lack = "not a JSON object";
    AlertRow alert;
    const auto object = object_in(line);
    if (object) {
      if (const auto summary = object->find("summary"); summary != object->end()) {
        lines.days = whole_number_in(*summary, "days");
        return true;
      }
      lack = read_alert(*object, alert);
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

Result<Truth> load_truth(const EvaluationFiles& files) {
  Truth truth;
  DETECTOR_TRY(const std::string text, read_text_file(files.truth));
  DETECTOR_TRY(truth.attacks, parse_truth(text, files.truth));
  if (!files.surprises.empty()) {
    DETECTOR_TRY(const std::string surprises, read_text_file(files.surprises));
    DETECTOR_TRY(truth.surprises, parse_surprises(surprises, files.surprises));
  }
  keep_since(truth.attacks, files.since_ms);
  keep_since(truth.surprises, files.since_ms);
  return truth;
}

Result<AlertFile> load_alerts(const std::string& path) {
  DETECTOR_TRY(const std::string text, read_text_file(path));
  return parse_alerts(text);
}

Result<Evaluation> evaluate_files(const EvaluationFiles& files) {
  DETECTOR_TRY(const Truth truth, load_truth(files));
  DETECTOR_TRY(AlertFile lines, load_alerts(files.alerts));
  Evaluation evaluation = evaluate(truth, lines.alerts, lines.days);
  evaluation.malformed_lines = lines.malformed;
  evaluation.complaints = std::move(lines.complaints);
  return evaluation;
}

}  // namespace detector
