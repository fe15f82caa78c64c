#include "score/observation.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace detector {
namespace {

HashKey key_for(const HashKey& key, Field field) {
  return {key.k0, key.k1 ^ mix(static_cast<std::uint64_t>(field) + 1)};
}

// Index of hour_name(): weekends come after weekdays.
std::size_t hour_index(const Observation& observation) {
  return observation.hour + (weekday_of(observation.day) >= 5 ? std::size_t{24} : 0);
}

std::uint64_t non_zero(std::uint64_t hash) {
  return hash == 0 ? 1 : hash;
}

}  // namespace

std::uint64_t field_hash(const HashKey& key, Field field, std::string_view text) {
  return text.empty() ? 0 : non_zero(keyed_hash(text, key_for(key, field)));
}

std::string hour_name(std::size_t index) {
  return fmt::format("{:02}:00 UTC on {}", index % 24, index < 24 ? "weekdays" : "weekends");
}

bool view_counts(const View& view, const Observation& observation) {
  if (view.entity != observation.entity) return false;
  switch (view.only) {
    case Only::kAll:
      return true;
    case Only::kLoginFailures:
      return observation.login == Login::kFailure;
    case Only::kLoginSuccesses:
      return observation.login == Login::kSuccess;
    case Only::kNoLogins:
      return observation.login == Login::kNone;
  }
  return false;
}

std::uint64_t context_of(Field field, const Observation& observation) {
  return field == Field::kCount ? 1 : observation[field];
}

namespace {

// The fields that some view of this kind of entity reads, in order; the hour is filled in apart.
std::vector<Field> fields_read_for(Field entity) {
  std::array<bool, kFieldCount> reads{};
  for (const View& view : views()) {
    if (view.entity != entity) continue;
    reads[static_cast<std::size_t>(view.value)] = true;
    for (const Field context : view.contexts) {
      if (context != Field::kCount) reads[static_cast<std::size_t>(context)] = true;
    }
  }
  std::vector<Field> fields;
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    if (reads[i] && static_cast<Field>(i) != Field::kWeekdayHour) {
      fields.push_back(static_cast<Field>(i));
    }
  }
  return fields;
}

}  // namespace

Observer::Observer(const HashKey& key) : key_(key) {
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    field_keys_[i] = key_for(key, static_cast<Field>(i));
    read_fields_[i] = fields_read_for(static_cast<Field>(i));
  }
  for (std::size_t i = 0; i < hour_hashes_.size(); ++i) {
    hour_hashes_[i] = field_hash(key, Field::kWeekdayHour, hour_name(i));
  }
}

void Observer::begin(const RecordBatch& batch, Digest& digest) {
  digest_ = &digest;
  digest.batch = &batch;
  digest.observations.clear();
  digest.rows.clear();
  digest.rejected.clear();
  digest.filtered = 0;
  digest.names.clear();
  digest.name_index.clear();
  known_.clear();
  named_.clear();
}

std::uint64_t Observer::hash_field(Field field, std::string_view text) const {
  return non_zero(keyed_hash(text, field_keys_[static_cast<std::size_t>(field)]));
}

NamedHash Observer::store(std::uint64_t hash, std::string_view text) {
  text = clip_utf8(text, Digest::kLongestName);
  const NamedHash entry{hash, 0, static_cast<std::uint32_t>(digest_->names.size()),
                        static_cast<std::uint32_t>(text.size())};
  digest_->names += text;
  return entry;
}

// Names what the value of `field` is a case of, and that in turn; its hash, or 0.
std::uint64_t Observer::name_coarser(Field field, const Event& event) {
  const Field coarser = coarser_field(field);
  if (coarser == Field::kCount || event[coarser].empty()) return 0;
  const std::uint64_t hash = hash_field(coarser, event[coarser]);
  if (named_.insert(hash).second) {
    NamedHash entry = store(hash, event[coarser]);
    entry.coarser = name_coarser(coarser, event);
    digest_->name_index.push_back(entry);
  }
  return hash;
}

std::uint32_t Observer::intern(std::uint64_t key, const Observation& observation,
                               const Event& event) {
  const auto next = static_cast<std::uint32_t>(digest_->observations.size());
  const auto [found, inserted] = known_.try_emplace(key, next);
  if (!inserted) return found->second;
  digest_->observations.push_back(observation);
  for (const Field field : read_fields_[static_cast<std::size_t>(event.entity)]) {
    if (event[field].empty() || !named_.insert(observation[field]).second) continue;
    NamedHash entry = store(observation[field], event[field]);
    entry.coarser = name_coarser(field, event);
    digest_->name_index.push_back(entry);
  }
  const std::uint64_t hour = observation[Field::kWeekdayHour];
  if (named_.insert(hour).second) {
    digest_->name_index.push_back(store(hour, hour_name(hour_index(observation))));
  }
  return next;
}

void Observer::add(const Event& event, std::string_view record, const RecordRef& ref) {
  Observation observation;
  observation.day = day_of(event.time);
  observation.hour = static_cast<std::uint8_t>(hour_of(event.time));
  observation.entity = event.entity;
  observation.login = event.login;
  // Of all that makes an observation; the hour of the week follows from day and hour.
  std::uint64_t key = combine(static_cast<std::uint32_t>(observation.day),
                              (std::uint64_t{observation.hour} << 16U) |
                                  (static_cast<std::uint64_t>(observation.entity) << 8U) |
                                  static_cast<std::uint64_t>(observation.login));
  for (const Field field : read_fields_[static_cast<std::size_t>(event.entity)]) {
    if (event[field].empty()) continue;
    const std::uint64_t hash = hash_field(field, event[field]);
    observation.hashes[static_cast<std::size_t>(field)] = hash;
    key = mix(key ^ hash);
  }
  observation.hashes[static_cast<std::size_t>(Field::kWeekdayHour)] =
      hour_hashes_[hour_index(observation)];

  ObservedRow row;
  row.time = event.time;
  row.ref = ref;
  row.count = event.count;
  if (!event.id.empty()) {
    row.id = non_zero(keyed_hash(event.id, key_));
    const NamedHash id = store(row.id, event.id);
    row.id_begin = id.begin;
    row.id_length = id.length;
  }
  if (!event.process.empty()) {
    row.process = non_zero(combine(hash_field(Field::kService, event[Field::kService]),
                                   keyed_hash(event.process, key_)));
  }
  if (event.login != Login::kNone) row.record = non_zero(keyed_hash(record, key_));
  row.observation = intern(key, observation, event);
  digest_->rows.push_back(row);
}

}  // namespace detector
