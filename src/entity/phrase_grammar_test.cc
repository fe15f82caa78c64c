#include "entity/phrase_grammar.h"

#include <gtest/gtest.h>

#include <string>

#include "base/rng.h"

namespace detector {
namespace {

PhraseGrammar grammar_of(std::string_view text) {
  PhraseGrammar grammar;
  EXPECT_TRUE(grammar.add(text, "test"));
  return grammar;
}

std::string marked(const LabelledLine& line) {
  std::string out;
  std::size_t at = 0;
  for (const Span& span : line.spans) {
    out += line.text.substr(at, span.begin - at);
    out += "{" + std::string(entity_type_name(span.type)) + "|";
    out += line.text.substr(span.begin, span.end - span.begin) + "}";
    at = span.end;
  }
  return out + line.text.substr(at);
}

std::string only_line_of(std::string_view text) {
  const PhraseGrammar grammar = grammar_of(text);
  const auto fine = grammar.check();
  EXPECT_TRUE(fine) << (fine ? "" : fine.error().message);
  Rng rng(1);
  return marked(grammar.make(rng, PhraseGrammar::Part::kAll));
}

std::string fault_of(std::string_view text) {
  const auto fine = grammar_of(text).check();
  return fine ? "" : fine.error().message;
}

TEST(PhraseGrammar, LabelsTheOutermostTypeOfASlot) {
  EXPECT_EQ(
      only_line_of("[user]\nalice\n[line a 1]\n<status:failed> for <user> by <command:su <user>>"),
      "{status|failed} for {user|alice} by {command|su alice}");
}

TEST(PhraseGrammar, ABackslashKeepsTheNextCharacter) {
  EXPECT_EQ(only_line_of("[line a 1]\n\\<1\\> a\\\\b"), "<1> a\\b");
}

TEST(PhraseGrammar, EscapesASlotAsInAJsonString) {
  EXPECT_EQ(
      only_line_of("[user]\nal\tice\n[text]\nC:\\\\x says \"<user>\" to <host:b>\n"
                   "[line a 1]\n{\"m\":\"<!text>\",\"u\":\"<!user>\"}"),
      "{\"m\":\"C:\\\\x says \\\"{user|al\\tice}\\\" to {host|b}\",\"u\":\"{user|al\\tice}\"}");
}

TEST(PhraseGrammar, CallsASectionWithArguments) {
  EXPECT_EQ(only_line_of("[user]\nalice\n[text]\nhello <user>\n[event]\n"
                         "<process:<1>> <2>: <<3>> (<!<3>>)\n[line a 1]\n<@event|su|<?7|7>|text>"),
            "{process|su} 7: hello {user|alice} (hello {user|alice})");
}

TEST(PhraseGrammar, SaysWhatIsWrongWithACall) {
  EXPECT_NE(fault_of("[line a 1]\n<@event|x>").find("no section 'event'"), std::string::npos);
  EXPECT_NE(fault_of("[event]\n<<1>>\n[line a 1]\n<@event|nothing>").find("no section 'nothing'"),
            std::string::npos);
  EXPECT_NE(fault_of("[line a 1]\n<!>").find("nothing to escape"), std::string::npos);
}

}  // namespace
}  // namespace detector
