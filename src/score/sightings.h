#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/hash.h"
#include "detector/score.h"
#include "score/baseline.h"

namespace detector {

/// The first record, by (time, object, offset), of every level-0 cell of the judged days: what an
/// alert shows. Memory: about 100 bytes per distinct observation. Not thread safe.
class Sightings {
 public:
  /// `row` is the earliest row of `observation` in its digest, `record` its bytes, `id` its event
  /// id.
  void learn(const Observation& observation, const ObservedRow& row, std::string_view record,
             std::string_view id);
  /// The record of a cell; null when it was not seen.
  [[nodiscard]] const RecordNote* find(Day day, std::size_t view, const CellKey& cell) const;
  /// Forgets the days before `day`.
  void forget_before(Day day);

 private:
  using Cells = absl::flat_hash_map<std::uint64_t, std::uint32_t>;
  struct DayRecords {
    Cells cells;
    std::vector<RecordNote> records;
  };
  std::map<Day, DayRecords> days_;
};

}  // namespace detector
