#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "base/rng.h"
#include "detector/result.h"
#include "synth/estate.h"
#include "synth/plan.h"

namespace detector::synth {

/// A record that is part of an attack or of a benign surprise, as truth.jsonl and surprises.jsonl
/// name it: CloudTrail's by their eventID, lines by the SHA-256 of their bytes.
struct TaggedRow {
  TimeMs time = 0;
  std::string record_id;
  std::int32_t label = kBenign;
  const Surprise* surprise = nullptr;
};

/// What a writer wrote of one day.
struct Written {
  std::int64_t records = 0;
  std::int64_t files = 0;
  std::vector<TaggedRow> tagged;
};

/// Writes the calls of one UTC day as CloudTrail delivers them: a gzipped file for each region and
/// hour that has any, named by the time of delivery five minutes after the hour, its records in
/// nearly the order of their times. `calls` is in order of time.
Result<Written> write_cloudtrail_day(const Estate& estate, const Rng& root,
                                     const std::vector<const ApiCall*>& calls,
                                     const std::string& directory);

/// Writes the hosts' auth.log files, one day after the other.
class AuthWriter {
 public:
  /// Makes the (empty) files below `directory`/hosts.
  static Result<AuthWriter> create(const Estate& estate, const std::string& directory);
  /// Appends lines, which are in order of time.
  Result<Written> write_day(const std::vector<const AuthLine*>& lines);

 private:
  struct HostFile {
    std::string path;
    std::string name;
    std::ofstream out;
    std::string pending;
  };
  static Status open(HostFile& file);

  std::vector<HostFile> hosts_;
};

/// Writes the flow lines that end on one UTC day as VPC flow logs deliver them to a bucket: a
/// gzipped file for each VPC and hour, with a header line that names the fields. Adds the lines of
/// intervals without data. `flows` is in order of their ends.
Result<Written> write_flow_day(const Estate& estate, Day day,
                               const std::vector<const FlowLine*>& flows,
                               const std::string& directory);

}  // namespace detector::synth
