// The algebra of the baseline. Everything that is kept is a sum, a union, a minimum or a bottom-k
// over the events, each of which is associative and commutative; that is the whole reason why
// merging is exact.
#include "score/baseline.h"

#include <algorithm>

namespace detector {
namespace {

std::uint32_t saturating_add(std::uint32_t a, std::uint32_t b) {
  const std::uint32_t sum = a + b;
  return sum < a ? std::numeric_limits<std::uint32_t>::max() : sum;
}

// The `keep`-th smallest of `hashes`; more than `keep` are given.
std::uint64_t nth_smallest(std::vector<std::uint64_t>& hashes, std::uint32_t keep) {
  const auto nth = hashes.begin() + (keep - 1);
  std::nth_element(hashes.begin(), nth, hashes.end());
  return *nth;
}

}  // namespace

void LevelSlice::restore_cell(const CellKey& key, const Cell& cell) {
  cells_[key] = cell;
  ++contexts_[key.context].values;
}

void LevelSlice::add_cell(const CellKey& key, const Cell& cell, ContextDay& context,
                          const Limits& limits) {
  if (key.value > context.bound) return;
  const auto [found, inserted] = cells_.try_emplace(key, cell);
  if (!inserted) {
    found->second.count = saturating_add(found->second.count, cell.count);
    found->second.hours |= cell.hours;
  } else if (++context.values > 2 * limits.values_per_context) {
    trim_values(key.context, limits.values_per_context);
  }
}

void LevelSlice::add(const CellKey& key, const Cell& cell, std::uint64_t parent,
                     const Limits& limits) {
  if (key.context > context_bound_) return;
  ContextDay& context = contexts_[key.context];
  context.events += cell.count;
  context.hours |= cell.hours;
  context.parent = std::min(context.parent, parent);
  add_cell(key, cell, context, limits);
  if (contexts_.size() > 2 * std::size_t{limits.contexts_per_day}) {
    trim_contexts(limits.contexts_per_day);
  }
}

void LevelSlice::merge(const LevelSlice& other, const Limits& limits) {
  context_bound_ = std::min(context_bound_, other.context_bound_);
  for (const auto& [hash, theirs] : other.contexts_) {
    ContextDay& ours = contexts_[hash];
    ours.events += theirs.events;
    ours.hours |= theirs.hours;
    ours.bound = std::min(ours.bound, theirs.bound);
    ours.parent = std::min(ours.parent, theirs.parent);
  }
  for (const auto& [key, cell] : other.cells_) {
    add_cell(key, cell, contexts_[key.context], limits);
  }
  trim(limits);
}

void LevelSlice::trim_values(std::uint64_t context, std::uint32_t keep) {
  std::vector<std::uint64_t> values;
  for (const auto& [key, cell] : cells_) {
    if (key.context == context) values.push_back(key.value);
  }
  ContextDay& day = contexts_[context];
  day.bound = std::min(day.bound, nth_smallest(values, keep));
  for (const std::uint64_t value : values) {
    if (value > day.bound) cells_.erase({context, value});
  }
  day.values = keep;
}

void LevelSlice::trim_contexts(std::uint32_t keep) {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(contexts_.size());
  for (const auto& [hash, context] : contexts_) hashes.push_back(hash);
  if (hashes.size() > keep) context_bound_ = std::min(context_bound_, nth_smallest(hashes, keep));
  absl::erase_if(contexts_, [&](const auto& entry) { return entry.first > context_bound_; });
  absl::erase_if(cells_, [&](const auto& entry) { return entry.first.context > context_bound_; });
}

void LevelSlice::trim(const Limits& limits) {
  trim_contexts(limits.contexts_per_day);
  std::vector<std::uint64_t> full;
  bool bounded = false;
  for (const auto& [hash, context] : contexts_) {
    if (context.values > limits.values_per_context) full.push_back(hash);
    bounded = bounded || context.bound != kNoBound;
  }
  for (const std::uint64_t hash : full) trim_values(hash, limits.values_per_context);
  if (!bounded) return;
  // A merge may have lowered a bound below values that are held.
  absl::erase_if(cells_, [&](const auto& entry) {
    ContextDay& context = contexts_[entry.first.context];
    const bool above = entry.first.value > context.bound;
    if (above) --context.values;
    return above;
  });
}

void DaySlice::learn(const Observation& observation, std::uint32_t count, const Limits& limits) {
  const Cell cell{count, std::uint32_t{1} << observation.hour};
  const auto all = views();
  for (std::size_t v = 0; v < all.size(); ++v) {
    const View& view = all[v];
    if (!view_counts(view, observation)) continue;
    const std::uint64_t value = observation[view.value];
    if (value == 0 || context_of(view.contexts[0], observation) == 0) continue;
    const std::size_t levels = level_count(view);
    for (std::size_t l = 0; l < levels; ++l) {
      const std::uint64_t context = context_of(view.contexts[l], observation);
      if (context == 0) continue;
      const std::uint64_t parent =
          l + 1 < levels ? context_of(view.contexts[l + 1], observation) : 0;
      level(v, l).add({context, value}, cell, parent == 0 ? kNoBound : parent, limits);
    }
  }
}

void DaySlice::learn_login(const Observation& observation, const ObservedRow& row,
                           const Limits& limits) {
  // Failures are known by their address, so a success of whatever entity must be too.
  const Field kind = observation[Field::kAddress] != 0 ? Field::kAddress : observation.entity;
  const std::uint64_t entity = observation[kind];
  if (entity > login_bound_) return;
  LoginHistory& history = logins_[entity];
  history.kind = kind;
  auto& rows = history.rows;
  const LoginRow login{row.time, row.record, row.count, observation.login == Login::kSuccess};
  const auto at = std::upper_bound(rows.begin(), rows.end(), login);
  if (at == rows.end() && rows.size() >= limits.logins_per_entity) return;
  rows.insert(at, login);
  if (rows.size() > limits.logins_per_entity) rows.pop_back();
  if (logins_.size() > 2 * std::size_t{limits.contexts_per_day}) {
    trim_logins(limits.contexts_per_day);
  }
}

void DaySlice::trim_logins(std::uint32_t keep) {
  if (logins_.size() > keep) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(logins_.size());
    for (const auto& [entity, history] : logins_) hashes.push_back(entity);
    login_bound_ = std::min(login_bound_, nth_smallest(hashes, keep));
  }
  absl::erase_if(logins_, [&](const auto& entry) { return entry.first > login_bound_; });
}

