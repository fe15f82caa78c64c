// Which signatures are one template.
//
// A *family* is all patterns that are equal but for one word: the hole. Whether the hole is a
// variable is decided by how many distinct words fill it, how much constant text holds it in
// place, and whether the words look like values or like events. All holes accepted in a round are
// applied at once, and rounds repeat until nothing changes: so the result depends on the set of
// patterns alone. No decision looks at counts of lines, which would make it depend on the split.
#include "entity/template_families.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/hash.h"
#include "entity/absorption.h"
#include "entity/pattern_rows.h"

namespace detector {
namespace {

constexpr std::size_t kMostRounds = 12;
constexpr std::size_t kManyFillers = 5;
constexpr std::size_t kVeryManyFillers = 15;
constexpr std::size_t kMostWordsForMany = 14;
constexpr std::size_t kMostWork = 4'000'000;

constexpr std::array<std::string_view, 18> kOpeners = {
    "account", "database", "device",    "domain", "file",     "group",
    "host",    "hostname", "interface", "job",    "module",   "package",
    "service", "session",  "unit",      "user",   "username", "volume"};

// All rows that are equal but for the token at `position`.
struct Family {
  std::size_t position = 0;
  std::size_t row = 0;  // one of them
  bool has_variable = false;
  std::vector<std::uint32_t> fillers;  // distinct words
};

bool is_opener(const Vocabulary& words, const Row& row, std::size_t position) {
  while (position > 0) {
    const Word& word = words[row.tokens[--position]];
    if (row.tokens[position] == kVariableToken) return false;
    if (word.is_word) return std::binary_search(kOpeners.begin(), kOpeners.end(), word.lowered);
    if (word.text != ":" && word.text != "'" && word.text != "\"") return false;
  }
  return false;
}

// Calls `visit` with every choice of two or three of `from`, in order.
template <typename Visit>
void for_each_choice(const std::vector<std::uint32_t>& from, std::size_t count, Visit&& visit) {
  for (std::size_t a = 0; a < from.size(); ++a) {
    for (std::size_t b = a + 1; b < from.size(); ++b) {
      if (count == 2) {
        visit({from[a], from[b], 0});
        continue;
      }
      for (std::size_t c = b + 1; c < from.size(); ++c) visit({from[a], from[b], from[c]});
    }
  }
}

// Of two rows that absorb the same one: more constant words, then the order of text.
bool prefers(const Vocabulary& words, const Row& a, const Row& b) {
  const std::size_t constants_a = a.count_words(words, 0, a.tokens.size());
  const std::size_t constants_b = b.count_words(words, 0, b.tokens.size());
  return constants_a != constants_b ? constants_a > constants_b : a.is_less(words, b);
}

class Clustering {
 public:
  Clustering(Vocabulary& words, std::vector<Row> rows) : words_(words), rows_(std::move(rows)) {
    template_of_.resize(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) template_of_[i] = static_cast<std::uint32_t>(i);
    regroup(std::move(rows_));
  }

  void run() {
    for (std::size_t round = 0; round < kMostRounds; ++round) {
      const bool opened = open_holes();
      const bool covered = join_covered();
      const bool joined = join_segments();
      if (opened || covered || joined) continue;
      if (!open_many(2) && !open_many(3) && !join_absorbed()) break;
    }
    join_same_words();
  }

  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<std::uint32_t>& template_of() const { return template_of_; }

 private:
  // Makes `changed`, one row for each current one, the rows: equal ones become one.
  bool regroup(std::vector<Row> changed);
  [[nodiscard]] std::vector<Family> families() const;
  [[nodiscard]] bool is_variable_hole(const Family& family) const;
  [[nodiscard]] bool varies_enough(const std::vector<std::uint32_t>& rows, std::uint32_t position,
                                   std::size_t holes) const;
  bool open_holes();
  bool open_many(std::size_t holes);
  bool apply(const absl::flat_hash_set<std::pair<std::uint32_t, std::uint32_t>>& open);
  bool join_covered();
  bool join_absorbed();
  bool join_segments();
  void join_same_words();
  bool join(const absl::flat_hash_map<std::uint32_t, std::uint32_t>& into);

