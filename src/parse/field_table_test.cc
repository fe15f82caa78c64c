#include "parse/field_table.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "parse/parsed_test.h"

namespace detector {
namespace {

constexpr Row kRows[] = {
    {Part::kTime, "{t}"},
    {Part::kAside, "{skip}"},
    {Field::kUser, "{user,name|lower}"},
    {Field::kAction, "did {verb}[ to {object}]{!verb=hide}"},
    {Field::kError, "{code}{?code>=400}"},
    {Field::kTarget, "{object}{?verb=read|write}"},
    {Field::kTarget, "any{?nested}"},
};
constexpr Field kEntities[] = {Field::kUser, Field::kAddress};
constexpr FieldTable kTable = {"sample", kRows, kEntities};

std::string read(const std::map<std::string, std::string>& given) {
  FieldReader reader(kTable, kTestNow);
  std::vector<JsonReader::Value> values(reader.names().size());
  for (const auto& [name, text] : given) {
    const std::size_t slot = reader.slot_of(name);
    if (slot == values.size()) continue;
    values[slot] = {name == "nested" ? JsonReader::Kind::kObject : JsonReader::Kind::kString, text};
  }
  Event event;
  const auto reason = reader.read(values, event);
  return described(event, reason);
}

const std::string kTime = "2026-03-02T09:12:44Z";

TEST(FieldTable, TheFirstRowAndNameThatGiveATextWin) {
  EXPECT_EQ(read({{"t", kTime}, {"name", "Bob"}}), kTime + " user\nuser=bob");
  EXPECT_EQ(read({{"t", kTime}, {"name", "Bob"}, {"user", "Al"}}), kTime + " user\nuser=al");
  EXPECT_EQ(read({{"t", kTime}, {"name", "Bob"}, {"user", "-"}}), kTime + " user\nuser=bob");
}

TEST(FieldTable, BracketsFallAwayAndConditionsDecide) {
  EXPECT_EQ(read({{"t", kTime}, {"user", "a"}, {"verb", "read"}}),
            kTime + " user\naction=did read\nuser=a");
  EXPECT_EQ(read({{"t", kTime}, {"user", "a"}, {"verb", "read"}, {"object", "x"}}),
            kTime + " user\naction=did read to x\ntarget=x\nuser=a");
  EXPECT_EQ(read({{"t", kTime}, {"user", "a"}, {"verb", "hide"}, {"object", "x"}}),
            kTime + " user\nuser=a");
  EXPECT_EQ(read({{"t", kTime}, {"user", "a"}, {"code", "404"}}),
            kTime + " user\nerror=404\nuser=a");
  EXPECT_EQ(read({{"t", kTime}, {"user", "a"}, {"code", "399"}}), kTime + " user\nuser=a");
  EXPECT_EQ(read({{"t", kTime}, {"user", "a"}, {"nested", "{}"}}),
            kTime + " user\ntarget=any\nuser=a");
}

TEST(FieldTable, SaysWhyThereIsNoEvent) {
  EXPECT_EQ(read({{"user", "a"}}), "!sample: no time");
  EXPECT_EQ(read({{"t", "soon enough"}, {"user", "a"}}), "!sample: the time is not one");
  EXPECT_EQ(read({{"t", kTime}, {"verb", "read"}}), "!sample: names nobody and nothing that acted");
  EXPECT_EQ(read({{"skip", "x"}}), "!" + std::string(kNoEvent));
}

TEST(FieldTable, TextsAreCutAndStarveNoOther) {
  const std::string text = read({{"t", kTime}, {"user", std::string(100000, 'A')}, {"verb", "go"}});
  EXPECT_NE(text.find("action=did go"), std::string::npos);
  EXPECT_NE(text.find("user=" + std::string(FieldReader::kLongestText, 'a')), std::string::npos);
  EXPECT_LT(text.size(), 700U);
}

}  // namespace
}  // namespace detector