void DaySlice::merge(const DaySlice& other, const Limits& limits) {
  for (std::size_t i = 0; i < levels_.size(); ++i) levels_[i].merge(other.levels_[i], limits);
  login_bound_ = std::min(login_bound_, other.login_bound_);
  for (const auto& [entity, theirs] : other.logins_) {
    LoginHistory& ours = logins_[entity];
    ours.kind = theirs.kind;
    std::vector<LoginRow> both;
    both.reserve(ours.rows.size() + theirs.rows.size());
    std::merge(ours.rows.begin(), ours.rows.end(), theirs.rows.begin(), theirs.rows.end(),
               std::back_inserter(both));
    if (both.size() > limits.logins_per_entity) both.resize(limits.logins_per_entity);
    ours.rows = std::move(both);
  }
  trim_logins(limits.contexts_per_day);
}

void DaySlice::trim(const Limits& limits) {
  for (auto& level : levels_) level.trim(limits);
  trim_logins(limits.contexts_per_day);
}

void Baseline::learn(const Observation& observation, std::uint32_t count) {
  days_[observation.day].learn(observation, count, limits_);
}

void Baseline::learn_login(const Observation& observation, const ObservedRow& row) {
  days_[observation.day].learn_login(observation, row, limits_);
}

void Baseline::learn_name(std::uint64_t hash, std::string_view text, std::uint64_t coarser) {
  const auto [found, inserted] = names_.try_emplace(hash, Name{{}, coarser});
  Name& known = found->second;
  if (inserted) {
    known.text = texts_.keep(text);
    return;
  }
  // Long names are clipped, so two may share a hash's name only if they share the hash: keep the
  // smaller, whichever came first. The same where databases of networks disagree.
  if (text < known.text) known.text = texts_.keep(text);
  if (coarser != 0 && (known.coarser == 0 || coarser < known.coarser)) known.coarser = coarser;
}

void Baseline::bound_names() {
  if (names_.size() > 2 * names_at_last_collection_) collect_names();
}

Status Baseline::merge(const Baseline& other) {
  if (key_fingerprint_ != other.key_fingerprint_) {
    return fail(Code::kConflict,
                "the models were made with different hash keys (model.hash_key); train both with "
                "the same key");
  }
  if (!(limits_ == other.limits_)) {
    return fail(Code::kConflict, "the models have different limits; train both with the same");
  }
  for (const auto& input : other.inputs_) {
    if (inputs_.contains(input)) {
      return fail(Code::kConflict,
                  "the models overlap: both learned the input with SHA-256 " + input);
    }
  }
  inputs_.insert(other.inputs_.begin(), other.inputs_.end());
  for (const auto& [day, slice] : other.days_) days_[day].merge(slice, limits_);
  for (const auto& [hash, name] : other.names_) learn_name(hash, name.text, name.coarser);
  return {};
}

void Baseline::canonicalise() {
  for (auto& [day, slice] : days_) slice.trim(limits_);
  collect_names();
}

void Baseline::collect_names() {
  absl::flat_hash_map<std::uint64_t, Name> kept;
  TextArena texts;
  const auto take = [&](std::uint64_t hash) {
    while (hash != 0) {
      const auto found = names_.find(hash);
      if (found == names_.end()) return;
      const auto [copy, inserted] = kept.try_emplace(hash, found->second);
      if (!inserted) return;
      copy->second.text = texts.keep(found->second.text);
      hash = found->second.coarser;
    }
  };
  for (const auto& [day, slice] : days_) {
    slice.for_each_level([&](const LevelSlice& level) {
      for (const auto& [key, cell] : level.cells()) {
        take(key.context);
        take(key.value);
      }
    });
    for (const auto& [entity, history] : slice.logins()) take(entity);
  }
  names_ = std::move(kept);
  texts_ = std::move(texts);
  names_at_last_collection_ = std::max(names_.size(), kFewNames);
}

std::string_view Baseline::name(std::uint64_t hash) const {
  const auto found = names_.find(hash);
  return found == names_.end() ? std::string_view("?") : found->second.text;
}

std::uint64_t Baseline::coarser(std::uint64_t hash) const {
  const auto found = names_.find(hash);
  return found == names_.end() ? 0 : found->second.coarser;
}

}  // namespace detector
