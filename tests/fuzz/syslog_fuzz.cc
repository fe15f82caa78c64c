// Any bytes: a line is read or refused, the same each time; the texts of an event lie in the line
// or in the scratch space; what a line consumes lies in it.
#include <cstdint>
#include <string_view>

#include "parse/auth.h"
#include "parse/parser.h"
#include "parse/syslog_header.h"
#include "parse/timestamp.h"

namespace {

using detector::Event;
using detector::Field;

constexpr detector::TimeMs kNow = 1795341600000;  // 2026-11-22T10:00:00Z

void require(bool holds) {
  if (!holds) __builtin_trap();
}

bool within(std::string_view part, const void* begin, std::size_t size) {
  const auto* from = static_cast<const char*>(begin);
  return part.empty() || (part.data() >= from && part.data() + part.size() <= from + size);
}

void check_event(std::string_view line, const detector::SyslogHeader& header) {
  detector::Scratch scratch;
  Event event;
  detector::read_auth(header, event, scratch);
  for (const Field field :
       {Field::kUser, Field::kAddress, Field::kHost, Field::kProgram, Field::kTarget}) {
    require(within(event[field], line.data(), line.size()));
  }
  for (const Field field : {Field::kService, Field::kLoginUser}) {
    require(within(event[field], &scratch, sizeof(scratch)));
  }
  require(within(event.message, line.data(), line.size()));
  require(within(event.process, line.data(), line.size()));
  require(event.count >= 1 && !event[event.entity].empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const auto header = detector::parse_syslog_header(line, detector::LatestTime(kNow));
  if (header) {
    for (const auto part : {header->host, header->program, header->process, header->message}) {
      require(within(part, line.data(), line.size()));
    }
    require(!header->program.empty());
    check_event(line, *header);
  }
  require(detector::looks_like_syslog(line) || !header || line.find("Feb") != line.npos);
  if (const auto time = detector::leading_timestamp(line, kNow)) {
    require(time->length > 0 && time->length <= line.size());
  }
  // The rest of the header is a message too: every kind of line is met without its frame.
  for (const std::string_view program : {"sshd", "sudo", "su", "CRON", "useradd"}) {
    detector::SyslogHeader bare;
    bare.host = "h";
    bare.program = program;
    bare.message = line;
    detector::Scratch scratch;
    Event event;
    detector::read_auth(bare, event, scratch);
    require(!event[event.entity].empty() && event.count >= 1);
    require(within(event[Field::kUser], line.data(), line.size()));
    require(within(event[Field::kAddress], line.data(), line.size()));
  }
  return 0;
}
