#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "entity/lexer.h"

namespace detector {

/// What is known of a token's place before its features are made.
struct TokenPlace {
  std::uint64_t word = 0;    ///< Hash of the text in lower case, digits as 0.
  std::uint64_t shape = 0;   ///< Hash of `Xx0-` with repeats as one.
  std::uint64_t key = 0;     ///< Hash of the key whose value it is in; 0 for none.
  std::uint32_t key_at = 0;  ///< Token of that key's last word.
  std::uint64_t parent = 0;  ///< Hash of the key of the JSON object around.
  std::uint32_t depth_in_value = 0;
  char opener = ' ';             ///< The innermost open bracket or quote.
  std::uint32_t opened_at = 0;   ///< Its token.
  std::uint32_t after_head = 0;  ///< Tokens since the header's end; 0 inside the header.
  bool is_key = false;           ///< A sign of keys, `=` or `:`, stands behind it.
};

/// The hashed features of the tokens of a message, each a number below kFeatureBuckets. Pure; the
/// meaning of the numbers is part of the model file's version. Not thread safe.
class FeatureMaker {
 public:
  static constexpr std::uint32_t kBucketBits = 20;
  static constexpr std::uint32_t kBuckets = 1U << kBucketBits;
  static constexpr std::uint32_t kVersion = 1;

  void run(std::string_view text, std::span<const Token> tokens);
  /// The features of token `at`; valid until the next run().
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t at) const {
    return std::span(features_).subspan(first_[at], first_[at + 1] - first_[at]);
  }
  [[nodiscard]] std::size_t size() const { return places_.size(); }

 private:
  void add(std::uint64_t kind, std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0);
  void add_context(std::size_t at);
  void add_text(std::size_t at);
  void add_affixes(std::string_view word);
  void add_number(std::string_view word, std::size_t at);
  void add_key(std::size_t at);
  void add_enclosure(std::size_t at);
  void add_position(std::size_t at);
  [[nodiscard]] std::uint64_t word(std::size_t at, int offset) const;
  [[nodiscard]] std::uint64_t kind(std::size_t at, int offset) const;
  /// The n-th word before or behind, punctuation left out.
  [[nodiscard]] std::uint64_t near_word(std::size_t at, int step, int n) const;

  std::string_view text_;
  std::span<const Token> tokens_;
  std::vector<TokenPlace> places_;
  std::uint64_t line_kind_ = 0;
  std::vector<std::uint32_t> features_;
  std::vector<std::size_t> first_;
};

/// Finds keys, enclosing brackets and the end of the header. `places` is replaced.
void find_places(std::string_view text, std::span<const Token> tokens,
                 std::vector<TokenPlace>& places);

/// FNV-1a of `text` in lower case with its digits as 0.
std::uint64_t folded_hash(std::string_view text);

}  // namespace detector
