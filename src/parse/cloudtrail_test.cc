#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/time.h"
#include "detector/source.h"
#include "parse/parser.h"

namespace detector {
namespace {

// NOLINTBEGIN(readability-function-cognitive-complexity): gtest's macros count as branches

/// A parser with the padded copy of the record that its event points into.
class Fixture {
 public:
  explicit Fixture(bool assume_utc = false) : parser_(make_cloudtrail_parser({0, assume_utc})) {}

  std::string parse(const std::string& record) {
    event = Event{};
    bytes_ = record + std::string(RecordBatch::kPadding, '\0');
    return std::string(parser_->parse(std::string_view(bytes_).substr(0, record.size()), event));
  }
  [[nodiscard]] std::string at(Field field) const { return std::string(event[field]); }
  Event event;

 private:
  std::unique_ptr<RecordParser> parser_;
  std::string bytes_;
};

const std::string kWhole = R"({
  "eventVersion": "1.08",
  "userIdentity": {"type": "IAMUser", "principalId": "AIDACKCEVSQ6C2EXAMPLE",
    "arn": "arn:aws:iam::111122223333:user/alice", "accountId": "111122223333",
    "accessKeyId": "AKIAIOSFODNN7EXAMPLE", "userName": "alice"},
  "eventTime": "2026-03-02T09:12:44Z", "eventSource": "s3.amazonaws.com",
  "eventName": "GetObject", "awsRegion": "eu-west-1", "sourceIPAddress": "192.0.2.7",
  "userAgent": "aws-cli/2.15.0 Python/3.11", "errorCode": "AccessDenied",
  "requestParameters": {"bucketName": "ledger", "key": "a/b"}, "responseElements": null,
  "eventID": "3038ebd2-c98a-4c65-9b6e-e22506292313", "recipientAccountId": "111122223333"})";

std::string with(const std::string& from, std::string_view to) {
  std::string record = kWhole;
  const std::size_t at = record.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return record.replace(at, from.size(), to);
}

TEST(CloudTrail, FillsEveryFieldOfAWholeRecord) {
  Fixture f;
  ASSERT_EQ(f.parse(kWhole), "");
  EXPECT_EQ(format_time(f.event.time), "2026-03-02T09:12:44Z");
  EXPECT_EQ(f.event.entity, Field::kActor);
  EXPECT_EQ(f.event.login, Login::kNone);
  EXPECT_EQ(f.event.count, 1U);
  EXPECT_EQ(f.event.id, "3038ebd2-c98a-4c65-9b6e-e22506292313");
  EXPECT_EQ(f.event.message, "");
  EXPECT_EQ(f.at(Field::kActor), "arn:aws:iam::111122223333:user/alice");
  EXPECT_EQ(f.at(Field::kAccount), "111122223333");
  EXPECT_EQ(f.at(Field::kAction), "s3:GetObject");
  EXPECT_EQ(f.at(Field::kAddress), "192.0.2.7");
  EXPECT_EQ(f.at(Field::kProduct), "aws-cli");
  EXPECT_EQ(f.at(Field::kRegion), "eu-west-1");
  EXPECT_EQ(f.at(Field::kError), "AccessDenied");
  EXPECT_EQ(f.at(Field::kTarget), "ledger");
}

TEST(CloudTrail, OpensTheEnvelopesOfEventBridgeAndCollectors) {
  Fixture f;
  ASSERT_EQ(f.parse(R"({"version":"0","detail-type":"AWS API Call via CloudTrail","detail":)" +
                    kWhole + "}"),
            "");
  EXPECT_EQ(f.at(Field::kAction), "s3:GetObject");
  EXPECT_EQ(f.at(Field::kActor), "arn:aws:iam::111122223333:user/alice");
  ASSERT_EQ(f.parse(R"({"@timestamp":"x","event":)" + kWhole + R"(,"tags":[]})"), "");
  EXPECT_EQ(f.at(Field::kTarget), "ledger");
  EXPECT_EQ(f.parse(R"({"event":{"eventName":"x"}})"), "cloudtrail: no eventTime");
  EXPECT_EQ(f.parse(R"({"event":"text"})"), "cloudtrail: no eventTime");
}

TEST(CloudTrail, NeedsNoMoreThanATimeAndAName) {
  Fixture f;
  ASSERT_EQ(f.parse(R"({"eventTime":"2026-03-02T09:12:44Z","eventName":"GetObject"})"), "");
  EXPECT_EQ(f.at(Field::kActor), "account:unknown");
  EXPECT_EQ(f.at(Field::kAction), "GetObject");
  for (const Field field : {Field::kAccount, Field::kAddress, Field::kAgent, Field::kRegion,
                            Field::kError, Field::kTarget}) {
    EXPECT_EQ(f.at(field), "") << field_name(field);
  }
  EXPECT_EQ(f.event.id, "");
}

