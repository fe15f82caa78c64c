#include "config/yaml.h"

#include <gtest/gtest.h>

namespace detector::config {
namespace {

std::string first_error(std::string_view text) {
  const YamlDocument document = read_yaml(text);
  if (document.errors.empty()) return "none";
  const SyntaxError& error = document.errors.front();
  return std::to_string(error.position.line) + ":" + std::to_string(error.position.column) + " " +
         error.message;
}

TEST(Yaml, KeepsPositionsAndQuotes) {
  const WrittenValue root = read_yaml("a: 1\nb:\n  c: \"2\"\n").root;
  ASSERT_EQ(root.keys.size(), 2U);
  EXPECT_EQ(root.items[0].style, WrittenValue::Style::kPlain);
  const WrittenValue& inner = root.items[1].items[0];
  EXPECT_EQ(inner.style, WrittenValue::Style::kQuoted);
  EXPECT_EQ(inner.position.line, 3);
  EXPECT_EQ(inner.position.column, 6);
  EXPECT_EQ(root.items[1].keys[0].position.column, 3);
}

TEST(Yaml, ScalarsStayText) {
  const WrittenValue root = read_yaml("[no, 0x1F, 1_000, 2024-01-01, ~, null, '']").root;
  ASSERT_EQ(root.items.size(), 7U);
  EXPECT_EQ(root.items[0].text, "no");
  EXPECT_EQ(root.items[1].text, "0x1F");
  EXPECT_EQ(root.items[2].text, "1_000");
  EXPECT_EQ(root.items[3].text, "2024-01-01");
  EXPECT_EQ(root.items[4].kind, WrittenValue::Kind::kNull);
  EXPECT_EQ(root.items[5].kind, WrittenValue::Kind::kNull);
  EXPECT_EQ(root.items[6].kind, WrittenValue::Kind::kScalar);
}

TEST(Yaml, ReplacesAliasesByWhatTheyName) {
  const WrittenValue root = read_yaml("a: &x [1, {b: 2}]\nc: *x\n").root;
  ASSERT_EQ(root.items.size(), 2U);
  EXPECT_EQ(root.items[1].items[1].keys[0].name, "b");
}

TEST(Yaml, KeepsDuplicateKeysForTheCallerToReport) {
  EXPECT_EQ(read_yaml("a: 1\na: 2\n").root.keys.size(), 2U);
}

TEST(Yaml, EmptyFilesAndCommentsAreNothing) {
  for (const char* text : {"", "\n", "# a comment\n", "---\n", "\xef\xbb\xbf# with a mark\n"}) {
    EXPECT_EQ(read_yaml(text).root.kind, WrittenValue::Kind::kNull) << text;
    EXPECT_EQ(first_error(text), "none") << text;
  }
}

TEST(Yaml, ReadsFilesWithWindowsLineEndsAndByteOrderMark) {
  const WrittenValue root = read_yaml(
                                "\xef\xbb\xbf"
                                "a: 1\r\nb: 2\r\n")
                                .root;
  ASSERT_EQ(root.items.size(), 2U);
  EXPECT_EQ(root.keys[0].name, "a");
  EXPECT_EQ(root.items[1].text, "2");
}

TEST(Yaml, RefusesTabsInTheIndentationOnly) {
  EXPECT_EQ(first_error("a:\n\tb: 1\n"), "2:2 a tab in the indentation: use spaces");
  EXPECT_EQ(first_error("a: 1 \t# tab before a comment\n\t\n"), "none");
}

TEST(Yaml, RefusesBytesThatAreNotUtf8AndControlCharacters) {
  EXPECT_EQ(first_error("a: b\xff\n"), "1:5 byte 0xff is not UTF-8: save the file as UTF-8");
  EXPECT_EQ(first_error(std::string_view("a: \0b", 5)), "1:4 control character 0x00");
  EXPECT_NE(first_error(std::string_view("\xff\xfe"
                                         "a\0",
                                         4)),
            "none");
}

TEST(Yaml, RefusesWhatAConfigurationDoesNotNeed) {
  EXPECT_NE(first_error("a: 1\n---\nb: 2\n").find("second document"), std::string::npos);
  EXPECT_NE(first_error("a: !!str 1\n").find("a tag"), std::string::npos);
  EXPECT_NE(first_error("[a]: 1\n").find("a key must be text"), std::string::npos);
  EXPECT_NE(first_error("~: 1\n").find("a key must be text"), std::string::npos);
  EXPECT_NE(first_error("a: &x [*x]\n"), "none");
  EXPECT_NE(first_error("a: *unknown\n"), "none");
  EXPECT_NE(first_error(std::string(40, '[') + std::string(40, ']')).find("nested deeper"),
            std::string::npos);
  EXPECT_NE(first_error(std::string(kMaxYamlBytes + 1, ' ')).find("larger than"),
            std::string::npos);
}

TEST(Yaml, SyntaxErrorsHaveAPosition) {
  EXPECT_EQ(first_error("a: [1, 2\nb: 3\n").substr(0, 2), "2:");
  EXPECT_EQ(first_error("a: {b: 1\n").substr(0, 2), "1:");
}

TEST(Yaml, RefusesQuotesThatAreNotClosed) {
  for (const char* text : {"a: 'open\n", "a: \"open\nb: 1\n", "'a", "a: 'x\n\nb: 2"}) {
    EXPECT_NE(first_error(text).find("is not closed"), std::string::npos) << text;
  }
}

TEST(Yaml, AliasesOfAliasesCannotExplode) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int j = 1; j < 10; ++j) text += ", " + before;
    text += "]\n";
  }
  EXPECT_NE(first_error(text).find("more than 100000 values"), std::string::npos);
}

}  // namespace
}  // namespace detector::config
