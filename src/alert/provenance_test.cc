#include "detector/provenance.h"

#include <gtest/gtest.h>

#include <string>

#include "detector/alert.h"
#include "detector/version.h"

namespace detector {
namespace {

RunRecord whole_run() {
  RunRecord run;
  run.inputs = {"logs", "more.log"};
  run.model = "m";
  run.mode = "progressive";
  run.budget_milli = 2500;
  run.p_value = 0.001;
  run.now = "2026-11-25T10:00:00.123Z";
  run.since = "2026-11-01T00:00:00Z";
  run.input_format = "syslog";
  run.assume_utc = true;
  run.environment = "dev";
  run.config_directory = "conf";
  run.assignments = {"alerts.per_day=2.5"};
  run.objects = {{"logs/a \"quoted\".log", 12, std::string(64, 'a'), {}}};
  return run;
}

std::string alert_line(const std::string& entity, Bits bits) {
  Score score;
  score.entity = entity;
  score.bits = bits;
  return alert_json(make_alert(score, {}), {"a"}, {"in", "config", "policy", "build"});
}

std::string id_of(const std::string& entity) {
  Score score;
  score.entity = entity;
  return make_alert(score, {}).id;
}

std::string file_of(const RunRecord& run) {
  return alert_line("alice", 5000) + "\n" + alert_line("bob", 6000) +
         "\n{\"summary\":{},\"run\":" + run_json(run) + "}\n";
}

TEST(Provenance, ARunComesBackAsItWasWritten) {
  const auto stored = find_alert(file_of(whole_run()), id_of("bob"), "alerts.jsonl");
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->line, alert_line("bob", 6000));
  EXPECT_EQ(run_json(stored->run), run_json(whole_run()));
  RunRecord plain;
  const auto again = find_alert(file_of(plain), id_of("alice"), "alerts.jsonl");
  ASSERT_TRUE(again);
  EXPECT_EQ(run_json(again->run), run_json(plain));
}

TEST(Provenance, SaysWhatIsWrongWithAFile) {
  const auto message = [](const std::string& text) {
    const auto stored = find_alert(text, id_of("bob"), "alerts.jsonl");
    return stored ? std::string() : stored.error().message;
  };
  EXPECT_NE(message(alert_line("alice", 1) + "\n").find("no alert"), std::string::npos);
  EXPECT_NE(message(alert_line("bob", 1) + "\n").find("run is missing"), std::string::npos);
  EXPECT_NE(message("no json\n").find("no JSON object"), std::string::npos);
  EXPECT_NE(message("{\"alert_id\":7}\n").find("unknown types"), std::string::npos);
  EXPECT_NE(message("{\"run\":{\"inputs\":[],\"budget_milli\":\"x\"}}\n").find("unknown types"),
            std::string::npos);
}

TEST(Provenance, DifferencesNameTheKeyAndBothValues) {
  EXPECT_TRUE(alert_differences(alert_line("bob", 6000), alert_line("bob", 6000)).empty());
  const auto differences = alert_differences(alert_line("bob", 6000), alert_line("bob", 6144));
  ASSERT_FALSE(differences.empty());
  EXPECT_NE(differences.front().find(", now "), std::string::npos);
  const auto scored = std::find_if(
      differences.begin(), differences.end(),
      [](const std::string& one) { return one.starts_with("score_bits: 5.859, now 6"); });
  EXPECT_NE(scored, differences.end());
}

TEST(Provenance, WhatExplainsTheRestComesFirst) {
  std::string other = alert_line("bob", 6144);
  other.replace(other.find("\"build\""), 7, "\"later\"");
  const auto differences = alert_differences(alert_line("bob", 6000), other);
  ASSERT_GE(differences.size(), 2U);
  EXPECT_EQ(differences.front(), "build_id: \"build\", now \"later\"");
}

TEST(Provenance, InputsHaveAFingerprintOnceAllWereRead) {
  std::vector<ObjectInfo> objects = {{"a", 1, std::string(64, 'a'), {}},
                                     {"b", 1, std::string(64, 'b'), {}}};
  const std::string both = input_fingerprint(objects);
  EXPECT_EQ(both.size(), 64U);
  std::swap(objects[0], objects[1]);
  EXPECT_NE(input_fingerprint(objects), both);
  objects[0].problem = "damaged";
  EXPECT_EQ(input_fingerprint(objects), "");
}

TEST(Provenance, ABuildHasAName) {
  EXPECT_FALSE(build_id().empty());
  EXPECT_EQ(build_id(), build_id());
}

TEST(Provenance, AStoredAlertIsShownWithItsSum) {
  const auto stored = find_alert(file_of(whole_run()), id_of("bob"), "alerts.jsonl");
  ASSERT_TRUE(stored);
  const std::string text = stored_alert_text(*stored);
  EXPECT_NE(text.find("bob"), std::string::npos);
  EXPECT_NE(text.find("5.859  the sum"), std::string::npos);
  EXPECT_EQ(stored_model(*stored), "");
}

}  // namespace
}  // namespace detector
