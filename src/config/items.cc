#include "config/items.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "base/time.h"
#include "config/names.h"
#include "config/table.h"
#include "detector/timestamp.h"

namespace detector::config {
namespace {

constexpr std::string_view kAssetFields[] = {"name", "kind", "weight"};
constexpr std::string_view kWindowFields[] = {"who", "from", "until", "name"};

template <typename T>
bool take(std::optional<T> value, T& target) {
  if (value) target = std::move(*value);
  return value.has_value();
}

/// The fields that a map may have; the first `required` of them must be there.
struct MapShape {
  std::string_view written;
  std::span<const std::string_view> fields;
  std::size_t required = 0;
  std::string_view incomplete;
};

template <typename ReadField>
bool read_map(const WrittenValue& node, const MapShape& shape, Reader& reader,
              const ReadField& read_field) {
  if (node.kind != WrittenValue::Kind::kMap) {
    reader.wrong_kind(node, shape.written);
    return false;
  }
  bool is_good = true;
  std::vector<bool> found(shape.fields.size());
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string& field = node.keys[i].name;
    const auto known = std::find(shape.fields.begin(), shape.fields.end(), field);
    if (known == shape.fields.end()) {
      reader.wrong(node.keys[i].position, fmt::format("unknown field \"{}\"{}", field,
                                                      did_you_mean(nearest(field, shape.fields))));
      is_good = false;
      continue;
    }
    found[static_cast<std::size_t>(known - shape.fields.begin())] = true;
    is_good = read_field(field, node.items[i]) && is_good;
  }
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(shape.required);
  if (std::find(found.begin(), end, false) != end) {
    reader.wrong(node.position, shape.incomplete);
    return false;
  }
  return is_good;
}

std::optional<TimeMs> read_window_time(const WrittenValue& node, Reader& reader) {
  const auto text = reader.text(kWindowTime, node);
  if (!text) return std::nullopt;
  const auto time = time_from_text(*text);
  if (!time) reader.wrong(node.position, fmt::format("there is no {}", *text));
  return time;
}

void add_field(WrittenValue& map, std::string_view name, std::string_view text) {
  WrittenValue value;
  value.kind = WrittenValue::Kind::kScalar;
  value.text = std::string(text);
  map.keys.push_back({std::string(name), {}});
  map.items.push_back(std::move(value));
}

}  // namespace

std::optional<ImportantAsset> read_asset(const WrittenValue& node, Reader& reader) {
  ImportantAsset asset;
  const auto read = [&](std::string_view field, const WrittenValue& value) {
    if (field == "name") return take(reader.text(kAssetName, value), asset.name);
    if (field == "kind") return take(reader.text(kAssetKind, value), asset.kind);
    return take(reader.integer(kAssetWeight, value), asset.weight);
  };
  const MapShape shape{kAssetShape, kAssetFields, 1, "an asset without a name"};
  return read_map(node, shape, reader, read) ? std::optional(std::move(asset)) : std::nullopt;
}

WrittenValue asset_node(std::string_view text) {
  WrittenValue map;
  map.kind = WrittenValue::Kind::kMap;
  const auto equals = text.rfind('=');
  add_field(map, "name", text.substr(0, equals));
  if (equals == std::string_view::npos) return map;
  std::string_view rest = text.substr(equals + 1);
  const auto colon = rest.find(':');
  if (colon != std::string_view::npos) {
    add_field(map, "kind", rest.substr(0, colon));
    rest.remove_prefix(colon + 1);
  }
  add_field(map, "weight", rest);
  return map;
}

std::string asset_text(const ImportantAsset& asset) {
  return fmt::format("{}={}:{}", asset.name, asset.kind, asset.weight);
}

void write_asset(const ImportantAsset& asset, JsonWriter& writer) {
  writer.begin_object().field("name", asset.name).field("kind", asset.kind);
  writer.field("weight", asset.weight).end_object();
}

std::optional<AnnouncedWindow> read_window(const WrittenValue& node, Reader& reader) {
  AnnouncedWindow window;
  const auto read = [&](std::string_view field, const WrittenValue& value) {
    if (field == "who") return take(reader.text(kWindowWho, value), window.who);
    if (field == "from") return take(read_window_time(value, reader), window.from);
    if (field == "until") return take(read_window_time(value, reader), window.until);
    return take(reader.text(kWindowName, value), window.name);
  };
  const MapShape shape{kWindowShape, kWindowFields, 3, "a window needs who, from and until"};
  if (!read_map(node, shape, reader, read)) return std::nullopt;
  if (window.until <= window.from) {
    reader.wrong(node.position, "the window ends before it begins");
    return std::nullopt;
  }
  return window;
}

WrittenValue window_node(std::string_view text) {
  WrittenValue map;
  map.kind = WrittenValue::Kind::kMap;
  const auto equals = text.find('=');
  add_field(map, "who", text.substr(0, equals));
  if (equals == std::string_view::npos) return map;
  std::string_view rest = text.substr(equals + 1);
  const auto slash = rest.find('/');
  add_field(map, "from", rest.substr(0, slash));
  if (slash == std::string_view::npos) return map;
  rest.remove_prefix(slash + 1);
  const auto blank = rest.find(' ');
  add_field(map, "until", rest.substr(0, blank));
  if (blank != std::string_view::npos) add_field(map, "name", rest.substr(blank + 1));
  return map;
}

std::string window_text(const AnnouncedWindow& window) {
  return fmt::format("{}={}/{}{}{}", window.who, format_time(window.from),
                     format_time(window.until), window.name.empty() ? "" : " ", window.name);
}

void write_window(const AnnouncedWindow& window, JsonWriter& writer) {
  writer.begin_object().field("who", window.who).field("from", format_time(window.from));
  writer.field("until", format_time(window.until)).field("name", window.name).end_object();
}

}  // namespace detector::config
