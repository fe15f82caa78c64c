// Lines of values under a line that names them, with `,`, `;`, a tab or `|` between: RFC 4180, but
// for line breaks inside of quotes. Every value counts by the name of its column.
#include <algorithm>
#include <array>
#include <string>

#include "parse/named_values.h"
#include "parse/parser.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kMostColumns = 256;
constexpr std::size_t kLongestHeader = 8192;
constexpr std::size_t kSample = 64;

/// Cuts one line into cells.
class Cells {
 public:
  Cells(std::string_view line, char separator) : rest_(line), separator_(separator) {}

  /// The next cell as it is written, without the quotes around it; false behind the last one.
  bool next(std::string_view& cell) {
    if (done_) return false;
    std::size_t end = 0;
    quotes_inside_ = false;
    if (rest_.starts_with('"')) {
      end = closing_quote();
      if (end == kNone) return fail();
      cell = rest_.substr(1, end - 1);
      ++end;
      if (end < rest_.size() && rest_[end] != separator_) return fail();
    } else {
      end = std::min(rest_.find(separator_), rest_.size());
      cell = rest_.substr(0, end);
    }
    done_ = end >= rest_.size();
    rest_.remove_prefix(done_ ? rest_.size() : end + 1);
    return true;
  }
  [[nodiscard]] bool is_broken() const { return broken_; }
  /// Whether the last cell has doubled quotes in it.
  [[nodiscard]] bool has_quotes_inside() const { return quotes_inside_; }

 private:
  bool fail() {
    done_ = broken_ = true;
    return false;
  }
  std::size_t closing_quote() {
    std::size_t at = 1;
    while (true) {
      const std::size_t quote = rest_.find('"', at);
      if (quote == kNone || quote + 1 >= rest_.size() || rest_[quote + 1] != '"') return quote;
      quotes_inside_ = true;
      at = quote + 2;
    }
  }

  std::string_view rest_;
  char separator_;
  bool done_ = false;
  bool broken_ = false;
  bool quotes_inside_ = false;
};

char separator_of(std::string_view header) {
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char c : {',', ';', '\t', '|'}) {
    const auto count = std::count(header.begin(), header.end(), c);
    if (count > most) best = c;
    most = std::max(most, count);
  }
  return best;
}

// How many cells a line has; 0 when a quote is not closed.
std::size_t count_cells(std::string_view line, char separator) {
  Cells cells(line, separator);
  std::size_t count = 0;
  for (std::string_view cell; cells.next(cell);) ++count;
  return cells.is_broken() ? 0 : count;
}

bool is_name(std::string_view cell) {
  if (cell.empty() || cell.size() > 64) return false;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (!is_letter(cell[0]) && cell[0] != '_' && cell[0] != '@') return false;
  return std::all_of(cell.begin(), cell.end(), [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') ||
           std::string_view(" _-./()#@%").find(c) != kNone;
  });
}

bool names_columns(std::string_view line, char separator) {
  if (line.size() > kLongestHeader) return false;
  Cells cells(line, separator);
  std::size_t count = 0;
  for (std::string_view cell; cells.next(cell); ++count) {
    if (!is_name(cell)) return false;
  }
  return !cells.is_broken() && count >= 2 && count <= kMostColumns;
}

class CsvParser final : public RecordParser {
 public:
  explicit CsvParser(const ParseOptions& options) : named_(options.now) {}

  void use_header(std::string_view header) override {
    if (header == header_) return;
    header_ = header;
    separator_ = separator_of(header_);
    columns_.clear();
    Cells cells(header_, separator_);
    for (std::string_view cell; columns_.size() < kMostColumns && cells.next(cell);) {
      columns_.push_back(cell);
    }
  }

  std::string_view parse(std::string_view record, Event& event) override {
    if (header_.empty()) return "csv: no line that names the columns before it";
    if (record == header_) return kNoEvent;
    named_.clear();
    plain_.clear();
    plain_.reserve(record.size());  // or the cells before would move
    Cells cells(record, separator_);
    std::size_t column = 0;
    for (std::string_view cell; cells.next(cell); ++column) {
      if (column == columns_.size()) return "csv: more values than columns";
      named_.add(columns_[column], cells.has_quotes_inside() ? without_doubled(cell) : cell);
    }
    if (cells.is_broken()) return "csv: a quote is not closed";
    if (column < columns_.size()) return "csv: fewer values than columns";
    return named_.fill(event) ? std::string_view() : "csv: no value is a time";
  }

 private:
  std::string_view without_doubled(std::string_view cell) {
    const std::size_t begin = plain_.size();
    for (std::size_t i = 0; i < cell.size(); ++i) {
      plain_ += cell[i];
      if (cell[i] == '"') ++i;
    }
    return std::string_view(plain_).substr(begin);
  }

  std::string header_;
  char separator_ = ',';
  std::vector<std::string_view> columns_;  // views into header_
  std::string plain_;                      // cells with their doubled quotes made one
  NamedValues named_;
};

}  // namespace

std::size_t csv_header_lines(const RecordBatch& batch) {
  if (batch.records.size() < 2) return 0;
  const std::string_view header = batch.text(batch.records.front());
  const char separator = separator_of(header);
  if (!names_columns(header, separator)) return 0;
  const std::size_t columns = count_cells(header, separator);
  const std::size_t n = std::min(batch.records.size(), kSample);
  std::size_t alike = 0;
  for (std::size_t i = 1; i < n; ++i) {
    if (count_cells(batch.text(batch.records[i]), separator) == columns) ++alike;
  }
  return 2 * alike >= n - 1 ? 1 : 0;
}

std::unique_ptr<RecordParser> make_csv_parser(const ParseOptions& options) {
  return std::make_unique<CsvParser>(options);
}

}  // namespace detector
