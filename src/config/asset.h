#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "config/reader.h"
#include "config/written_value.h"
#include "detector/config.h"

namespace detector::config {

/// One asset from `{name: …, kind: …, weight: …}`; kind and weight have defaults.
std::optional<ImportantAsset> read_asset(const WrittenValue& node, Reader& reader);

/// `name`, `name=weight` or `name=kind:weight` as the node that read_asset() expects.
WrittenValue asset_node(std::string_view text);
/// `name=kind:weight`.
std::string asset_text(const ImportantAsset& asset);
void write_asset(const ImportantAsset& asset, JsonWriter& writer);

}  // namespace detector::config
