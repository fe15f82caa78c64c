#include "detector/knowledge.h"

#include <gtest/gtest.h>

namespace detector {
namespace {

Knowledge small() {
  KnowledgeRows rows;
  rows.actions = {{"s3:PutObject", {Access::kWrite, kOneBit / 2, {"T1565.001"}}},
                  {"lambda:Invoke", {Access::kWrite, 0, {}}},
                  {"x:Get20150331", {Access::kWrite, kOneBit, {}}}};
  rows.verbs = {{"Get", {Access::kRead, 0, {}}},
                {"BatchGet", {Access::kRead, 64, {}}},
                {"Batch", {Access::kWrite, 128, {}}}};
  rows.otherwise = {Access::kWrite, 512, {}};
  rows.techniques = {{"T1565.001", "Data Manipulation: Stored Data Manipulation"}};
  return Knowledge(std::move(rows));
}

TEST(Knowledge, FindsAnActionWithAndWithoutAnApiVersion) {
  const Knowledge knowledge = small();
  EXPECT_EQ(knowledge.lookup("s3:PutObject").techniques.front(), "T1565.001");
  EXPECT_EQ(&knowledge.lookup("lambda:Invoke20150331v2"), &knowledge.lookup("lambda:Invoke"));
  EXPECT_TRUE(knowledge.knows("lambda:Invoke20150331"));
  EXPECT_FALSE(knowledge.knows("lambda:InvokeAsync"));
  EXPECT_EQ(knowledge.lookup("x:Get20150331").harm, kOneBit);  // as it is written comes first
}

TEST(Knowledge, JudgesUnknownActionsByTheLongestVerb) {
  const Knowledge knowledge = small();
  EXPECT_EQ(knowledge.lookup("s3:GetThing").access, Access::kRead);
  EXPECT_EQ(knowledge.lookup("s3:BatchGetThing").harm, 64);
  EXPECT_EQ(knowledge.lookup("s3:BatchPutThing").harm, 128);
  EXPECT_EQ(knowledge.lookup("s3:Getaway").harm, 512);
  EXPECT_EQ(knowledge.lookup("GetThing").access, Access::kRead);
  EXPECT_EQ(knowledge.lookup("ssh:odd").harm, 512);
}

TEST(Knowledge, NoActionIsHarmless) {
  EXPECT_EQ(small().lookup("").harm, 0);
  EXPECT_EQ(Knowledge().lookup("s3:PutObject"), ActionKnowledge());
}

TEST(Knowledge, NamesTechniques) {
  const Knowledge knowledge = small();
  EXPECT_EQ(knowledge.technique_name("T1565.001"), "Data Manipulation: Stored Data Manipulation");
  EXPECT_EQ(knowledge.technique_name("T1565"), "");
}

TEST(Knowledge, CanonicalTextIsTheSameForEqualKnowledgeAndReadsBack) {
  const Knowledge knowledge = small();
  const auto again = knowledge_from_canonical(knowledge.canonical());
  ASSERT_TRUE(again.has_value()) << again.error().message;
  EXPECT_EQ(again->canonical(), knowledge.canonical());
  EXPECT_EQ(again->sha256(), knowledge.sha256());
  EXPECT_EQ(again->lookup("s3:PutObject"), knowledge.lookup("s3:PutObject"));
  EXPECT_EQ(knowledge.sha256().size(), 64U);
  EXPECT_NE(knowledge.sha256(), Knowledge().sha256());
}

TEST(Knowledge, RefusesMalformedCanonicalText) {
  for (const char* text :
       {"", "knowledge 2\n", "knowledge 1\nfact x read 0 -\n", "knowledge 1\naction x maybe 0 -\n",
        "knowledge 1\naction x read 0\n", "knowledge 1\naction x read 0x -\n",
        "knowledge 1\naction\n", "knowledge 1\notherwise read\n", "knowledge 1\n\n"}) {
    const auto knowledge = knowledge_from_canonical(text);
    ASSERT_FALSE(knowledge.has_value()) << text;
    EXPECT_EQ(knowledge.error().code, Code::kCorrupt);
  }
}

}  // namespace
}  // namespace detector
