#include <gtest/gtest.h>

#include "detector/entities.h"
#include "detector/ner.h"
#include "entity/ner_tokens.h"

namespace detector {
namespace {

const std::vector<CorpusFile>& small_corpus() {
  static const std::vector<CorpusFile> kCorpus = {
      {"small.txt",
       "[user]\nalice\nbob\n<#word>\n[ip]\n<#ip4>\n[port]\n<#int1-65535>\n"
       "[line one]\n<user> <action:logged in> from <ip>:<port>\n"
       "[line two]\nuser=<user> src=<ip>\n"
       "[line three]\nnothing of note\n"}};
  return kCorpus;
}

std::string small_model(std::uint64_t seed = 1) {
  return train_recogniser(small_corpus(), {seed, 600}).value();
}

std::string shown(const std::vector<Entity>& entities, std::string_view message) {
  std::string out;
  for (const Entity& one : entities) {
    out += std::string(entity_type_name(one.type)) + ":" + std::string(one.in(message)) + " ";
  }
  return out;
}

std::string fine(std::string_view text) {
  FineLexer lexer;
  std::string out;
  for (const Token& token : lexer.lex(text)) out += std::string(token.in(text)) + " ";
  return out;
}

TEST(FineLexer, CutsWhatMayBeTwoThings) {
  EXPECT_EQ(fine("10.0.0.1:80"), "10.0.0.1 : 80 ");
  EXPECT_EQ(fine("[2001:db8::1]:443"), "[ 2001:db8::1 ] : 443 ");
  EXPECT_EQ(fine("2001:db8:dead::4:60110"), "2001:db8:dead::4 : 60110 ");
  EXPECT_EQ(fine("198.51.100.7/51234"), "198.51.100.7 / 51234 ");
  EXPECT_EQ(fine("10.0.0.0/24"), "10.0.0.0/24 ");
  EXPECT_EQ(fine("CORP\\kim"), "CORP \\ kim ");
  EXPECT_EQ(fine("uid=0(root)"), "uid = 0 ( root ) ");
  EXPECT_EQ(fine("sshd[123]:"), "sshd [ 123 ] : ");
  EXPECT_EQ(fine("\"port\":8812,"), "\" port \" : 8812 , ");
  EXPECT_EQ(fine("/etc/passwd"), "/etc/passwd ");
  EXPECT_EQ(fine("cmd=\"rm -rf /tmp\""), "cmd = \" rm - rf /tmp \" ");
}

TEST(FineLexer, TakesAnyText) {
  for (const char* text : {"", " ", "\\\"", "\"", "[", "://", "::", "=", "=\"\"", "a=\"b\\\"c",
                           ":1", "'\"'\"", "\xff\xfe", "a=b=c=d=e=f", "1:2:3:4:5:6:7:8:9"}) {
    FineLexer lexer;
    std::size_t end = 0;
    for (const Token& token : lexer.lex(text)) {
      EXPECT_GE(token.begin, end) << text;
      EXPECT_GT(token.length, 0U) << text;
      end = token.begin + token.length;
      EXPECT_LE(end, std::string_view(text).size()) << text;
    }
  }
}

TEST(Recogniser, LearnsAndSplitsEndpoints) {
  Recogniser recogniser = Recogniser::load(small_model()).value();
  const std::string_view line = "carol logged in from 192.0.2.7:5151";
  const auto found = recogniser.recognise(line);
  EXPECT_EQ(shown(found, line), "user:carol action:logged in ip:192.0.2.7 port:5151 ");
  EXPECT_EQ(found[2].source, Entity::Source::kLexer);
  EXPECT_EQ(found[0].source, Entity::Source::kRecogniser);
  EXPECT_TRUE(recogniser.recognise(line, 1001).empty());
  EXPECT_TRUE(recogniser.recognise("").empty());
}

TEST(Recogniser, TrainingIsDeterministic) {
  const std::string model = small_model();
  EXPECT_EQ(model, small_model());
  EXPECT_NE(model, small_model(2));
}

TEST(Recogniser, RefusesDamagedModels) {
  const std::string model = small_model();
  for (std::size_t cut = 0; cut < model.size(); cut += 97) {
    EXPECT_EQ(Recogniser::load(model.substr(0, cut)).error().code, Code::kCorrupt);
  }
  for (std::size_t at = 9; at < model.size(); at += 131) {
    std::string altered = model;
    altered[at] = static_cast<char>(altered[at] ^ 4);
    EXPECT_EQ(Recogniser::load(altered).error().code, Code::kCorrupt);
  }
  std::string other = model;
  other[8] = 77;
  EXPECT_EQ(Recogniser::load(other).error().code, Code::kUnsupported);
}

TEST(Recogniser, TheBuiltInModelLoads) {
  Recogniser recogniser = built_in_recogniser().value();
  const std::string_view line = "Mar  3 10:00:00 web-1 sshd[42]: session opened for user kim";
  EXPECT_EQ(shown(recogniser.recognise(line), line),
            "time:Mar  3 10:00:00 host:web-1 process:sshd number:42 action:opened user:kim ");
}

TEST(CachedRecogniser, LabelsKnownShapesWithoutTheModel) {
  const Recogniser recogniser = Recogniser::load(small_model()).value();
  CachedRecogniser cached(recogniser);
  for (int i = 0; i < 50; ++i) {
    const std::string line =
        "user=kim" + std::string(i % 2 == 0 ? "" : "7") + " src=192.0.2." + std::to_string(i);
    EXPECT_EQ(shown(cached.recognise(line), line), "user:" + line.substr(5, line.find(' ') - 5) +
                                                       " ip:" + line.substr(line.rfind('=') + 1) +
                                                       " ");
  }
  EXPECT_LT(cached.recognised(), 10U);
}

TEST(CachedRecogniser, IsBounded) {
  const Recogniser recogniser = Recogniser::load(small_model()).value();
  CachedRecogniser cached(recogniser, 0);
  for (int i = 0; i < 20; ++i) cached.recognise("alice logged in from 192.0.2.7:1");
  EXPECT_EQ(cached.recognised(), 20U);
}

TEST(Corpus, NamesThePhraseThatIsWrong) {
  const auto error = [](std::string text) {
    return train_recogniser({{"c.txt", std::move(text)}}, {1, 1}).error().message;
  };
  EXPECT_EQ(error("x\n"), "c.txt:1: a phrase stands before any [section]");
  EXPECT_EQ(error("[line a]\n<nobody>\n"), "[line a] <nobody>: there is no section 'nobody'");
  EXPECT_EQ(error("[line a]\n<#colour>\n"), "[line a] <#colour>: no such kind of value");
  EXPECT_EQ(error("[line a]\n<user\n"), "[line a] <user: a slot is empty or open");
  EXPECT_EQ(error("[a]\nx\n"), "the corpus has no [line …] section");
}

TEST(Corpus, MakesLabelledLines) {
  const std::string sample = corpus_sample({{"c.txt",
                                             "[pair]\nsrc_ip\t<ip>\n[ip]\n10.0.0.1\n[line a]\n"
                                             "<action:login> <?x|x> <*eq:pair:1-1>\\<\n"}},
                                           {1, 1})
                                 .value();
  EXPECT_TRUE(sample.starts_with("⟦action|login⟧ x "));
  EXPECT_TRUE(sample.ends_with("=⟦ip|10.0.0.1⟧<\n"));
}

TEST(NerEvaluation, CountsExactMatches) {
  Recogniser recogniser = Recogniser::load(small_model()).value();
  const std::string gold =
      R"({"system":"s","line":"user=kim src=192.0.2.1","entities":[)"
      R"({"type":"user","start":5,"end":8},{"type":"host","start":13,"end":22}]})"
      "\n";
  const auto found = evaluate_recogniser(recogniser, gold, "g", NerCache::kOff).value();
  EXPECT_EQ(found.all.right, 1U);
  EXPECT_EQ(found.all.spurious, 1U);
  EXPECT_EQ(found.all.missed, 1U);
  EXPECT_DOUBLE_EQ(found.all.f1(), 0.5);
  EXPECT_EQ(evaluate_recogniser(recogniser, "{}\n", "g", NerCache::kOff).error().message,
            "g:1: not a labelled line");
}

TEST(Entities, AreShownSafely) {
  const std::string_view line = "\x1b[1mkim";
  const std::vector<Entity> found = {{EntityType::kUser, 4, 3, 900, Entity::Source::kRecogniser}};
  EXPECT_EQ(entities_text(line, found, EntityMarks::kBrackets), "\\x1b[1m⟦user|kim⟧\n");
  EXPECT_NE(entities_json(line, found).find(R"("text":"kim","confidence":900)"), std::string::npos);
}

}  // namespace
}  // namespace detector