TEST(CloudTrail, TakesRecordsWithAnyOptionalFieldMissingNullOrOfAnotherType) {
  // Each line names a field of kWhole as it is written there.
  for (const std::string field :
       {R"("eventVersion": "1.08")", R"("eventSource": "s3.amazonaws.com")",
        R"("awsRegion": "eu-west-1")", R"("sourceIPAddress": "192.0.2.7")",
        R"("userAgent": "aws-cli/2.15.0 Python/3.11")", R"("errorCode": "AccessDenied")",
        R"("eventID": "3038ebd2-c98a-4c65-9b6e-e22506292313")",
        R"("recipientAccountId": "111122223333")",
        R"("requestParameters": {"bucketName": "ledger", "key": "a/b"})",
        R"("principalId": "AIDACKCEVSQ6C2EXAMPLE")", R"("userName": "alice")",
        R"("arn": "arn:aws:iam::111122223333:user/alice")", R"("type": "IAMUser")"}) {
    const std::string key = field.substr(0, field.find(": "));
    Fixture f;
    for (const char* value : {"null", "7", "1e400", "true", "[1,\"a\"]", "{\"deep\":{}}", "\"\""}) {
      EXPECT_EQ(f.parse(with(field, key + ": " + value)), "") << key << value;
      EXPECT_FALSE(f.at(Field::kActor).empty()) << key << value;
      EXPECT_FALSE(f.at(Field::kAction).empty()) << key << value;
    }
    EXPECT_EQ(f.parse(with(field, "\"other\": 1")), "") << key;
  }
}

TEST(CloudTrail, TakesAnIdentityThatIsNoObject) {
  const std::size_t begin = kWhole.find("\"userIdentity\": {");
  const std::size_t end = kWhole.find("},", begin) + 1;
  for (const char* value : {"null", "\"alice\"", "7", "[]", "{}"}) {
    Fixture f;
    std::string record = kWhole;
    record.replace(begin, end - begin, std::string("\"userIdentity\": ") + value);
    EXPECT_EQ(f.parse(record), "") << value;
    EXPECT_EQ(f.at(Field::kActor), "account:111122223333") << value;
  }
}

TEST(CloudTrail, NumbersAreNotTakenForNames) {
  Fixture f;
  ASSERT_EQ(f.parse(R"({"eventTime":"2026-03-02T09:12:44Z","eventName":"GetObject",
    "recipientAccountId":111122223333,"sourceIPAddress":7,"userAgent":{"a":1}})"),
            "");
  EXPECT_EQ(f.at(Field::kAccount), "");
  EXPECT_EQ(f.at(Field::kAddress), "");
  EXPECT_EQ(f.at(Field::kProduct), "");
}

TEST(CloudTrail, TheLastOfARepeatedKeyCounts) {
  Fixture f;
  ASSERT_EQ(f.parse(R"({"eventTime":"2026-03-02T09:12:44Z","eventName":"A","eventName":"B",
    "userIdentity":{"type":"Root","arn":"arn:aws:iam::111122223333:root"},
    "userIdentity":{"type":"AWSAccount","accountId":"444455556666"}})"),
            "");
  EXPECT_EQ(f.at(Field::kAction), "B");
  EXPECT_EQ(f.at(Field::kActor), "account:444455556666");
}

