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

TEST(JsonPaths, LeadIntoTheFirstElementOfAnArrayAndOverDotsInKeys) {
  static constexpr std::array<std::string_view, 4> kMore = {"ips.0", "list.0.name", R"(id\.host)",
                                                            "list"};
  JsonReader reader(kMore);
  std::string text =
      R"({"list":[{"x":[1],"name":"n"},{"name":"m"}],"ips":["a","b"],"id.host":"h"})";
  const std::size_t size = text.size();
  text.append(64, '\0');
  ASSERT_EQ(reader.extract(std::string_view(text).substr(0, size)), JsonReader::Problem::kNone);
  EXPECT_EQ(reader.string(0), "a");
  EXPECT_EQ(reader.string(1), "n");
  EXPECT_EQ(reader.string(2), "h");
}

std::string walked(std::string text) {
  JsonWalker walker;
  const std::size_t size = text.size();
  text.append(64, '\0');
  if (walker.walk(std::string_view(text).substr(0, size)) != JsonReader::Problem::kNone) return "!";
  std::string out;
  for (const auto& leaf : walker.leaves()) {
    out += std::string(leaf.path) + "=" + std::string(leaf.value.text) + " ";
  }
  return out + std::to_string(walker.left_out());
}

TEST(JsonWalker, GivesEveryScalarWithItsPath) {
  EXPECT_EQ(walked(R"({"a":1,"b":{"c":"x\ty","d":{"e":true}},"f":["g","h"],"i":null,"j":[]})"),
            "a=1 b.c=x\ty b.d.e=true f=g i=null 0");
  EXPECT_EQ(walked("[1]"), "!");
  EXPECT_EQ(walked("{\"a\":"), "!");
}

TEST(JsonWalker, IsBoundedInLeavesDepthAndPaths) {
  std::string many = "{";
  for (int i = 0; i < 200; ++i) many += (i > 0 ? ",\"k" : "\"k") + std::to_string(i) + "\":1";
  EXPECT_TRUE(walked(many + "}").ends_with(" " + std::to_string(200 - JsonWalker::kMostLeaves)));
  EXPECT_EQ(walked(R"({"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}},"b":2})"), "b=2 1");
  EXPECT_EQ(walked("{\"" + std::string(500, 'k') + "\":1,\"b\":2}"), "b=2 1");
}

}  // namespace
}  // namespace detector
