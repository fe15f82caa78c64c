#include "score/readout.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>

#include "score/observation.h"

namespace detector {
void LevelReadOut::build(const std::vector<std::pair<Day, const LevelSlice*>>& slices) {
  struct Keyed {
    std::uint64_t context;
    Row row;
  };
  struct KeyedDay {
    std::uint64_t context;
    ContextRow row;
  };
  std::vector<Keyed> rows;
  std::vector<KeyedDay> days;
  for (const auto& [day, slice] : slices) {
    for (const auto& [key, cell] : slice->cells()) {
      rows.push_back({key.context, {key.value, day, cell.hours, cell.count}});
    }
    for (const auto& [hash, context] : slice->contexts()) {
      days.push_back({hash, {day, context.hours, context.bound, context.events, context.parent}});
    }
  }
  std::sort(rows.begin(), rows.end(), [](const Keyed& a, const Keyed& b) {
    if (a.context != b.context) return a.context < b.context;
    if (a.row.value != b.row.value) return a.row.value < b.row.value;
    return a.row.day < b.row.day;
  });
  std::sort(days.begin(), days.end(), [](const KeyedDay& a, const KeyedDay& b) {
    return a.context != b.context ? a.context < b.context : a.row.day < b.row.day;
  });
  rows_.reserve(rows.size());
  for (const auto& keyed : rows) {
    Range& range = index_[keyed.context];
    if (range.rows_end == 0) range.rows_begin = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back(keyed.row);
    range.rows_end = static_cast<std::uint32_t>(rows_.size());
  }
  days_.reserve(days.size());
  for (const auto& keyed : days) {
    Range& range = index_[keyed.context];
    if (range.days_end == 0) range.days_begin = static_cast<std::uint32_t>(days_.size());
    days_.push_back(keyed.row);
    range.days_end = static_cast<std::uint32_t>(days_.size());
  }
}

// Rows in order of value and day, those of the same cell united.
void LevelReadOut::append_united(std::vector<Row>& rows, Range& range) {
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return a.value != b.value ? a.value < b.value : a.day < b.day;
  });
  range.rows_begin = static_cast<std::uint32_t>(rows_.size());
  for (const Row& row : rows) {
    Row* last = rows_.size() > range.rows_begin ? &rows_.back() : nullptr;
    if (last == nullptr || last->value != row.value || last->day != row.day) {
      rows_.push_back(row);
      continue;
    }
    last->hours |= row.hours;
    last->count += row.count;
  }
  range.rows_end = static_cast<std::uint32_t>(rows_.size());
}

LevelReadOut LevelReadOut::coarsened(const Coarser& coarser) const {
  LevelReadOut out;
  out.days_ = days_;
  for (ContextRow& day : out.days_) {
    if (day.bound != kNoBound) day.bound = 0;  // the hashes that were kept are not of these values
  }
  std::vector<Row> rows;
  for (const auto& [hash, range] : index_) {
    rows.clear();
    for (const Row& row : view_of(range).rows) {
      const std::uint64_t value = coarser(row.value);
      if (value != 0) rows.push_back({value, row.day, row.hours, row.count});
    }
    Range& united = out.index_[hash];
    united = range;
    out.append_united(rows, united);
  }
  return out;
}

LevelReadOut::Context LevelReadOut::context(std::uint64_t hash) const {
  const auto found = index_.find(hash);
  if (found == index_.end()) return {};
  return view_of(found->second);
}

ReadOut::LoginDay read_logins(std::uint64_t entity, Day day, const LoginHistory& history) {
  ReadOut::LoginDay out;
  out.entity = entity;
  out.day = day;
  out.kind = history.kind;
  for (const LoginRow& row : history.rows) {
    if (!row.success) {
      out.failures += row.count;
      continue;
    }
    out.logged_in = true;
    if (out.failures > 0) {
      out.success = true;
      out.success_time = row.time;
      break;
    }
  }
  return out;
}

