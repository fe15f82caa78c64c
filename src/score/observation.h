#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/time.h"
#include "detector/event.h"
#include "detector/record.h"
#include "score/views.h"

namespace detector {

/// All that the views of its primary entity can see of an event: equal observations are counted,
/// not kept apart. A hash of 0 stands for a field that is absent, or that none of these views
/// reads. What a value is a case of follows from it (NamedHash::coarser) and is not repeated.
struct Observation {
  Day day = 0;
  std::uint8_t hour = 0;  ///< 0–23, UTC.
  Field entity = Field::kActor;
  Login login = Login::kNone;
  std::array<std::uint64_t, kFieldCount> hashes{};

  [[nodiscard]] std::uint64_t operator[](Field field) const {
    return hashes[static_cast<std::size_t>(field)];
  }
};

/// One record as the baseline sees it: which observation, and what must not be counted twice.
struct ObservedRow {
  TimeMs time = 0;
  std::uint64_t id = 0;       ///< Keyed hash of the source's event id; 0 when it has none.
  std::uint64_t process = 0;  ///< Keyed hash of (service, pid); 0 when it has none.
  std::uint64_t record = 0;   ///< Keyed hash of the record's bytes; only for logins, else 0.
  RecordRef ref;
  std::uint32_t observation = 0;
  std::uint32_t count = 1;
  std::uint32_t id_begin = 0;  ///< The event id's text, into Digest::names.
  std::uint32_t id_length = 0;
};

/// The names behind the hashes of a batch, each once.
struct NamedHash {
  std::uint64_t hash = 0;
  std::uint64_t coarser = 0;  ///< What the value is a case of (coarser_field()); 0 when unknown.
  std::uint32_t begin = 0;    ///< Into Digest::names.
  std::uint32_t length = 0;
};

/// What a batch of records amounts to. Pure: a function of the batch, the options and the key.
struct Digest {
  static constexpr std::size_t kLongestName = 256;

  const RecordBatch* batch = nullptr;  ///< Borrowed: must live as long as the digest.
  std::vector<Observation> observations;
  std::vector<ObservedRow> rows;
  std::vector<RecordBatch::Rejected> rejected;
  std::uint64_t filtered = 0;  ///< Records that are no events: headers and the like.
  std::string names;
  std::vector<NamedHash> name_index;

  [[nodiscard]] std::string_view name(const NamedHash& entry) const {
    return std::string_view(names).substr(entry.begin, entry.length);
  }
  [[nodiscard]] std::string_view id(const ObservedRow& row) const {
    return std::string_view(names).substr(row.id_begin, row.id_length);
  }
  [[nodiscard]] std::string_view record(const ObservedRow& row) const {
    return std::string_view(batch->bytes)
        .substr(row.ref.offset - batch->base_offset, row.ref.length);
  }
};

/// Collects events into a Digest. One per thread, used for one batch after another.
class Observer {
 public:
  explicit Observer(const HashKey& key);

  /// Empties `digest` and fills it from now on.
  void begin(const RecordBatch& batch, Digest& digest);
  /// `record` is the record's text, at `ref`.
  void add(const Event& event, std::string_view record, const RecordRef& ref);

 private:
  [[nodiscard]] std::uint64_t hash_field(Field field, std::string_view text) const;
  std::uint32_t intern(std::uint64_t key, const Observation& observation, const Event& event);
  NamedHash store(std::uint64_t hash, std::string_view text);
  std::uint64_t name_coarser(Field field, const Event& event);

  HashKey key_;
  std::array<HashKey, kFieldCount> field_keys_;
  std::array<std::vector<Field>, kFieldCount> read_fields_;  ///< By kind of primary entity.
  std::array<std::uint64_t, 48> hour_hashes_{};              ///< By hour, weekend after weekdays.
  Digest* digest_ = nullptr;
  absl::flat_hash_map<std::uint64_t, std::uint32_t> known_;
  absl::flat_hash_set<std::uint64_t> named_;
};

/// Whether `view` counts such events (its fields may still be missing).
bool view_counts(const View& view, const Observation& observation);
/// The hash of a context: a field's, or 1 for "everyone". 0 when the field is absent.
std::uint64_t context_of(Field field, const Observation& observation);

/// The keyed hash of a value of a field: equal texts of different fields differ.
std::uint64_t field_hash(const HashKey& key, Field field, std::string_view text);
/// `09:00 on weekdays`, for index 0–47.
std::string hour_name(std::size_t index);

}  // namespace detector
