// What `journalctl -o json` writes: one object an entry. The message is read as a line of syslog
// is, so that both logs of a host tell the same events. Source: systemd.journal-fields(7), "Journal
// Export Formats".
#include <array>

#include "base/json.h"
#include "parse/auth.h"
#include "parse/message_pairs.h"
#include "parse/parser.h"
#include "parse/value_forms.h"

namespace detector {
namespace {

enum Slot : std::size_t { kSource, kReal, kHost, kTag, kComm, kUnit, kPid, kOldPid, kMessage, kId };
constexpr std::array<std::string_view, 10> kPaths = {"_SOURCE_REALTIME_TIMESTAMP",
                                                     "__REALTIME_TIMESTAMP",
                                                     "_HOSTNAME",
                                                     "SYSLOG_IDENTIFIER",
                                                     "_COMM",
                                                     "_SYSTEMD_UNIT",
                                                     "_PID",
                                                     "SYSLOG_PID",
                                                     "MESSAGE",
                                                     "__CURSOR"};

class JournaldParser final : public RecordParser {
 public:
  explicit JournaldParser(const ParseOptions& options) : now_(options.now), pairs_(options.now) {}

  std::string_view parse(std::string_view record, Event& event) override {
    if (json_.extract(record) != JsonReader::Problem::kNone) {
      return "journald: record is not a well-formed JSON object";
    }
    const auto time = read_time_value(first({kReal, kSource}), now_);
    if (!time) return "journald: no __REALTIME_TIMESTAMP";
    SyslogHeader header;
    header.time = *time;
    header.host = json_.string(kHost);
    header.program = last_path_part(first({kTag, kComm, kUnit}));
    header.process = first({kPid, kOldPid});
    header.message = json_.string(kMessage);  // bytes that are no text come as an array
    if (header.program.empty()) return "journald: no SYSLOG_IDENTIFIER, _COMM or _SYSTEMD_UNIT";
    scratch_.clear();
    read_auth(header, event, scratch_);
    if (is_unexplained(event)) pairs_.read(event);
    event.id = json_.string(kId);
    return {};
  }

 private:
  [[nodiscard]] std::string_view first(std::initializer_list<Slot> slots) const {
    for (const Slot slot : slots) {
      if (!json_.string(slot).empty()) return json_.string(slot);
    }
    return {};
  }

  TimeMs now_;
  MessagePairs pairs_;
  JsonReader json_{kPaths};
  Scratch scratch_;
};

}  // namespace

bool looks_like_journald(std::string_view record) {
  return record.starts_with('{') && record.find("\"__REALTIME_TIMESTAMP\"") != record.npos &&
         record.find("\"MESSAGE\"") != record.npos;
}

std::unique_ptr<RecordParser> make_journald_parser(const ParseOptions& options) {
  return std::make_unique<JournaldParser>(options);
}

}  // namespace detector