Grain ReadOut::grain(Mode mode, Day day) const {
  const auto last =
      mode == Mode::kLeaveOut ? days_.end() : std::lower_bound(days_.begin(), days_.end(), day);
  const auto judges = static_cast<std::size_t>(last - days_.begin());
  return judges < policy_.minimum_days ? Grain::kHours : Grain::kDays;
}

void ReadOut::find_kinds(const std::map<Day, const DaySlice*>& days) {
  if (policy_.kinds == nullptr) return;
  absl::flat_hash_set<std::uint64_t> seen;
  for (std::size_t v = 0; v < views().size(); ++v) {
    if (views()[v].value != Field::kSignature) continue;
    for (const auto& [day, slice] : days) {
      for (const auto& [key, cell] : slice->level(v, 0).cells()) seen.insert(key.value);
    }
  }
  std::vector<std::uint64_t> signatures(seen.begin(), seen.end());
  std::sort(signatures.begin(), signatures.end());
  signatures.resize(std::min(signatures.size(), kMostKinds));
  std::vector<std::string_view> texts;
  texts.reserve(signatures.size());
  for (const std::uint64_t signature : signatures) texts.push_back(name(signature));
  auto kinds = policy_.kinds->kinds_of(texts);
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    if (kinds[i].empty()) continue;
    const std::uint64_t hash = field_hash(HashKey{}, Field::kMessageKind, kinds[i]);
    kinds_.emplace(signatures[i], hash);
    kind_names_.try_emplace(hash, std::move(kinds[i]));
  }
}

void ReadOut::build_levels(const std::map<Day, const DaySlice*>& days) {
  const auto coarser_of = [this](std::uint64_t hash) { return coarser(hash); };
  for (std::size_t v = 0; v < views().size(); ++v) {
    for (std::size_t l = 0; l < level_count(views()[v]); ++l) {
      std::vector<std::pair<Day, const LevelSlice*>> slices;
      slices.reserve(days.size());
      for (const auto& [day, slice] : days) slices.emplace_back(day, &slice->level(v, l));
      LevelReadOut* steps = &levels_[(v * kLevels + l) * kMostSteps];
      steps[0].build(slices);
      for (std::size_t s = 1; s < step_count(views()[v]); ++s) {
        steps[s] = steps[s - 1].coarsened(coarser_of);
      }
    }
  }
}

ReadOut::ReadOut(const Baseline* history, const Baseline& input, const Policy& policy)
    : history_(history),
      input_(input),
      levels_(views().size() * kLevels * kMostSteps),
      policy_(policy) {
  std::map<Day, const DaySlice*> days;
  for (const auto& [day, slice] : input.days()) days[day] = &slice;
  if (history != nullptr) {
    for (const auto& [day, slice] : history->days()) days[day] = &slice;
  }
  for (const auto& [day, slice] : days) days_.push_back(day);
  find_kinds(days);
  build_levels(days);
  for (const auto& [day, slice] : days) {
    for (const auto& [entity, history_of_day] : slice->logins()) {
      logins_.push_back(read_logins(entity, day, history_of_day));
    }
  }
  std::sort(logins_.begin(), logins_.end(), [](const LoginDay& a, const LoginDay& b) {
    return a.entity != b.entity ? a.entity < b.entity : a.day < b.day;
  });
}

std::string_view ReadOut::name(std::uint64_t hash) const {
  if (const auto kind = kind_names_.find(hash); kind != kind_names_.end()) return kind->second;
  const std::string_view known = input_.name(hash);
  return known != "?" || history_ == nullptr ? known : history_->name(hash);
}

std::uint64_t ReadOut::coarser(std::uint64_t hash) const {
  if (const auto kind = kinds_.find(hash); kind != kinds_.end()) return kind->second;
  const std::uint64_t known = input_.coarser(hash);
  return known != 0 || history_ == nullptr ? known : history_->coarser(hash);
}

}  // namespace detector
