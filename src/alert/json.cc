// Alerts as lines of JSON (docs/alert-schema.md).
#include <fmt/format.h>

#include "alert/words.h"
#include "base/json_writer.h"
#include "base/time.h"
#include "detector/alert.h"
#include "detector/version.h"

namespace detector {
namespace {

std::string_view context_name(Field context) {
  return context == Field::kCount ? "everyone" : field_name(context);
}

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

void write_rates(JsonWriter& json, const Evidence& evidence) {
  json.key("base_rates").begin_array();
  for (const BaseRate& rate : evidence.base_rates) {
    json.begin_object();
    json.field("context", context_name(rate.context));
    if (!rate.among.empty()) json.field("among", rate.among);
    json.field("seen", std::int64_t{rate.seen}).field("of", std::int64_t{rate.parts});
    json.end_object();
  }
  json.end_array();
  json.key("usually").begin_array();
  for (const UsualValue& usual : evidence.usually) {
    json.begin_object();
    json.field("value", usual.value).field("seen", std::int64_t{usual.seen});
    json.end_object();
  }
  json.end_array();
}

void write_silencing(JsonWriter& json, const Score& score) {
  if (!score.silencing) return;
  json.key("silencing").begin_object();
  json.field("words", "silent if " + silencing_words(score));
  json.key("score_bits").bits(score.silencing->bits);
  json.key("steps").begin_array();
  for (const Silencing::Step& step : score.silencing->steps) {
    json.begin_object();
    json.field("evidence", static_cast<std::int64_t>(step.evidence));
    json.field("at_most", static_cast<std::int64_t>(step.at_most));
    json.end_object();
  }
  json.end_array();
  json.end_object();
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
      json.field("context", context_name(evidence.context));
      json.field("seen", std::int64_t{evidence.seen});
      json.field("of", std::int64_t{evidence.parts});
      json.field("as_rare", std::int64_t{evidence.as_rare});
      write_rates(json, evidence);
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

std::string alert_json(const Alert& alert, const std::vector<std::string>& objects,
                       const Provenance& provenance) {
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
  write_silencing(json, alert.score);
  write_records(json, alert.score, objects);
  json.field("model_sha256", alert.decision.model_sha256);
  json.field("input_sha256", provenance.input_sha256);
  json.field("config_sha256", provenance.config_sha256);
  json.field("policy_sha256", provenance.policy_sha256);
  json.field("build_id", provenance.build_id);
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
