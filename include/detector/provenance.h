#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detector/result.h"
#include "detector/source.h"

namespace detector {

/// What an alert rests on beside its model: equal hashes give equal scores.
struct Provenance {
  std::string input_sha256;   ///< Of the inputs' contents in order; empty while they are read.
  std::string config_sha256;  ///< Of every setting.
  std::string policy_sha256;  ///< Of what applies at read-out: knowledge, recogniser, assets …
  std::string build_id;       ///< Of the program.
};

/// SHA-256 over the contents of `objects` in order, 64 hexadecimal digits. Empty where one of them
/// was not read to its end or not hashed (SourceOptions::hash_contents).
std::string input_fingerprint(const std::vector<ObjectInfo>& objects);

/// How a run of `detector detect` was asked for and what it read: enough to do it again.
struct RunRecord {
  std::vector<std::string> inputs;  ///< As the user named them.
  std::string model;                ///< Path; empty without one.
  std::string mode;
  std::uint64_t budget_milli = 0;
  std::optional<double> p_value;
  std::string now, since, until;  ///< RFC 3339; empty where not given.
  std::string input_format;
  bool assume_utc = false;
  std::string environment, config_directory;
  std::vector<std::string> assignments;  ///< `section.key=value`; secrets are `********`.
  std::vector<ObjectInfo> objects;
};

/// The object under the key `run` of the last line of alerts (docs/alert-schema.md).
std::string run_json(const RunRecord& run);

/// What a file of alerts says of one of them, and of its run.
struct StoredAlert {
  std::string line;  ///< The alert as JSON.
  RunRecord run;
};
/// The alert with `alert_id` among JSON lines as `detect --format json` writes them; `name` is for
/// errors: kUsage where there is no such alert or no run, kCorrupt for lines that are no JSON.
Result<StoredAlert> find_alert(std::string_view text, std::string_view alert_id,
                               std::string_view name);

/// All that a stored alert says, for people: its parts with their base rates at each level of
/// back-off, what is usual, what would have silenced it. Ends in a newline.
std::string stored_alert_text(const StoredAlert& alert);
/// The hash of the model that judged it; empty when there was none.
std::string stored_model(const StoredAlert& alert);

/// In what two alerts of the same entity and day differ: `score_bits: 24.839, now 24.1`. Empty when
/// they say the same bit for bit. Provenance is compared first: what differs there explains the
/// rest. Both are JSON objects that alert_json() wrote.
std::vector<std::string> alert_differences(std::string_view stored, std::string_view now);

}  // namespace detector
