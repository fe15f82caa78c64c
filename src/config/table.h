#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "detector/config.h"

namespace detector::config {

/// Where a setting lives in Config; which one also says its type.
template <typename T>
using Access = T& (*)(Config&);
using Field =
    std::variant<Access<std::string>, Access<std::int64_t>, Access<double>,
                 Access<std::optional<double>>, Access<bool>, Access<std::vector<std::string>>,
                 Access<std::vector<ImportantAsset>>, Access<std::vector<AnnouncedWindow>>,
                 Access<std::vector<EntityPattern>>>;

/// What a value may be. Rules of a list are those of its items, but for `max_items`.
struct Rule {
  std::string_view expected;      ///< For people: "an S3 bucket name (…)".
  std::string_view pattern = {};  ///< ECMAScript, anchored: the same text is in the JSON Schema.
  std::span<const std::string_view> choices = {};
  double minimum = 0;  ///< Of numbers; both ends included.
  double maximum = 0;
  std::size_t max_length = 1024;
  std::size_t max_items = 100;
};

/// One key of the configuration. Everything is generated from these rows: parsing, checks,
/// defaults, names of variables, show, the schema and the test of docs/configuration.md.
struct Setting {
  std::string_view key;  ///< `section.name`, or `name` at the top.
  Field field;
  std::string_view fallback;  ///< The default, as it would be written in a variable.
  Rule rule;
  std::string_view description;
  std::string_view variable = {};  ///< The plain variable; empty: none.
  bool is_secret = false;
};

/// Every setting; those of a section stand together.
std::span<const Setting> settings();
/// Null when there is none.
const Setting* find(std::string_view key);

/// One field of the maps that a list is of: reading, the schema and messages come from these rows.
struct ItemField {
  std::string_view name;
  Rule rule;
  enum class Type { kText, kInteger };
  Type type = Type::kText;
  bool is_required = false;
  std::string_view fallback = {};  ///< What it is when left out, for the schema; empty: nothing.
};

/// The fields of a T.
template <typename T>
std::span<const ItemField> item_fields();
template <>
std::span<const ItemField> item_fields<ImportantAsset>();
template <>
std::span<const ItemField> item_fields<AnnouncedWindow>();
template <>
std::span<const ItemField> item_fields<EntityPattern>();

}  // namespace detector::config
