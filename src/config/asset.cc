#include "config/asset.h"

#include <fmt/format.h>

#include "config/names.h"
#include "config/table.h"

namespace detector::config {
namespace {

constexpr std::string_view kFields[] = {"name", "kind", "weight"};

template <typename T>
bool take(std::optional<T> value, T& target) {
  if (value) target = std::move(*value);
  return value.has_value();
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
  if (node.kind != WrittenValue::Kind::kMap) {
    reader.wrong_kind(node, "{name: …, kind: …, weight: …}");
    return std::nullopt;
  }
  ImportantAsset asset;
  bool is_good = true;
  bool has_name = false;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string& field = node.keys[i].name;
    if (field == "name") {
      has_name = true;
      is_good = take(reader.text(kAssetName, node.items[i]), asset.name) && is_good;
    } else if (field == "kind") {
      is_good = take(reader.text(kAssetKind, node.items[i]), asset.kind) && is_good;
    } else if (field == "weight") {
      is_good = take(reader.integer(kAssetWeight, node.items[i]), asset.weight) && is_good;
    } else {
      reader.wrong(node.keys[i].position, fmt::format("unknown field \"{}\"{}", field,
                                                      did_you_mean(nearest(field, kFields))));
      is_good = false;
    }
  }
  if (!has_name) reader.wrong(node.position, "an asset without a name");
  return is_good && has_name ? std::optional(std::move(asset)) : std::nullopt;
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

}  // namespace detector::config