TEST(CloudTrail, SaysWhyARecordIsRejected) {
  Fixture f;
  EXPECT_EQ(f.parse("7"), "cloudtrail: record is not a JSON object");
  EXPECT_EQ(f.parse("[1]"), "cloudtrail: record is not a JSON object");
  EXPECT_EQ(f.parse(R"("text")"), "cloudtrail: record is not a JSON object");
  EXPECT_EQ(f.parse(""), "cloudtrail: record is cut off");
  EXPECT_EQ(f.parse(R"({"eventTime":"2026-03-02T0)"), "cloudtrail: record is cut off");
  EXPECT_EQ(f.parse("{\"eventName\":\"\xff\xfe\"}"), "cloudtrail: record is not UTF-8");
  EXPECT_EQ(f.parse(R"({"eventTime" "2026-03-02T09:12:44Z"})"),
            "cloudtrail: record is not well-formed JSON");
  EXPECT_EQ(f.parse("{\"eventName\":\"a\nb\"}"), "cloudtrail: record is not well-formed JSON");
  EXPECT_EQ(f.parse("{}"), "cloudtrail: no eventTime");
  EXPECT_EQ(f.parse(R"({"eventTime":null,"eventName":"x"})"), "cloudtrail: no eventTime");
  EXPECT_EQ(f.parse(R"({"eventTime":1709370764,"eventName":"x"})"), "cloudtrail: no eventTime");
  EXPECT_EQ(f.parse(R"({"eventTime":"2026-03-02T09:12:44Z"})"), "cloudtrail: no eventName");
  EXPECT_EQ(f.parse(R"({"eventTime":"2026-03-02T09:12:44Z","eventName":""})"),
            "cloudtrail: no eventName");
  for (const char* time : {"yesterday", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
                           "2026-03-02T24:00:00Z", "2026-03-02T09:12:44Z junk", "2026-03-02",
                           "20260302T091244Z", "2026-03-02T09:12:44+99:00"}) {
    EXPECT_EQ(f.parse(with("2026-03-02T09:12:44Z", time)), "cloudtrail: eventTime is not a time")
        << time;
  }
}

TEST(CloudTrail, ARejectedRecordLeavesNothingForTheNext) {
  Fixture f;
  ASSERT_EQ(f.parse(kWhole), "");
  ASSERT_NE(f.parse(kWhole.substr(0, kWhole.size() / 2)), "");
  ASSERT_EQ(f.parse(R"({"eventTime":"2026-03-02T09:12:44Z","eventName":"x"})"), "");
  EXPECT_EQ(f.at(Field::kAddress), "");
  EXPECT_EQ(f.at(Field::kTarget), "");
}

TEST(CloudTrail, ReadsATimeWithoutOffsetOnlyWhenTold) {
  const std::string record = with("2026-03-02T09:12:44Z", "2026-03-02T09:12:44");
  EXPECT_EQ(Fixture().parse(record), "cloudtrail: eventTime has no UTC offset; use --assume-utc");
  Fixture f(true);
  ASSERT_EQ(f.parse(record), "");
  EXPECT_EQ(format_time(f.event.time), "2026-03-02T09:12:44Z");
  ASSERT_EQ(f.parse(with("2026-03-02T09:12:44Z", "2026-03-02T09:12:44.250+01:00")), "");
  EXPECT_EQ(format_time(f.event.time), "2026-03-02T08:12:44.250Z");
}

TEST(CloudTrail, TellsConsoleLoginsThatFailedFromThoseThatDidNot) {
  const std::string none = "\"responseElements\": null";
  Fixture f;
  ASSERT_EQ(f.parse(with(none, R"("responseElements": {"ConsoleLogin": "Failure"})")), "");
  EXPECT_EQ(f.event.login, Login::kFailure);
  EXPECT_EQ(f.at(Field::kError), "ConsoleLoginFailure");
  EXPECT_EQ(f.event.entity, Field::kAddress);
  EXPECT_EQ(f.at(Field::kUser), "alice");
  ASSERT_EQ(f.parse(with(none, R"("responseElements": {"ConsoleLogin": "Success"})")), "");
  EXPECT_EQ(f.event.login, Login::kSuccess);
  EXPECT_EQ(f.event.entity, Field::kActor);
  ASSERT_EQ(f.parse(with(none, R"("responseElements": {"ConsoleLogin": "Perhaps"})")), "");
  EXPECT_EQ(f.event.login, Login::kNone);
}

TEST(CloudTrail, TellsConsoleLoginsWithoutASecondFactorFromThoseWithOne) {
  const std::string none = "\"responseElements\": null";
  const auto login = [&](std::string_view mfa) {
    Fixture f;
    EXPECT_EQ(f.parse(with(
                  none, std::string(R"("responseElements": {"ConsoleLogin": "Success"}, )") +
                            R"("additionalEventData": {"MFAUsed": ")" + std::string(mfa) + "\"}")),
              "");
    return std::string(f.at(Field::kAction));
  };
  EXPECT_EQ(login("Yes"), "s3:GetObject");
  EXPECT_EQ(login("No"), "s3:GetObject/no-mfa");
}

