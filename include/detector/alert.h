#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "detector/provenance.h"
#include "detector/score.h"

namespace detector {

enum class Level : std::uint8_t { kLow, kMedium, kHigh, kCritical };
std::string_view level_name(Level level);

/// What an alert says about how it was decided.
struct Decision {
  Bits threshold = 0;
  double p_value = 1;  ///< Of the score among the scores it was calibrated on, in (0, 1].
  std::uint64_t calibrated_on = 0;  ///< How many of those there were.
  std::string model_sha256;         ///< Empty when the input itself was the baseline.
};

/// One entity on one UTC day that scored above the threshold.
struct Alert {
  std::string id;     ///< 16 hex digits: a hash of kind, entity and day, the same in each run.
  bool open = false;  ///< The day is not over: a later revision may follow.
  TimeMs time = 0;    ///< Of its earliest record shown.
  Score score;
  Decision decision;
  std::uint32_t risk_tenths = 0;  ///< 0–100: risk score 0.0–10.0.
  Level level = Level::kLow;
  std::vector<std::string> techniques;  ///< MITRE ATT&CK ids that the evidence suggests, sorted.
  std::vector<std::string> words;       ///< The evidence in sentences, as in score.evidence.
};

/// The alert of `score`, whatever its bits; the caller compares them with the threshold.
Alert make_alert(const Score& score, const Decision& decision);

/// One line of JSON without a newline (docs/alert-schema.md). `objects` are the names of the
/// inputs.
std::string alert_json(const Alert& alert, const std::vector<std::string>& objects,
                       const Provenance& provenance);
/// One line of JSON for a score below or above the threshold (`--all-scores`).
std::string score_json(const Score& score, const Decision& decision);

/// For people, at most 100 columns, several lines, newline at the end.
struct TextStyle {
  enum class Colour : std::uint8_t { kNever, kAlways };
  Colour colour = Colour::kNever;
};
std::string alert_text(const Alert& alert, std::size_t rank,
                       const std::vector<std::string>& objects, const TextStyle& style);

}  // namespace detector
