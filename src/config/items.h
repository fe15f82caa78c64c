#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "config/reader.h"
#include "config/table.h"
#include "config/written_value.h"
#include "detector/config.h"

namespace detector::config {

/// How the maps of one list are read and written. A one-line form is how a variable, a flag and
/// `show` write an item; node() makes it the map that read() expects.
template <typename T>
struct ItemKind;

/// `{name: …, kind: …, weight: …}`, in one line `name`, `name=weight` or `name=kind:weight`.
template <>
struct ItemKind<ImportantAsset> {
  static std::optional<ImportantAsset> read(const WrittenValue& node, Reader& reader);
  static WrittenValue node(std::string_view text);
  static std::string text(const ImportantAsset& asset);
  static void write(const ImportantAsset& asset, JsonWriter& writer);
};

/// `{who: …, from: …, until: …, name: …}`, in one line `who=from/until` or `who=from/until name`.
template <>
struct ItemKind<AnnouncedWindow> {
  static std::optional<AnnouncedWindow> read(const WrittenValue& node, Reader& reader);
  static WrittenValue node(std::string_view text);
  static std::string text(const AnnouncedWindow& window);
  static void write(const AnnouncedWindow& window, JsonWriter& writer);
};

/// `{name: …, regex: …, type: …}`, in one line `name=type:regex`: all behind the colon is the
/// regex, blanks too.
template <>
struct ItemKind<EntityPattern> {
  static std::optional<EntityPattern> read(const WrittenValue& node, Reader& reader);
  static WrittenValue node(std::string_view text);
  static std::string text(const EntityPattern& pattern);
  static void write(const EntityPattern& pattern, JsonWriter& writer);
};

/// Why `item` may not follow the `earlier` ones of its list; empty when it may.
template <typename T>
std::string_view repetition(const std::vector<T>& earlier, const T& item) {
  const bool is_there = std::find(earlier.begin(), earlier.end(), item) != earlier.end();
  return is_there ? "listed twice" : "";
}
std::string_view repetition(const std::vector<EntityPattern>& earlier, const EntityPattern& item);

/// Without the blanks at both ends.
std::string_view trimmed(std::string_view text);

/// `{name: …, kind: …, weight: …}`
std::string item_shape(std::span<const ItemField> fields);

}  // namespace detector::config
