#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "entity/template_families.h"

namespace detector {

constexpr std::uint32_t kVariableToken = 0;

/// A distinct constant token.
struct Word {
  std::string text;
  std::string lowered;
  bool is_word = false;
  bool is_dotted = false;      ///< `java.io.File`.
  bool is_event_like = false;  ///< Ends in -ed or -ing, or is all capitals.
};

class Vocabulary;

/// A pattern as numbers, one per distinct token.
struct Row {
  std::vector<std::uint32_t> tokens;
  std::vector<bool> spaced;  ///< White space stands before the token. No part of its identity.

  /// A sum over positions, so that one token can be taken out or replaced in O(1).
  [[nodiscard]] std::uint64_t hash() const;
  static std::uint64_t term(std::uint32_t token, std::size_t position) {
    return mix((static_cast<std::uint64_t>(position) << 32 | token) + 0x632be59bd9b4e019ULL);
  }
  static std::uint64_t without(std::uint64_t hash, std::uint32_t token, std::size_t position) {
    return hash - term(token, position) + term(0xffffffff, position);
  }
  static std::uint64_t replaced(std::uint64_t hash, std::uint32_t from, std::uint32_t to,
                                std::size_t position) {
    return hash - term(from, position) + term(to, position);
  }

  [[nodiscard]] std::size_t count_words(const Vocabulary& words, std::size_t begin,
                                        std::size_t end) const;
  [[nodiscard]] std::size_t count_variables(std::size_t begin, std::size_t end) const;
  /// The length, then the positions of the variables.
  [[nodiscard]] std::vector<std::uint32_t> mask() const;
  /// Whether the token at `position` is all that stands between brackets or quotes.
  [[nodiscard]] bool is_enclosed(const Vocabulary& words, std::size_t position) const;
  /// Spans of two tokens or more with no white space between that may be one value.
  [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> segments(
      const Vocabulary& words) const;
  /// Those of them that reach from one white space to the next, but for punctuation at the end.
  [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> chunks(
      const Vocabulary& words) const;
  /// The constant words, brackets and quotes in order: their hash and the number of words.
  [[nodiscard]] std::pair<std::uint64_t, std::size_t> skeleton(const Vocabulary& words) const;
  /// An order by text, the same however tokens are numbered; fewer tokens come first.
  [[nodiscard]] bool is_less(const Vocabulary& words, const Row& other) const;

  /// Tokens [begin, end) become one variable.
  void fold(std::size_t begin, std::size_t end);
  /// Variables with nothing but separators between them become one.
  void collapse(const Vocabulary& words);
  /// A group of tokens with a variable in it that comes three times or more in a row is kept once.
  void fold_repeats();
  /// Keeps the spacing that comes first in order.
  void prefer_spacing(const Row& other);
};

/// The distinct tokens of a set of patterns.
class Vocabulary {
 public:
  Vocabulary();
  const Word& operator[](std::uint32_t token) const { return words_[token]; }
  /// Takes in the tokens that are new.
  Row row_of(const Pattern& pattern);
  [[nodiscard]] Pattern pattern_of(const Row& row) const;
  [[nodiscard]] bool has_opposites(const std::vector<std::uint32_t>& fillers) const;
  [[nodiscard]] bool look_like_events(const std::vector<std::uint32_t>& fillers) const;

 private:
  std::uint32_t token_of(const PatternToken& token);

  std::vector<Word> words_;
  absl::flat_hash_map<std::string, std::uint32_t> index_;
};

}  // namespace detector
