#include "entity/signature.h"

#include <gtest/gtest.h>

#include <string>

namespace detector {
namespace {

std::string signature(std::string_view message) {
  std::string out = "left over";
  message_signature(message, out);
  return out;
}

TEST(Signature, KeepsWordsAndDropsWhatHoldsADigit) {
  EXPECT_EQ(signature("Failed password for root from 192.0.2.7 port 22"),
            "Failed password for root from <*> port <*>");
  EXPECT_EQ(signature("session opened for user alice"), "session opened for user alice");
  EXPECT_EQ(signature("rhost=192.0.2.7 tty=ssh"), "<*> tty=ssh");
  EXPECT_EQ(signature("from 2001:db8::7 and 00:1a:2b:3c:4d:5e"), "from <*> and <*>");
}

TEST(Signature, PathsAndQuotedTextAreVariable) {
  EXPECT_EQ(signature("open /etc/shadow failed"), "open <*> failed");
  EXPECT_EQ(signature("share \\\\host\\c$ gone"), "share <*> gone");
  EXPECT_EQ(signature("add 'bob' to group 'sudo'"), "add <*> to group <*>");
  EXPECT_EQ(signature("user \"john q doe\" gone"), "user <*> gone");
  EXPECT_EQ(signature("user \"john's\", gone"), "user <*> gone");
}

TEST(Signature, AQuoteThatDoesNotCloseEndsAtTheNextSpace) {
  EXPECT_EQ(signature("said \"hello and left"), "said <*> and left");
  EXPECT_EQ(signature("the 'tis and don't stay"), "the <*> and don't stay");
  EXPECT_EQ(signature("don't panic"), "don't panic");
  EXPECT_EQ(signature("\""), "<*>");
}

TEST(Signature, RunsOfVariablesAreOne) {
  EXPECT_EQ(signature("a 1 2 3 b 4"), "a <*> b <*>");
  EXPECT_EQ(signature("1 2"), "<*>");
  EXPECT_EQ(signature("dup 1"), signature("dup 1 2"));
}

TEST(Signature, SpacingDoesNotMatter) {
  EXPECT_EQ(signature("  a\t b   1  "), "a b <*>");
  EXPECT_EQ(signature(""), "");
  EXPECT_EQ(signature(" \t "), "");
}

TEST(Signature, OppositesStayApart) {
  EXPECT_NE(signature("VM Started"), signature("VM Paused"));
  EXPECT_NE(signature("session opened for user x"), signature("session closed for user x"));
}

TEST(Signature, IsAtMost512Bytes) {
  EXPECT_EQ(signature(std::string(5000, 'x')).size(), 512U);
  std::string words;
  for (int i = 0; i < 5000; ++i) words += "word ";
  EXPECT_LE(signature(words).size(), 512U);
  for (std::size_t n = 505; n < 515; ++n) {
    EXPECT_LE(signature(std::string(n, 'x') + " 1 y").size(), 512U) << n;
  }
}

TEST(Signature, AnyByteIsText) {
  const std::string bytes("a\0b \xff\xfe \x1b[2J", 11);
  EXPECT_EQ(signature(bytes), signature(bytes));
  EXPECT_FALSE(signature(bytes).empty());
}

}  // namespace
}  // namespace detector
