#include <gtest/gtest.h>

#include "base/time.h"
#include "detector/explain.h"

namespace detector {
namespace {

std::vector<std::string> explained(const std::string& text, std::size_t most = 100) {
  PipelineOptions options;
  options.now = parse_iso_time("2026-11-22T10:00:00Z")->time;
  const auto source = open_text("--log", text, {});
  std::vector<std::string> out;
  const auto status = explain_records(*source, options, most, [&](const ExplainedRecord& record) {
    std::string all(record.text);
    for (const ExplainedStage& stage : record.stages) {
      all += "\n" + stage.title;
      for (const auto& [name, value] : stage.lines) {
        all += " " + name + "=";
        all += value;
      }
    }
    out.push_back(all);
  });
  EXPECT_TRUE(status.has_value());
  return out;
}

TEST(Explain, ShowsWhatEachStageMadeOfALine) {
  const auto records = explained("Mar  2 09:12:44 web sshd[31]: Connection closed by 192.0.2.7\n");
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0],
            "Mar  2 09:12:44 web sshd[31]: Connection closed by 192.0.2.7\n"
            "record offset=0 length=60\nformat name=syslog\n"
            "event time=2026-03-02T09:12:44Z entity=address 192.0.2.7 action=ssh:disconnect "
            "address=192.0.2.7 network=192.0.2.0/24 host=web service=web/sshd program=sshd "
            "process=31 text=Connection closed by 192.0.2.7\n"
            "entities action=closed (recogniser, 0.98) ip=192.0.2.7 (lexer, 1.00)");
}

TEST(Explain, ShowsTheKindOfAMessageAndHidesSecretsInEntities) {
  const auto records = explained(
      "Mar  2 09:12:44 web app[3]: session opened for user alice with AKIAIOSFODNN7EXAMPLE\n");
  ASSERT_EQ(records.size(), 1U);
  EXPECT_NE(records[0].find(" message_kind=session opened for user <*> with <*>"),
            std::string::npos)
      << records[0];
  EXPECT_NE(records[0].find(" user=alice (recogniser, "), std::string::npos);
  EXPECT_EQ(records[0].find("AKIAIOSFODNN7EXAMPLE"), std::string::npos);
}

TEST(Explain, KindsAreThoseOfThePolicy) {
  PipelineOptions options;
  options.now = 1793484000000;  // 2026-11-01
  options.policy.kinds = std::make_shared<MessageKinds>(std::uint16_t{1000});
  const auto source =
      open_text("line", "Mar  2 09:12:44 web app[3]: maybe zork said hello to quux\n", {});
  ASSERT_TRUE(explain_records(*source, options, 1, [](const ExplainedRecord& record) {
    for (const auto& stage : record.stages) {
      for (const auto& [name, value] : stage.lines) EXPECT_NE(name, "message_kind") << value;
    }
  }));
  EXPECT_EQ(options.policy.kinds->recognised(), 1U);
}

TEST(Explain, EndsWithTheStageThatRefused) {
  const auto records = explained("time,user\n2026-03-02T09:12:44Z,alice\nsoon,bob\n");
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0],
            "time,user\nrecord offset=0 length=9\nformat name=csv header=time,user\n"
            "event filtered=tells of no event");
  EXPECT_EQ(records[2],
            "soon,bob\nrecord offset=37 length=8\nformat name=csv\n"
            "event rejected=csv: no value is a time");
  EXPECT_EQ(explained("time,user\n2026-03-02T09:12:44Z,alice\n", 1).size(), 1U);
}

TEST(Explain, SaysWhenNoFormatFits) {
  const auto records = explained("hello\n");
  ASSERT_EQ(records.size(), 1U);
  EXPECT_NE(records[0].find("format name=not recognised"), std::string::npos);
  EXPECT_EQ(records[0].find("\nevent"), std::string::npos);
}

}  // namespace
}  // namespace detector
