// JSON objects of which nothing is known: every value counts by its name.
#include "base/json.h"
#include "parse/named_values.h"
#include "parse/parser.h"

namespace detector {
namespace {

class AnyJsonParser final : public RecordParser {
 public:
  explicit AnyJsonParser(const ParseOptions& options) : named_(options.now) {}

  std::string_view parse(std::string_view record, Event& event) override {
    switch (walker_.walk(record)) {
      case JsonReader::Problem::kNone:
        break;
      case JsonReader::Problem::kNotObject:
        return "json: record is not a JSON object";
      case JsonReader::Problem::kTruncated:
        return "json: record is cut off";
      case JsonReader::Problem::kNotUtf8:
        return "json: record is not UTF-8";
      case JsonReader::Problem::kMalformed:
        return "json: record is not well-formed JSON";
    }
    named_.clear();
    for (const JsonWalker::Leaf& leaf : walker_.leaves()) {
      if (leaf.value.kind != JsonReader::Kind::kNull) named_.add(leaf.path, leaf.value.text);
    }
    return named_.fill(event) ? std::string_view() : "json: no value is a time";
  }

 private:
  JsonWalker walker_;
  NamedValues named_;
};

}  // namespace

bool looks_like_json(std::string_view record) {
  return record.starts_with('{') && record.find_last_not_of(" \t\r") != std::string_view::npos &&
         record[record.find_last_not_of(" \t\r")] == '}';
}

std::unique_ptr<RecordParser> make_any_json_parser(const ParseOptions& options) {
  return std::make_unique<AnyJsonParser>(options);
}

}  // namespace detector
