#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "detector/result.h"

namespace detector {

/// One record that an attack left in the logs: a line of `truth.jsonl`.
struct TruthRecord {
  std::string record_id;  ///< CloudTrail eventID, or the SHA-256 of a text line in hexadecimal.
  std::string campaign;
  std::string technique;  ///< ATT&CK id, `T1078.004`.
  std::string level;      ///< loud, ordinary or slow.
  std::int64_t time_ms = 0;
};

/// What evaluation needs of one alert: a line of `detector detect --format json`.
struct AlertRow {
  std::string id;
  std::int64_t time_ms = 0;
  std::int64_t day = 0;  ///< Days since 1970-01-01, UTC.
  double score_bits = 0;
  std::vector<std::string> record_ids;  ///< Of its records: identifiers and line hashes.
};

/// How one campaign fared. The optionals are empty when no alert hit it.
struct CampaignOutcome {
  std::string name;
  std::string level;
  std::vector<std::string> techniques;  ///< Sorted.
  std::vector<std::string>
      found_techniques;  ///< Those of the records that alerts refer to; sorted.
  std::int64_t records = 0;
  std::optional<std::int64_t> rank;         ///< Of its best alert among all, from 1.
  std::optional<std::int64_t> rank_in_day;  ///< The best rank any of its alerts has in its own day.
  /// From its first record to its earliest alert; 0 when that alert's evidence began before it.
  std::optional<std::int64_t> minutes_to_alert;
};

struct PrecisionAt {
  std::int64_t k = 0;       ///< How many of the best alerts were judged; at most all there are.
  std::int64_t right = 0;   ///< Those that hit any campaign.
  std::int64_t judged = 0;  ///< min(k, alerts); precision = right / judged.
};

struct RecallOf {
  std::string name;  ///< A level or a technique.
  std::int64_t found = 0;
  std::int64_t total = 0;  ///< Campaigns that have it.
};

/// The answer. Counts are exact; the ratios are left to the reader of the counts where possible.
struct Evaluation {
  std::vector<CampaignOutcome> campaigns;  ///< By name.
  std::int64_t found = 0;
  std::int64_t alerts = 0;
  std::int64_t days = 0;                ///< From the first alert's day to the last one's.
  std::vector<PrecisionAt> precision;   ///< k = 5, 10, all.
  double auprc = 0;                     ///< See evaluate().
  std::vector<RecallOf> by_level;       ///< Sorted by name.
  std::vector<RecallOf> by_technique;   ///< Sorted by name.
  std::int64_t malformed_lines = 0;     ///< Lines of the alerts file that are not JSON or no alert.
  std::vector<std::string> complaints;  ///< The first few of those, each with its line number.
};

/// Judges `alerts` by `truth`. An alert hits a campaign when it refers to one of its records.
///
/// Alerts rank by score, then earlier time, then id; rows with the same id are revisions of one
/// alert: their records unite, the last score counts, and so does the earliest time.
/// `auprc` is average precision: the sum over right alerts of precision at their rank, divided by
/// the right alerts plus the campaigns that no alert hit; 0 without campaigns.
/// Pure; O(n log n). Source: Manning et al., Introduction to Information Retrieval, §8.4.
Evaluation evaluate(std::span<const TruthRecord> truth, std::span<const AlertRow> alerts);

/// evaluate() on two files of JSON lines. A damaged truth file is an error; a damaged line of the
/// alerts file is counted, and lines that hold a `summary` are passed over.
Result<Evaluation> evaluate_files(const std::string& truth_path, const std::string& alerts_path);

/// For people: a table of campaigns, then precision and recall. Ends in a newline.
std::string evaluation_text(const Evaluation& evaluation);
/// One JSON object on one line. Ends in a newline.
std::string evaluation_json(const Evaluation& evaluation);

}  // namespace detector
