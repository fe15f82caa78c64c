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

using Asset = ItemKind<ImportantAsset>;
using Window = ItemKind<AnnouncedWindow>;
using Pattern = ItemKind<EntityPattern>;

template <typename T>
bool take(std::optional<T> value, T& target) {
  if (value) target = std::move(*value);
  return value.has_value();
}

std::vector<std::string_view> names_of(std::span<const ItemField> fields) {
  std::vector<std::string_view> names;
  for (const ItemField& field : fields) names.push_back(field.name);
  return names;
}

bool has_required(const WrittenValue& map, std::span<const ItemField> fields) {
  return std::all_of(fields.begin(), fields.end(), [&](const ItemField& field) {
    return !field.is_required || std::any_of(map.keys.begin(), map.keys.end(), [&](const Key& key) {
      return key.name == field.name;
    });
  });
}

/// A T of the fields that are written, each by `read_field`; nothing when any is wrong or unknown.
template <typename T, typename ReadField>
std::optional<T> read_map(const WrittenValue& node, Reader& reader, std::string_view incomplete,
                          const ReadField& read_field) {
  const std::span<const ItemField> fields = item_fields<T>();
  if (node.kind != WrittenValue::Kind::kMap) {
    reader.wrong_kind(node, item_shape(fields));
    return std::nullopt;
  }
  T item;
  bool is_good = true;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string& name = node.keys[i].name;
    const auto field = std::find_if(fields.begin(), fields.end(),
                                    [&](const ItemField& row) { return row.name == name; });
    if (field == fields.end()) {
      reader.wrong(node.keys[i].position,
                   fmt::format("unknown field \"{}\"{}", name,
                               did_you_mean(nearest(name, names_of(fields)))));
      is_good = false;
      continue;
    }
    is_good = read_field(*field, node.items[i], item) && is_good;
  }
  if (!has_required(node, fields)) {
    reader.wrong(node.position, incomplete);
    return std::nullopt;
  }
  return is_good ? std::optional(std::move(item)) : std::nullopt;
}

std::optional<TimeMs> read_window_time(const Rule& rule, const WrittenValue& node, Reader& reader) {
  const auto text = reader.text(rule, node);
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

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string item_shape(std::span<const ItemField> fields) {
  return fmt::format("{{{}: …}}", fmt::join(names_of(fields), ": …, "));
}

std::optional<ImportantAsset> Asset::read(const WrittenValue& node, Reader& reader) {
  const auto read_field = [&](const ItemField& field, const WrittenValue& value,
                              ImportantAsset& asset) {
    if (field.name == "name") return take(reader.text(field.rule, value), asset.name);
    if (field.name == "kind") return take(reader.text(field.rule, value), asset.kind);
    return take(reader.integer(field.rule, value), asset.weight);
  };
  return read_map<ImportantAsset>(node, reader, "an asset without a name", read_field);
}

WrittenValue Asset::node(std::string_view text) {
  WrittenValue map;
  map.kind = WrittenValue::Kind::kMap;
  text = trimmed(text);
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

std::string Asset::text(const ImportantAsset& asset) {
  return fmt::format("{}={}:{}", asset.name, asset.kind, asset.weight);
}

void Asset::write(const ImportantAsset& asset, JsonWriter& writer) {
  writer.begin_object().field("name", asset.name).field("kind", asset.kind);
  writer.field("weight", asset.weight).end_object();
}

std::optional<AnnouncedWindow> Window::read(const WrittenValue& node, Reader& reader) {
  const auto read_field = [&](const ItemField& field, const WrittenValue& value,
                              AnnouncedWindow& window) {
    const Rule& rule = field.rule;
    if (field.name == "who") return take(reader.text(rule, value), window.who);
    if (field.name == "from") return take(read_window_time(rule, value, reader), window.from);
    if (field.name == "until") return take(read_window_time(rule, value, reader), window.until);
    return take(reader.text(rule, value), window.name);
  };
  auto window =
      read_map<AnnouncedWindow>(node, reader, "a window needs who, from and until", read_field);
  if (window && window->until <= window->from) {
    reader.wrong(node.position, "the window ends before it begins");
    return std::nullopt;
  }
  return window;
}

WrittenValue Window::node(std::string_view text) {
  WrittenValue map;
  map.kind = WrittenValue::Kind::kMap;
  text = trimmed(text);
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

std::string Window::text(const AnnouncedWindow& window) {
  return fmt::format("{}={}/{}{}{}", window.who, format_time(window.from),
                     format_time(window.until), window.name.empty() ? "" : " ", window.name);
}

void Window::write(const AnnouncedWindow& window, JsonWriter& writer) {
  writer.begin_object().field("who", window.who).field("from", format_time(window.from));
  writer.field("until", format_time(window.until)).field("name", window.name).end_object();
}

std::optional<EntityPattern> Pattern::read(const WrittenValue& node, Reader& reader) {
  const auto read_field = [&](const ItemField& field, const WrittenValue& value,
                              EntityPattern& pattern) {
    if (field.name == "name") return take(reader.text(field.rule, value), pattern.name);
    if (field.name == "regex") return take(reader.text(field.rule, value), pattern.regex);
    return take(reader.text(field.rule, value), pattern.type);
  };
  return read_map<EntityPattern>(node, reader,
                                 "a pattern needs name, regex and type (in a variable: "
                                 "name=type:regex, with ,, for a comma)",
                                 read_field);
}

WrittenValue Pattern::node(std::string_view text) {
  WrittenValue map;
  map.kind = WrittenValue::Kind::kMap;
  const auto equals = text.find('=');
  add_field(map, "name", trimmed(text.substr(0, equals)));
  if (equals == std::string_view::npos) return map;
  const std::string_view rest = text.substr(equals + 1);
  const auto colon = rest.find(':');
  add_field(map, "type", rest.substr(0, colon));
  if (colon != std::string_view::npos) add_field(map, "regex", rest.substr(colon + 1));
  return map;
}

std::string Pattern::text(const EntityPattern& pattern) {
  return fmt::format("{}={}:{}", pattern.name, pattern.type, pattern.regex);
}

void Pattern::write(const EntityPattern& pattern, JsonWriter& writer) {
  writer.begin_object().field("name", pattern.name).field("regex", pattern.regex);
  writer.field("type", pattern.type).end_object();
}

std::string_view repetition(const std::vector<EntityPattern>& earlier, const EntityPattern& item) {
  const bool is_there = std::any_of(earlier.begin(), earlier.end(), [&](const EntityPattern& one) {
    return one.name == item.name;
  });
  return is_there ? "an earlier pattern has the same name" : "";
}

}  // namespace detector::config
