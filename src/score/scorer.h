#pragma once

#include <absl/container/flat_hash_map.h>

#include <optional>
#include <vector>

#include "score/counts.h"
#include "score/finding.h"
#include "score/rarity.h"
#include "score/readout.h"
#include "score/sensitivity.h"
#include "score/volume.h"

namespace detector {

/// Scores the entities of a day against a read-out: the sum of the four strongest rarity views, the
/// strongest volume, the strongest spread or number of novelties, the harm that the rarest could
/// do, and a success after failures. Bits add up exactly. Not thread safe; the read-out must
/// outlive it.
class Scorer {
 public:
  Scorer(const ReadOut& readout, Mode mode)
      : readout_(readout), mode_(mode), rarity_(readout), sensitivity_(readout) {}

  /// Every entity of the day, also those that score 0, sorted by entity. Where parts are hours,
  /// each is judged by its strongest hour. `findings` are kept for scores above `keep_above` only.
  std::vector<EntityScore> score_day(Day day, const DaySlice& judged, Bits keep_above);

  /// What each level of back-off knows of a value, where `day` is judged by days.
  std::vector<Rarity::Rate> rates(const Rarity::Question& question, Day day);
  [[nodiscard]] const ReadOut& readout() const { return readout_; }

  static constexpr std::size_t kSummedRarities = 4;
  static constexpr std::size_t kMostFindings = 32;

 private:
  using Findings = std::vector<Finding>;

  void enter(const Part& part);
  std::vector<EntityScore> score_part(const Part& part, const DaySlice& judged, Bits keep_above);
  void judge_rarity(std::size_t view, const Part& part, const DaySlice& judged, Findings& out);
  void judge_counts(std::size_t view, Measure measure, const Part& part, const DaySlice& judged,
                    Findings& out);
  void judge_logins(const Part& part, const DaySlice& judged, Findings& out);
  /// All findings of a part, in order of entity, strongest first.
  Findings judge_part(const Part& part, const DaySlice& judged);
  [[nodiscard]] LoginPopulation own_days_like(const ReadOut::LoginDay& own,
                                              const Visibility& visible) const;
  [[nodiscard]] LoginPopulation logins_like(const ReadOut::LoginDay& own,
                                            const Visibility& visible) const;
  [[nodiscard]] LoginPopulation population_like(const ReadOut::LoginDay& own,
                                                const Visibility& visible) const;
  Bits population_bits(std::size_t view, Measure measure, Finding& finding,
                       const Visibility& visible);
  Bits novelty_bits(std::size_t view, Finding& finding, const Visibility& visible);
  static Bits own_history_bits(const std::vector<std::uint64_t>& counts, Finding& finding);
  Bits count_bits(std::size_t view, Measure measure, Finding& finding, const Visibility& visible);
  const std::vector<std::uint64_t>& population(std::size_t view, Measure measure,
                                               const Visibility& visible);
  const std::vector<DayCount>& population_by_day(std::size_t view, Measure measure);
  /// Of one entity's findings, strongest first.
  EntityScore combine_findings(std::span<const Finding> findings, Day day, Bits keep_above);

  const ReadOut& readout_;
  Mode mode_;
  Grain grain_ = Grain::kDays;  // of the judged day
  std::optional<Part> part_;    // that was judged last
  Rarity rarity_;
  Sensitivity sensitivity_;
  /// Of the judged part, by view and measure.
  absl::flat_hash_map<std::size_t, std::vector<std::uint64_t>> populations_;
  /// Of all days, in order of count, by view and measure: the same for every judged day.
  absl::flat_hash_map<std::size_t, std::vector<DayCount>> populations_by_day_;
};

}  // namespace detector
