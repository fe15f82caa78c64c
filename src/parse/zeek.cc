// Zeek's own format: values with tabs between, under header lines that begin with `#`, of which
// `#path` names the log and `#fields` the columns. The same names as in Zeek's JSON.
// Source: Zeek documentation, "Zeek TSV Format Logs".
#include "parse/line_format.h"
#include "parse/parser.h"
#include "parse/zeek_table.h"

namespace detector {
namespace {

constexpr std::size_t kMostHeaderLines = 16;
constexpr std::size_t kMostColumns = 256;
constexpr std::string_view kFieldsLine = "#fields\t";
constexpr std::string_view kPathLine = "#path\t";

std::string_view take_until(std::string_view& text, char end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return part;
}

class ZeekParser final : public RecordParser {
 public:
  explicit ZeekParser(const ParseOptions& options)
      : fields_(kZeekTable, options.now), values_(fields_) {}

  void use_header(std::string_view header) override {
    if (header == header_) return;
    header_ = header;
    columns_.clear();
    path_.clear();
    std::string_view rest = header_;
    while (!rest.empty()) {
      std::string_view line = take_until(rest, '\n');
      if (line.starts_with(kPathLine)) path_ = line.substr(kPathLine.size());
      if (line.starts_with(kFieldsLine)) read_columns(line.substr(kFieldsLine.size()));
    }
  }

  std::string_view parse(std::string_view record, Event& event) override {
    if (record.starts_with('#')) return directive(record);
    if (columns_.empty()) return "zeek: no #fields line before it";
    values_.clear();
    values_.set("_path", path_);
    std::size_t column = 0;
    while (!record.empty() && column < columns_.size()) {
      const std::string_view value = take_until(record, '\t');
      if (value != "(empty)") values_.set(columns_[column], value);
      ++column;
    }
    if (column < columns_.size()) return kZeekTable.too_short.text();
    return fields_.read(values_.values(), event);
  }

 private:
  void read_columns(std::string_view names) {
    std::string escaped;
    while (!names.empty() && columns_.size() < kMostColumns) {
      escaped.clear();
      for (const char c : take_until(names, '\t')) {
        if (c == '.') escaped += '\\';
        escaped += c;
      }
      columns_.push_back(values_.slot(escaped));
    }
  }

  // Lines of the header and of the end are no events; other columns than the object began with are
  // not to be read under its names.
  [[nodiscard]] std::string_view directive(std::string_view record) const {
    const bool names = record.starts_with(kFieldsLine) || record.starts_with(kPathLine);
    if (!names || ("\n" + header_ + "\n").find("\n" + std::string(record) + "\n") != kNone) {
      return kNoEvent;
    }
    return "zeek: another header than the object began with; split the object";
  }

  static constexpr std::size_t kNone = std::string_view::npos;
  std::string header_;
  std::string path_;
  std::vector<std::size_t> columns_;
  FieldReader fields_;
  LineValues values_;
};

}  // namespace

std::size_t zeek_header_lines(const RecordBatch& batch) {
  std::size_t lines = 0;
  bool names = false;
  while (lines < batch.records.size() && lines < kMostHeaderLines) {
    const std::string_view text = batch.text(batch.records[lines]);
    if (!text.starts_with('#')) break;
    names = names || text.starts_with(kFieldsLine);
    ++lines;
  }
  return names ? lines : 0;
}

std::unique_ptr<RecordParser> make_zeek_parser(const ParseOptions& options) {
  return std::make_unique<ZeekParser>(options);
}

}  // namespace detector
