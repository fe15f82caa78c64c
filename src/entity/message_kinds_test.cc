#include <gtest/gtest.h>

#include <algorithm>

#include "detector/entities.h"

namespace detector {
namespace {

std::vector<std::string> kinds(std::vector<std::string_view> signatures) {
  MessageKinds known;
  return known.kinds_of(signatures);
}

TEST(MessageKinds, NameThatTheRecogniserKnowsIsLeftOut) {
  EXPECT_EQ(kinds({"session opened for user alice by <*>"}),
            std::vector<std::string>{"session opened for user <*> by <*>"});
}

TEST(MessageKinds, WordThatVariesIsLeftOutWhateverItLooksLike) {
  const std::vector<std::string_view> signatures = {
      "report <*> exported by amber", "report <*> exported by basil",
      "report <*> exported by cedar", "report <*> exported by delta",
      "report <*> exported by ember", "report <*> exported by falcon"};
  for (const std::string& kind : kinds(signatures)) EXPECT_EQ(kind, "report <*> exported by <*>");
}

TEST(MessageKinds, WhatHappenedStays) {
  const auto found = kinds({"service web started", "service web stopped", "disk check failed"});
  EXPECT_NE(found[0].empty() ? "service web started" : found[0],
            found[1].empty() ? "service web stopped" : found[1]);
  EXPECT_EQ(found[2], "");
}

TEST(MessageKinds, FollowFromTheSetAlone) {
  std::vector<std::string_view> signatures = {"job a failed",
                                              "user alice logged in from <*>",
                                              "user bob logged in from <*>",
                                              "job b failed",
                                              "job c failed",
                                              "job d failed",
                                              "job e failed with <*>x",
                                              "disk full on host web",
                                              "user alice logged in from <*>"};
  MessageKinds used;
  used.kinds_of(std::vector<std::string_view>{"job q failed", "something else"});
  const auto forward = used.kinds_of(signatures);
  std::reverse(signatures.begin(), signatures.end());
  auto backward = kinds(signatures);
  std::reverse(backward.begin(), backward.end());
  EXPECT_EQ(forward, backward);
}

TEST(MessageKinds, EachSignatureIsReadOnce) {
  MessageKinds known;
  const std::vector<std::string_view> signatures = {"a b c", "d e f", "a b c"};
  known.kinds_of(signatures);
  known.kinds_of(signatures);
  EXPECT_EQ(known.recognised(), 2U);
  EXPECT_TRUE(known.kinds_of({}).empty());
}

}  // namespace
}  // namespace detector
