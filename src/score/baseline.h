#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/text_arena.h"
#include "detector/result.h"
#include "detector/score.h"
#include "detector/time.h"
#include "score/observation.h"
#include "score/views.h"

namespace detector {

/// How often a value occurred in a context on one day, and in which hours (bit h = hour h, UTC).
struct Cell {
  std::uint32_t count = 0;  ///< Saturates at 2^32 − 1.
  std::uint32_t hours = 0;
};

struct CellKey {
  std::uint64_t context = 0;
  std::uint64_t value = 0;
  friend bool operator==(const CellKey&, const CellKey&) = default;
  template <typename H>
  // NOLINTNEXTLINE(readability-identifier-naming): the name that absl looks for
  friend H AbslHashValue(H state, const CellKey& key) {
    return H::combine(std::move(state), key.context, key.value);
  }
};

constexpr std::uint64_t kNoBound = std::numeric_limits<std::uint64_t>::max();

/// A context on one day.
struct ContextDay {
  std::uint64_t events = 0;  ///< All of them, also those of values that were dropped.
  std::uint32_t hours = 0;
  std::uint32_t values = 0;         ///< Cells held in memory; not part of the state.
  std::uint64_t bound = kNoBound;   ///< Values with a larger hash were dropped.
  std::uint64_t parent = kNoBound;  ///< Smallest context of the next level met with this one.
};

/// The cells of one view at one level of back-off on one day.
///
/// Bounded: of the contexts, and of each context's values, those with the smallest hashes are kept
/// (bottom-k). That choice is a pure function of the set, so a merge of bounded slices equals the
/// bounded slice of the merge, and counts of what is kept are exact. In memory up to twice the
/// bound is held before trimming.
class LevelSlice {
 public:
  void add(const CellKey& key, const Cell& cell, std::uint64_t parent, const Limits& limits);
  void merge(const LevelSlice& other, const Limits& limits);
  /// Brings contexts and values to the bound exactly. Idempotent.
  void trim(const Limits& limits);

  [[nodiscard]] const absl::flat_hash_map<CellKey, Cell>& cells() const { return cells_; }
  [[nodiscard]] const absl::flat_hash_map<std::uint64_t, ContextDay>& contexts() const {
    return contexts_;
  }
  /// Whether `key` is within the bounds, which only become tighter: what is not, is held no more.
  [[nodiscard]] bool may_hold(const CellKey& key) const {
    const auto context = contexts_.find(key.context);
    return context != contexts_.end() && key.value <= context->second.bound;
  }
  /// Contexts with a larger hash were dropped.
  [[nodiscard]] std::uint64_t context_bound() const { return context_bound_; }

  /// For loading: puts back what cells(), contexts() and context_bound() gave.
  void restore_context(std::uint64_t context, const ContextDay& day) { contexts_[context] = day; }
  void restore_cell(const CellKey& key, const Cell& cell);
  void restore_bound(std::uint64_t bound) { context_bound_ = bound; }

 private:
  void add_cell(const CellKey& key, const Cell& cell, ContextDay& context, const Limits& limits);
  void trim_values(std::uint64_t context, std::uint32_t keep);
  void trim_contexts(std::uint32_t keep);

  absl::flat_hash_map<CellKey, Cell> cells_;
  absl::flat_hash_map<std::uint64_t, ContextDay> contexts_;
  std::uint64_t context_bound_ = kNoBound;
};

/// One login attempt in time order.
struct LoginRow {
  TimeMs time = 0;
  std::uint64_t record = 0;
  std::uint32_t count = 0;
  bool success = false;
  friend bool operator==(const LoginRow&, const LoginRow&) = default;
  friend bool operator<(const LoginRow& a, const LoginRow& b) {
    return a.time != b.time ? a.time < b.time : a.record < b.record;
  }
};

/// The earliest logins_per_entity attempts of an entity on a day, in order.
struct LoginHistory {
  Field kind = Field::kAddress;  ///< Of the entity.
  std::vector<LoginRow> rows;
};

/// Everything learned from the events of one UTC day.
class DaySlice {
 public:
  DaySlice() : levels_(views().size() * kLevels) {}

