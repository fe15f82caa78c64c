// Lines of text: syslog of a host, and any other line that begins with a time.
#include "base/scratch.h"
#include "parse/auth.h"
#include "parse/message_pairs.h"
#include "parse/parser.h"
#include "parse/syslog_header.h"
#include "parse/timestamp.h"

namespace detector {
namespace {

constexpr std::string_view kNoHeader = "syslog: no time, host and program at the start of the line";

class SyslogParser final : public RecordParser {
 public:
  explicit SyslogParser(const ParseOptions& options) : latest_(options.now), pairs_(options.now) {}

  std::string_view parse(std::string_view record, Event& event) override {
    const auto header = parse_syslog_header(record, latest_);
    if (!header) return kNoHeader;
    scratch_.clear();
    read_auth(*header, event, scratch_);
    if (is_unexplained(event)) pairs_.read(event);
    return {};
  }

  std::string_view parse_message(std::string_view record, Event& event) override {
    const auto header = parse_syslog_header(record, latest_);
    if (!header) return kNoHeader;
    event.time = header->time;
    event[Field::kProgram] = header->program;
    event.message = header->message;
    return {};
  }

 private:
  LatestTime latest_;
  MessagePairs pairs_;
  Scratch scratch_;
};

/// `TIME message`: the service is called after nothing but the kind of log, since the line names
/// neither host nor program.
class TimedTextParser final : public RecordParser {
 public:
  explicit TimedTextParser(const ParseOptions& options) : options_(options), pairs_(options.now) {}

  std::string_view parse(std::string_view record, Event& event) override {
    const auto time = leading_timestamp(record, options_.now);
    if (!time) return "text: no time at the start of the line";
    event.time = time->time;
    event.entity = Field::kService;
    event[Field::kService] = "log";
    event[Field::kProgram] = "log";
    event.message = record.substr(time->length);
    pairs_.read(event);
    return {};
  }

 private:
  ParseOptions options_;
  MessagePairs pairs_;
};

// Any year will do to recognise a line; this one is leap, so that 29 February exists.
constexpr TimeMs kSomeTime = 1709251200000;  // 2024-03-01

}  // namespace

bool looks_like_syslog(std::string_view record) {
  return parse_syslog_header(record, LatestTime(kSomeTime)).has_value();
}
std::unique_ptr<RecordParser> make_syslog_parser(const ParseOptions& options) {
  return std::make_unique<SyslogParser>(options);
}

bool looks_like_timed_text(std::string_view record) {
  return leading_timestamp(record, kSomeTime).has_value();
}
std::unique_ptr<RecordParser> make_timed_text_parser(const ParseOptions& options) {
  return std::make_unique<TimedTextParser>(options);
}

}  // namespace detector
