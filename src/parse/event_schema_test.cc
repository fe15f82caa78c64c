// The event schema is what docs/event-schema.md says it is, and has a version.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "base/hash.h"
#include "detector/event.h"

namespace detector {
namespace {

// What `Version:` of docs/event-schema.md stands for: its fields, and the rows that map to them.
constexpr int kVersion = 3;
constexpr std::string_view kSchemaHash = "ec71b9773b23dbe8";

std::string document() {
  std::ifstream file(std::string(DETECTOR_SOURCE_DIR) + "/docs/event-schema.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The rows of tables that name a field.
std::vector<std::string> mapping_rows() {
  std::vector<std::string> rows;
  std::istringstream lines(document());
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("| ") && line.find("`k") != std::string::npos) rows.push_back(line);
  }
  return rows;
}

TEST(EventSchema, TheFirstTableHasARowForEachFieldInOrder) {
  const auto rows = mapping_rows();
  ASSERT_GT(rows.size(), kFieldCount);
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    const std::string name(field_name(static_cast<Field>(i)));
    EXPECT_NE(rows[i].find("` | `" + name + "` | "), std::string::npos) << name << ": " << rows[i];
  }
}

TEST(EventSchema, AnotherMappingNeedsAnotherVersion) {
  std::string schema;
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    schema += std::string(field_name(static_cast<Field>(i))) + "\n";
  }
  for (const auto& row : mapping_rows()) schema += row + "\n";
  EXPECT_EQ(to_hex(sha256(schema)).substr(0, 16), kSchemaHash)
      << "A field or a row of docs/event-schema.md that maps to one changed. Add one to `Version:` "
         "of that file and to kVersion here, say in CHANGELOG.md what changed, and put the new "
         "hash here. A model of other fields does not fit: see views_fingerprint().";
  EXPECT_NE(document().find("\nVersion: " + std::to_string(kVersion) + "\n"), std::string::npos)
      << "docs/event-schema.md must say `Version: " << kVersion << "`";
}

}  // namespace
}  // namespace detector
