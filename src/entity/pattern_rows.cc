#include "entity/pattern_rows.h"

#include <algorithm>

#include "entity/token_chars.h"

namespace detector {
namespace {

constexpr std::size_t kMostCompared = 40;

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool looks_like_event(std::string_view text) {
  if (const std::size_t dot = text.rfind('.'); dot != std::string_view::npos) {
    text.remove_prefix(dot + 1);
  }
  if (text.size() > 4 && (text.ends_with("ed") || text.ends_with("ing"))) return true;
  return text.size() > 1 && std::all_of(text.begin(), text.end(),
                                        [](char c) { return is_upper(c) || c == '_' || c == '-'; });
}

bool is_bracket_or_quote(std::string_view text) {
  return text.find_first_of("()[]{}<>\"'`") != std::string_view::npos;
}

bool encloses(std::string_view before, std::string_view after) {
  return (before == "(" && after == ")") || (before == "[" && after == "]") ||
         (before == "{" && after == "}") || (before == "<" && after == ">") ||
         (before == after && (before == "\"" || before == "'" || before == "`"));
}

}  // namespace

std::uint64_t Row::hash() const {
  std::uint64_t hash = mix(tokens.size() + 1);
  for (std::size_t p = 0; p < tokens.size(); ++p) hash += term(tokens[p], p);
  return hash;
}

std::size_t Row::count_words(const Vocabulary& words, std::size_t begin, std::size_t end) const {
  std::size_t count = 0;
  for (std::size_t p = begin; p < end; ++p) {
    if (words[tokens[p]].is_word) ++count;
  }
  return count;
}

std::size_t Row::count_variables(std::size_t begin, std::size_t end) const {
  return static_cast<std::size_t>(std::count(tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                                             tokens.begin() + static_cast<std::ptrdiff_t>(end),
                                             kVariableToken));
}

std::vector<std::uint32_t> Row::mask() const {
  std::vector<std::uint32_t> mask = {static_cast<std::uint32_t>(tokens.size())};
  for (std::size_t p = 0; p < tokens.size(); ++p) {
    if (tokens[p] == kVariableToken) mask.push_back(static_cast<std::uint32_t>(p));
  }
  return mask;
}

bool Row::is_enclosed(const Vocabulary& words, std::size_t position) const {
  return position > 0 && position + 1 < tokens.size() &&
         encloses(words[tokens[position - 1]].text, words[tokens[position + 1]].text);
}

namespace {

// Whether tokens [begin, end) can be one value: more than one token, the first no punctuation, no
// quote or `=` in it, and brackets in it close in it. `LOCAL(<*>)` can, `(see` cannot.
bool is_whole(const Vocabulary& words, const Row& row, std::size_t begin, std::size_t end) {
  const std::uint32_t first = row.tokens[begin];
  if (end <= begin + 1 || (first != kVariableToken && !words[first].is_word)) return false;
  std::string open;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string& text = words[row.tokens[i]].text;
    if (text == "=" || text == "\"" || text == "'") return false;
    if (text == "(" || text == "[" || text == "{") open += text;
    if (text != ")" && text != "]" && text != "}") continue;
    if (open.empty() || !encloses(std::string_view(open).substr(open.size() - 1), text)) {
      return false;
    }
    open.pop_back();
  }
  return open.empty();
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> Row::chunks(const Vocabulary& words) const {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  std::size_t begin = 0;
  for (std::size_t p = 1; p <= tokens.size(); ++p) {
    if (p < tokens.size() && !spaced[p]) continue;
    std::size_t end = p;
    while (end > begin && tokens[end - 1] != kVariableToken &&
           joins_values(words[tokens[end - 1]].text)) {
      --end;
    }
    if (end > begin && is_whole(words, *this, begin, end)) found.emplace_back(begin, end);
    begin = p;
  }
  return found;
}

std::vector<std::pair<std::size_t, std::size_t>> Row::segments(const Vocabulary& words) const {
  std::vector<std::pair<std::size_t, std::size_t>> found = chunks(words);
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    // A colon or dot at the end belongs to the sentence.
    while (end > begin && tokens[end - 1] != kVariableToken && !words[tokens[end - 1]].is_word) {
      --end;
    }
    if (end > begin + 1) found.emplace_back(begin, end);
  };
  for (std::size_t p = 0; p < tokens.size(); ++p) {
    const std::string& text = words[tokens[p]].text;
    const bool breaks = tokens[p] != kVariableToken && !words[tokens[p]].is_word &&
                        (is_bracket_or_quote(text) || text.find_first_of(",;=") == 0);
    if (spaced[p] || breaks) {
      close(p);
      begin = breaks ? p + 1 : p;
    }
  }
  close(tokens.size());
  return found;
}

std::pair<std::uint64_t, std::size_t> Row::skeleton(const Vocabulary& words) const {
  std::uint64_t hash = 0;
  std::size_t count = 0;
  for (const std::uint32_t token : tokens) {
    if (token == kVariableToken) continue;
    const Word& word = words[token];
    if (word.is_word) ++count;
    if (word.is_word || is_bracket_or_quote(word.text)) hash = combine(hash, token);
  }
  return {hash, count};
}

bool Row::is_less(const Vocabulary& words, const Row& other) const {
  if (tokens.size() != other.tokens.size()) return tokens.size() < other.tokens.size();
  for (std::size_t p = 0; p < tokens.size(); ++p) {
    const int order = words[tokens[p]].text.compare(words[other.tokens[p]].text);
    if (order != 0) return order < 0;
  }
  return spaced < other.spaced;
}

void Row::fold(std::size_t begin, std::size_t end) {
  const auto from = static_cast<std::ptrdiff_t>(begin);
  const auto to = static_cast<std::ptrdiff_t>(end);
  tokens[begin] = kVariableToken;
  tokens.erase(tokens.begin() + from + 1, tokens.begin() + to);
  spaced.erase(spaced.begin() + from + 1, spaced.begin() + to);
}

void Row::collapse(const Vocabulary& words) {
  std::size_t out = 0;
  std::size_t pending = 0;  // separators since the last variable
  bool after_variable = false;
  for (std::size_t p = 0; p < tokens.size(); ++p) {
    const std::uint32_t token = tokens[p];
    if (token == kVariableToken && after_variable) {
      out -= pending;
      pending = 0;
      continue;
    }
    tokens[out] = token;
    spaced[out] = spaced[p];
    ++out;
    if (token == kVariableToken) {
      after_variable = true;
      pending = 0;
    } else if (after_variable && !words[token].is_word && joins_values(words[token].text)) {
      ++pending;
    } else {
      after_variable = false;
    }
  }
  tokens.resize(out);
  spaced.resize(out);
}

// `node <*> ok node <*> ok node <*> ok` → once: lists differ in length only.
void Row::fold_repeats() {
  constexpr std::size_t kLongestUnit = 8;
  for (std::size_t begin = 0; begin < tokens.size(); ++begin) {
    for (std::size_t unit = 2; unit <= kLongestUnit && begin + 3 * unit <= tokens.size(); ++unit) {
      std::size_t same = 0;
      while (begin + unit + same < tokens.size() &&
             tokens[begin + same] == tokens[begin + unit + same]) {
        ++same;
      }
      const std::size_t repeats = same / unit;  // beyond the first
      if (repeats < 2) continue;
      const auto from = static_cast<std::ptrdiff_t>(begin);
      const auto end = from + static_cast<std::ptrdiff_t>(unit);
      if (std::count(tokens.begin() + from, tokens.begin() + end, kVariableToken) == 0) continue;
      const auto drop = static_cast<std::ptrdiff_t>(unit * repeats);
      tokens.erase(tokens.begin() + end, tokens.begin() + end + drop);
      spaced.erase(spaced.begin() + end, spaced.begin() + end + drop);
    }
  }
}

void Row::prefer_spacing(const Row& other) {
  if (other.spaced < spaced) spaced = other.spaced;
}

Vocabulary::Vocabulary() {
  words_.push_back({});
}

std::uint32_t Vocabulary::token_of(const PatternToken& token) {
  if (token.is_variable()) return kVariableToken;
  const auto [found, inserted] =
      index_.try_emplace(token.text, static_cast<std::uint32_t>(words_.size()));
  if (!inserted) return found->second;
  Word word;
  word.text = token.text;
  word.lowered = token.text;
  std::transform(word.lowered.begin(), word.lowered.end(), word.lowered.begin(),
                 [](char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; });
  word.is_word = token.is_word;
  word.is_dotted = token.is_word && token.text.find('.') != std::string::npos;
  word.is_event_like = looks_like_event(token.text);
  words_.push_back(std::move(word));
  return found->second;
}

Row Vocabulary::row_of(const Pattern& pattern) {
  Row row;
  for (const PatternToken& token : pattern) {
    row.tokens.push_back(token_of(token));
    row.spaced.push_back(token.is_spaced);
  }
  return row;
}

Pattern Vocabulary::pattern_of(const Row& row) const {
  Pattern pattern;
  for (std::size_t p = 0; p < row.tokens.size(); ++p) {
    const Word& word = words_[row.tokens[p]];
    pattern.push_back({word.text, word.is_word, row.spaced[p]});
  }
  return pattern;
}

bool Vocabulary::has_opposites(const std::vector<std::uint32_t>& fillers) const {
  if (fillers.size() > kMostCompared) return false;
  for (std::size_t i = 0; i < fillers.size(); ++i) {
    for (std::size_t j = i + 1; j < fillers.size(); ++j) {
      if (are_opposites(words_[fillers[i]].text, words_[fillers[j]].text)) return true;
    }
  }
  return false;
}

bool Vocabulary::look_like_events(const std::vector<std::uint32_t>& fillers) const {
  const auto events = std::count_if(fillers.begin(), fillers.end(), [this](std::uint32_t word) {
    return words_[word].is_event_like;
  });
  return static_cast<std::size_t>(events) * 2 >= fillers.size();
}

}  // namespace detector
