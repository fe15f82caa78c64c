#include "score/sightings.h"

#include <tuple>

namespace detector {
namespace {

std::uint64_t cell_id(std::size_t view, const CellKey& cell) {
  return combine(combine(cell.context, cell.value), view);
}

bool earlier(const ObservedRow& a, const RecordNote& b) {
  return std::tie(a.time, a.ref.object, a.ref.offset) <
         std::tie(b.time, b.ref.object, b.ref.offset);
}

}  // namespace

void Sightings::learn(const Observation& observation, const ObservedRow& row,
                      std::string_view record, std::string_view id) {
  DayRecords& day = days_[observation.day];
  const auto index = static_cast<std::uint32_t>(day.records.size());
  bool used = false;
  const auto all = views();
  for (std::size_t v = 0; v < all.size(); ++v) {
    if (!view_counts(all[v], observation)) continue;
    const CellKey cell{context_of(all[v].contexts[0], observation), observation[all[v].value]};
    if (cell.context == 0 || cell.value == 0) continue;
    const auto [found, inserted] = day.cells.try_emplace(cell_id(v, cell), index);
    if (!inserted) {
      if (!earlier(row, day.records[found->second])) continue;
      found->second = index;
    }
    used = true;
  }
  if (!used) return;
  // Hashed only here: most rows repeat what their day has shown before.
  RecordNote note;
  note.time = row.time;
  note.ref = row.ref;
  note.sha256 = to_hex(sha256(record));
  note.record_id = id.empty() ? note.sha256 : std::string(id);
  day.records.push_back(std::move(note));
}

const RecordNote* Sightings::find(Day day, std::size_t view, const CellKey& cell) const {
  const auto records = days_.find(day);
  if (records == days_.end()) return nullptr;
  const auto found = records->second.cells.find(cell_id(view, cell));
  return found == records->second.cells.end() ? nullptr : &records->second.records[found->second];
}

void Sightings::forget_before(Day day) {
  days_.erase(days_.begin(), days_.lower_bound(day));
}

}  // namespace detector
