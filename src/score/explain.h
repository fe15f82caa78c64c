#pragma once

#include "detector/score.h"
#include "score/finding.h"
#include "score/readout.h"
#include "score/scorer.h"
#include "score/sightings.h"

namespace detector {

/// What gives a score its names and records.
struct ExplainContext {
  const ReadOut* readout = nullptr;
  const Sightings* sightings = nullptr;
  const Knowledge* knowledge = nullptr;  ///< May be null.
  HashKey key;
  Mode mode = Mode::kLeaveOut;
  Grain grain = Grain::kDays;
};

/// A score in words' reach: hashes become names, evidence gets up to 20 of its records.
Score explain(const EntityScore& score, const ExplainContext& context);

/// Adds what only an alert needs: base rates at each level of back-off, and what is usual. Only
/// where parts are days. `score` is what explain() made of `found`.
void explain_rarities(const EntityScore& found, const ExplainContext& context, Scorer& scorer,
                      Score& score);

constexpr std::size_t kMostUsual = 3;
constexpr std::size_t kMostRecords = 20;

}  // namespace detector
