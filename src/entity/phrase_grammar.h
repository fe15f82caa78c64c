#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/rng.h"
#include "detector/result.h"
#include "entity/ner_labels.h"

namespace detector {

/// A made-up log line and its entities.
struct LabelledLine {
  std::string text;
  std::vector<Span> spans;  ///< In order, none overlapping.
};

/// Makes labelled log lines from phrases with typed slots: the corpus that the recogniser is
/// trained on. config/ner/corpus/README.md describes the language. What a seed gives is the same
/// on every machine. At most kLongest bytes a line.
class PhraseGrammar {
 public:
  static constexpr std::size_t kLongest = 3000;

  /// Adds the sections of a text. Errors: kUsage naming `name` and the line.
  Status add(std::string_view text, std::string_view name);
  /// Whether every section that is named exists, and there are lines. Errors: kUsage.
  [[nodiscard]] Status check() const;
  /// The systems to draw from: all, or two parts of them, told by a hash of their names.
  enum class Part { kAll, kKept, kHeldOut };
  /// A line of a system of that part (all, where it has none), drawn at random.
  [[nodiscard]] LabelledLine make(Rng& rng, Part part) const;

  [[nodiscard]] std::size_t phrases() const;
  [[nodiscard]] std::size_t systems() const { return roots_.size(); }

 private:
  struct Section {
    std::vector<std::string> choices;
    std::vector<std::uint32_t> ends;  ///< Sums of the weights.
  };
  struct Root {
    std::string name;
    std::uint32_t end = 0;  ///< Sum of the weights.
  };
  struct Maker;

  [[nodiscard]] const Root& draw(Rng& rng, Part part) const;
  [[nodiscard]] const Section* find(std::string_view name) const;
  Status open_section(std::string_view head, std::string_view where);
  Status add_line(std::string_view line, const std::string& where);
  void add_phrase(std::string_view line);
  [[nodiscard]] std::string fault_of(std::string_view phrase) const;
  [[nodiscard]] std::string fault_of_slot(std::string_view slot) const;
  [[nodiscard]] std::string fault_of_call(std::string_view slot) const;

  std::unordered_map<std::string, Section> sections_;
  std::vector<Root> roots_;
  std::string open_;
};

}  // namespace detector
