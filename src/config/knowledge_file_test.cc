#include <gmock/gmock.h>

#include "config/config_directory_test.h"
#include "detector/knowledge.h"

namespace detector::config {
namespace {

using testing::HasSubstr;

constexpr std::string_view kHead =
    "version: 1\n"
    "verbs:\n"
    "  Get: {access: read, harm: 0}\n"
    "otherwise: {access: write, harm: 0.5}\n"
    "techniques:\n"
    "  T1098: Account Manipulation\n"
    "  T1098.001: \"Account Manipulation: Additional Cloud Credentials\"\n"
    "actions:\n"
    "  iam:\n";  // line 9

class KnowledgeFile : public ConfigDirectory {
 public:
  [[nodiscard]] Result<Knowledge> read(std::string_view text) const {
    write("actions.yaml", text);
    return load_knowledge(path + "/actions.yaml");
  }
  /// The problems, the file's name cut; empty when there are none.
  [[nodiscard]] std::string problems_in(std::string_view text) const {
    const Result<Knowledge> knowledge = read(text);
    if (knowledge) return {};
    EXPECT_EQ(knowledge.error().code, Code::kUsage);
    std::string message = knowledge.error().message;
    const std::string name = path + "/actions.yaml:";
    for (auto at = message.find(name); at != std::string::npos; at = message.find(name)) {
      message.erase(at, name.size());
    }
    return message;
  }
  [[nodiscard]] std::string problems_of_action(std::string_view action) const {
    return problems_in(std::string(kHead) + "    " + std::string(action) + "\n");
  }
};

TEST_F(KnowledgeFile, IsReadInWhateverOrderTheSectionsStand) {
  const auto knowledge = read(
      "actions:\n  iam:\n    CreateAccessKey: {harm: 4, access: write, techniques: [T1098]}\n"
      "techniques: {T1098: Account Manipulation}\nverbs: {}\n"
      "otherwise: {access: write, harm: 0.25}\nversion: 1\n");
  ASSERT_TRUE(knowledge.has_value()) << knowledge.error().message;
  const ActionKnowledge expected = {Access::kWrite, 4 * kOneBit, {"T1098"}};
  EXPECT_EQ(knowledge->lookup("iam:CreateAccessKey"), expected);
  EXPECT_EQ(knowledge->lookup("iam:Other").harm, kOneBit / 4);
  EXPECT_EQ(knowledge->technique_name("T1098"), "Account Manipulation");
}

TEST_F(KnowledgeFile, EveryProblemIsReportedWithItsPlace) {
  EXPECT_EQ(problems_of_action("Create: {access: maybe, harm: 9}"),
            "the knowledge has 2 problems\n"
            "10:22: iam:Create: expected an access: read or write, got \"maybe\"\n"
            "10:35: iam:Create: expected a harm from 0 to 8 bits in steps of 0.25, got \"9\"");
}

TEST_F(KnowledgeFile, HarmIsANumberInItsRange) {
  for (const char* harm : {"-1", "8.25", "0.1", "\"4\"", "high", "4x", "[4]", "~", "nan", "1e99"}) {
    EXPECT_THAT(problems_of_action("Do: {access: read, harm: " + std::string(harm) + "}"),
                HasSubstr("10:30: iam:Do: expected a harm from 0 to 8 bits in steps of 0.25"))
        << harm;
  }
  EXPECT_EQ(problems_of_action("Do: {access: read, harm: 8}"), "");
  EXPECT_EQ(problems_of_action("Do: {access: read, harm: 0.75}"), "");
}

TEST_F(KnowledgeFile, TechniquesAreWellFormedNamedAndListedOnce) {
  EXPECT_THAT(problems_of_action("Do: {access: read, harm: 0, techniques: [T109]}"),
              HasSubstr("10:46: iam:Do: expected a technique such as T1098 or T1098.001"));
  EXPECT_THAT(problems_of_action("Do: {access: read, harm: 0, techniques: [T1078]}"),
              HasSubstr("10:46: iam:Do: T1078 has no name under \"techniques:\""));
  EXPECT_THAT(problems_of_action("Do: {access: read, harm: 0, techniques: [T1098, T1098]}"),
              HasSubstr("10:53: iam:Do: T1098 is listed twice"));
  EXPECT_THAT(problems_of_action("Do: {access: read, harm: 0, techniques: T1098}"),
              HasSubstr("10:45: iam:Do: expected a list of at most 8 techniques"));
  std::string head(kHead);
  head.replace(head.find("T1098:"), 6, "T10980:");
  EXPECT_THAT(problems_in(head + "    Do: {access: read, harm: 0}\n"),
              HasSubstr("6:3: techniques: expected an id such as T1098 or T1098.001"));
}

TEST_F(KnowledgeFile, UnknownKeysNameTheNearestKnownOne) {
  EXPECT_THAT(problems_of_action("Do: {access: read, harm: 0, technique: []}"),
              HasSubstr("10:33: iam:Do: unknown key \"technique\"; did you mean \"techniques\"?"));
  EXPECT_THAT(problems_in(std::string(kHead) + "    Do: {access: read, harm: 0}\naction: {}\n"),
              HasSubstr("11:1: unknown key \"action\"; did you mean \"actions\"?"));
  std::string head(kHead);
  head.replace(head.find("harm: 0}"), 8, "harm: 0, techniques: [T1098]}");
  EXPECT_THAT(problems_in(head), HasSubstr("3:32: Get: unknown key \"techniques\""));
}

TEST_F(KnowledgeFile, NothingIsWrittenTwice) {
  EXPECT_THAT(problems_of_action("Do: {access: read, harm: 0}\n    Do: {access: read, harm: 0}"),
              HasSubstr("11:5: iam: \"Do\" is written twice, first in line 10"));
  EXPECT_THAT(problems_of_action("Do: {access: read, harm: 0}\n  iam: {}"),
              HasSubstr("11:3: actions: \"iam\" is written twice, first in line 9"));
  EXPECT_THAT(problems_of_action("Do: {access: read, harm: 0, harm: 1}"),
              HasSubstr("10:33: iam:Do: \"harm\" is written twice"));
}

TEST_F(KnowledgeFile, NamesFollowTheirGrammar) {
  EXPECT_THAT(problems_of_action("\"Do it\": {access: read, harm: 0}"),
              HasSubstr("10:5: iam: expected an action such as GetObject, got \"Do it\""));
  EXPECT_THAT(problems_of_action("List20150331v2: {access: read, harm: 0}"),
              HasSubstr("10:5: iam: write \"List20150331v2\" as List"));
  EXPECT_THAT(problems_of_action("Do: {access: read, harm: 0}\n  S3: {}"),
              HasSubstr("11:3: actions: expected a service such as s3"));
}

TEST_F(KnowledgeFile, WhatIsMissingIsNamed) {
  EXPECT_THAT(problems_of_action("Do: {access: read}"), HasSubstr("10:9: iam:Do: no harm"));
  EXPECT_THAT(problems_of_action("Do: {harm: 0}"), HasSubstr("10:9: iam:Do: no access"));
  EXPECT_THAT(problems_of_action("Do:"), HasSubstr("iam:Do: expected a map of access, harm"));
  EXPECT_THAT(problems_in("version: 2\n"), HasSubstr("expected 1, the only version there is"));
  EXPECT_THAT(problems_in("version: 1\n"), HasSubstr("1:1: no \"actions\""));
  EXPECT_THAT(problems_in(""), HasSubstr("expected a map of version"));
  EXPECT_THAT(problems_in("{"), HasSubstr("not YAML"));
  EXPECT_FALSE(load_knowledge(path + "/missing.yaml").has_value());
}

}  // namespace
}  // namespace detector::config
