// Deciding is separate from scoring: a score becomes an alert with a level, words and techniques.
#include "detector/alert.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "alert/words.h"
#include "base/hash.h"
#include "base/log2.h"
#include "base/secrets.h"
#include "base/time.h"

namespace detector {
namespace {

// Risk is relative to the user's own normal: 4 at the threshold, 3 more with each doubling of it.
std::uint32_t risk_of(Bits score, Bits threshold) {
  const auto base = static_cast<std::uint64_t>(std::max<Bits>(threshold, 4 * kOneBit));
  const auto own = static_cast<std::uint64_t>(std::max<Bits>(score, 1));
  const Bits doublings = log2_bits(own) - log2_bits(base);
  return static_cast<std::uint32_t>(std::clamp<Bits>(40 + 30 * doublings / kOneBit, 0, 100));
}

Level level_of(std::uint32_t risk_tenths) {
  if (risk_tenths >= 90) return Level::kCritical;
  if (risk_tenths >= 70) return Level::kHigh;
  return risk_tenths >= 40 ? Level::kMedium : Level::kLow;
}

// What the views themselves suggest; knowledge of single actions is data (config/knowledge).
std::string_view technique_of(const Evidence& evidence) {
  struct Row {
    std::string_view view;
    std::string_view technique;
  };
  static constexpr std::array<Row, 8> kTechniques = {{
      {"login_failures", "T1110"},        // Brute Force
      {"login_after_failures", "T1110"},  // Brute Force
      {"login_address", "T1078"},         // Valid Accounts
      {"new_actor", "T1078"},
      {"actor_address", "T1078"},
      {"actor_agent", "T1078"},
      {"actor_region", "T1535"},  // Unused/Unsupported Cloud Regions
      {"user_target", "T1548"},   // Abuse Elevation Control Mechanism
  }};
  for (const auto& row : kTechniques) {
    if (row.view == evidence.view) return row.technique;
  }
  return {};
}

}  // namespace

std::string_view level_name(Level level) {
  static constexpr std::array<std::string_view, 4> kNames = {"low", "medium", "high", "critical"};
  return kNames[static_cast<std::size_t>(level)];
}

std::string_view mode_name(Mode mode) {
  return mode == Mode::kLeaveOut ? "leave-out" : "progressive";
}
std::string_view grain_name(Grain grain) {
  return grain == Grain::kDays ? "day" : "hour";
}
std::string_view detector_name(Detector kind) {
  static constexpr std::array<std::string_view, kDetectorCount> kNames = {
      "rarity", "volume", "spread", "novelty", "logins", "sensitivity"};
  return kNames[static_cast<std::size_t>(kind)];
}

Alert make_alert(const Score& score, const Decision& decision) {
  Alert alert;
  alert.score = score;
  alert.decision = decision;
  alert.id = to_hex(keyed_hash(
      fmt::format("{}:{}:{}", field_name(score.kind), score.entity, score.day), HashKey{}));
  alert.time = start_of_day(score.day);
  if (!score.records.empty()) {
    alert.time = std::min_element(score.records.begin(), score.records.end(),
                                  [](const auto& a, const auto& b) { return a.time < b.time; })
                     ->time;
  }
  alert.risk_tenths = risk_of(score.bits, decision.threshold);
  alert.level = level_of(alert.risk_tenths);
  alert.score.entity = redact_secrets(score.entity);
  std::set<std::string> techniques;
  for (Evidence& evidence : alert.score.evidence) {
    for (std::string* text : {&evidence.value, &evidence.among, &evidence.where}) {
      *text = redact_secrets(*text);
    }
    alert.words.push_back(evidence_words(evidence, score.grain));
    const bool telling = evidence.summed && evidence.bits >= 2 * kOneBit;
    if (!telling) continue;
    techniques.insert(evidence.techniques.begin(), evidence.techniques.end());
    const std::string_view technique = technique_of(evidence);
    if (!technique.empty()) techniques.emplace(technique);
  }
  alert.techniques.assign(techniques.begin(), techniques.end());
  return alert;
}

}  // namespace detector
