#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detector/event.h"
#include "detector/record.h"

namespace detector {

struct ParseOptions {
  TimeMs now = 0;           ///< Gives a year to times that have none.
  bool assume_utc = false;  ///< Read times that must have an offset, but have none, as UTC.
};

/// What a parser says of a record that is of its format and well-formed, but tells of no event:
/// it is filtered.
constexpr std::string_view kNoEvent = "no event";

/// Turns the records of one format into events. One per thread; keeps nothing between records but
/// scratch space, so an event is a pure function of its record, the header and the options.
class RecordParser {
 public:
  RecordParser() = default;
  virtual ~RecordParser() = default;
  RecordParser(const RecordParser&) = delete;
  RecordParser& operator=(const RecordParser&) = delete;

  /// The line that names the columns of the records that follow; empty when their object has none.
  /// Only for formats with a header. Cheap when it is the last one again.
  virtual void use_header(std::string_view /*header*/) {}
  /// Fills `event` (reset by the caller). Empty when it did, kNoEvent when there is none in the
  /// record, else why not, a string literal.
  /// `record` has RecordBatch::kPadding readable bytes after its end.
  virtual std::string_view parse(std::string_view record, Event& event) = 0;
  /// The same as far as time, program and message go; the other fields may stay empty.
  virtual std::string_view parse_message(std::string_view record, Event& event) {
    return parse(record, event);
  }
};

struct JsonFormat;

/// A row per format. Adding one: a file that defines the functions or the table, and a row in
/// formats(); tools/new_parser.sh writes what is needed.
struct Format {
  std::string_view name;
  /// Whether one record looks like this format. Cheap; may be wrong on single records. Null: the
  /// table of `json` or `begins` tells.
  bool (*recognises)(std::string_view record) = nullptr;
  std::unique_ptr<RecordParser> (*make)(const ParseOptions& options) = nullptr;
  /// Whether a record is a line that names the columns of the others; null: there is no such line
  /// in this format. Such a line is never itself read as an event.
  bool (*is_header)(std::string_view record) = nullptr;
  /// How many of the first records of an object are such lines, where more than one record is
  /// needed to tell; 0: it is not of this format. They become one header, with newlines between.
  std::size_t (*begins)(const RecordBatch& batch) = nullptr;
  /// Describes the format instead of `recognises` and `make`.
  const JsonFormat* json = nullptr;
};

/// In the order in which they are tried.
std::span<const Format> formats();
/// Index of the format called `name`.
std::optional<std::uint32_t> format_by_name(std::string_view name);

constexpr std::uint32_t kUnknownFormat = 0xffffffff;
/// The first format that recognises at least half of the first 64 records of an object, else
/// kUnknownFormat.
std::uint32_t detect_format(const RecordBatch& batch);

/// Says how the batches of one object after another are to be parsed. The object's first record
/// decides alone when it is a header. Not thread safe.
class FormatDetector {
 public:
  FormatDetector() = default;
  /// Everything is of the format `forced`.
  explicit FormatDetector(std::uint32_t forced) : format_(forced), is_forced_(true) {}
  /// Sets the batch's format and header. Batches come in order.
  void assign(RecordBatch& batch);

 private:
  [[nodiscard]] std::string header_of(const RecordBatch& batch) const;

  std::uint32_t format_ = kUnknownFormat;
  bool is_forced_ = false;
  bool awaits_record_ = false;  // no record of the object has been seen yet
  std::string header_;          // at most as much as the object's first records
};

/// Whether `record` is a line of the format of index `format` that names columns.
bool is_header(std::uint32_t format, std::string_view record);

/// All parsers of one thread, made when first needed.
class Parsers {
 public:
  explicit Parsers(const ParseOptions& options) : options_(options), made_(formats().size()) {}
  /// As RecordParser::use_header, parse and parse_message, for the format of index `format`.
  void use_header(std::uint32_t format, std::string_view header);
  std::string_view parse(std::uint32_t format, std::string_view record, Event& event);
  std::string_view parse_message(std::uint32_t format, std::string_view record, Event& event);

 private:
  RecordParser& made(std::uint32_t format);

  ParseOptions options_;
  std::vector<std::unique_ptr<RecordParser>> made_;
};

bool looks_like_cloudtrail(std::string_view record);
std::unique_ptr<RecordParser> make_cloudtrail_parser(const ParseOptions& options);
bool looks_like_vpc_flow(std::string_view record);
bool is_vpc_flow_header(std::string_view record);
std::unique_ptr<RecordParser> make_vpc_flow_parser(const ParseOptions& options);
bool looks_like_syslog(std::string_view record);
std::unique_ptr<RecordParser> make_syslog_parser(const ParseOptions& options);
bool looks_like_timed_text(std::string_view record);
std::unique_ptr<RecordParser> make_timed_text_parser(const ParseOptions& options);
bool looks_like_vpc_flow_json(std::string_view record);
std::unique_ptr<RecordParser> make_vpc_flow_json_parser(const ParseOptions& options);
bool looks_like_journald(std::string_view record);
std::unique_ptr<RecordParser> make_journald_parser(const ParseOptions& options);
bool looks_like_auditd(std::string_view record);
std::unique_ptr<RecordParser> make_auditd_parser(const ParseOptions& options);
bool looks_like_cef(std::string_view record);
std::unique_ptr<RecordParser> make_cef_parser(const ParseOptions& options);
bool looks_like_web_access(std::string_view record);
std::unique_ptr<RecordParser> make_web_access_parser(const ParseOptions& options);
bool looks_like_s3_access(std::string_view record);
std::unique_ptr<RecordParser> make_s3_access_parser(const ParseOptions& options);
bool looks_like_alb(std::string_view record);
std::unique_ptr<RecordParser> make_alb_parser(const ParseOptions& options);
bool looks_like_elb(std::string_view record);
std::unique_ptr<RecordParser> make_elb_parser(const ParseOptions& options);
std::size_t zeek_header_lines(const RecordBatch& batch);
std::unique_ptr<RecordParser> make_zeek_parser(const ParseOptions& options);
bool looks_like_json(std::string_view record);
std::unique_ptr<RecordParser> make_any_json_parser(const ParseOptions& options);
std::size_t csv_header_lines(const RecordBatch& batch);
std::unique_ptr<RecordParser> make_csv_parser(const ParseOptions& options);

}  // namespace detector
