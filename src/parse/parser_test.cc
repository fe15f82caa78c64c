#include "parse/parser.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "base/time.h"
#include "parse/parsed_test.h"

namespace detector {
namespace {

const std::string kCloudTrail =
    R"({"eventTime":"2026-03-02T09:12:44Z","eventName":"GetObject","userIdentity":{}})";
const std::string kSyslog = "Jan  5 09:12:44 web sshd[31]: Connection closed by 192.0.2.7 port 5";
const std::string kText = "2026-03-02 09:12:44,123 INFO started";
const TimeMs kNow = parse_iso_time("2026-11-22T10:00:00Z")->time;

RecordBatch batch_of(const std::vector<std::string>& records) {
  RecordBatch batch;
  for (const auto& record : records) {
    batch.records.push_back({static_cast<std::uint32_t>(batch.bytes.size()),
                             static_cast<std::uint32_t>(record.size())});
    batch.bytes += record;
  }
  batch.bytes.append(RecordBatch::kPadding, '\0');
  return batch;
}

std::string detected(const std::vector<std::string>& records) {
  const std::uint32_t format = detect_format(batch_of(records));
  return format == kUnknownFormat ? "unknown" : std::string(formats()[format].name);
}

TEST(DetectFormat, RecognisesEachFormat) {
  EXPECT_EQ(detected({kCloudTrail}), "cloudtrail");
  EXPECT_EQ(detected({kSyslog}), "syslog");
  EXPECT_EQ(detected({kText}), "text");
  EXPECT_EQ(detected({"[Sun Dec 04 04:47:44 2005] [notice] x"}), "text");
}

TEST(DetectFormat, KnowsWhatItDoesNotKnow) {
  EXPECT_EQ(detected({}), "unknown");
  EXPECT_EQ(detected({"hello", "world"}), "unknown");
  EXPECT_EQ(detected({R"({"a":1)"}), "unknown");
}

TEST(DetectFormat, HalfOfTheFirstRecordsDecide) {
  EXPECT_EQ(detected({"junk", kSyslog}), "syslog");
  EXPECT_EQ(detected({"junk", "junk", kSyslog}), "unknown");
  EXPECT_EQ(detected({kText, kSyslog, kCloudTrail, kCloudTrail}), "cloudtrail");
  EXPECT_EQ(detected({kText, kText, kText, kSyslog}), "text");
}

TEST(DetectFormat, OneOddLineInAThousandChangesNothing) {
  for (const std::size_t at : {0, 1, 63, 64, 500, 999}) {
    std::vector<std::string> records(1000, kSyslog);
    records[at] = "-- MARK --";
    EXPECT_EQ(detected(records), "syslog") << at;
  }
}

TEST(DetectFormat, LooksNoFurtherThanSixtyFourRecords) {
  std::vector<std::string> records(64, "junk");
  records.insert(records.end(), 1000, kSyslog);
  EXPECT_EQ(detected(records), "unknown");
}

// The batches of an object, and what the detector makes of them: `format header` each.
std::vector<std::string> assigned(FormatDetector& detector,
                                  const std::vector<std::vector<std::string>>& object) {
  std::vector<std::string> out;
  for (const auto& records : object) {
    RecordBatch batch = batch_of(records);
    batch.starts_object = out.empty();
    detector.assign(batch);
    out.push_back(batch.format == kUnknownFormat
                      ? "unknown"
                      : std::string(formats()[batch.format].name) + " " + batch.header);
  }
  return out;
}

using Assigned = std::vector<std::string>;
const std::string kHeader = "srcaddr dstaddr start";
const std::string kFlow = "10.0.0.1 10.0.0.2 1772442000";

TEST(FormatDetector, TheFirstRecordOfAnObjectIsItsHeader) {
  FormatDetector detector;
  EXPECT_EQ(assigned(detector, {{kHeader, kFlow}, {kFlow}}),
            (Assigned{"vpc-flow " + kHeader, "vpc-flow " + kHeader}));
  EXPECT_EQ(assigned(detector, {{kSyslog}, {kHeader, kFlow}}), (Assigned{"syslog ", "syslog "}));
  EXPECT_EQ(assigned(detector, {{}, {kHeader}, {kFlow}}),
            (Assigned{"unknown", "vpc-flow " + kHeader, "vpc-flow " + kHeader}));
  EXPECT_EQ(assigned(detector, {{kFlow, kHeader}, {kHeader}}), (Assigned{"unknown", "unknown"}));
}

TEST(FormatDetector, AForcedFormatKeepsItsHeadersOnly) {
  FormatDetector flows(format_by_name("vpc-flow").value());
  EXPECT_EQ(assigned(flows, {{kHeader, kFlow}}), (Assigned{"vpc-flow " + kHeader}));
  EXPECT_EQ(assigned(flows, {{kSyslog}, {kSyslog}}), (Assigned{"vpc-flow ", "vpc-flow "}));
  FormatDetector text(format_by_name("text").value());
  EXPECT_EQ(assigned(text, {{kHeader, kFlow}}), (Assigned{"text "}));
}

TEST(FormatDetector, AnUnknownFormatIsLookedForAgain) {
  FormatDetector detector;
  EXPECT_EQ(assigned(detector, {{"junk"}, {kSyslog}, {"junk"}}),
            (Assigned{"unknown", "syslog ", "syslog "}));
}

TEST(Formats, AreFoundByName) {
  for (std::uint32_t i = 0; i < formats().size(); ++i) {
    EXPECT_EQ(format_by_name(formats()[i].name), i);
  }
  EXPECT_EQ(format_by_name("cloudtrail2"), std::nullopt);
  EXPECT_EQ(format_by_name(""), std::nullopt);
}

TEST(Formats, EveryFieldHasAName) {
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    EXPECT_FALSE(field_name(static_cast<Field>(i)).empty()) << i;
  }
}

const std::uint32_t kCloudTrailFormat = format_by_name("cloudtrail").value();
const std::uint32_t kSyslogFormat = format_by_name("syslog").value();
const std::uint32_t kTextFormat = format_by_name("text").value();

std::string reason(Parsers& parsers, std::uint32_t format, const std::string& record,
                   Event& event) {
  static RecordBatch batch;  // the event points into it
  batch = batch_of({record});
  return std::string(parsers.parse(format, batch.text(batch.records[0]), event));
}

TEST(Parsers, ResetTheEventBetweenRecords) {
  Parsers parsers({kNow, false});
  Event event;
  ASSERT_EQ(reason(parsers, kSyslogFormat,
                   "Jan  5 09:12:44 web sshd[31]: message repeated 3 times: [ Failed password for "
                   "root from 192.0.2.7 port 22 ssh2]",
                   event),
            "");
  EXPECT_EQ(event.count, 3U);
  EXPECT_EQ(event.login, Login::kFailure);
  ASSERT_EQ(reason(parsers, kTextFormat, kText, event), "");
  EXPECT_EQ(event.count, 1U);
  EXPECT_EQ(event.login, Login::kNone);
  EXPECT_EQ(event[Field::kAddress], "");
  ASSERT_EQ(reason(parsers, kCloudTrailFormat, kCloudTrail, event), "");
  EXPECT_EQ(event.message, "");
}

TEST(Parsers, SayWhatIsWrongWithARecord) {
  Parsers parsers({kNow, false});
  Event event;
  EXPECT_EQ(reason(parsers, kUnknownFormat, "x", event),
            "format not recognised; --input-format forces one");
  EXPECT_EQ(reason(parsers, kSyslogFormat, "x", event),
            "syslog: no time, host and program at the start of the line");
  EXPECT_EQ(reason(parsers, kTextFormat, "x", event), "text: no time at the start of the line");
}

TEST(Parsers, TimedTextBelongsToTheLog) {
  Parsers parsers({kNow, false});
  Event event;
  ASSERT_EQ(reason(parsers, kTextFormat, kText, event), "");
  EXPECT_EQ(event.entity, Field::kService);
  EXPECT_EQ(event[Field::kService], "log");
  EXPECT_EQ(event.message, " INFO started");
  EXPECT_EQ(format_time(event.time), "2026-03-02T09:12:44.123Z");
}

TEST(Parsers, RecogniseLinesOfALeapDay) {
  EXPECT_TRUE(looks_like_syslog("Feb 29 09:12:44 web sshd[31]: x"));
  EXPECT_TRUE(looks_like_timed_text("Feb 29 09:12:44 x"));
}

std::string file_text(const std::string& path) {
  std::ifstream file(std::string(DETECTOR_SOURCE_DIR) + "/" + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Formats, EachHasASampleThatIsFoundToBeOfItAndASectionInTheSchema) {
  const std::string schema = file_text("docs/event-schema.md");
  for (const Format& format : formats()) {
    const std::string name(format.name);
    std::istringstream lines(file_text("tests/golden/formats/logs/" + name + ".log"));
    std::vector<std::string> records;
    for (std::string line; std::getline(lines, line);) records.push_back(line);
    ASSERT_FALSE(records.empty()) << "no sample of " << name;
    EXPECT_EQ(parsed(records).format, name);
    EXPECT_NE(schema.find("`" + name + "`"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace detector
