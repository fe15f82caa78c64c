#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "entity/pattern_rows.h"

namespace detector {

/// The rows that are still apart while patterns are clustered, and which of them each pattern has
/// come to. No two rows are equal.
class TemplateSet {
 public:
  /// One row for each pattern; equal ones become one at once.
  TemplateSet(const Vocabulary& words, std::vector<Row> rows);

  [[nodiscard]] const Vocabulary& words() const { return words_; }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  /// By pattern: the index of its row.
  [[nodiscard]] const std::vector<std::uint32_t>& row_of_pattern() const { return row_of_pattern_; }

  /// A token of a row: the row's index and the token's position.
  using Place = std::pair<std::uint32_t, std::uint32_t>;
  /// Makes the tokens at `places` variables. True when there are any.
  bool open(const std::vector<Place>& places);

  /// Which rows become which others. The target must come before the row in some strict order, so
  /// that chains end.
  class Joins {
   public:
    explicit Joins(const TemplateSet& set) : set_(set) {}
    /// `row` becomes `target`, unless it already has a target that comes before it by text.
    void add(std::size_t row, std::size_t target);
    /// The same, where more constant words come before fewer.
    void add_closest(std::size_t row, std::size_t target);

   private:
    friend class TemplateSet;
    const TemplateSet& set_;
    absl::flat_hash_map<std::uint32_t, std::uint32_t> into_;
  };
  /// True when a row was joined.
  bool join(const Joins& joins);

 private:
  void regroup(std::vector<Row> changed);

  const Vocabulary& words_;
  std::vector<Row> rows_;
  std::vector<std::uint32_t> row_of_pattern_;
};

}  // namespace detector
