#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"
#include "parse/timestamp.h"

namespace detector {

/// A syslog line cut up. Views into the line; empty where absent.
struct SyslogHeader {
  TimeMs time = 0;
  std::string_view host;
  std::string_view program;  ///< Without path, and without `[pid]`.
  std::string_view process;  ///< The pid.
  std::string_view message;
};

/// RFC 3164 (`[<PRI>]Jan  5 09:12:44 host program[pid]: message`), the same with an ISO 8601 time
/// (rsyslog's default since Debian 12), and RFC 5424. Times without an offset are read as UTC;
/// times without a year get the latest that is not more than a day after `now`.
std::optional<SyslogHeader> parse_syslog_header(std::string_view line, const LatestTime& latest);

}  // namespace detector
