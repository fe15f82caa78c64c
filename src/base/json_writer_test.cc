#include "base/json_writer.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace detector {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  append_json_escaped(out, text);
  return out;
}

TEST(JsonWriter, PutsCommasOnlyWhereTheyBelong) {
  JsonWriter json;
  json.begin_object().field("a", 1).key("b").begin_array().string("x").null().boolean(true);
  json.end_array().key("c").begin_object().end_object().field("d", "e").end_object();
  EXPECT_EQ(json.text(), R"({"a":1,"b":["x",null,true],"c":{},"d":"e"})");
}

TEST(JsonWriter, EscapesWhatCouldBreakOutOrHide) {
  EXPECT_EQ(escaped("a\"b\\\n\x1b[2J\x7f"), "a\\\"b\\\\\\n\\u001b[2J\\u007f");
  EXPECT_EQ(escaped("\xc3\xa4\xff"), "\xc3\xa4\\ufffd");
  EXPECT_EQ(escaped("\xc2\x9b"), "\\u009b");  // the one-byte form of ESC [
}

TEST(JsonWriter, RoundsBitsToThreeDecimals) {
  JsonWriter json;
  json.begin_array().bits(1536).bits(-512).bits(1).end_array();
  EXPECT_EQ(json.text(), "[1.500,-0.500,0.001]");
}

TEST(Utf8, RefusesOverlongFormsSurrogatesAndTruncation) {
  for (const char* bad : {"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80"}) {
    EXPECT_EQ(decode_utf8(bad, 0).value, kInvalidCodePoint) << bad;
  }
  EXPECT_EQ(decode_utf8("\xf0\x9f\x98\x80", 0).value, 0x1f600U);
}

TEST(Utf8, ClipsBetweenCodePoints) {
  EXPECT_EQ(clip_utf8("a\xe2\x82\xac", 3), "a");
  EXPECT_EQ(clip_utf8("abc", 3), "abc");
}

TEST(Utf8, ShowsEscapeSequencesInsteadOfObeyingThem) {
  EXPECT_EQ(terminal_safe("a\x1b[31mb\xe2\x80\xae"), "a\\x1b[31mb\\u202e");
}

}  // namespace
}  // namespace detector
