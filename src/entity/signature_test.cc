#include "entity/signature.h"

#include <gtest/gtest.h>

#include <string>

namespace detector {
namespace {

std::string signature(std::string_view message) {
  Signer signer;
  return std::string(signer.sign_text(message));
}

std::uint64_t hash(std::string_view message) {
  Signer signer;
  return signer.sign(message);
}

TEST(Signature, KeepsWordsAndDropsWhatAValidatorKnows) {
  EXPECT_EQ(signature("Failed password for root from 192.0.2.7 port 22"),
            "Failed password for root from <*> port <*>");
  EXPECT_EQ(signature("session opened for user alice"), "session opened for user alice");
  EXPECT_EQ(signature("rhost=192.0.2.7 tty=ssh"), "rhost=<*> tty=<*>");
  EXPECT_EQ(signature("from 2001:db8::7 and 00:1a:2b:3c:4d:5e"), "from <*> and <*>");
  EXPECT_EQ(signature("open /etc/shadow failed"), "open <*> failed");
}

TEST(Signature, WhatIsQuotedIsVariable) {
  EXPECT_EQ(signature("add 'bob' to group 'sudo'"), "add '<*>' to group '<*>'");
  EXPECT_EQ(signature("user \"john q doe\" gone"), "user \"<*>\" gone");
  EXPECT_EQ(signature("said \"hello and left"), "said \"hello and left");
  EXPECT_EQ(signature("don't panic"), "don't panic");
}

TEST(Signature, VariablesJoinedBySeparatorsAreOne) {
  EXPECT_EQ(signature("a 1 2 3 b 4"), "a <*> b <*>");
  EXPECT_EQ(signature("at 10.0.0.1, 10.0.0.2 and 7"), "at <*> and <*>");
  EXPECT_EQ(hash("dup 1"), hash("dup 1 2"));
  EXPECT_NE(hash("dup 1 (2)"), hash("dup 1 2"));
}

TEST(Signature, TheHashIsOfTheConstantsAlone) {
  EXPECT_EQ(hash("job 17 took 3 ms on web-1.example.com"), hash("job 9 took 41 s on 10.0.0.1"));
  EXPECT_NE(hash("VM Started"), hash("VM Paused"));
  EXPECT_NE(hash("session opened for user x"), hash("session closed for user x"));
}

TEST(Signature, EmptyMessagesHaveNoPieces) {
  EXPECT_EQ(signature(""), "");
  EXPECT_EQ(signature(" \t "), "");
  EXPECT_EQ(signature("  a\t b   1  "), "a b <*>");
}

TEST(Signature, IsAtMost512Bytes) {
  EXPECT_EQ(signature(std::string(5000, 'x')).size(), 512U);
  std::string words;
  for (int i = 0; i < 5000; ++i) words += "word ";
  EXPECT_LE(signature(words).size(), 512U);
}

}  // namespace
}  // namespace detector
