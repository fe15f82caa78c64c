#pragma once

#include <optional>

#include "detector/record.h"
#include "score/baseline.h"
#include "score/process_table.h"
#include "score/seen_ids.h"
#include "score/sightings.h"

namespace detector {

struct LearnerOptions {
  TimeMs now = 0;
  std::optional<TimeMs> since;
  std::optional<TimeMs> until;
  HashKey key;
  Limits limits;
};

/// Takes digests in order and learns them: every row ends in one state of the accounting. Counts
/// once what was delivered twice. Not thread safe.
class Learner {
 public:
  explicit Learner(const LearnerOptions& options)
      : options_(options), baseline_(options.key, options.limits) {}

  void learn(const Digest& digest);
  /// From now on, records of days before `day` are late.
  void close_before(Day day) { open_from_ = day; }

  [[nodiscard]] const Baseline& baseline() const { return baseline_; }
  [[nodiscard]] const Sightings& sightings() const { return sightings_; }
  [[nodiscard]] const Accounting& accounting() const { return accounting_; }
  /// Events that were scored by their message.
  [[nodiscard]] std::uint64_t messages() const { return messages_; }
  Baseline take_baseline() { return std::move(baseline_); }
  void forget_sightings_before(Day day) { sightings_.forget_before(day); }

 private:
  struct Tally {
    std::uint64_t count = 0;
    std::uint32_t first_row = 0;
  };
  enum class Fate : std::uint8_t { kScored, kDropped };

  Fate settle(const ObservedRow& row);
  void reject(std::string_view reason, const RecordRef& ref);
  void learn_rows(const Digest& digest);
  void learn_tally(const Digest& digest, const Observation& observation, const Tally& tally);

  LearnerOptions options_;
  ProcessTable processes_;
  Baseline baseline_;
  Sightings sightings_;
  SeenIds ids_;
  Accounting accounting_;
  std::uint64_t messages_ = 0;
  std::optional<Day> open_from_;
};

}  // namespace detector
