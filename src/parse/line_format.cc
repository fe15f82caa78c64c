#include "parse/line_format.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// Where the quote closes that opened before `text`.
std::size_t closing_quote(std::string_view text) {
  std::size_t at = 0;
  while (true) {
    const std::size_t quote = text.find('"', at);
    if (quote == kNone) return kNone;
    std::size_t backslashes = 0;
    while (backslashes < quote - at && text[quote - backslashes - 1] == '\\') ++backslashes;
    // Servers that escape nothing leave quotes inside; a closing one has a space behind it.
    const bool ends = quote + 1 == text.size() || text[quote + 1] == ' ';
    if (backslashes % 2 == 0 && ends) return quote;
    at = quote + 1;
  }
}

}  // namespace

bool LineCutter::next(std::string_view& word) {
  if (rest_.empty()) return false;
  const char open = rest_[0];
  std::size_t end = 0;
  if (open == '"' || open == '[') {
    rest_.remove_prefix(1);
    end = open == '"' ? closing_quote(rest_) : rest_.find(']');
    if (end == kNone) {
      broken_ = true;
      rest_ = {};
      return false;
    }
    word = rest_.substr(0, end);
    ++end;
  } else {
    end = std::min(rest_.find(' '), rest_.size());
    word = rest_.substr(0, end);
  }
  rest_.remove_prefix(end);
  if (rest_.starts_with(' ')) rest_.remove_prefix(1);
  return true;
}

namespace {

class WordParser final : public RecordParser {
 public:
  WordParser(const WordFormat& format, const ParseOptions& options)
      : format_(format), fields_(format.table, options.now), values_(fields_) {
    for (const std::string_view column : format.columns) slots_.push_back(values_.slot(column));
  }

  std::string_view parse(std::string_view record, Event& event) override {
    values_.clear();
    LineCutter cutter(record);
    std::size_t count = 0;
    for (std::string_view word; count < slots_.size() && cutter.next(word); ++count) {
      values_.set(slots_[count], word);
    }
    if (count < format_.needed) {
      return (cutter.is_broken() ? format_.table.open_quote : format_.table.too_short).text();
    }
    return fields_.read(values_.values(), event);
  }

 private:
  const WordFormat& format_;
  FieldReader fields_;
  LineValues values_;
  std::vector<std::size_t> slots_;
};

}  // namespace

std::unique_ptr<RecordParser> make_word_parser(const WordFormat& format,
                                               const ParseOptions& options) {
  return std::make_unique<WordParser>(format, options);
}

}  // namespace detector
