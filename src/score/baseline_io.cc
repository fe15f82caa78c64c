// The payload of a model file, inside the frame of src/store/snapshot.cc:
//
//   u64 views fingerprint, u64 hash-key fingerprint, varint limits ×3
//   varint inputs { 32-byte-hex string }                          sorted
//   varint names { u64 hash, u64 coarser, bytes name }            sorted by hash
//   varint days { svarint day,
//     per view and level: u64 context bound, varint contexts {    sorted by hash
//       u64 hash, varint events, varint hours, u64 bound, u64 parent,
//       varint values { u64 value, varint count, varint hours } } sorted by value
//     u64 login bound, varint entities { u64 entity, u8 kind,     sorted
//       varint rows { svarint time, u64 record, varint count, u8 success } } }
//
// Everything is sorted, so equal baselines give equal bytes.
#include <algorithm>

#include "base/bytes.h"
#include "score/baseline.h"

namespace detector {
namespace {

constexpr TimeMs kLatestTime = 1LL << 52;  // beyond it, times are not ours

template <typename Map>
auto sorted_by_key(const Map& map) {
  std::vector<typename Map::const_pointer> entries;
  entries.reserve(map.size());
  for (const auto& entry : map) entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(),
            [](const auto* a, const auto* b) { return a->first < b->first; });
  return entries;
}

void write_level(const LevelSlice& level, ByteWriter& out) {
  struct Row {
    CellKey key;
    Cell cell;
  };
  std::vector<Row> rows;
  rows.reserve(level.cells().size());
  for (const auto& [key, cell] : level.cells()) rows.push_back({key, cell});
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return a.key.context != b.key.context ? a.key.context < b.key.context
                                          : a.key.value < b.key.value;
  });
  out.u64(level.context_bound());
  out.varint(level.contexts().size());
  auto row = rows.begin();
  for (const auto* entry : sorted_by_key(level.contexts())) {
    const auto end =
        std::find_if(row, rows.end(), [&](const Row& r) { return r.key.context != entry->first; });
    out.u64(entry->first);
    out.varint(entry->second.events);
    out.varint(entry->second.hours);
    out.u64(entry->second.bound);
    out.u64(entry->second.parent);
    out.varint(static_cast<std::uint64_t>(end - row));
    for (; row != end; ++row) {
      out.u64(row->key.value);
      out.varint(row->cell.count);
      out.varint(row->cell.hours);
    }
  }
}

void read_level(ByteReaderLe& in, LevelSlice& level) {
  level.restore_bound(in.u64());
  const std::uint64_t contexts = in.count(20);
  for (std::uint64_t c = 0; c < contexts && !in.failed(); ++c) {
    const std::uint64_t hash = in.u64();
    ContextDay day;
    day.events = in.varint();
    day.hours = static_cast<std::uint32_t>(in.varint());
    day.bound = in.u64();
    day.parent = in.u64();
    level.restore_context(hash, day);
    const std::uint64_t values = in.count(10);
    for (std::uint64_t v = 0; v < values && !in.failed(); ++v) {
      const CellKey key{hash, in.u64()};
      Cell cell;
      cell.count = static_cast<std::uint32_t>(in.varint());
      cell.hours = static_cast<std::uint32_t>(in.varint());
      level.restore_cell(key, cell);
    }
  }
}

void write_logins(const DaySlice& slice, ByteWriter& out) {
  out.u64(slice.login_bound());
  out.varint(slice.logins().size());
  for (const auto* entry : sorted_by_key(slice.logins())) {
    out.u64(entry->first);
    out.u8(static_cast<std::uint8_t>(entry->second.kind));
    out.varint(entry->second.rows.size());
    for (const LoginRow& row : entry->second.rows) {
      out.svarint(row.time);
      out.u64(row.record);
      out.varint(row.count);
      out.u8(row.success ? 1 : 0);
    }
  }
}

void read_logins(ByteReaderLe& in, DaySlice& slice) {
  slice.restore_login_bound(in.u64());
  const std::uint64_t entities = in.count(10);
  for (std::uint64_t e = 0; e < entities && !in.failed(); ++e) {
    const std::uint64_t entity = in.u64();
    LoginHistory history;
    history.kind = static_cast<Field>(std::min<std::uint8_t>(in.u8(), kFieldCount - 1));
    history.rows.resize(in.count(11));
    for (LoginRow& row : history.rows) {
      row.time = in.svarint();
      if (row.time < -kLatestTime || row.time > kLatestTime) in.fail();
      row.record = in.u64();
      row.count = static_cast<std::uint32_t>(in.varint());
      row.success = in.u8() != 0;
    }
    slice.restore_logins(entity, std::move(history));
  }
}

}  // namespace

std::string Baseline::serialise() const {
  ByteWriter out;
  out.u64(views_fingerprint());
  out.u64(key_fingerprint_);
  out.varint(limits_.values_per_context);
  out.varint(limits_.contexts_per_day);
  out.varint(limits_.logins_per_entity);
  out.varint(inputs_.size());
  for (const auto& input : inputs_) out.bytes(input);
  out.varint(names_.size());
  for (const auto* entry : sorted_by_key(names_)) {
    out.u64(entry->first);
    out.u64(entry->second.coarser);
    out.bytes(entry->second.text);
  }
  out.varint(days_.size());
  for (const auto& [day, slice] : days_) {
    out.svarint(day);
    for (std::size_t v = 0; v < views().size(); ++v) {
      for (std::size_t l = 0; l < level_count(views()[v]); ++l) write_level(slice.level(v, l), out);
    }
    write_logins(slice, out);
  }
  return out.take();
}

Result<Baseline> Baseline::parse(std::string_view bytes) {
  ByteReaderLe in(bytes);
  if (in.u64() != views_fingerprint() && !in.failed()) {
    return fail(Code::kUnsupported, "the model was made with other views; train it again");
  }
  Baseline baseline;
  baseline.key_fingerprint_ = in.u64();
  baseline.limits_.values_per_context = static_cast<std::uint32_t>(in.varint());
  baseline.limits_.contexts_per_day = static_cast<std::uint32_t>(in.varint());
  baseline.limits_.logins_per_entity = static_cast<std::uint32_t>(in.varint());
  for (std::uint64_t n = in.count(1); n > 0 && !in.failed(); --n) {
    baseline.inputs_.emplace(in.bytes());
  }
  for (std::uint64_t n = in.count(17); n > 0 && !in.failed(); --n) {
    const std::uint64_t hash = in.u64();
    const std::uint64_t coarser = in.u64();
    baseline.names_.emplace(hash, Name{baseline.texts_.keep(in.bytes()), coarser});
  }
  for (std::uint64_t n = in.count(1); n > 0 && !in.failed(); --n) {
    DaySlice& slice = baseline.days_[static_cast<Day>(in.svarint())];
    for (std::size_t v = 0; v < views().size(); ++v) {
      for (std::size_t l = 0; l < level_count(views()[v]); ++l) read_level(in, slice.level(v, l));
    }
    read_logins(in, slice);
  }
  if (in.failed() || !in.at_end()) return fail(Code::kCorrupt, "the model's payload is damaged");
  return baseline;
}

}  // namespace detector
