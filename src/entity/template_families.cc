// Which signatures are one template: words that vary become variables (template_holes.h), and rows
// that are cases of others join them (template_joins.h). All that is found in a round is applied at
// once, and rounds repeat until nothing changes: so the result depends on the set of patterns
// alone. No decision looks at counts of lines, which would make it depend on the split.
#include "entity/template_families.h"

#include "entity/template_holes.h"
#include "entity/template_joins.h"

namespace detector {
namespace {

constexpr std::size_t kMostRounds = 12;

}  // namespace

Pattern pattern_of(std::span<const Piece> pieces) {
  Pattern pattern;
  pattern.reserve(pieces.size());
  for (const Piece& piece : pieces) {
    pattern.push_back({piece.is_variable ? std::string() : std::string(piece.text), piece.is_word,
                       piece.is_spaced});
  }
  return pattern;
}

std::string text_of(const Pattern& pattern) {
  std::string text;
  for (const PatternToken& token : pattern) {
    if (token.is_spaced && !text.empty()) text += ' ';
    text += token.is_variable() ? "<*>" : token.text;
  }
  return text;
}

std::vector<std::uint32_t> cluster_patterns(const std::vector<Pattern>& patterns,
                                            std::vector<Pattern>& templates) {
  Vocabulary words;
  std::vector<Row> rows;
  rows.reserve(patterns.size());
  for (const Pattern& pattern : patterns) {
    rows.push_back(words.row_of(pattern));
    rows.back().fold_repeats();
  }
  TemplateSet set(words, std::move(rows));
  Holes holes(set);
  for (std::size_t round = 0; round < kMostRounds; ++round) {
    const bool opened = holes.open(1);
    const bool covered = join_covered(set);
    const bool joined = join_segments(set);
    if (opened || covered || joined) continue;
    if (!holes.open(2) && !holes.open(3) && !join_absorbed(set)) break;
  }
  join_same_words(set);
  templates.clear();
  for (const Row& row : set.rows()) templates.push_back(words.pattern_of(row));
  return set.row_of_pattern();
}

}  // namespace detector
