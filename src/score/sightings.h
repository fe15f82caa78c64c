#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/text_arena.h"
#include "detector/score.h"
#include "score/baseline.h"

namespace detector {

/// The first record, by (time, object, offset), of every level-0 cell of the judged days: what an
/// alert shows; only of cells within the bounds of their day. Memory: about 120 bytes per cell. Not
/// thread safe.
class Sightings {
 public:
  /// `row` is the earliest row of `observation` in its digest, `record` its bytes, `id` its event
  /// id; `slice` has learned the observation.
  void learn(const Observation& observation, const DaySlice& slice, const ObservedRow& row,
             std::string_view record, std::string_view id);
  /// The record of a cell; nothing when it was not seen.
  [[nodiscard]] std::optional<RecordNote> find(Day day, std::size_t view,
                                               const CellKey& cell) const;
  /// Forgets the days before `day`.
  void forget_before(Day day);

 private:
  struct Sighting {
    TimeMs time = 0;
    RecordRef ref;
    Sha256 sha256{};
    std::string_view id;  // in the day's ids
  };
  using Cells = absl::flat_hash_map<std::uint64_t, std::uint32_t>;
  struct DayRecords {
    Cells cells;
    std::vector<Sighting> records;
    TextArena ids;
  };
  static bool is_earlier(const ObservedRow& row, const Sighting& sighting);

  std::map<Day, DayRecords> days_;
};

}  // namespace detector