  Vocabulary& words_;
  std::vector<Row> rows_;
  std::vector<std::uint32_t> template_of_;
  absl::flat_hash_set<std::uint32_t> values_;  // words that were accepted as fillers
};

bool Clustering::regroup(std::vector<Row> changed) {
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
  const bool fewer = unique.size() < index.size();
  for (std::uint32_t& of : template_of_) of = index[of];
  rows_ = std::move(unique);
  return fewer;
}

std::vector<Family> Clustering::families() const {
  absl::flat_hash_map<std::uint64_t, std::uint32_t> index;
  std::vector<Family> all;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const Row& row = rows_[r];
    const std::uint64_t whole = row.hash();
    for (std::size_t p = 0; p < row.tokens.size(); ++p) {
      const std::uint32_t token = row.tokens[p];
      if (token != kVariableToken && !words_[token].is_word) continue;
      const std::uint64_t key = Row::without(whole, token, p);
      const auto [found, inserted] = index.try_emplace(key, static_cast<std::uint32_t>(all.size()));
      if (inserted) all.push_back({p, r, false, {}});
      Family& family = all[found->second];
      if (token == kVariableToken) {
        family.has_variable = true;
      } else {
        family.fillers.push_back(token);
      }
    }
  }
  std::erase_if(all, [](const Family& family) {
    return family.fillers.empty() || (family.fillers.size() == 1 && !family.has_variable);
  });
  return all;
}

bool Clustering::is_variable_hole(const Family& family) const {
  const Row& row = rows_[family.row];
  const std::size_t distinct = family.fillers.size();
  const std::size_t left = row.count_words(words_, 0, family.position);
  const std::size_t constant =
      left + row.count_words(words_, family.position + 1, row.tokens.size());
  if (constant == 0) return false;
  const bool opposites = words_.has_opposites(family.fillers);
  if (left == 0) {
    if (opposites) return false;
    return (family.has_variable && constant >= 3) ||
           (distinct >= kManyFillers && distinct * constant >= 15);
  }
  const bool enclosed = row.is_enclosed(words_, family.position);
  if (distinct >= kVeryManyFillers) return true;
  if (opposites) return false;
  if (distinct >= kManyFillers && (enclosed || !words_.look_like_events(family.fillers))) {
    return true;
  }
  if (family.has_variable) return true;
  if ((enclosed && !words_.look_like_events(family.fillers)) ||
      is_opener(words_, row, family.position)) {
    return true;
  }
  const auto all = [&](auto&& holds) {
    return std::all_of(family.fillers.begin(), family.fillers.end(), holds);
  };
  return (all([&](std::uint32_t word) { return words_[word].is_dotted; }) &&
          !words_.look_like_events(family.fillers)) ||
         all([&](std::uint32_t word) { return values_.contains(word); });
}

bool Clustering::open_holes() {
  absl::flat_hash_set<std::uint64_t> open;
  absl::flat_hash_set<std::uint32_t> fillers;
  for (const Family& family : families()) {
    if (!is_variable_hole(family)) continue;
    const Row& row = rows_[family.row];
    open.insert(Row::without(row.hash(), row.tokens[family.position], family.position));
    fillers.insert(family.fillers.begin(), family.fillers.end());
  }
  if (open.empty()) return false;
  values_.insert(fillers.begin(), fillers.end());
  absl::flat_hash_set<std::pair<std::uint32_t, std::uint32_t>> places;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const std::uint64_t whole = rows_[r].hash();
    for (std::size_t p = 0; p < rows_[r].tokens.size(); ++p) {
      const std::uint32_t token = rows_[r].tokens[p];
      if (token == kVariableToken || !open.contains(Row::without(whole, token, p))) continue;
      places.emplace(static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(p));
    }
  }
  return apply(places);
}

// Makes the tokens at (row, position) variables.
bool Clustering::apply(const absl::flat_hash_set<std::pair<std::uint32_t, std::uint32_t>>& open) {
  if (open.empty()) return false;
  std::vector<Row> changed = rows_;
  for (const auto& [row, position] : open) changed[row].tokens[position] = kVariableToken;
  for (Row& row : changed) row.collapse(words_);
  regroup(std::move(changed));
  return true;
}

