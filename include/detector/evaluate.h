#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detector/event.h"
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

/// One record of something odd and harmless: a line of `surprises.jsonl`.
struct SurpriseRecord {
  std::string record_id;  ///< As in the truth.
  std::string surprise;   ///< Which one: `password-typo-17`.
  std::string kind;
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
  std::int64_t days = 0;  ///< As told, else from the first alert's day to the last one's.
  std::vector<PrecisionAt> precision;   ///< k = 5, 10, all.
  double auprc = 0;                     ///< See evaluate().
  std::vector<RecallOf> by_level;       ///< Sorted by name.
  std::vector<RecallOf> by_technique;   ///< Sorted by name.
  std::vector<RecallOf> surprises;      ///< By kind: how many of them were alerted, of all.
  std::int64_t malformed_lines = 0;     ///< Lines of the alerts file that are not JSON or no alert.
  std::vector<std::string> complaints;  ///< The first few of those, each with its line number.
};

/// What alerts are judged by.
struct Truth {
  std::vector<TruthRecord> attacks;
  std::vector<SurpriseRecord> surprises;
};

/// Judges `alerts` by `truth`. An alert hits a campaign when it refers to one of its records. A
/// surprise was alerted when an alert that hits no campaign refers to one of its records.
///
/// Alerts rank by score, then earlier time, then id; rows with the same id are revisions of one
/// alert: their records unite, the last score counts, and so does the earliest time. `days` is how
/// many days were judged, where that is known.
/// `auprc` is average precision: the sum over right alerts of precision at their rank, divided by
/// the right alerts plus the campaigns that no alert hit; 0 without campaigns.
/// Pure; O(n log n). Source: Manning et al., Introduction to Information Retrieval, §8.4.
Evaluation evaluate(const Truth& truth, std::span<const AlertRow> alerts,
                    std::optional<std::int64_t> days = std::nullopt);

/// The JSON lines that evaluation reads, and from when on their records count.
struct EvaluationFiles {
  std::string truth;      ///< truth.jsonl
  std::string alerts;     ///< Of `detector detect --format json`.
  std::string surprises;  ///< surprises.jsonl; empty: none.
  std::int64_t since_ms = 0;
};

/// A damaged truth or surprises file is an error. Errors: kUnreadable, kCorrupt.
Result<Truth> load_truth(const EvaluationFiles& files);

/// Alerts, and what the summary line behind them says.
struct AlertFile {
  std::vector<AlertRow> alerts;
  std::optional<std::int64_t> days;     ///< Judged days.
  std::int64_t malformed = 0;           ///< Lines that are no JSON or no alert.
  std::vector<std::string> complaints;  ///< The first few of those.
};
/// Errors: kUnreadable.
Result<AlertFile> load_alerts(const std::string& path);

/// evaluate() on files. A damaged line of the alerts file is counted.
Result<Evaluation> evaluate_files(const EvaluationFiles& files);

/// Two detectors that everybody knows, to compare with: what the alerts of this program must beat.
/// Events may come in any order. Each raises one alert per entity and day, with up to 20 records.
/// Memory grows with entities and hours; for evaluation only.
class References {
 public:
  /// Days before that of `since_ms` are history only.
  explicit References(std::int64_t since_ms);
  ~References();
  References(References&&) noexcept;
  References& operator=(References&&) noexcept;

  /// `record` is the record's text: its SHA-256 stands for it where the event has no id.
  void observe(const Event& event, std::string_view record);

  /// Hours in which an entity's number of events has a modified z-score above 3.5, against its
  /// active hours of earlier days (at least 8); the score is the largest of the day.
  /// Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993.
  [[nodiscard]] std::vector<AlertRow> hourly_counts() const;
  /// Entities that do what they were never seen doing; the score is how many such things.
  [[nodiscard]] std::vector<AlertRow> first_seen() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// How a reference fared by itself, and with as many alerts as the program was given.
struct ReferenceOutcome {
  std::string name;
  Evaluation all;
  Evaluation same_number;
};
/// Both references. `alerts` is how many the program raised.
std::vector<ReferenceOutcome> evaluate_references(const References& references, const Truth& truth,
                                                  std::int64_t alerts, std::int64_t days);

/// For people: a table of campaigns, then precision, recall, and the references. Ends in a newline.
std::string evaluation_text(const Evaluation& evaluation,
                            const std::vector<ReferenceOutcome>& references = {});
/// One JSON object on one line. Ends in a newline.
std::string evaluation_json(const Evaluation& evaluation,
                            const std::vector<ReferenceOutcome>& references = {});

}  // namespace detector
