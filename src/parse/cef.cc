// ArcSight's Common Event Format, bare or behind a syslog header:
//   CEF:0|Vendor|Product|Version|Signature|Name|Severity|key=value key=value …
// `\|` and `\\` in the header, `\=`, `\\` and `\n` in values. A value ends before the last word in
// front of the next `=`. Source: Micro Focus, "ArcSight Common Event Format (CEF) Implementation
// Standard", version 25.
#include <array>

#include "parse/line_format.h"
#include "parse/parser.h"
#include "parse/syslog_header.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kFarthest = 256;  // at which `CEF:` may begin
constexpr std::size_t kMostKeys = 256;

constexpr Row kRows[] = {
    {Part::kTime, "{rt,end,start,deviceReceiptTime,header_time}"},
    {Part::kId, "{externalId}/{rt,end,start}"},
    {Part::kMessage, "{msg,name}"},
    {Part::kLogin,
     "success{?categoryOutcome,outcome=success|Success|/Success}"
     "{?categoryBehavior=/Authentication/Verify}"},
    {Part::kLogin,
     "failure{?categoryOutcome,outcome=failure|Failure|/Failure}"
     "{?categoryBehavior=/Authentication/Verify}"},
    {Field::kAddress, "{src,sourceTranslatedAddress|ip}"},
    {Field::kPeer, "{dst,destinationTranslatedAddress|ip}"},
    {Field::kPort, "{proto|lower}/{dpt}"},
    {Field::kPort, "tcp/{dpt}"},
    {Field::kEndpoint, "{dst|ip} {proto|lower}/{dpt}"},
    {Field::kEndpoint, "{dst|ip} tcp/{dpt}"},
    {Field::kAction, "{product|lower}:{signature}[ {act}]"},
    {Field::kUser, "{suser,duser|name}"},
    {Field::kTarget, "{fname,filePath|base}"},
    {Field::kTarget, "{request|path}"},
    {Field::kTarget, "{duser|name}{?suser}"},
    {Field::kCommand, "{sproc,dproc|name}"},
    {Field::kAgent, "{requestClientApplication}"},
    {Field::kProduct, "{requestClientApplication|product}"},
    {Field::kError, "{reason,outcome}{?outcome=failure|Failure|FAILURE}"},
    {Field::kHost, "{dvchost,shost,dhost,header_host|lower}"},
    {Field::kProgram, "{product}"},
    {Field::kService, "[{dvchost,dvc,header_host|lower}/]{product}"},
};
constexpr Field kEntities[] = {Field::kAddress, Field::kUser, Field::kService};
constexpr FieldTable kTable = {"cef", kRows, kEntities};

std::size_t begin_of_cef(std::string_view record) {
  const std::size_t at = record.substr(0, kFarthest).find("CEF:");
  if (at == kNone || at + 6 > record.size() || (at > 0 && record[at - 1] != ' ')) return kNone;
  const bool version = record[at + 4] == '0' || record[at + 4] == '1';
  return version && record[at + 5] == '|' ? at : kNone;
}

// Where the next `end` is that no backslash stands before.
std::size_t unescaped(std::string_view text, char end, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == end) {
      return at;
    }
  }
  return kNone;
}

class CefParser final : public RecordParser {
 public:
  explicit CefParser(const ParseOptions& options)
      : now_(options.now), fields_(kTable, options.now), values_(fields_) {
    static constexpr std::array<std::string_view, 6> kHeader = {"vendor",    "product", "version",
                                                                "signature", "name",    "severity"};
    for (std::size_t i = 0; i < header_.size(); ++i) header_[i] = values_.slot(kHeader[i]);
  }

  std::string_view parse(std::string_view record, Event& event) override {
    const std::size_t begin = begin_of_cef(record);
    if (begin == kNone) return "cef: no CEF:0| or CEF:1|";
    values_.clear();
    std::string_view rest = record.substr(begin + 6);
    for (const std::size_t slot : header_) {
      const std::size_t bar = unescaped(rest, '|', 0);
      if (bar == kNone) return "cef: the header has too few parts";
      values_.set(slot, rest.substr(0, bar));
      rest.remove_prefix(bar + 1);
    }
    read_extension(rest);
    const auto header = parse_syslog_header(record.substr(0, begin + 5), LatestTime(now_));
    if (header) values_.set("header_host", header->host);
    const std::string_view reason = fields_.read(values_.values(), event);
    if (reason != kTable.no_time.text() || !header) return reason;
    // Some senders leave the time to the header.
    values_.set("header_time", "1970-01-02T00:00:00Z");
    const std::string_view again = fields_.read(values_.values(), event);
    event.time = header->time;
    return again;
  }

 private:
  void read_extension(std::string_view text) {
    std::size_t equals = unescaped(text, '=', 0);
    for (std::size_t n = 0; equals != kNone && n < kMostKeys; ++n) {
      const std::size_t space = text.substr(0, equals).rfind(' ');
      const std::string_view key =
          text.substr(space == kNone ? 0 : space + 1, equals - (space == kNone ? 0 : space + 1));
      text.remove_prefix(equals + 1);
      equals = unescaped(text, '=', 0);
      std::size_t end = text.size();
      if (equals != kNone) {
        end = text.substr(0, equals).rfind(' ');
        if (end == kNone) end = 0;
      }
      values_.set(key, text.substr(0, end));
    }
  }

  TimeMs now_;
  FieldReader fields_;
  LineValues values_;
  std::array<std::size_t, 6> header_{};
};

}  // namespace

bool looks_like_cef(std::string_view record) {
  return begin_of_cef(record) != kNone;
}

std::unique_ptr<RecordParser> make_cef_parser(const ParseOptions& options) {
  return std::make_unique<CefParser>(options);
}

}  // namespace detector
