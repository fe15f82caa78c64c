// Every format of the table, one a run: DETECTOR_FUZZ_FORMAT names it (`--formats` lists them). Any
// bytes, as an object of lines: a record is read, put aside or refused with a reason, the same each
// time and whatever came before it; an event has a time, an entity and texts of bounded count.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "parse/parser.h"

namespace {

using detector::Event;
using detector::Parsers;
using detector::RecordBatch;

constexpr detector::ParseOptions kOptions = {1795341600000, true};  // 2026-11-22T10:00:00Z
constexpr detector::TimeMs kBeforeAll = -2 * detector::kDayMs;      // 1970-01-01 with an offset
std::uint32_t wanted_format = 0;

void require(bool holds) {
  if (!holds) __builtin_trap();
}

std::string everything(const Event& event, std::string_view reason) {
  std::string out(reason);
  if (!reason.empty()) return out;
  out += std::to_string(event.time) + std::to_string(static_cast<int>(event.login));
  out += event.id;
  out += event.message;
  out += event.process;
  for (const auto field : event.fields) {
    out += '|';
    out += field;
  }
  for (const auto& [name, value] : event.attributes) {
    out += name;
    out += value;
  }
  return out;
}

std::string parse(Parsers& parsers, const RecordBatch& batch, const RecordBatch::Span& span) {
  parsers.use_header(batch.format, batch.header);
  Event event;
  const auto reason = parsers.parse(batch.format, batch.text(span), event);
  if (reason.empty()) {
    require(event.time > kBeforeAll && !event[event.entity].empty() && event.count >= 1);
    require(event.attributes.size() <= 96);
  }
  return everything(event, reason);
}

RecordBatch object_of(std::string_view text) {
  RecordBatch batch;
  batch.starts_object = true;
  batch.bytes = text;
  std::uint32_t begin = 0;
  while (begin < text.size()) {
    // A record of several lines: the audit log's.
    std::size_t end = text.find('\n', begin);
    while (end != text.npos && end + 1 < text.size() && text[end + 1] == '\n') ++end;
    if (end == text.npos) end = text.size();
    batch.records.push_back({begin, static_cast<std::uint32_t>(end - begin)});
    begin = static_cast<std::uint32_t>(end) + 1;
  }
  batch.bytes.append(RecordBatch::kPadding, '\0');
  return batch;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  if (*argc > 1 && std::string_view((*argv)[1]) == "--formats") {
    for (const auto& format : detector::formats()) {
      std::printf("%.*s\n", static_cast<int>(format.name.size()), format.name.data());
    }
    std::exit(0);
  }
  const char* name = std::getenv("DETECTOR_FUZZ_FORMAT");
  const auto format = detector::format_by_name(name == nullptr ? "json" : name);
  if (!format) std::abort();
  wanted_format = *format;
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Parsers used(kOptions);
  RecordBatch batch = object_of({reinterpret_cast<const char*>(data), size});
  // Detection knows all formats and takes long to set up: for some of the inputs.
  if (size % 16 == 0) detector::FormatDetector().assign(batch);
  detector::FormatDetector(wanted_format).assign(batch);
  std::vector<std::string> results;
  for (const auto& span : batch.records) {
    results.push_back(parse(used, batch, span));
    require(parse(used, batch, span) == results.back());
  }
  if (size % 4 != 0) return 0;
  Parsers fresh(kOptions);
  for (std::size_t i = batch.records.size(); i > 0; --i) {
    require(parse(fresh, batch, batch.records[i - 1]) == results[i - 1]);
  }
  return 0;
}
