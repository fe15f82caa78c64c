#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entity/signature.h"

namespace detector {

/// A token of a signature as clustering sees it.
struct PatternToken {
  std::string text;  ///< Empty: a variable.
  bool is_word = false;
  bool is_spaced = false;

  [[nodiscard]] bool is_variable() const { return text.empty(); }
};
using Pattern = std::vector<PatternToken>;

/// The pattern that a message's pieces spell.
Pattern pattern_of(std::span<const Piece> pieces);
/// A pattern as text, variables as `<*>`.
std::string text_of(const Pattern& pattern);

/// Finds which signatures are one template: a word that varies in a pattern is a variable of it.
///
/// Returns for each pattern the index of the template it belongs to, and fills `templates`. A
/// function of the *set* of patterns: neither order nor repetition matters, so templates do not
/// depend on how the lines came. No settings. `patterns` must be distinct.
/// Source: docs/nlp.md#templates.
std::vector<std::uint32_t> cluster_patterns(const std::vector<Pattern>& patterns,
                                            std::vector<Pattern>& templates);

/// Whether two words name opposite events: `started` and `stopped`, `up` and `down`.
bool are_opposites(std::string_view a, std::string_view b);

}  // namespace detector
