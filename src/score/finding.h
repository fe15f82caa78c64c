#pragma once

#include <cstdint>
#include <vector>

#include "detector/bits.h"
#include "detector/score.h"

namespace detector {

/// One piece of evidence about an entity in a part, by hashes; explain() gives it names.
struct Finding {
  Detector detector = Detector::kRarity;
  std::uint8_t view = 0;
  std::uint8_t level = 0;  ///< Back-off level that spoke (rarity).
  std::uint64_t entity = 0;
  std::uint64_t context = 0;  ///< Level-0 context of the judged cell.
  std::uint64_t value = 0;    ///< 0 for counts and logins.
  std::uint64_t spoke = 0;    ///< What `value` is a case of, where that spoke; else 0.
  bool own_history = true;    ///< Counts: against its own parts rather than those of all.
  bool of_logins = false;     ///< Logins: among sources that got in rather than those that failed.
  Bits bits = 0;
  std::uint32_t seen = 0;
  std::uint32_t parts = 0;
  std::uint32_t as_rare = 0;
  std::uint64_t count = 0;
  std::uint64_t usual = 0;
};

/// An entity on a day (the strongest hour of it, where parts are hours).
struct EntityScore {
  Field kind = Field::kActor;
  std::uint64_t entity = 0;
  Day day = 0;
  Bits bits = 0;  ///< The exact sum of the first `summed` findings.
  std::uint32_t summed = 0;
  std::vector<Finding> findings;  ///< Strongest first within the sum; then the others.
};

}  // namespace detector
