#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "detector/record.h"
#include "parse/field_table.h"
#include "parse/parser.h"

namespace detector {

/// A format whose records are JSON objects, described by data alone. In static storage.
struct JsonFormat {
  FieldTable table;
  /// Conditions in the notation of Row; a record that meets one of them is of this format.
  std::span<const std::string_view> signs;
  /// The key under which the record lies when something has wrapped it; empty: never.
  std::string_view envelope = {};
};

std::unique_ptr<RecordParser> make_json_parser(const JsonFormat& format,
                                               const ParseOptions& options);

/// Tells JSON formats apart by the values that they have. Reads each record once for all formats.
class JsonDetector {
 public:
  explicit JsonDetector(std::span<const Format> formats);
  /// How many of the first `most` records of the batch are of each format, by the format's index.
  std::vector<std::size_t> count(const RecordBatch& batch, std::size_t most);

 private:
  struct Sign {
    std::uint32_t format = 0;
    Conditions conditions;
  };
  std::vector<std::string_view> names_;
  std::vector<Sign> signs_;
  std::size_t format_count_;
  JsonReader reader_;
};

// One table for each (src/parse/formats_*.cc).
extern const JsonFormat kCloudTrailDigest;
extern const JsonFormat kGuardDuty;
extern const JsonFormat kResolverQuery;
extern const JsonFormat kKubernetesAudit;
extern const JsonFormat kWebJson;
extern const JsonFormat kWindows;
extern const JsonFormat kZeekJson;
extern const JsonFormat kSuricata;
extern const JsonFormat kOcsf;

}  // namespace detector
