#include "base/json.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/hash.h"
#include "detector/alert.h"
#include "detector/version.h"

namespace detector {
namespace {

Evidence evidence_of(Detector detector, std::string_view view) {
  Evidence evidence;
  evidence.detector = detector;
  evidence.view = view;
  evidence.words = "came from {}";
  evidence.summed = true;
  evidence.context = Field::kAccount;
  evidence.value = "198.51.100.9";
  evidence.bits = 4270;
  evidence.parts = 8;
  evidence.as_rare = 2;
  evidence.count = 60;
  evidence.usual = 3;
  return evidence;
}

Score whole_score() {
  Score score;
  score.entity = "arn:aws:iam::111122223333:user/alice";
  score.day = 20521;
  score.evidence = {evidence_of(Detector::kRarity, "actor_address"),
                    evidence_of(Detector::kVolume, "actor_volume"),
                    evidence_of(Detector::kLogins, "login_after_failures"),
                    evidence_of(Detector::kSensitivity, "sensitivity")};
  score.evidence[0].among = "198.51.100.0/24";
  score.evidence[0].where = "alice@web1";
  score.evidence[0].base_rates = {{Field::kActor, "", 0, 30},
                                  {Field::kCount, "198.51.100.0/24", 2, 40}};
  score.evidence[0].usually = {{"10.0.0.7", 28}};
  score.silencing = Silencing{{{0, 0}, {1, 12}}, 3 * kOneBit};
  for (const auto& evidence : score.evidence) score.bits += evidence.bits;
  RecordNote note;
  note.time = 1773025380000;
  note.ref = {0, 3497, 407};
  note.sha256 = std::string(64, 'a');
  note.record_id = "e00066";
  score.records = {note};
  return score;
}

Decision whole_decision() {
  Decision decision;
  decision.threshold = 4 * kOneBit;
  decision.p_value = 0.030303;
  decision.calibrated_on = 65;
  return decision;
}

std::string whole_alert() {
  return alert_json(make_alert(whole_score(), whole_decision()), {"logs/auth.log"},
                    {"in", "config", "policy", "build"});
}

/// The keys of a JSON text: strings that a colon follows. Values here hold no `":`.
std::set<std::string> keys_of(const std::string& json) {
  std::set<std::string> keys;
  for (std::size_t colon = json.find("\":"); colon != std::string::npos;
       colon = json.find("\":", colon + 1)) {
    const std::size_t open = json.rfind('"', colon - 1);
    keys.insert(json.substr(open + 1, colon - open - 1));
  }
  return keys;
}

std::string document() {
  std::ifstream file(std::string(DETECTOR_SOURCE_DIR) + "/docs/alert-schema.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(AlertJson, EveryKeyIsInTheDocument) {
  const std::string text = document();
  const auto keys = keys_of(whole_alert());
  EXPECT_GT(keys.size(), 30U);
  for (const auto& key : keys) {
    const bool row = text.find("| `" + key + "` |") != std::string::npos ||
                     text.find("| `entity." + key + "` |") != std::string::npos;
    EXPECT_TRUE(row) << key << " has no row in docs/alert-schema.md";
  }
  for (const auto& key : keys_of(score_json(whole_score(), {}))) {
    const bool named = text.find("`" + key + "`") != std::string::npos ||
                       text.find("`entity." + key + "`") != std::string::npos;
    EXPECT_TRUE(named) << key;
  }
}

TEST(AlertJson, EveryRowOfTheDocumentIsAKey) {
  const auto keys = keys_of(whole_alert());
  const std::string text = document();
  std::size_t rows = 0;
  for (std::size_t at = text.find("\n| `"); at != std::string::npos;
       at = text.find("\n| `", at + 1)) {
    const std::size_t begin = at + 4;
    std::string key = text.substr(begin, text.find('`', begin) - begin);
    if (key.starts_with("entity.")) key.erase(0, 7);
    EXPECT_TRUE(keys.contains(key)) << key << " is in docs/alert-schema.md and not in an alert";
    ++rows;
  }
  EXPECT_GT(rows, 30U);
}

// `path type` of everything in a JSON value; the elements of an array are one path.
void shape_of(const nlohmann::json& value, const std::string& path, std::set<std::string>& out) {
  out.insert(path + " " + (value.is_number_integer() ? "integer" : value.type_name()));
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) {
      std::string name = path;
      name.append(".").append(key);
      shape_of(inner, name, out);
    }
  } else if (value.is_array()) {
    for (const auto& inner : value) shape_of(inner, path + "[]", out);
  }
}

// The hash of the shape that kAlertSchemaVersion stands for.
constexpr std::string_view kShapeHash = "b8108e53c6781cb4";

TEST(AlertJson, AnotherShapeNeedsAnotherSchemaVersion) {
  std::set<std::string> lines;
  shape_of(nlohmann::json::parse(whole_alert()), "alert", lines);
  shape_of(nlohmann::json::parse(score_json(whole_score(), whole_decision())), "score", lines);
  std::string shape;
  for (const auto& line : lines) shape += line + "\n";
  EXPECT_EQ(to_hex(sha256(shape)).substr(0, 16), kShapeHash)
      << "The keys or types of an alert changed. Add one to kAlertSchemaVersion "
         "(include/detector/version.h) and to `Version:` of docs/alert-schema.md, say in "
         "CHANGELOG.md what changed, and put the new hash here. The shape is now:\n"
      << shape;
  EXPECT_NE(document().find("\nVersion: " + std::to_string(kAlertSchemaVersion) + "\n"),
            std::string::npos)
      << "docs/alert-schema.md must say `Version: ` and kAlertSchemaVersion";
  EXPECT_EQ(nlohmann::json::parse(whole_alert()).at("schema_version"), kAlertSchemaVersion);
}

TEST(AlertJson, IsOneObjectOnOneLine) {
  const std::string json = whole_alert();
  EXPECT_EQ(json.find('\n'), std::string::npos);
  static constexpr std::string_view kPaths[] = {"score_bits", "entity.kind", "level", "p_value"};
  JsonReader reader(kPaths);
  const std::string padded = json + std::string(RecordBatch::kPadding, '\0');
  ASSERT_EQ(reader.extract(std::string_view(padded).substr(0, json.size())),
            JsonReader::Problem::kNone);
  EXPECT_EQ(reader[0].text, "16.680");
  EXPECT_EQ(reader.string(1), "actor");
  EXPECT_EQ(reader.string(2), "critical");
  EXPECT_EQ(reader[3].text, "0.0303");
}

TEST(AlertJson, HostileNamesAreEscaped) {
  Score score = whole_score();
  score.entity = "a\"b\\c\n\x1b[2J\xff";
  const std::string json = alert_json(make_alert(score, {}), {"in\nput"}, {});
  EXPECT_NE(json.find(R"("a\"b\\c\n\u001b[2J\ufffd")"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("in\nput")"), std::string::npos);
}

}  // namespace
}  // namespace detector
