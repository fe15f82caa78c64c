// Any bytes: a JSON object is read the same twice, a problem leaves nothing behind, every text can
// be read, and what was read and is written again reads the same.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/json_writer.h"
#include "detector/record.h"

namespace {

using detector::JsonReader;

constexpr std::array<std::string_view, 6> kPaths = {"a", "b.c", "b.d.e", "b.d", "eventTime", ""};

void require(bool holds) {
  if (!holds) __builtin_trap();
}

std::string padded(std::string_view text) {
  return std::string(text) + std::string(detector::RecordBatch::kPadding, '\0');
}

std::vector<std::string> values(const JsonReader& reader) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < kPaths.size(); ++i) {
    out.push_back(std::to_string(static_cast<int>(reader[i].kind)) + std::string(reader[i].text));
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string record = padded(text);
  JsonReader reader(kPaths);
  const auto problem = reader.extract(std::string_view(record).substr(0, size));
  const auto first = values(reader);
  JsonReader again(kPaths);
  require(again.extract(std::string_view(record).substr(0, size)) == problem);
  require(values(again) == first);
  if (problem != JsonReader::Problem::kNone) {
    for (std::size_t i = 0; i < kPaths.size(); ++i) {
      require(reader[i].kind == JsonReader::Kind::kAbsent && reader[i].text.empty());
    }
    return 0;
  }
  for (std::size_t i = 0; i < kPaths.size(); ++i) {
    if (reader[i].kind != JsonReader::Kind::kString) continue;
    detector::JsonWriter writer;
    writer.begin_object().field("a", reader[i].text).end_object();
    const std::string written = writer.take();
    const std::string copy = padded(written);
    require(again.extract(std::string_view(copy).substr(0, written.size())) ==
            JsonReader::Problem::kNone);
    require(again.string(0) == reader[i].text);
  }
  return 0;
}
