// JSON records of the formats that a table describes.
#include "parse/json_format.h"

#include <algorithm>

namespace detector {
namespace {

std::string_view reason_of(JsonReader::Problem problem, const FieldTable& table) {
  switch (problem) {
    case JsonReader::Problem::kNone:
      return {};
    case JsonReader::Problem::kNotObject:
      return table.not_object.text();
    case JsonReader::Problem::kTruncated:
      return table.cut_off.text();
    case JsonReader::Problem::kNotUtf8:
      return table.not_utf8.text();
    case JsonReader::Problem::kMalformed:
      break;
  }
  return table.malformed.text();
}

std::vector<std::string_view> paths_of(const FieldReader& fields, std::string_view envelope) {
  std::vector<std::string_view> paths(fields.names().begin(), fields.names().end());
  if (!envelope.empty()) paths.push_back(envelope);
  return paths;
}

class JsonParser final : public RecordParser {
 public:
  JsonParser(const JsonFormat& format, const ParseOptions& options)
      : format_(format),
        fields_(format.table, options.now),
        json_(paths_of(fields_, format.envelope)) {}

  std::string_view parse(std::string_view record, Event& event) override {
    auto problem = json_.extract(record);
    if (problem == JsonReader::Problem::kNone && !format_.envelope.empty()) {
      const JsonReader::Value inner = json_[fields_.names().size()];
      if (inner.kind == JsonReader::Kind::kObject) problem = json_.extract(inner.text);
    }
    if (problem != JsonReader::Problem::kNone) return reason_of(problem, format_.table);
    return fields_.read(json_.values(), event);
  }

 private:
  const JsonFormat& format_;
  FieldReader fields_;
  JsonReader json_;
};

}  // namespace

std::unique_ptr<RecordParser> make_json_parser(const JsonFormat& format,
                                               const ParseOptions& options) {
  return std::make_unique<JsonParser>(format, options);
}

JsonDetector::JsonDetector(std::span<const Format> formats)
    : format_count_(formats.size()), reader_(names_) {
  for (std::uint32_t i = 0; i < formats.size(); ++i) {
    if (formats[i].json == nullptr) continue;
    for (const std::string_view sign : formats[i].json->signs) {
      signs_.push_back({i, Conditions(sign, names_)});
    }
  }
  reader_ = JsonReader(names_);
}

std::vector<std::size_t> JsonDetector::count(const RecordBatch& batch, std::size_t most) {
  std::vector<std::size_t> hits(format_count_, 0);
  const std::size_t n = std::min(batch.records.size(), most);
  for (std::size_t r = 0; r < n; ++r) {
    const std::string_view record = batch.text(batch.records[r]);
    if (!record.starts_with('{') || reader_.extract(record) != JsonReader::Problem::kNone) continue;
    for (const Sign& sign : signs_) {
      if (!sign.conditions.hold(reader_.values())) continue;
      ++hits[sign.format];
      break;
    }
  }
  return hits;
}

}  // namespace detector
