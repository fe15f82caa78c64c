#include "entity/template_joins.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>

#include "entity/absorption.h"

namespace detector {
namespace {

// Fewer constant words do not hold a value of several tokens in place.
constexpr std::size_t kEnoughWords = 3;

std::size_t constant_words(const TemplateSet& set, const Row& row) {
  return row.count_words(set.words(), 0, row.tokens.size());
}

// By hash: the index of the row.
using RowIndex = absl::flat_hash_map<std::uint64_t, std::uint32_t>;

// The hash that `row` has when its words at the positions of `mask` are variables; nothing when
// they already are or one of them is no word.
std::optional<std::uint64_t> hash_under(const Vocabulary& words, const Row& row,
                                        const std::vector<std::uint32_t>& mask) {
  std::uint64_t hash = row.hash();
  bool changed = false;
  for (std::size_t i = 1; i < mask.size(); ++i) {
    const std::uint32_t token = row.tokens[mask[i]];
    if (token == kVariableToken) continue;
    if (!words[token].is_word) return std::nullopt;
    hash = Row::replaced(hash, token, kVariableToken, mask[i]);
    changed = true;
  }
  return changed ? std::optional(hash) : std::nullopt;
}

// By word: the rows that have it.
using WordIndex = absl::flat_hash_map<std::uint32_t, std::vector<std::uint32_t>>;

WordIndex rows_by_word(const TemplateSet& set) {
  WordIndex index;
  for (std::size_t r = 0; r < set.rows().size(); ++r) {
    for (const std::uint32_t token : set.rows()[r].tokens) {
      if (!set.words()[token].is_word) continue;
      auto& rows = index[token];
      if (rows.empty() || rows.back() != r) rows.push_back(static_cast<std::uint32_t>(r));
    }
  }
  return index;
}

// The rows that have the word of `row` that fewest have; every case of `row` is among them. Empty
// if it has no word.
std::span<const std::uint32_t> rarest(const WordIndex& index, const TemplateSet& set,
                                      const Row& row) {
  std::span<const std::uint32_t> fewest;
  for (const std::uint32_t token : row.tokens) {
    if (!set.words()[token].is_word) continue;
    const auto& rows = index.at(token);
    if (fewest.empty() || rows.size() < fewest.size()) fewest = rows;
  }
  return fewest;
}

}  // namespace

bool join_covered(TemplateSet& set) {
  const std::vector<Row>& rows = set.rows();
  // By length and positions of variables: the rows that have just these.
  std::map<std::vector<std::uint32_t>, RowIndex> masks;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::vector<std::uint32_t> mask = rows[r].mask();
    const bool has_two = mask.size() >= 3;
    if (has_two && constant_words(set, rows[r]) > 0) {
      masks[mask].emplace(rows[r].hash(), static_cast<std::uint32_t>(r));
    }
  }
  TemplateSet::Joins joins(set);
  for (const auto& [mask, targets] : masks) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (rows[r].tokens.size() != mask[0]) continue;
      const auto hash = hash_under(set.words(), rows[r], mask);
      const auto found = hash ? targets.find(*hash) : targets.end();
      if (found != targets.end()) joins.add(r, found->second);
    }
  }
  return set.join(joins);
}

bool join_segments(TemplateSet& set) {
  const std::vector<Row>& rows = set.rows();
  RowIndex known;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    known.emplace(rows[r].hash(), static_cast<std::uint32_t>(r));
  }
  TemplateSet::Joins joins(set);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const Row& row = rows[r];
    for (const auto& [begin, end] : row.segments(set.words())) {
      Row candidate = row;
      candidate.fold(begin, end);
      candidate.collapse(set.words());
      const auto found = known.find(candidate.hash());
      if (found == known.end() || found->second == r) continue;
      // Two words are enough where the piece is a variable for the most part.
      const std::size_t enough =
          row.count_variables(begin, end) > row.count_words(set.words(), begin, end)
              ? kEnoughWords - 1
              : kEnoughWords;
      if (constant_words(set, candidate) >= enough) joins.add(r, found->second);
    }
  }
  return set.join(joins);
}

bool join_absorbed(TemplateSet& set) {
  const std::vector<Row>& rows = set.rows();
  const WordIndex index = rows_by_word(set);
  TemplateSet::Joins joins(set);
  for (std::size_t t = 0; t < rows.size(); ++t) {
    const Row& target = rows[t];
    const bool has_variable = target.count_variables(0, target.tokens.size()) > 0;
    if (!has_variable || constant_words(set, target) < kEnoughWords) continue;
    for (const std::uint32_t r : rarest(index, set, target)) {
      if (r != t && absorbs(set.words(), target, rows[r])) joins.add_closest(r, t);
    }
  }
  return set.join(joins);
}

bool join_same_words(TemplateSet& set) {
  const std::vector<Row>& rows = set.rows();
  RowIndex first;  // by skeleton: the row that comes first by text
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto [hash, words] = rows[r].skeleton(set.words());
    if (words < kEnoughWords) continue;
    const auto [found, inserted] = first.try_emplace(hash, static_cast<std::uint32_t>(r));
    if (!inserted && rows[r].is_less(set.words(), rows[found->second])) {
      found->second = static_cast<std::uint32_t>(r);
    }
  }
  TemplateSet::Joins joins(set);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto [hash, words] = rows[r].skeleton(set.words());
    if (words >= kEnoughWords && first.at(hash) != r) joins.add(r, first.at(hash));
  }
  return set.join(joins);
}

}  // namespace detector
