// A stored alert for people: everything it holds, in full. Off the hot path.
#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "detector/provenance.h"

namespace detector {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return {};
  return terminal_safe(found->is_string()
                           ? found->get<std::string>()
                           : found->dump(-1, ' ', false, Json::error_handler_t::replace));
}

const Json& list_of(const Json& object, const char* key) {
  static const Json kNone = Json::array();
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : kNone;
}

double number_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number() ? found->get<double>() : 0;
}

void append_evidence(const Json& evidence, const std::string& part, std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "  {:>7.3f}  {}\n", number_of(evidence, "bits"), text_of(evidence, "words"));
  for (const Json& rate : list_of(evidence, "base_rates")) {
    const std::string among = text_of(rate, "among");
    fmt::format_to(to, "             {:<10} {} of {} {}s{}\n", text_of(rate, "context"),
                   text_of(rate, "seen"), text_of(rate, "of"), part,
                   among.empty() ? "" : " had " + among);
  }
  std::string usual;
  for (const Json& value : list_of(evidence, "usually")) {
    usual += fmt::format("{}{} ({})", usual.empty() ? "" : ", ", text_of(value, "value"),
                         text_of(value, "seen"));
  }
  if (!usual.empty()) fmt::format_to(to, "             usually    {}\n", usual);
}

}  // namespace

std::string stored_alert_text(const StoredAlert& alert) {
  const Json json = Json::parse(alert.line, nullptr, false);
  if (!json.is_object()) return {};
  std::string out;
  auto to = std::back_inserter(out);
  const Json entity = json.value("entity", Json::object());
  fmt::format_to(to, "alert {}  {}  {} {}  {}\n", text_of(json, "alert_id"), text_of(json, "level"),
                 text_of(entity, "kind"), text_of(entity, "name"), text_of(json, "day"));
  fmt::format_to(to, "  {} bits over a threshold of {}; p-value {} of {} entity-days; {}, by {}\n",
                 text_of(json, "score_bits"), text_of(json, "threshold_bits"),
                 text_of(json, "p_value"), text_of(json, "calibrated_on"), text_of(json, "mode"),
                 text_of(json, "judged_by"));
  for (const Json& evidence : list_of(json, "evidence")) {
    append_evidence(evidence, text_of(json, "judged_by"), out);
  }
  fmt::format_to(to, "  {:>7.3f}  the sum\n", number_of(json, "score_bits"));
  if (json.contains("silencing")) {
    fmt::format_to(to, "  {}: {} bits would be left\n", text_of(json["silencing"], "words"),
                   text_of(json["silencing"], "score_bits"));
  }
  for (const Json& record : list_of(json, "records")) {
    fmt::format_to(to, "  record  {}@{}  {}\n", text_of(record, "object"),
                   text_of(record, "offset"), text_of(record, "time"));
  }
  for (const char* key :
       {"model_sha256", "input_sha256", "config_sha256", "policy_sha256", "build_id"}) {
    const std::string value = text_of(json, key);
    if (!value.empty()) fmt::format_to(to, "  {:<13} {}\n", key, value);
  }
  return out;
}

std::string stored_model(const StoredAlert& alert) {
  const Json json = Json::parse(alert.line, nullptr, false);
  return json.is_object() ? text_of(json, "model_sha256") : std::string();
}

}  // namespace detector
