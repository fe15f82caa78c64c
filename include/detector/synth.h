#pragma once

#include <cstdint>
#include <string>

#include "detector/result.h"

namespace detector {

/// What the synthetic logs should hold. The same options give the same bytes on every machine.
struct SynthOptions {
  int days = 30;  ///< 1–366.
  std::uint64_t seed = 1;
  std::string start =
      "2026-01-05";  ///< First UTC day. Syslog has no year: keep it under a year ago.
  /// `default` (twelve campaigns in the last third of the days, three when there are under ten
  /// days), `none`, or a file of JSON lines
  /// `{"campaign": NAME, "level": "loud|ordinary|slow", "day": 1…days}`; level and day may be left
  /// out. Attacks never change a byte of the benign records.
  std::string attacks = "default";
  int people = 40;  ///< 4–2000.
  /// `cloudtrail`, `auth` or `flow`: only this source is written, with its part of the truth and of
  /// the surprises. Empty: all.
  std::string only;
};

/// What generate() wrote.
struct SynthSummary {
  std::int64_t cloudtrail_records = 0;
  std::int64_t cloudtrail_files = 0;
  std::int64_t auth_lines = 0;
  std::int64_t flow_lines = 0;
  std::int64_t flow_files = 0;
  std::int64_t surprise_records = 0;
  std::int64_t surprises = 0;  ///< Distinct ones.
  std::int64_t attack_records = 0;
  std::int64_t campaigns = 0;
};

/// Writes `directory`/logs/AWSLogs/… (gzipped CloudTrail and VPC flow logs in the layout AWS uses),
/// `directory`/logs/hosts/HOST/auth.log (RFC 3164), `directory`/truth.jsonl (one line per attack
/// record, in time order), `directory`/surprises.jsonl (one line per record of a benign surprise)
/// and `directory`/announced.yaml (a layer of the configuration with the announced windows). The
/// sources agree: a person comes from one address at a time in all of them.
///
/// Errors: kUsage for options out of range or a bad attacks file, kConflict when `directory`
/// already holds logs, kUnwritable. Memory is bounded by three days of records. Reads no clock.
Result<SynthSummary> generate(const SynthOptions& options, const std::string& directory);

}  // namespace detector
