#include "base/text_arena.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace detector {
namespace {

TEST(TextArena, KeepsTextsOfAnyLengthInOrder) {
  TextArena arena;
  std::vector<std::string> texts;
  std::vector<std::string_view> kept;
  for (std::size_t length = 0; length < 200'000; length = length * 2 + 1) {
    for (const char letter : {'a', 'b', 'c'}) texts.emplace_back(length, letter);
  }
  kept.reserve(texts.size());
  for (const std::string& text : texts) kept.push_back(arena.keep(text));
  for (std::size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(kept[i], texts[i]) << i;
}

TEST(TextArena, TextsStayWhereTheyAreWhenItIsMoved) {
  TextArena arena;
  const std::string_view kept = arena.keep("alice");
  TextArena other = std::move(arena);
  EXPECT_EQ(other.keep("bob"), "bob");
  EXPECT_EQ(kept, "alice");
}

TEST(TextArena, IsOfUseAgainAfterClear) {
  TextArena arena;
  arena.keep("alice");
  arena.clear();
  const std::string_view kept = arena.keep("bob");
  arena.keep("carol");
  EXPECT_EQ(kept, "bob");
}

}  // namespace
}  // namespace detector
