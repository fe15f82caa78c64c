// A setting's value between its three forms: the node that was written, the field of Config, and
// the text or JSON that is shown. The type is the alternative that Setting::field holds.

#include "config/value.h"

#include <fmt/format.h>

#include <optional>
#include <type_traits>
#include <utility>

#include "base/json_writer.h"
#include "config/items.h"
#include "config/reader.h"

namespace detector::config {
namespace {

template <typename... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

using Text = Access<std::string>;
using Integer = Access<std::int64_t>;
using Number = Access<double>;
using OptionalNumber = Access<std::optional<double>>;
using Flag = Access<bool>;
using TextList = Access<std::vector<std::string>>;
/// What a list of maps is of, by its Access.
template <typename List>
using ItemOf = typename std::remove_reference_t<std::invoke_result_t<List, Config&>>::value_type;

WrittenValue scalar(std::string_view text) {
  WrittenValue node;
  node.kind = WrittenValue::Kind::kScalar;
  node.text = std::string(text);
  return node;
}

/// Splits at commas; `,,` is a comma of the item.
std::vector<std::string> split_items(std::string_view text) {
  std::vector<std::string> items(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_comma = text[i] == ',';
    const bool is_doubled = is_comma && text.substr(i, 2) == ",,";
    if (is_comma && !is_doubled) {
      items.emplace_back();
      continue;
    }
    items.back() += text[i];
    if (is_doubled) ++i;
  }
  return items;
}

WrittenValue list_node(std::string_view text, WrittenValue (*node_of)(std::string_view)) {
  WrittenValue list;
  list.kind = WrittenValue::Kind::kList;
  if (trimmed(text).empty()) return list;
  for (const std::string& item : split_items(text)) list.items.push_back(node_of(item));
  return list;
}

WrittenValue trimmed_scalar(std::string_view text) {
  return scalar(trimmed(text));
}

template <typename T>
WrittenValue node_for(Access<T> /*at*/, std::string_view text) {
  return scalar(text);
}
template <typename T>
WrittenValue node_for(Access<std::vector<T>> /*at*/, std::string_view text) {
  return list_node(text, ItemKind<T>::node);
}
WrittenValue node_for(TextList /*at*/, std::string_view text) {
  return list_node(text, trimmed_scalar);
}

bool is_empty_text(const WrittenValue& node) {
  return node.kind == WrittenValue::Kind::kScalar && node.text.empty();
}

/// The items of a list within its bound, none of them twice; nothing when any is wrong.
template <typename T, typename ReadItem>
std::optional<std::vector<T>> read_list(const Setting& setting, const WrittenValue& node,
                                        Reader& reader, const ReadItem& read_item) {
  if (node.kind != WrittenValue::Kind::kList) {
    reader.wrong_kind(node, describe(setting));
    return std::nullopt;
  }
  if (node.items.size() > setting.rule.max_items) {
    reader.wrong(node.position, fmt::format("expected at most {} items, got {}",
                                            setting.rule.max_items, node.items.size()));
    return std::nullopt;
  }
  std::vector<T> list;
  bool is_good = true;
  for (const WrittenValue& item : node.items) {
    std::optional<T> value = read_item(item);
    is_good = is_good && value.has_value();
    if (!value) continue;
    const std::string_view repeated = repetition(list, *value);
    if (!repeated.empty()) {
      reader.wrong(item.position, repeated);
      is_good = false;
    }
    list.push_back(std::move(*value));
  }
  return is_good ? std::optional(std::move(list)) : std::nullopt;
}

template <typename T>
bool store(std::optional<T> value, T& target) {
  if (!value) return false;
  target = std::move(*value);
  return true;
}

/// The reverse of split_items().
template <typename T>
std::string joined(const std::vector<T>& items, std::string (*text_of)(const T&)) {
  std::string text;
  for (const T& item : items) {
    if (!text.empty()) text += ',';
    for (const char c : text_of(item)) text.append(c == ',' ? 2 : 1, c);
  }
  return text;
}

std::string text_of_number(double value) {
  return fmt::format("{}", value);
}

}  // namespace

bool assign(const Setting& setting, const WrittenValue& node, const std::string& source,
            Config& config, Problems& problems) {
  Reader reader(setting, source, problems);
  const Rule& rule = setting.rule;
  const bool is_unset = is_empty_text(node) && setting.fallback.empty();
  return std::visit(
      Overloaded{
          [&](Text at) {
            return store(is_unset ? std::string() : reader.text(rule, node), at(config));
          },
          [&](Integer at) { return store(reader.integer(rule, node), at(config)); },
          [&](Number at) { return store(reader.number(rule, node), at(config)); },
          [&](OptionalNumber at) {
            const auto value = is_unset ? std::nullopt : reader.number(rule, node);
            if (value || is_unset) at(config) = value;
            return value || is_unset;
          },
          [&](Flag at) { return store(reader.flag(node), at(config)); },
          [&](TextList at) {
            const auto read = [&](const WrittenValue& item) { return reader.text(rule, item); };
            return store(read_list<std::string>(setting, node, reader, read), at(config));
          },
          [&](auto at) {
            using T = ItemOf<decltype(at)>;
            const auto read = [&](const WrittenValue& item) {
              return ItemKind<T>::read(item, reader);
            };
            return store(read_list<T>(setting, node, reader, read), at(config));
          },
      },
      setting.field);
}

WrittenValue node_from_text(const Setting& setting, std::string_view text) {
  return std::visit([&](auto at) { return node_for(at, text); }, setting.field);
}

std::string value_text(const Setting& setting, Config& config) {
  return std::visit(
      Overloaded{
          [&](Text at) {
            const std::string& text = at(config);
            return setting.is_secret && !text.empty() ? std::string(kMask) : text;
          },
          [&](Integer at) { return fmt::format("{}", at(config)); },
          [&](Number at) { return text_of_number(at(config)); },
          [&](OptionalNumber at) {
            return at(config) ? text_of_number(*at(config)) : std::string();
          },
          [&](Flag at) { return std::string(at(config) ? "true" : "false"); },
          [&](TextList at) { return fmt::format("{}", fmt::join(at(config), ",")); },
          [&](auto at) { return joined(at(config), ItemKind<ItemOf<decltype(at)>>::text); },
      },
      setting.field);
}

std::string value_json(const Setting& setting, Config& config) {
  JsonWriter writer;
  std::visit(
      Overloaded{
          [&](Text) { writer.string(value_text(setting, config)); },
          [&](Integer at) { writer.number(at(config)); },
          [&](Number at) { writer.raw(text_of_number(at(config))); },
          [&](OptionalNumber at) { writer.raw(at(config) ? text_of_number(*at(config)) : "null"); },
          [&](Flag at) { writer.boolean(at(config)); },
          [&](TextList at) {
            writer.begin_array();
            for (const std::string& item : at(config)) writer.string(item);
            writer.end_array();
          },
          [&](auto at) {
            writer.begin_array();
            for (const auto& item : at(config)) ItemKind<ItemOf<decltype(at)>>::write(item, writer);
            writer.end_array();
          },
      },
      setting.field);
  return writer.take();
}

std::string describe(const Setting& setting) {
  const Rule& rule = setting.rule;
  const auto list_of = [&](std::string_view item) {
    return fmt::format("a list of at most {}, each {}", rule.max_items, item);
  };
  return std::visit(
      Overloaded{
          [&](Text) { return describe_text(rule); },
          [&](Integer) { return describe_number(rule, kIntegerGrammar); },
          [&](Number) { return describe_number(rule, kNumberGrammar); },
          [&](OptionalNumber) { return describe_number(rule, kNumberGrammar); },
          [&](Flag) { return std::string("true or false"); },
          [&](TextList) { return list_of(rule.expected); },
          [&](auto at) { return list_of(item_shape(item_fields<ItemOf<decltype(at)>>())); },
      },
      setting.field);
}

}  // namespace detector::config
