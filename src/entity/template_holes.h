#pragma once

#include <absl/container/flat_hash_set.h>

#include <span>
#include <vector>

#include "entity/template_set.h"

namespace detector {

/// Finds the words of rows that are values, and makes them variables.
///
/// A *family* is all rows that are equal but for one, two or three words: the holes. Whether a hole
/// is a variable is decided by how many distinct words fill it, how much constant text holds it in
/// place, and whether the words look like values or like events.
class Holes {
 public:
  explicit Holes(TemplateSet& set) : set_(set) {}
  /// Opens all holes of `count` (1 to 3) words at a time, at once. True when there were any. Sets
  /// too large to look at in two and three words are left as they are.
  bool open(std::size_t count);

 private:
  struct Choice;
  struct Family;
  struct Opened;
  static void choose(const Row& row, std::span<const std::uint16_t> positions, std::size_t left,
                     const Choice& chosen, std::size_t holes, std::vector<Choice>& out);
  void positions_of(const Row& row, std::size_t count, std::vector<std::uint16_t>& out) const;
  [[nodiscard]] std::vector<Choice> choices(std::size_t count) const;
  void open_family(const Family& family, Opened& opened) const;
  [[nodiscard]] bool is_variable(const Family& family) const;
  [[nodiscard]] bool vary_together(const Family& family) const;
  [[nodiscard]] bool varies_enough(const Family& family, std::size_t hole) const;

  TemplateSet& set_;
  absl::flat_hash_set<std::uint32_t> values_;  // words that were accepted as fillers of one hole
};

}  // namespace detector
