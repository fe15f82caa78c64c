#include "base/scratch.h"

#include <gtest/gtest.h>

#include <string>

namespace detector {
namespace {

TEST(Scratch, JoinsPiecesAndKeepsEarlierResults) {
  Scratch scratch;
  const auto first = scratch.join({"a", "", "bc"});
  const auto second = scratch.join({"d"});
  EXPECT_EQ(first, "abc");
  EXPECT_EQ(second, "d");
  EXPECT_EQ(scratch.join({}), "");
}

TEST(Scratch, CutsALongTextOffSoThatFourAlwaysFit) {
  Scratch scratch;
  const std::string text(100000, 'x');
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(scratch.join({"ab", text, "c"}), "ab" + text.substr(0, Scratch::kLongest - 2));
  }
  EXPECT_EQ(scratch.join({"more"}), "");
  scratch.clear();
  EXPECT_EQ(scratch.join({"again"}), "again");
}

}  // namespace
}  // namespace detector
