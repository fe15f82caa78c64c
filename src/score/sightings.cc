#include "score/sightings.h"

#include <tuple>

namespace detector {
namespace {

std::uint64_t cell_id(std::size_t view, const CellKey& cell) {
  return combine(combine(cell.context, cell.value), view);
}

}  // namespace

bool Sightings::is_earlier(const ObservedRow& row, const Sighting& sighting) {
  return std::tie(row.time, row.ref.object, row.ref.offset) <
         std::tie(sighting.time, sighting.ref.object, sighting.ref.offset);
}

void Sightings::learn(const Observation& observation, const DaySlice& slice, const ObservedRow& row,
                      std::string_view record, std::string_view id) {
  DayRecords& day = days_[observation.day];
  const auto index = static_cast<std::uint32_t>(day.records.size());
  bool used = false;
  const auto all = views();
  for (std::size_t v = 0; v < all.size(); ++v) {
    if (!view_counts(all[v], observation)) continue;
    const CellKey cell{context_of(all[v].contexts[0], observation), observation[all[v].value]};
    if (cell.context == 0 || cell.value == 0 || !slice.level(v, 0).may_hold(cell)) continue;
    const auto [found, inserted] = day.cells.try_emplace(cell_id(v, cell), index);
    if (!inserted) {
      if (!is_earlier(row, day.records[found->second])) continue;
      found->second = index;
    }
    used = true;
  }
  if (!used) return;
  // Hashed only here: most rows repeat what their day has shown before.
  day.records.push_back({row.time, row.ref, sha256(record), day.ids.keep(id)});
}

std::optional<RecordNote> Sightings::find(Day day, std::size_t view, const CellKey& cell) const {
  const auto records = days_.find(day);
  if (records == days_.end()) return std::nullopt;
  const auto found = records->second.cells.find(cell_id(view, cell));
  if (found == records->second.cells.end()) return std::nullopt;
  const Sighting& sighting = records->second.records[found->second];
  RecordNote note{sighting.time, sighting.ref, to_hex(sighting.sha256), std::string(sighting.id)};
  if (note.record_id.empty()) note.record_id = note.sha256;
  return note;
}

void Sightings::forget_before(Day day) {
  days_.erase(days_.begin(), days_.lower_bound(day));
}

}  // namespace detector
