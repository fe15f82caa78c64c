#include "base/json.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace detector {
namespace {

constexpr std::array<std::string_view, 5> kPaths = {"a", "b.c", "b.d.e", "n", "whole"};

class Json : public testing::Test {
 protected:
  JsonReader::Problem extract(std::string_view text) {
    buffer = std::string(text) + std::string(64, '\0');
    return reader.extract(std::string_view(buffer).substr(0, text.size()));
  }
  JsonReader reader{kPaths};
  std::string buffer;
};

TEST_F(Json, FindsNestedFieldsInAnyOrder) {
  ASSERT_EQ(extract(R"({"b":{"x":[1,{"c":2}],"d":{"e":"E"},"c":"C"},"n":-1.5e3 ,"a":"A"})"),
            JsonReader::Problem::kNone);
  EXPECT_EQ(reader.string(0), "A");
  EXPECT_EQ(reader.string(1), "C");
  EXPECT_EQ(reader.string(2), "E");
  EXPECT_EQ(reader[3].kind, JsonReader::Kind::kNumber);
  EXPECT_EQ(reader[3].text, "-1.5e3");
}

TEST_F(Json, UnescapesStringsAndKeepsObjectsRaw) {
  ASSERT_EQ(extract(R"({"a":"x\"\u00e4","whole":{"k": [1]},"n":null})"),
            JsonReader::Problem::kNone);
  EXPECT_EQ(reader.string(0), "x\"\xc3\xa4");
  EXPECT_EQ(reader[4].text, R"({"k": [1]})");
  EXPECT_EQ(reader[3].kind, JsonReader::Kind::kNull);
}

TEST_F(Json, ForgetsTheRecordBefore) {
  ASSERT_EQ(extract(R"({"a":"A"})"), JsonReader::Problem::kNone);
  ASSERT_EQ(extract(R"({"b":"scalar where an object was expected"})"), JsonReader::Problem::kNone);
  EXPECT_EQ(reader[0].kind, JsonReader::Kind::kAbsent);
  EXPECT_EQ(reader[1].kind, JsonReader::Kind::kAbsent);
}

TEST_F(Json, SaysWhatIsWrong) {
  EXPECT_EQ(extract(R"({"a":"A")"), JsonReader::Problem::kTruncated);
  EXPECT_EQ(extract(R"({"a":"A)"), JsonReader::Problem::kTruncated);
  EXPECT_EQ(extract(""), JsonReader::Problem::kTruncated);
  EXPECT_EQ(extract("[1]"), JsonReader::Problem::kNotObject);
  EXPECT_EQ(extract("{\"a\":\"\xff\"}"), JsonReader::Problem::kNotUtf8);
  EXPECT_EQ(extract(R"({"a" "A"})"), JsonReader::Problem::kMalformed);
}

TEST_F(Json, DoesNotConfuseKeysThatShareAPrefix) {
  ASSERT_EQ(extract(R"({"aa":"no","a":"yes","a\"":"no"})"), JsonReader::Problem::kNone);
  EXPECT_EQ(reader.string(0), "yes");
}

}  // namespace
}  // namespace detector
