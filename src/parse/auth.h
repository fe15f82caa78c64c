#pragma once

#include <string_view>

#include "base/scratch.h"
#include "detector/event.h"
#include "parse/syslog_header.h"

namespace detector {

/// Fills `event` from a syslog line: what sshd, sudo, su, cron and the account tools mean, and for
/// everything else the service that logged with its message.
///
/// The primary entity: the source address where the line names one, the acting user for sudo and
/// su, else the service (`host/program`). `message repeated N times: [ … ]` counts N.
/// Composed strings live in `scratch`.
void read_auth(const SyslogHeader& header, Event& event, Scratch& scratch);

/// Whether read_auth() knew nothing of the message but who wrote it. Lines of PAM without an
/// address accompany what su and sudo say themselves.
inline bool is_unexplained(const Event& event) {
  return event.entity == Field::kService && event[Field::kAction].empty() &&
         !event.message.starts_with("pam_");
}

}  // namespace detector
