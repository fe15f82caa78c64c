#include "entity/lexer.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "base/rng.h"

namespace detector {
namespace {

// `class:text` of each token, but for words and punctuation, which are only their text.
std::vector<std::string> lex(std::string_view text) {
  Lexer lexer;
  std::vector<std::string> out;
  for (const Token& token : lexer.lex(text)) {
    const bool plain = token.type == TokenClass::kWord || token.type == TokenClass::kPunctuation;
    out.push_back((plain ? "" : std::string(token_class_name(token.type)) + ":") +
                  std::string(token.in(text)));
  }
  return out;
}

struct Typed {
  const char* text;
  const char* type;
};

// NOLINTNEXTLINE(readability-identifier-naming): the name that GoogleTest looks for
void PrintTo(const Typed& typed, std::ostream* out) {
  *out << typed.type << ' ' << typed.text;
}

class OneToken : public testing::TestWithParam<Typed> {};

TEST_P(OneToken, IsKnownWholeAndInASentence) {
  const Typed& typed = GetParam();
  const std::string token = std::string(typed.type) + ":" + typed.text;
  EXPECT_EQ(lex(typed.text), std::vector<std::string>{token});
  EXPECT_EQ(lex(std::string("see ") + typed.text + ", then"),
            (std::vector<std::string>{"see", token, ",", "then"}));
  EXPECT_EQ(lex(std::string("(") + typed.text + ")"), (std::vector<std::string>{"(", token, ")"}));
}

INSTANTIATE_TEST_SUITE_P(
    Lexer, OneToken,
    testing::Values(
        Typed{"10.0.0.1", "ip"}, Typed{"2001:db8::1", "ip"}, Typed{"::1", "ip"},
        Typed{"fe80::1%eth0", "ip"}, Typed{"10.0.0.0/8", "cidr"}, Typed{"2001:db8::/32", "cidr"},
        Typed{"10.0.0.1:443", "endpoint"}, Typed{"/10.0.0.1:443", "endpoint"},
        Typed{"node1/10.0.0.1:443", "endpoint"}, Typed{"[::1]:443", "endpoint"},
        Typed{"db-1.example.com:5432", "endpoint"}, Typed{"00:1a:2b:3c:4d:5e", "mac"},
        Typed{"00-1A-2B-3C-4D-5E", "mac"}, Typed{"001a.2b3c.4d5e", "mac"},
        Typed{"6ba7b810-9dad-11d1-80b4-00c04fd430c8", "uuid"},
        Typed{"d41d8cd98f00b204e9800998ecf8427e", "hash"},
        Typed{"da39a3ee5e6b4b0d3255bfef95601890afd80709", "hash"}, Typed{"0xdeadbeef", "hex"},
        Typed{"1a2b3c4d5e", "hex"}, Typed{"42", "number"}, Typed{"-3.5e10", "number"},
        Typed{"1,234,567", "number"}, Typed{"512 MB", "number"}, Typed{"30s", "number"},
        Typed{"99.5%", "number"}, Typed{"<1 sec", "number"}, Typed{"#12#", "number"},
        Typed{"12 MB/s", "number"}, Typed{"2026-11-25", "time"},
        Typed{"2026-11-25T08:15:46.123Z", "time"}, Typed{"08:15:46", "time"},
        Typed{"2026-11-25T08:15:46+01:00", "time"}, Typed{"25/Nov/2026:08:15:46", "time"},
        Typed{"Nov 25 08:15:46", "time"}, Typed{"Wed Nov 25 08:15:46 UTC 2026", "time"},
        Typed{"Wed, 25 Nov 2026", "time"}, Typed{"11:59 PM", "time"},
        Typed{"/var/log/auth.log", "path"}, Typed{"~/x/y", "path"}, Typed{"../x", "path"},
        Typed{"C:\\Windows\\x.dll", "path"}, Typed{"\\\\host\\c$\\x", "path"},
        Typed{"/a/b?x=1&y=2", "path"}, Typed{"org/apache/x.jar", "path"}, Typed{"auth.log", "file"},
        Typed{"https://example.com/a?b=c", "url"}, Typed{"ftp://h/x", "url"},
        Typed{"www.example.org", "domain"}, Typed{"a.b.co.uk", "domain"},
        Typed{"bob@example.com", "email"}, Typed{"bob+x@mail.example.com", "email"},
        Typed{"CVE-2026-12345", "cve"}, Typed{"arn:aws:iam::123456789012:role/x", "arn"},
        Typed{"i-0123456789abcdef0", "resource"}, Typed{"vpc-1a2b3c4d", "resource"},
        Typed{"AKIAIOSFODNN7EXAMPLE", "access_key"},
        Typed{"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "jwt"}, Typed{"true", "literal"},
        Typed{"null", "literal"}, Typed{"node17", "identifier"}));

TEST(Lexer, WordsStayWords) {
  for (const char* text : {"java.io.IOException", "don't", "re-mapping", "DataNode$Receiver",
                           "under_score", "LINK-3-UPDOWN", "e.g"}) {
    EXPECT_EQ(lex(text), std::vector<std::string>{text});
  }
}

TEST(Lexer, TheValueOfAKeyIsOneTokenAlsoWhenEmpty) {
  EXPECT_EQ(lex("a=b c = d"), (std::vector<std::string>{"a", "=", "value:b", "c", "=", "value:d"}));
  EXPECT_EQ(lex("user= uid=0"),
            (std::vector<std::string>{"user", "=", "value:", "uid", "=", "number:0"}));
  EXPECT_EQ(
      lex("m=\"a b\", t=X{1 {2}} ok"),
      (std::vector<std::string>{"m", "=", "value:\"a b\"", ",", "t", "=", "value:X{1 {2}}", "ok"}));
  EXPECT_EQ(lex("a==b"), (std::vector<std::string>{"a", "==", "b"}));
}

TEST(Lexer, EmptyQuotesHoldAnEmptyValue) {
  EXPECT_EQ(lex("say \"\" now"), (std::vector<std::string>{"say", "\"", "value:", "\"", "now"}));
}

TEST(Lexer, AFrameOfAStackIsOneToken) {
  EXPECT_EQ(lex("at org.Shop.buy(Shop.java:12)"),
            (std::vector<std::string>{"at", "identifier:org.Shop.buy(Shop.java:12)"}));
}

TEST(Lexer, NotQuiteIsNot) {
  const auto is = [](const char* text, const char* type) {
    return lex(text) == std::vector<std::string>{std::string(type) + ":" + text};
  };
  EXPECT_FALSE(is("10.0.0.256", "ip"));
  EXPECT_FALSE(is("00:1a:2b:3c:4d", "mac"));
  EXPECT_FALSE(is("AKIAIOSFODNN7EXAMPL", "access_key"));
  EXPECT_FALSE(is("25:61:61", "time"));
  EXPECT_FALSE(is("i-0123", "resource"));
  EXPECT_FALSE(is("-x.example.com", "domain"));
}

TEST(Lexer, TokensCoverEveryByteButWhiteSpaceInOrder) {
  Rng rng(7);
  constexpr std::string_view kAlphabet = "aZ09 .:/\\-_=@#%+~$\"'()[]{}<>,;|&?!*\t\xc3\xa4\xff\x01";
  Lexer lexer;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const std::uint64_t length = rng.below(40);
    for (std::uint64_t i = 0; i < length; ++i) text += kAlphabet[rng.below(kAlphabet.size())];
    std::size_t at = 0;
    for (const Token& token : lexer.lex(text)) {
      ASSERT_GE(token.begin, at) << text;
      for (; at < token.begin; ++at) ASSERT_LE(static_cast<unsigned char>(text[at]), ' ') << text;
      at += token.length;
      ASSERT_LE(at, text.size()) << text;
    }
    for (; at < text.size(); ++at) ASSERT_LE(static_cast<unsigned char>(text[at]), ' ') << text;
  }
}

TEST(Lexer, LongLinesEndInOneTokenOfText) {
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "a ";
  Lexer lexer;
  const auto tokens = lexer.lex(many);
  EXPECT_LE(tokens.size(), Lexer::kMostTokens + 1);
  EXPECT_EQ(tokens.back().type, TokenClass::kText);
  EXPECT_EQ(tokens.back().begin + tokens.back().length, many.size());
  const std::string bytes(3 * Lexer::kLongest, 'x');
  EXPECT_EQ(lexer.lex(bytes).back().type, TokenClass::kText);
}

}  // namespace
}  // namespace detector