TEST(CloudTrail, KeepsTheProductOfAnAgentWithoutItsVersion) {
  const std::string agent = "aws-cli/2.15.0 Python/3.11";
  const std::pair<const char*, const char*> cases[] = {
      {"aws-cli/1.2.3", "aws-cli"},
      {"[S3Console/0.4, aws-internal/3]", "S3Console"},
      {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36", "Mozilla (Macintosh"},
      {"Mozilla/5.0", "Mozilla"},
      {"Mozilla/5.0 (", "Mozilla ("},
      {"console.amazonaws.com", "console.amazonaws.com"},
      {"Boto3/1.26.1 md/Botocore#1.29.1", "Boto3"},
      {"[", ""},
      {"", ""},
      {"AWS Internal", "AWS"},
  };
  for (const auto& [text, product] : cases) {
    Fixture f;
    ASSERT_EQ(f.parse(with(agent, text)), "") << text;
    EXPECT_EQ(f.at(Field::kProduct), product) << text;
  }
}

TEST(CloudTrail, TheMostTellingParameterIsTheTarget) {
  const std::string parameters = R"({"bucketName": "ledger", "key": "a/b"})";
  Fixture f;
  ASSERT_EQ(f.parse(with(parameters, R"({"userName":"bob","policyArn":"arn:p"})")), "");
  EXPECT_EQ(f.at(Field::kTarget), "bob");
  ASSERT_EQ(f.parse(with(parameters, R"({"policyArn":"arn:p","roleName":"admin"})")), "");
  EXPECT_EQ(f.at(Field::kTarget), "admin");
  ASSERT_EQ(f.parse(with(parameters, R"({"instancesSet":{"items":[]}})")), "");
  EXPECT_EQ(f.at(Field::kTarget), "");
}

TEST(CloudTrail, HostileTextStaysText) {
  Fixture f;
  ASSERT_EQ(f.parse(with("ledger", R"(a\u0000b\n\u001b[2J\"}{\\)")), "");
  EXPECT_EQ(f.at(Field::kTarget), std::string("a\0b\n\x1b[2J\"}{\\", 12));
  const std::string longest(300000, 'x');
  ASSERT_EQ(f.parse(with("aws-cli/2.15.0", "Mozilla/5.0 (" + longest)), "");
  EXPECT_EQ(f.at(Field::kAction), "s3:GetObject");
  ASSERT_EQ(f.parse(with("s3.amazonaws.com", longest)), "");
  EXPECT_FALSE(f.at(Field::kAction).empty());
  EXPECT_EQ(f.at(Field::kProduct), "aws-cli");
}

TEST(CloudTrail, ALongIdentityDoesNotHideWhatItDid) {
  Fixture f;
  ASSERT_EQ(f.parse(with("\"type\": \"IAMUser\"", R"("type": "SAMLUser", "identityProvider": ")" +
                                                      std::string(9000, 'p') + '"')),
            "");
  EXPECT_EQ(f.at(Field::kAction), "s3:GetObject");
  ASSERT_EQ(f.parse(with("arn:aws:iam::111122223333:user/alice",
                         "arn:aws:iam::111122223333:user/" + std::string(9000, 'u'))),
            "");
  EXPECT_EQ(f.at(Field::kAction), "s3:GetObject");
}

TEST(CloudTrail, DeepNestingIsHarmless) {
  std::string deep = R"({"eventTime":"2026-03-02T09:12:44Z","eventName":"x","requestParameters":)";
  deep += std::string(5000, '[') + std::string(5000, ']') + "}";
  Fixture f;
  EXPECT_NE(f.parse(deep), "no such reason");  // either way, without a crash
}

TEST(CloudTrail, RecognisesItsRecordsByTheirKeys) {
  EXPECT_TRUE(looks_like_cloudtrail(kWhole));
  EXPECT_TRUE(looks_like_cloudtrail(R"({"eventSource":"a","eventName":"b"})"));
  EXPECT_FALSE(looks_like_cloudtrail(R"({"eventName":"b"})"));
  EXPECT_FALSE(looks_like_cloudtrail(R"( {"userIdentity":{}})"));
  EXPECT_FALSE(looks_like_cloudtrail("Jan  5 09:12:44 web sshd[1]: \"userIdentity\""));
  EXPECT_FALSE(looks_like_cloudtrail(""));
}

/// Where the evaluation data lies: beside the checkout, or where DETECTOR_DATA_DIR says.
std::filesystem::path data_folder() {
  const char* given =
      std::getenv("DETECTOR_DATA_DIR");  // NOLINT(concurrency-mt-unsafe): one thread
  if (given != nullptr) return given;
  return std::filesystem::path(DETECTOR_SOURCE_DIR) / ".." / "shared" / "data";
}

TEST(CloudTrail, EveryRecordOfRecordedAttackTechniquesParses) {
  const auto folder = data_folder() / "cloudtrail" / "stratus";
  if (!std::filesystem::is_directory(folder)) {
    GTEST_SKIP() << "no evaluation data beside the checkout; set DETECTOR_DATA_DIR";
  }
  auto source = open_source({folder.string()}, {});
  ASSERT_TRUE(source.has_value());
  const auto parser = make_cloudtrail_parser({});
  RecordBatch batch;
  std::size_t records = 0;
  while (*(*source)->next(batch)) {
    const std::string& name = (*source)->objects()[batch.object].name;
    if (!name.ends_with(".json")) continue;
    for (const auto& span : batch.records) {
      Event event;
      EXPECT_EQ(parser->parse(batch.text(span), event), "") << name;
      EXPECT_FALSE(event[Field::kActor].empty());
      EXPECT_FALSE(event[Field::kAction].empty());
      ++records;
    }
  }
  EXPECT_GT(records, 18U);
}

// NOLINTEND(readability-function-cognitive-complexity)

}  // namespace
}  // namespace detector
