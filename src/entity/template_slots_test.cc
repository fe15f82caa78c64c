#include "entity/template_slots.h"

#include <gtest/gtest.h>

namespace detector {
namespace {

// `<*>` stands for a variable; everything else for one token.
Pattern pattern(const std::vector<std::string>& tokens) {
  Pattern out;
  for (const std::string& token : tokens) {
    out.push_back({token == "<*>" ? std::string() : token, token != "<*>", !out.empty()});
  }
  return out;
}

std::vector<std::string> values(const Pattern& of, std::string_view message) {
  Lexer lexer;
  const auto tokens = lexer.lex(message);
  const auto ranges = align(of, tokens, message);
  if (!ranges) return {"no"};
  std::vector<std::string> out;
  for (const auto& [first, last] : *ranges) {
    const std::size_t begin = tokens[first].begin;
    const std::size_t end = tokens[last - 1].begin + tokens[last - 1].length;
    out.emplace_back(message.substr(begin, end - begin));
  }
  return out;
}

using Values = std::vector<std::string>;

TEST(Slots, AreWhatStandsBetweenTheConstants) {
  const Pattern login = pattern({"login", "of", "<*>", "from", "<*>"});
  EXPECT_EQ(values(login, "login of bob from 10.0.0.1"), (Values{"bob", "10.0.0.1"}));
  EXPECT_EQ(values(login, "login of Jane Doe from 10.0.0.1"), (Values{"Jane Doe", "10.0.0.1"}));
  EXPECT_EQ(values(login, "login of from from 10.0.0.1"), (Values{"from", "10.0.0.1"}));
  EXPECT_EQ(values(login, "logout of bob from 10.0.0.1"), Values{"no"});
  EXPECT_EQ(values(login, "login of bob"), Values{"no"});
  EXPECT_EQ(values(login, "login of from x"), Values{"no"});
}

TEST(Slots, TheLastConstantsStandAtTheEnd) {
  const Pattern ended = pattern({"<*>", "ended"});
  EXPECT_EQ(values(ended, "job ended ended"), Values{"job ended"});
  EXPECT_EQ(values(ended, "ended"), Values{"no"});
}

TEST(Slots, AreTypedByWhatAllExamplesAre) {
  const Pattern login = pattern({"login", "of", "<*>", "from", "<*>"});
  EXPECT_EQ(typed_text(login, {"login of bob from 10.0.0.1", "login of eve from ::1"}),
            "login of <word> from <ip>");
  EXPECT_EQ(typed_text(login, {"login of bob from 10.0.0.1", "login of 17 from ::1"}),
            "login of <*> from <ip>");
  EXPECT_EQ(typed_text(login, {"something else"}), "login of <*> from <*>");
}

}  // namespace
}  // namespace detector
