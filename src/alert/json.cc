// Alerts as lines of JSON (docs/alert-schema.md).
#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/time.h"
#include "detector/alert.h"
#include "detector/version.h"

namespace detector {
namespace {

void write_entity(JsonWriter& json, const Score& score) {
  json.key("entity").begin_object();
  json.field("kind", field_name(score.kind)).field("name", score.entity);
  json.end_object();
}

void write_decision(JsonWriter& json, const Score& score, const Decision& decision) {
  json.key("score_bits").bits(score.bits);
  json.key("threshold_bits").bits(decision.threshold);
  json.key("p_value").raw(fmt::format("{:.3g}", decision.p_value));
  json.field("mode", mode_name(score.mode)).field("judged_by", grain_name(score.grain));
}

void write_evidence(JsonWriter& json, const Alert& alert) {
  json.key("evidence").begin_array();
  for (std::size_t i = 0; i < alert.score.evidence.size(); ++i) {
    const Evidence& evidence = alert.score.evidence[i];
    if (!evidence.summed) continue;
    json.begin_object();
    json.field("detector", detector_name(evidence.detector)).field("view", evidence.view);
    json.key("bits").bits(evidence.bits);
    json.field("words", alert.words[i]);
    if (evidence.detector == Detector::kRarity) {
      json.field("value", evidence.value);
      if (!evidence.among.empty()) json.field("among", evidence.among);
      if (!evidence.where.empty()) json.field("where", evidence.where);
      json.field("context",
                 evidence.context == Field::kCount ? "everyone" : field_name(evidence.context));
      json.field("seen", std::int64_t{evidence.seen});
      json.field("of", std::int64_t{evidence.parts});
      json.field("as_rare", std::int64_t{evidence.as_rare});
    } else if (evidence.detector == Detector::kSensitivity) {
      json.field("value", evidence.value);
    } else {
      json.field("count", static_cast<std::int64_t>(evidence.count));
      json.field("usual", static_cast<std::int64_t>(evidence.usual));
      json.field("seen", std::int64_t{evidence.seen});
      json.field("of", std::int64_t{evidence.parts});
    }
    json.end_object();
  }
  json.end_array();
}

void write_records(JsonWriter& json, const Score& score, const std::vector<std::string>& objects) {
  json.key("records").begin_array();
  for (const RecordNote& note : score.records) {
    json.begin_object();
    json.field("object", objects[note.ref.object]);
    json.field("offset", static_cast<std::int64_t>(note.ref.offset));
    json.field("length", std::int64_t{note.ref.length});
    json.field("time", format_time(note.time));
    json.field("sha256", note.sha256).field("record_id", note.record_id);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string alert_json(const Alert& alert, const std::vector<std::string>& objects) {
  JsonWriter json;
  json.begin_object();
  json.field("alert_id", alert.id).field("status", alert.open ? "open" : "final");
  json.field("time", format_time(alert.time)).field("day", format_day(alert.score.day));
  write_entity(json, alert.score);
  json.key("risk_score").raw(fmt::format("{}.{}", alert.risk_tenths / 10, alert.risk_tenths % 10));
  json.field("level", level_name(alert.level));
  write_decision(json, alert.score, alert.decision);
  json.field("calibrated_on", static_cast<std::int64_t>(alert.decision.calibrated_on));
  json.key("techniques").begin_array();
  for (const auto& technique : alert.techniques) json.string(technique);
  json.end_array();
  write_evidence(json, alert);
  write_records(json, alert.score, objects);
  json.field("model_sha256", alert.decision.model_sha256);
  json.field("schema_version", std::int64_t{kAlertSchemaVersion});
  json.field("version", version());
  json.end_object();
  return json.take();
}

std::string score_json(const Score& score, const Decision& decision) {
  JsonWriter json;
  json.begin_object();
  json.field("day", format_day(score.day));
  write_entity(json, score);
  write_decision(json, score, decision);
  json.key("alert").boolean(score.bits > decision.threshold);
  json.end_object();
  return json.take();
}

}  // namespace detector