// Rows that differ in two or three words at once, so that no two of them differ in one only:
// `Share pine mounted by victor`. Each of the words must vary as much as one alone would have to.
// NOLINTNEXTLINE(readability-function-*): one case after another; split, it reads worse
bool Clustering::open_many(std::size_t holes) {
  struct Many {
    std::array<std::uint32_t, 3> positions{};
    std::vector<std::uint32_t> rows;
  };
  absl::flat_hash_map<std::uint64_t, Many> families;
  std::size_t work = 0;
  std::vector<std::uint32_t> at;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const Row& row = rows_[r];
    at.clear();
    for (std::size_t p = 0; p < row.tokens.size(); ++p) {
      if (words_[row.tokens[p]].is_word) at.push_back(static_cast<std::uint32_t>(p));
    }
    if (at.size() < holes + 3 || at.size() > kMostWordsForMany) continue;
    const std::uint64_t whole = row.hash();
    for_each_choice(at, holes, [&](const std::array<std::uint32_t, 3>& chosen) {
      std::uint64_t key = whole;
      for (std::size_t i = 0; i < holes; ++i) {
        key = Row::without(key, row.tokens[chosen[i]], chosen[i]);
      }
      Many& family = families[key];
      family.positions = chosen;
      family.rows.push_back(static_cast<std::uint32_t>(r));
      ++work;
    });
    if (work > kMostWork) return false;
  }
  absl::flat_hash_set<std::pair<std::uint32_t, std::uint32_t>> open;
  for (const auto& [key, family] : families) {
    if (family.rows.size() < kManyFillers) continue;
    bool varies = true;
    for (std::size_t i = 0; varies && i < holes; ++i) {
      varies = varies_enough(family.rows, family.positions[i], holes);
    }
    for (std::size_t i = 0; varies && i < holes; ++i) {
      for (const std::uint32_t row : family.rows) open.emplace(row, family.positions[i]);
    }
  }
  return apply(open);
}

bool Clustering::varies_enough(const std::vector<std::uint32_t>& rows, std::uint32_t position,
                               std::size_t holes) const {
  absl::flat_hash_set<std::uint32_t> distinct;
  for (const std::uint32_t row : rows) distinct.insert(rows_[row].tokens[position]);
  if (distinct.size() < kManyFillers) return false;
  const Row& row = rows_[rows.front()];
  const std::size_t constant = row.count_words(words_, 0, row.tokens.size()) - holes;
  const bool is_head = row.count_words(words_, 0, position) == 0;
  if (is_head && distinct.size() * constant < 15) return false;
  const std::vector<std::uint32_t> fillers(distinct.begin(), distinct.end());
  if (fillers.size() >= kVeryManyFillers) return true;
  return !words_.has_opposites(fillers) && !words_.look_like_events(fillers);
}

// A row with several tokens where another has a variable joins it when they read as one value.
// NOLINTNEXTLINE(readability-function-*): one case after another; split, it reads worse
bool Clustering::join_absorbed() {
  absl::flat_hash_map<std::uint32_t, std::vector<std::uint32_t>> with_word;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    absl::flat_hash_set<std::uint32_t> seen;
    for (const std::uint32_t token : rows_[r].tokens) {
      if (words_[token].is_word && seen.insert(token).second) {
        with_word[token].push_back(static_cast<std::uint32_t>(r));
      }
    }
  }
  absl::flat_hash_map<std::uint32_t, std::uint32_t> into;
  for (std::size_t t = 0; t < rows_.size(); ++t) {
    const Row& target = rows_[t];
    if (target.mask().size() < 2) continue;
    if (target.count_words(words_, 0, target.tokens.size()) < 3) continue;
    const std::vector<std::uint32_t>* rarest = nullptr;
    for (const std::uint32_t token : target.tokens) {
      if (!words_[token].is_word) continue;
      const auto& rows = with_word[token];
      if (rarest == nullptr || rows.size() < rarest->size()) rarest = &rows;
    }
    for (const std::uint32_t r : *rarest) {
      if (r == t || !absorbs(words_, target, rows_[r])) continue;
      const auto [known, inserted] = into.try_emplace(r, static_cast<std::uint32_t>(t));
      if (!inserted && prefers(words_, target, rows_[known->second])) {
        known->second = static_cast<std::uint32_t>(t);
      }
    }
  }
  return join(into);
}

bool Clustering::join(const absl::flat_hash_map<std::uint32_t, std::uint32_t>& into) {
  if (into.empty()) return false;
  std::vector<Row> changed = rows_;
  for (const auto& [from, to] : into) {
    std::uint32_t target = to;
    for (auto next = into.find(target); next != into.end(); next = into.find(target)) {
      target = next->second;
    }
    changed[from] = rows_[target];
  }
  return regroup(std::move(changed));
}

