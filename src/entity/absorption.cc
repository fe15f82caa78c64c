#include "entity/absorption.h"

#include <algorithm>
#include <string>

namespace detector {
namespace {

constexpr std::size_t kLongestValue = 40;

bool is_lower_word(const Word& word) {
  return word.is_word && word.text == word.lowered &&
         std::all_of(word.text.begin(), word.text.end(),
                     [](char c) { return c >= 'a' && c <= 'z'; });
}

// The token that closes the bracket or quote at `at`, or `end` when none does.
std::size_t closing(const Vocabulary& words, const Row& row, std::size_t at, std::size_t end) {
  const std::string& open = words[row.tokens[at]].text;
  if (open == "\"" || open == "'" || open == "`") {
    for (std::size_t i = at + 1; i < end; ++i) {
      if (words[row.tokens[i]].text == open) return i;
    }
    return end;
  }
  const std::string_view pairs = "()[]{}<>";
  const std::size_t kind = open.size() == 1 ? pairs.find(open[0]) : std::string_view::npos;
  if (kind == std::string_view::npos || kind % 2 != 0) return end;
  const std::string_view close = pairs.substr(kind + 1, 1);
  std::size_t depth = 0;
  for (std::size_t i = at; i < end; ++i) {
    const std::string& text = words[row.tokens[i]].text;
    if (text == open) ++depth;
    if (text == close && --depth == 0) return i;
  }
  return end;
}

// Whether tokens [begin, end) can be one value that nothing encloses.
bool reads_as_value(const Vocabulary& words, const Row& row, std::size_t begin, std::size_t end) {
  std::size_t at = begin;
  while (at < end) {
    // One chunk: up to the next white space, brackets and quotes being leapt over.
    const std::size_t first = at;
    do {
      const std::size_t close = closing(words, row, at, end);
      at = close < end ? close + 1 : at + 1;
    } while (at < end && !row.spaced[at]);
    if (at > first + 1) continue;
    if (row.tokens[first] == kVariableToken || is_lower_word(words[row.tokens[first]])) {
      return false;
    }
  }
  return true;
}

// `[` before and `]` after, or quotes: what stands between is one value, unless it is `key=…`.
bool encloses_value(const Vocabulary& words, const Row& row, std::size_t begin, std::size_t end) {
  if (begin == 0 || end >= row.tokens.size()) return false;
  if (closing(words, row, begin - 1, row.tokens.size()) != end) return false;
  return begin + 1 >= end || words[row.tokens[begin + 1]].text != "=";
}

bool same_at(const Row& target, std::size_t from, std::size_t to, const Row& row, std::size_t at) {
  if (at + (to - from) > row.tokens.size()) return false;
  return std::equal(target.tokens.begin() + static_cast<std::ptrdiff_t>(from),
                    target.tokens.begin() + static_cast<std::ptrdiff_t>(to),
                    row.tokens.begin() + static_cast<std::ptrdiff_t>(at));
}

bool fits(const Vocabulary& words, const Row& row, std::size_t begin, std::size_t end) {
  if (end == begin + 1) {
    // One token: a variable, or a word that may as well be one.
    return row.tokens[begin] == kVariableToken || words[row.tokens[begin]].is_word;
  }
  if (end > begin + kLongestValue) return false;
  return encloses_value(words, row, begin, end) || reads_as_value(words, row, begin, end);
}

// One row held against another. Looks at no more than `budget` places, so that it ends soon.
struct Match {
  const Vocabulary& words;
  const Row& target;
  const Row& row;
  std::size_t budget = 400;

  // Whether target from `t` on fits row from `r` on, values as short as they can be.
  bool from(std::size_t t, std::size_t r) {
    if (budget == 0) return false;
    --budget;
    std::size_t end = t;
    while (end < target.tokens.size() && target.tokens[end] != kVariableToken) ++end;
    if (!same_at(target, t, end, row, r)) return false;
    r += end - t;
    if (end == target.tokens.size()) return r == row.tokens.size();
    const std::size_t last = std::min(row.tokens.size(), r + kLongestValue);
    for (std::size_t stop = r + 1; stop <= last; ++stop) {
      if (fits(words, row, r, stop) && from(end + 1, stop)) return true;
    }
    return false;
  }
};

}  // namespace

bool absorbs(const Vocabulary& words, const Row& target, const Row& row) {
  if (row.tokens.size() <= target.tokens.size()) return false;
  return Match{words, target, row}.from(0, 0);
}

}  // namespace detector
