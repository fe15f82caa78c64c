// The knowledge that the program carries: equal to its file, well-formed, and knowing what it
// promises to know.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "config/action_name.h"
#include "detector/knowledge.h"
#include "detector/source.h"
#include "parse/parser.h"
#include "synth/catalog.h"

namespace detector {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Where the evaluation data lies: beside the checkout, or where DETECTOR_DATA_DIR says.
std::filesystem::path data_folder() {
  const char* given =
      std::getenv("DETECTOR_DATA_DIR");  // NOLINT(concurrency-mt-unsafe): one thread
  if (given != nullptr) return given;
  return std::filesystem::path(DETECTOR_SOURCE_DIR) / ".." / "shared" / "data";
}

/// The first two columns of a CSV file (RFC 4180), without its header.
std::vector<std::pair<std::string, std::string>> first_columns(const std::string& csv) {
  std::vector<std::pair<std::string, std::string>> rows;
  std::vector<std::string> row(1);
  bool is_quoted = false;
  for (const char c : csv) {
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ',' && !is_quoted) {
      row.emplace_back();
    } else if (c == '\n' && !is_quoted) {
      if (row.size() >= 2) rows.emplace_back(row[0], row[1]);
      row.assign(1, "");
    } else if (row.size() <= 2) {
      row.back() += c;
    }
  }
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

TEST(BuiltInKnowledge, IsTheFile) {
  const auto file =
      load_knowledge(std::string(DETECTOR_SOURCE_DIR) + "/config/knowledge/actions.yaml");
  ASSERT_TRUE(file.has_value()) << file.error().message;
  const Knowledge built_in = built_in_knowledge();
  EXPECT_EQ(built_in.canonical(), file->canonical());
  EXPECT_EQ(built_in.sha256(), file->sha256());
  EXPECT_GT(built_in.actions().size(), 500U);
}

TEST(BuiltInKnowledge, EveryTechniqueIsWellFormedNamedAndUsed) {
  const Knowledge knowledge = built_in_knowledge();
  std::set<std::string> used;
  for (const KnowledgeRow& row : knowledge.actions()) {
    for (const std::string& id : row.what.techniques) {
      EXPECT_TRUE(config::is_technique_id(id)) << row.name << " " << id;
      EXPECT_NE(knowledge.technique_name(id), "") << row.name << " " << id;
      used.insert(id);
    }
    EXPECT_GE(row.what.harm, 0) << row.name;
    EXPECT_LE(row.what.harm, 6 * kOneBit) << row.name << ": 7 and 8 are left to other files";
  }
  for (const TechniqueName& technique : knowledge.techniques()) {
    EXPECT_TRUE(used.contains(technique.id)) << technique.id << " is named and not used";
  }
}

TEST(BuiltInKnowledge, KeepsItsScale) {
  const Knowledge knowledge = built_in_knowledge();
  const auto harm = [&](std::string_view action) {
    return as_double(knowledge.lookup(action).harm);
  };
  EXPECT_EQ(harm("ec2:DescribeRegions"), 0);
  EXPECT_EQ(harm("ec2:CreateTags"), 0.5);
  EXPECT_EQ(harm("ec2:DescribeInstances"), 0.5);
  EXPECT_EQ(harm("iam:ListUsers"), 1);
  EXPECT_EQ(harm("secretsmanager:GetSecretValue"), 2);
  EXPECT_EQ(harm("ec2:AuthorizeSecurityGroupIngress"), 3);
  EXPECT_EQ(harm("iam:CreateAccessKey"), 4);
  EXPECT_EQ(harm("kms:ScheduleKeyDeletion"), 5);
  EXPECT_EQ(harm("cloudtrail:StopLogging"), 6);
}

TEST(BuiltInKnowledge, JudgesUnknownActionsByTheirVerb) {
  const Knowledge knowledge = built_in_knowledge();
  for (const char* action : {"new:GetThing", "new:ListThings", "new:DescribeThing", "new:HeadThing",
                             "new:LookupThing", "new:SearchThings", "new:BatchGetThing"}) {
    EXPECT_EQ(knowledge.lookup(action).access, Access::kRead) << action;
    EXPECT_EQ(knowledge.lookup(action).harm, 0) << action;
  }
  for (const char* action : {"new:PutThing", "new:DeleteThing", "new:FrobThing", "new:Getaway"}) {
    EXPECT_EQ(knowledge.lookup(action).access, Access::kWrite) << action;
    EXPECT_GE(knowledge.lookup(action).harm, kOneBit / 2) << action;
    EXPECT_LE(knowledge.lookup(action).harm, kOneBit) << action;
  }
}

TEST(BuiltInKnowledge, KnowsWhatHostsDo) {
  const Knowledge knowledge = built_in_knowledge();
  const std::string source = text_of(std::string(DETECTOR_SOURCE_DIR) + "/src/parse/auth.cc");
  const std::regex action("\"((?:ssh|sudo|su|cron):[a-z-]+)\"");
  std::size_t found = 0;
  for (std::sregex_iterator at(source.begin(), source.end(), action), end; at != end; ++at) {
    EXPECT_TRUE(knowledge.knows((*at)[1].str())) << (*at)[1];
    ++found;
  }
  EXPECT_GT(found, 10U);
  for (const char* tool : {"useradd", "userdel", "usermod", "groupadd", "groupdel", "groupmod",
                           "passwd", "chpasswd", "gpasswd"}) {
    EXPECT_TRUE(knowledge.knows("account:" + std::string(tool))) << tool;
  }
}

TEST(BuiltInKnowledge, AgreesWithTheSyntheticLogsOnWhatIsARead) {
  const Knowledge knowledge = built_in_knowledge();
  for (const synth::Operation& operation : synth::operations()) {
    if (operation.service == "unknown") continue;
    const std::string action = std::string(operation.service) + ":" + std::string(operation.name);
    EXPECT_EQ(knowledge.lookup(action).access == Access::kRead,
              operation.access == synth::Access::kRead)
        << action;
  }
}

TEST(BuiltInKnowledge, KnowsEveryActionOfRecordedAttackTechniques) {
  const auto folder = data_folder() / "cloudtrail" / "stratus";
  if (!std::filesystem::is_directory(folder)) {
    GTEST_SKIP() << "no evaluation data beside the checkout; set DETECTOR_DATA_DIR";
  }
  const Knowledge knowledge = built_in_knowledge();
  auto source = open_source({folder.string()}, {});
  ASSERT_TRUE(source.has_value());
  const auto parser = make_cloudtrail_parser({});
  RecordBatch batch;
  std::size_t records = 0;
  while (*(*source)->next(batch)) {
    if (!(*source)->objects()[batch.object].name.ends_with(".json")) continue;
    for (const auto& span : batch.records) {
      Event event;
      ASSERT_EQ(parser->parse(batch.text(span), event), "");
      EXPECT_TRUE(knowledge.knows(event[Field::kAction])) << event[Field::kAction];
      ++records;
    }
  }
  EXPECT_GT(records, 18U);
}

TEST(BuiltInKnowledge, KnowsEveryActionThatWasSeenInIncidents) {
  const auto path = data_folder() / "cloudtrail" / "traildiscover_events.csv";
  if (!std::filesystem::is_regular_file(path)) {
    GTEST_SKIP() << "no evaluation data beside the checkout; set DETECTOR_DATA_DIR";
  }
  constexpr std::string_view kSuffix = ".amazonaws.com";
  const Knowledge knowledge = built_in_knowledge();
  const auto rows = first_columns(text_of(path));
  EXPECT_GT(rows.size(), 300U);
  for (const auto& [name, source] : rows) {
    ASSERT_TRUE(source.ends_with(kSuffix)) << source;
    const std::string action = source.substr(0, source.size() - kSuffix.size()) + ":" + name;
    EXPECT_TRUE(knowledge.knows(action)) << action;
    EXPECT_FALSE(knowledge.lookup(action).techniques.empty()) << action;
  }
}

}  // namespace
}  // namespace detector
