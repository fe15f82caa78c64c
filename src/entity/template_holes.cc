#include "entity/template_holes.h"

#include <algorithm>
#include <array>

namespace detector {
namespace {

constexpr std::size_t kManyFillers = 5;
constexpr std::size_t kVeryManyFillers = 15;
constexpr std::size_t kMostHoles = 3;
constexpr std::size_t kMostWordsForMany = 14;
constexpr std::size_t kMostChoices = 2'000'000;  // of two or three words: 48 MB

constexpr std::array<std::string_view, 18> kOpeners = {
    "account", "database", "device",    "domain", "file",     "group",
    "host",    "hostname", "interface", "job",    "module",   "package",
    "service", "session",  "unit",      "user",   "username", "volume"};

// Whether the last word before `position`, but for `:` and quotes, announces a name.
bool is_opener(const Vocabulary& words, const Row& row, std::size_t position) {
  while (position > 0) {
    const Word& word = words[row.tokens[--position]];
    if (row.tokens[position] == kVariableToken) return false;
    if (word.is_word) return std::binary_search(kOpeners.begin(), kOpeners.end(), word.lowered);
    if (word.text != ":" && word.text != "'" && word.text != "\"") return false;
  }
  return false;
}

}  // namespace

// A row with some of its tokens left out: rows with the same key are equal but for these.
struct Holes::Choice {
  std::uint64_t key = 0;
  std::uint32_t row = 0;
  std::array<std::uint16_t, kMostHoles> positions{};
};

struct Holes::Family {
  std::span<const Choice> members;  // at least one
  std::size_t holes = 1;

  [[nodiscard]] std::size_t position(std::size_t hole) const {
    return members.front().positions[hole];
  }
};

struct Holes::Opened {
  std::vector<TemplateSet::Place> places;
  std::vector<std::uint32_t> fillers;
};

// Adds the choices that leave out `chosen` and `left` more of the `positions` to come.
void Holes::choose(const Row& row, std::span<const std::uint16_t> positions, std::size_t left,
                   const Choice& chosen, std::size_t holes, std::vector<Choice>& out) {
  if (left == 0) {
    out.push_back(chosen);
    return;
  }
  for (std::size_t i = 0; i < positions.size(); ++i) {
    Choice next = chosen;
    next.key = Row::without(chosen.key, row.tokens[positions[i]], positions[i]);
    next.positions[holes] = positions[i];
    choose(row, positions.subspan(i + 1), left - 1, next, holes + 1, out);
  }
}

// The words of a row; where a single one is looked for, its variables too.
void Holes::positions_of(const Row& row, std::size_t count, std::vector<std::uint16_t>& out) const {
  out.clear();
  for (std::size_t p = 0; p < row.tokens.size(); ++p) {
    const bool is_word = set_.words()[row.tokens[p]].is_word;
    if (is_word || (count == 1 && row.tokens[p] == kVariableToken)) {
      out.push_back(static_cast<std::uint16_t>(p));
    }
  }
}

std::vector<Holes::Choice> Holes::choices(std::size_t count) const {
  std::vector<Choice> all;
  std::vector<std::uint16_t> positions;
  for (std::size_t r = 0; r < set_.rows().size(); ++r) {
    const Row& row = set_.rows()[r];
    positions_of(row, count, positions);
    const std::size_t words = positions.size();
    if (count > 1 && (words < count + 3 || words > kMostWordsForMany)) continue;
    choose(row, positions, count, {row.hash(), static_cast<std::uint32_t>(r), {}}, 0, all);
    if (count > 1 && all.size() > kMostChoices) return {};
  }
  std::sort(all.begin(), all.end(), [](const Choice& a, const Choice& b) {
    return a.key != b.key ? a.key < b.key : a.row < b.row;
  });
  return all;
}

bool Holes::open(std::size_t count) {
  const std::vector<Choice> all = choices(count);
  Opened opened;
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin + 1;
    while (end < all.size() && all[end].key == all[begin].key) ++end;
    const Family family{std::span(all).subspan(begin, end - begin), count};
    begin = end;
    if (count == 1 ? is_variable(family) : vary_together(family)) open_family(family, opened);
  }
  if (count == 1) values_.insert(opened.fillers.begin(), opened.fillers.end());
  return set_.open(opened.places);
}

void Holes::open_family(const Family& family, Opened& opened) const {
  for (const Choice& member : family.members) {
    for (std::size_t hole = 0; hole < family.holes; ++hole) {
      const std::uint16_t position = member.positions[hole];
      const std::uint32_t token = set_.rows()[member.row].tokens[position];
      if (token == kVariableToken) continue;
      opened.places.emplace_back(member.row, position);
      opened.fillers.push_back(token);
    }
  }
}

bool Holes::is_variable(const Family& family) const {
  if (family.members.size() < 2) return false;
  const Vocabulary& words = set_.words();
  const std::size_t position = family.position(0);
  const Row& row = set_.rows()[family.members.front().row];
  bool has_variable = false;
  std::vector<std::uint32_t> fillers;
  for (const Choice& member : family.members) {
    const std::uint32_t token = set_.rows()[member.row].tokens[position];
    if (token == kVariableToken) {
      has_variable = true;
    } else {
      fillers.push_back(token);
    }
  }
  const std::size_t distinct = fillers.size();
  const std::size_t left = row.count_words(words, 0, position);
  const std::size_t constant = left + row.count_words(words, position + 1, row.tokens.size());
  if (constant == 0) return false;
  const bool opposites = words.has_opposites(fillers);
  if (left == 0) {
    return !opposites && ((has_variable && constant >= 3) ||
                          (distinct >= kManyFillers && distinct * constant >= 15));
  }
  if (distinct >= kVeryManyFillers) return true;
  if (opposites) return false;
  if (has_variable || is_opener(words, row, position)) return true;
  const auto all = [&fillers](auto&& holds) {
    return std::all_of(fillers.begin(), fillers.end(), holds);
  };
  if (all([&](std::uint32_t word) { return values_.contains(word); })) return true;
  const bool enclosed = row.is_enclosed(words, position);
  if (words.look_like_events(fillers)) return enclosed && distinct >= kManyFillers;
  return enclosed || distinct >= kManyFillers ||
         all([&](std::uint32_t word) { return words[word].is_dotted; });
}

// Whether rows differ in two or three words at once because each is a value: `Share pine mounted
// by victor`. Each of the words must vary as much as one alone would have to.
bool Holes::vary_together(const Family& family) const {
  if (family.members.size() < kManyFillers) return false;
  for (std::size_t hole = 0; hole < family.holes; ++hole) {
    if (!varies_enough(family, hole)) return false;
  }
  return true;
}

bool Holes::varies_enough(const Family& family, std::size_t hole) const {
  const Vocabulary& words = set_.words();
  const std::size_t position = family.position(hole);
  std::vector<std::uint32_t> fillers;
  for (const Choice& member : family.members) {
    fillers.push_back(set_.rows()[member.row].tokens[position]);
  }
  std::sort(fillers.begin(), fillers.end());
  fillers.erase(std::unique(fillers.begin(), fillers.end()), fillers.end());
  if (fillers.size() < kManyFillers) return false;
  const Row& row = set_.rows()[family.members.front().row];
  const std::size_t constant = row.count_words(words, 0, row.tokens.size()) - family.holes;
  const bool is_head = row.count_words(words, 0, position) == 0;
  if (is_head && fillers.size() * constant < 15) return false;
  if (fillers.size() >= kVeryManyFillers) return true;
  return !words.has_opposites(fillers) && !words.look_like_events(fillers);
}

}  // namespace detector
