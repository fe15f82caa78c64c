// What a run rests on, as JSON and back. Off the hot path: a file of alerts is read once.
#include "detector/provenance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/json_writer.h"

namespace detector {
namespace {

using Json = nlohmann::json;

// Compared before the rest: where one of these differs, the score may.
constexpr std::array<std::string_view, 6> kProvenance = {
    "model_sha256", "input_sha256", "config_sha256", "policy_sha256", "build_id", "version"};

bool is_provenance(const std::string& key) {
  return std::find(kProvenance.begin(), kProvenance.end(), key) != kProvenance.end();
}

std::string shown(const Json& object, std::string_view key) {
  const auto found = object.find(key);
  if (found == object.end()) return "nothing";
  const std::string text = found->dump(-1, ' ', false, Json::error_handler_t::replace);
  constexpr std::size_t kLongest = 200;
  return text.size() <= kLongest ? text : text.substr(0, kLongest) + " …";
}

void write_list(JsonWriter& json, std::string_view key, const std::vector<std::string>& list) {
  json.key(key).begin_array();
  for (const std::string& one : list) json.string(one);
  json.end_array();
}

std::vector<std::string> read_list(const Json& object, const char* key) {
  std::vector<std::string> list;
  for (const Json& one : object.value(key, Json::array())) {
    if (one.is_string()) list.push_back(one.get<std::string>());
  }
  return list;
}

RunRecord read_run(const Json& object) {
  RunRecord run;
  run.inputs = read_list(object, "inputs");
  run.model = object.value("model", "");
  run.mode = object.value("mode", "");
  run.budget_milli = object.value("budget_milli", std::uint64_t{0});
  if (object.contains("p_value") && object["p_value"].is_number()) run.p_value = object["p_value"];
  run.now = object.value("now", "");
  run.since = object.value("since", "");
  run.until = object.value("until", "");
  run.input_format = object.value("input_format", "");
  run.assume_utc = object.value("assume_utc", false);
  run.environment = object.value("environment", "");
  run.config_directory = object.value("config_directory", "");
  run.assignments = read_list(object, "assignments");
  for (const Json& one : object.value("objects", Json::array())) {
    run.objects.push_back({one.value("object", ""),
                           one.value("bytes", std::uint64_t{0}),
                           one.value("sha256", ""),
                           {}});
  }
  return run;
}

}  // namespace

std::string input_fingerprint(const std::vector<ObjectInfo>& objects) {
  std::string all;
  for (const ObjectInfo& object : objects) {
    if (object.content_sha256.empty() || object.problem) return {};
    all += object.content_sha256;
  }
  return to_hex(sha256(all));
}

std::string run_json(const RunRecord& run) {
  JsonWriter json;
  json.begin_object();
  write_list(json, "inputs", run.inputs);
  json.field("model", run.model).field("mode", run.mode);
  json.field("budget_milli", static_cast<std::int64_t>(run.budget_milli));
  json.key("p_value").raw(run.p_value ? fmt::format("{}", *run.p_value) : "null");
  json.field("now", run.now).field("since", run.since).field("until", run.until);
  json.field("input_format", run.input_format);
  json.key("assume_utc").boolean(run.assume_utc);
  json.field("environment", run.environment).field("config_directory", run.config_directory);
  write_list(json, "assignments", run.assignments);
  json.key("objects").begin_array();
  for (const ObjectInfo& object : run.objects) {
    json.begin_object();
    json.field("object", object.name).field("bytes", static_cast<std::int64_t>(object.bytes));
    json.field("sha256", object.content_sha256);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

Result<StoredAlert> find_alert(std::string_view text, std::string_view alert_id,
                               std::string_view name) {
  StoredAlert stored;
  bool has_run = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (line.empty()) continue;
    const Json object = Json::parse(line, nullptr, false);
    if (!object.is_object()) {
      return fail(Code::kCorrupt, fmt::format("{}: a line is no JSON object", name));
    }
    try {
      if (object.value("alert_id", "") == alert_id) stored.line = line;
      if (object.contains("run")) {
        stored.run = read_run(object["run"]);
        has_run = true;
      }
    } catch (const Json::exception&) {
      return fail(Code::kCorrupt, fmt::format("{}: a line has values of unknown types", name));
    }
  }
  if (stored.line.empty()) {
    return fail(Code::kUsage, fmt::format("{}: there is no alert {}", name, alert_id));
  }
  if (!has_run) {
    return fail(Code::kUsage, fmt::format("{}: the line that tells of the run is missing; give the "
                                          "file as detect --format json or --json-out wrote it",
                                          name));
  }
  return stored;
}

std::vector<std::string> alert_differences(std::string_view stored, std::string_view now) {
  const Json before = Json::parse(stored, nullptr, false);
  const Json after = Json::parse(now, nullptr, false);
  std::vector<std::string> differences;
  const auto compare = [&](const std::string& key) {
    if (shown(before, key) == shown(after, key) &&
        before.value(key, Json()) == after.value(key, Json())) {
      return;
    }
    differences.push_back(
        fmt::format("{}: {}, now {}", key, shown(before, key), shown(after, key)));
  };
  if (!before.is_object() || !after.is_object()) return {"one of them is no JSON object"};
  for (const std::string_view key : kProvenance) compare(std::string(key));
  for (const auto& [key, value] : before.items()) {
    if (!is_provenance(key)) compare(key);
  }
  for (const auto& [key, value] : after.items()) {
    if (!is_provenance(key) && !before.contains(key)) compare(key);
  }
  return differences;
}

}  // namespace detector
