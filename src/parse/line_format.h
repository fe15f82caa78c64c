#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "parse/field_table.h"
#include "parse/parser.h"

namespace detector {

/// The values of one line of text on their way to a FieldReader: set by the names that the table
/// reads, all others being passed over. No allocation per record.
class LineValues {
 public:
  explicit LineValues(const FieldReader& fields)
      : fields_(&fields), values_(fields.names().size()) {}

  void clear() { std::fill(values_.begin(), values_.end(), JsonReader::Value{}); }
  /// The slot of `name`, to be looked up once; kNoSlot when no row reads it.
  static constexpr std::size_t kNoSlot = static_cast<std::size_t>(-1);
  [[nodiscard]] std::size_t slot(std::string_view name) const {
    const std::size_t found = fields_->slot_of(name);
    return found < values_.size() ? found : kNoSlot;
  }
  /// The first text that a slot is given stays.
  void set(std::size_t slot, std::string_view text) {
    if (slot >= values_.size() || text.empty()) return;
    JsonReader::Value& value = values_[slot];
    if (value.kind == JsonReader::Kind::kAbsent) value = {JsonReader::Kind::kString, text};
  }
  void set(std::string_view name, std::string_view text) { set(slot(name), text); }
  [[nodiscard]] std::span<const JsonReader::Value> values() const { return values_; }

 private:
  const FieldReader* fields_;
  std::vector<JsonReader::Value> values_;
};

/// Cuts a line as web servers and load balancers write it: words with a space between, `"…"` and
/// `[…]` being one word each. A quote behind a backslash does not close. Views into the line.
class LineCutter {
 public:
  explicit LineCutter(std::string_view line) : rest_(line) {}
  /// The next word without its quotes or brackets; false at the end, or when one is not closed.
  bool next(std::string_view& word);
  /// What has not been cut yet.
  [[nodiscard]] std::string_view rest() const { return rest_; }
  /// Whether a quote or bracket was opened and not closed.
  [[nodiscard]] bool is_broken() const { return broken_; }

 private:
  std::string_view rest_;
  bool broken_ = false;
};

/// A format whose lines are words in a fixed order, as LineCutter cuts them. In static storage.
struct WordFormat {
  FieldTable table;
  std::span<const std::string_view> columns;  ///< What each word is called; `` passes one over.
  std::size_t needed;                         ///< A line with fewer words is rejected.
};

std::unique_ptr<RecordParser> make_word_parser(const WordFormat& format,
                                               const ParseOptions& options);

}  // namespace detector