  void learn(const Observation& observation, std::uint32_t count, const Limits& limits);
  void learn_login(const Observation& observation, const ObservedRow& row, const Limits& limits);
  void merge(const DaySlice& other, const Limits& limits);
  void trim(const Limits& limits);

  [[nodiscard]] const LevelSlice& level(std::size_t view, std::size_t level) const {
    return levels_[view * kLevels + level];
  }
  LevelSlice& level(std::size_t view, std::size_t level) { return levels_[view * kLevels + level]; }
  template <typename Visit>
  void for_each_level(Visit visit) const {
    for (const LevelSlice& level : levels_) visit(level);
  }
  using Logins = absl::flat_hash_map<std::uint64_t, LoginHistory>;
  /// By entity.
  [[nodiscard]] const Logins& logins() const { return logins_; }
  void restore_logins(std::uint64_t entity, LoginHistory history) {
    logins_[entity] = std::move(history);
  }
  [[nodiscard]] std::uint64_t login_bound() const { return login_bound_; }
  void restore_login_bound(std::uint64_t bound) { login_bound_ = bound; }

 private:
  void trim_logins(std::uint32_t keep);

  std::vector<LevelSlice> levels_;
  Logins logins_;
  std::uint64_t login_bound_ = kNoBound;
};

/// What a hash stands for.
struct Name {
  std::string_view text;  ///< Lives as long as its baseline, until its next collection of names.
  std::uint64_t coarser = 0;  ///< Hash of what it is a case of (coarser_field()); 0 when unknown.
};

/// What was learned, in day slices. Learning adds, nothing else: any order and any grouping of the
/// same events gives the same baseline, and a day can be left out by dropping its slice.
/// Not thread safe.
class Baseline {
 public:
  explicit Baseline(const HashKey& key = {}, const Limits& limits = {})
      : key_fingerprint_(key.fingerprint()), limits_(limits) {}

  void learn(const Observation& observation, std::uint32_t count);
  void learn_login(const Observation& observation, const ObservedRow& row);
  void learn_name(std::uint64_t hash, std::string_view text, std::uint64_t coarser);
  /// Forgets names that no cell uses, once there are many. Call it after the cells of the names
  /// were learned.
  void bound_names();
  /// Notes the SHA-256 of an input object that was learned from, so that it is learned only once.
  void add_input(const std::string& sha256_hex) { inputs_.insert(sha256_hex); }

  /// Adds `other`. Errors: kConflict when an input object is in both, or the hash key, the views or
  /// the limits differ.
  Status merge(const Baseline& other);
  void without_day(Day day) { days_.erase(day); }
  /// Brings every slice to its bound and forgets names that no cell uses. After it, equal content
  /// means equal bytes when saved.
  void canonicalise();

  [[nodiscard]] const std::map<Day, DaySlice>& days() const { return days_; }
  [[nodiscard]] const absl::flat_hash_map<std::uint64_t, Name>& names() const { return names_; }
  /// The name behind a hash; `?` when it is not known.
  [[nodiscard]] std::string_view name(std::uint64_t hash) const;
  /// What the value behind a hash is a case of; 0 when that is not known.
  [[nodiscard]] std::uint64_t coarser(std::uint64_t hash) const;
  [[nodiscard]] const std::set<std::string>& inputs() const { return inputs_; }
  [[nodiscard]] std::uint64_t key_fingerprint() const { return key_fingerprint_; }
  [[nodiscard]] const Limits& limits() const { return limits_; }

  /// The bytes of a model file's payload (format: baseline_io.cc). canonicalise() first.
  [[nodiscard]] std::string serialise() const;
  /// Errors: kCorrupt for bytes that end early, go on after the end, or hold impossible counts or
  /// times; kUnsupported for other views. What else was altered, the checksum around it tells.
  static Result<Baseline> parse(std::string_view bytes);

 private:
  static constexpr std::size_t kFewNames = std::size_t{1} << 18U;  // not worth a collection

  void collect_names();

  std::uint64_t key_fingerprint_;
  Limits limits_;
  std::map<Day, DaySlice> days_;
  absl::flat_hash_map<std::uint64_t, Name> names_;
  TextArena texts_;  // of the names
  std::size_t names_at_last_collection_ = kFewNames;
  std::set<std::string> inputs_;
};

}  // namespace detector
