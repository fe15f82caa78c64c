#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "detector/event.h"
#include "detector/record.h"

namespace detector {

struct ParseOptions {
  TimeMs now = 0;           ///< Gives a year to times that have none.
  bool assume_utc = false;  ///< Read times that must have an offset, but have none, as UTC.
};

/// Turns the records of one format into events. One per thread; keeps nothing between records but
/// scratch space, so an event is a pure function of its record and the options.
class RecordParser {
 public:
  RecordParser() = default;
  virtual ~RecordParser() = default;
  RecordParser(const RecordParser&) = delete;
  RecordParser& operator=(const RecordParser&) = delete;

  /// Fills `event` (reset by the caller). Empty when it did, else why not, a string literal.
  /// `record` has RecordBatch::kPadding readable bytes after its end.
  virtual std::string_view parse(std::string_view record, Event& event) = 0;
};

/// A row per format. Adding one: a file that defines the two functions, and a row in formats().
struct Format {
  std::string_view name;
  /// Whether one record looks like this format. Cheap; may be wrong on single records.
  bool (*recognises)(std::string_view record);
  std::unique_ptr<RecordParser> (*make)(const ParseOptions& options);
};

/// In the order in which they are tried.
std::span<const Format> formats();
/// Index of the format called `name`.
std::optional<std::uint32_t> format_by_name(std::string_view name);

constexpr std::uint32_t kUnknownFormat = 0xffffffff;
/// The first format that recognises at least half of the first 64 records of an object, else
/// kUnknownFormat.
std::uint32_t detect_format(const RecordBatch& batch);

/// All parsers of one thread, made when first needed.
class Parsers {
 public:
  explicit Parsers(const ParseOptions& options) : options_(options), made_(formats().size()) {}
  /// As RecordParser::parse, for the format of index `format`.
  std::string_view parse(std::uint32_t format, std::string_view record, Event& event);

 private:
  ParseOptions options_;
  std::vector<std::unique_ptr<RecordParser>> made_;
};

bool looks_like_cloudtrail(std::string_view record);
std::unique_ptr<RecordParser> make_cloudtrail_parser(const ParseOptions& options);
bool looks_like_syslog(std::string_view record);
std::unique_ptr<RecordParser> make_syslog_parser(const ParseOptions& options);
bool looks_like_timed_text(std::string_view record);
std::unique_ptr<RecordParser> make_timed_text_parser(const ParseOptions& options);

}  // namespace detector
