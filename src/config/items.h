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
constexpr std::string_view kAssetShape = "{name: …, kind: …, weight: …}";

/// One window from `{who: …, from: …, until: …, name: …}`; the name may be left out.
std::optional<AnnouncedWindow> read_window(const WrittenValue& node, Reader& reader);

/// `who=from/until` or `who=from/until name` as the node that read_window() expects.
WrittenValue window_node(std::string_view text);
std::string window_text(const AnnouncedWindow& window);
void write_window(const AnnouncedWindow& window, JsonWriter& writer);
constexpr std::string_view kWindowShape = "{who: …, from: …, until: …, name: …}";

}  // namespace detector::config
