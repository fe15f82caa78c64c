#include "entity/template_set.h"

#include <numeric>

namespace detector {

TemplateSet::TemplateSet(const Vocabulary& words, std::vector<Row> rows)
    : words_(words), row_of_pattern_(rows.size()) {
  std::iota(row_of_pattern_.begin(), row_of_pattern_.end(), 0U);
  regroup(std::move(rows));
}

// Makes `changed`, one row for each current one, the rows: equal ones become one.
void TemplateSet::regroup(std::vector<Row> changed) {
  absl::flat_hash_map<std::uint64_t, std::uint32_t> known;
  std::vector<Row> unique;
  std::vector<std::uint32_t> index(changed.size());
  for (std::size_t i = 0; i < changed.size(); ++i) {
    const auto next = static_cast<std::uint32_t>(unique.size());
    const auto [found, inserted] = known.try_emplace(changed[i].hash(), next);
    index[i] = found->second;
    if (inserted) {
      unique.push_back(std::move(changed[i]));
    } else {
      unique[found->second].prefer_spacing(changed[i]);
    }
  }
  for (std::uint32_t& row : row_of_pattern_) row = index[row];
  rows_ = std::move(unique);
}

bool TemplateSet::open(const std::vector<Place>& places) {
  if (places.empty()) return false;
  std::vector<Row> changed = std::move(rows_);
  for (const auto& [row, position] : places) changed[row].tokens[position] = kVariableToken;
  for (Row& row : changed) row.collapse(words_);
  regroup(std::move(changed));
  return true;
}

void TemplateSet::Joins::add(std::size_t row, std::size_t target) {
  const auto to = static_cast<std::uint32_t>(target);
  const auto [found, inserted] = into_.try_emplace(static_cast<std::uint32_t>(row), to);
  const std::vector<Row>& rows = set_.rows();
  if (!inserted && rows[target].is_less(set_.words(), rows[found->second])) found->second = to;
}

void TemplateSet::Joins::add_closest(std::size_t row, std::size_t target) {
  const auto found = into_.find(static_cast<std::uint32_t>(row));
  if (found == into_.end()) {
    add(row, target);
    return;
  }
  const auto constants = [this](std::size_t of) {
    const Row& one = set_.rows()[of];
    return one.count_words(set_.words(), 0, one.tokens.size());
  };
  const std::size_t ours = constants(target);
  const std::size_t theirs = constants(found->second);
  if (ours > theirs) found->second = static_cast<std::uint32_t>(target);
  if (ours == theirs) add(row, target);
}

bool TemplateSet::join(const Joins& joins) {
  const auto& into = joins.into_;
  if (into.empty()) return false;
  std::vector<Row> changed = rows_;
  for (const auto& [from, to] : into) {
    std::uint32_t target = to;
    for (auto next = into.find(target); next != into.end(); next = into.find(target)) {
      target = next->second;
    }
    changed[from] = rows_[target];
  }
  regroup(std::move(changed));
  return true;
}

}  // namespace detector