// A row that another one covers, equal but for words at the other's variables, joins it.
// NOLINTNEXTLINE(readability-function-*): one case after another; split, it reads worse
bool Clustering::join_covered() {
  // By the set of positions of variables: which rows have just these.
  std::map<std::vector<std::uint32_t>, absl::flat_hash_map<std::uint64_t, std::uint32_t>> masks;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const std::vector<std::uint32_t> mask = rows_[r].mask();
    if (mask.size() < 3) continue;  // its length, and at least two positions
    masks[mask].emplace(rows_[r].hash(), static_cast<std::uint32_t>(r));
  }
  absl::flat_hash_map<std::uint32_t, std::uint32_t> into;
  for (const auto& [mask, rows] : masks) {
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      const Row& row = rows_[r];
      if (row.tokens.size() != mask[0]) continue;
      std::uint64_t hash = row.hash();
      std::size_t words = 0;
      bool fits = true;
      for (std::size_t i = 1; fits && i < mask.size(); ++i) {
        const std::uint32_t token = row.tokens[mask[i]];
        if (token == kVariableToken) continue;
        fits = words_[token].is_word;
        hash = Row::replaced(hash, token, kVariableToken, mask[i]);
        ++words;
      }
      if (!fits || words == 0) continue;
      const auto found = rows.find(hash);
      if (found == rows.end()) continue;
      if (rows_[found->second].count_words(words_, 0, row.tokens.size()) == 0) continue;
      const auto [known, inserted] = into.try_emplace(static_cast<std::uint32_t>(r), found->second);
      if (!inserted && rows_[found->second].is_less(words_, rows_[known->second])) {
        known->second = found->second;
      }
    }
  }
  return join(into);
}

// `web:8080` where other rows have a variable: a piece of a line without white space, brackets,
// quotes, commas and `=` is one value when a row exists that has a variable in its place.
bool Clustering::join_segments() {
  absl::flat_hash_map<std::uint64_t, std::uint32_t> known;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    known.emplace(rows_[r].hash(), static_cast<std::uint32_t>(r));
  }
  absl::flat_hash_map<std::uint32_t, std::uint32_t> into;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    for (const auto& [begin, end] : rows_[r].segments(words_)) {
      Row candidate = rows_[r];
      candidate.fold(begin, end);
      candidate.collapse(words_);
      const auto found = known.find(candidate.hash());
      if (found == known.end() || found->second == r) continue;
      const std::size_t constant = candidate.count_words(words_, 0, candidate.tokens.size());
      const std::size_t inside = rows_[r].count_words(words_, begin, end);
      const auto variables = static_cast<std::size_t>(
          std::count(rows_[r].tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                     rows_[r].tokens.begin() + static_cast<std::ptrdiff_t>(end), kVariableToken));
      if (constant < (variables > inside ? 2U : 3U)) continue;
      const auto [old, inserted] = into.try_emplace(static_cast<std::uint32_t>(r), found->second);
      if (!inserted && rows_[found->second].is_less(words_, rows_[old->second])) {
        old->second = found->second;
      }
    }
  }
  return join(into);
}

// Rows with the same three or more constant words, brackets and quotes are one.
void Clustering::join_same_words() {
  absl::flat_hash_map<std::uint64_t, std::uint32_t> known;
  absl::flat_hash_map<std::uint32_t, std::uint32_t> into;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const auto [hash, words] = rows_[r].skeleton(words_);
    if (words < 3) continue;
    const auto [found, inserted] = known.try_emplace(hash, static_cast<std::uint32_t>(r));
    if (inserted) continue;
    std::uint32_t keep = found->second;
    std::uint32_t drop = static_cast<std::uint32_t>(r);
    if (rows_[drop].is_less(words_, rows_[keep])) std::swap(keep, drop);
    found->second = keep;
    into[drop] = keep;
  }
  join(into);
}

}  // namespace

std::vector<std::uint32_t> cluster_patterns(const std::vector<Pattern>& patterns,
                                            std::vector<Pattern>& templates) {
  Vocabulary words;
  std::vector<Row> rows;
  rows.reserve(patterns.size());
  for (const Pattern& pattern : patterns) {
    rows.push_back(words.row_of(pattern));
    rows.back().fold_repeats();
  }
  Clustering clustering(words, std::move(rows));
  clustering.run();
  templates.clear();
  for (const Row& row : clustering.rows()) templates.push_back(words.pattern_of(row));
  return clustering.template_of();
}

}  // namespace detector
