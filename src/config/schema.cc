// The JSON Schema of the YAML files, from the table. Editors check and complete with it. It says
// what load_config() accepts, except what a schema cannot see: checks across keys, the name of the
// file, and that a string may also be written in YAML without quotes.

#include <fmt/format.h>

#include <span>
#include <variant>

#include "base/json_writer.h"
#include "config/names.h"
#include "config/table.h"
#include "config/value.h"
#include "detector/config.h"

namespace detector {
namespace config {
namespace {

void write_number(JsonWriter& writer, std::string_view name, double value) {
  writer.key(name).raw(fmt::format("{}", value));
}

void write_text_rule(JsonWriter& writer, const Rule& rule, const std::string& alternative) {
  writer.field("type", "string");
  if (!rule.choices.empty()) {
    writer.key("enum").begin_array();
    for (const std::string_view choice : rule.choices) writer.string(choice);
    writer.end_array();
    return;
  }
  writer.field("maxLength", static_cast<std::int64_t>(rule.max_length));
  if (!rule.pattern.empty()) writer.field("pattern", alternative + std::string(rule.pattern));
}

void write_range(JsonWriter& writer, std::string_view type, const Rule& rule) {
  writer.field("type", type);
  write_number(writer, "minimum", rule.minimum);
  write_number(writer, "maximum", rule.maximum);
}

void write_item_field(JsonWriter& writer, const ItemField& field) {
  const bool is_integer = field.type == ItemField::Type::kInteger;
  writer.key(field.name).begin_object();
  if (is_integer) {
    write_range(writer, "integer", field.rule);
  } else {
    write_text_rule(writer, field.rule, "");
  }
  if (!field.fallback.empty()) {
    writer.key("default");
    is_integer ? writer.raw(field.fallback) : writer.string(field.fallback);
  }
  writer.end_object();
}

void write_item_rule(JsonWriter& writer, std::span<const ItemField> fields) {
  writer.field("type", "object").key("additionalProperties").boolean(false);
  writer.key("required").begin_array();
  for (const ItemField& field : fields) {
    if (field.is_required) writer.string(field.name);
  }
  writer.end_array().key("properties").begin_object();
  for (const ItemField& field : fields) write_item_field(writer, field);
  writer.end_object();
}

/// One visitor per type: what the schema says of it.
class TypeWriter {
 public:
  TypeWriter(JsonWriter& writer, const Setting& setting) : writer_(writer), setting_(setting) {}

  void operator()(Access<std::string> /*at*/) const {
    write_text_rule(writer_, setting_.rule, setting_.fallback.empty() ? "^$|" : "");
  }
  void operator()(Access<std::int64_t> /*at*/) const {
    write_range(writer_, "integer", setting_.rule);
  }
  void operator()(Access<double> /*at*/) const { write_range(writer_, "number", setting_.rule); }
  void operator()(Access<std::optional<double>> /*at*/) const {
    writer_.key("anyOf").begin_array().begin_object();
    write_range(writer_, "number", setting_.rule);
    writer_.end_object().begin_object().field("const", "").end_object().end_array();
  }
  void operator()(Access<bool> /*at*/) const { writer_.field("type", "boolean"); }
  void operator()(Access<std::vector<std::string>> /*at*/) const {
    open_list();
    write_text_rule(writer_, setting_.rule, "");
    writer_.end_object();
  }
  template <typename T>
  void operator()(Access<std::vector<T>> /*at*/) const {
    open_list();
    write_item_rule(writer_, item_fields<T>());
    writer_.end_object();
  }

 private:
  void open_list() const {
    writer_.field("type", "array").key("uniqueItems").boolean(true);
    writer_.field("maxItems", static_cast<std::int64_t>(setting_.rule.max_items));
    writer_.key("items").begin_object();
  }

  JsonWriter& writer_;
  const Setting& setting_;
};

void write_setting(JsonWriter& writer, const Setting& setting) {
  // The default as JSON: what assign() makes of the row's text.
  Config defaults;
  Problems problems;
  assign(setting, node_from_text(setting, setting.fallback), "default", defaults, problems);
  const std::string fallback = value_json(setting, defaults);
  writer.key(name_in_section(setting.key)).begin_object();
  std::visit(TypeWriter(writer, setting), setting.field);
  writer.field("description", setting.description);
  if (fallback != "null") writer.key("default").raw(fallback);
  if (setting.is_secret) writer.key("writeOnly").boolean(true);
  writer.key("x-variables").begin_array();
  if (!setting.variable.empty()) writer.string(setting.variable);
  writer.string(layered_variable(setting.key)).end_array().end_object();
}

void open_section(JsonWriter& writer, std::string_view section) {
  writer.key(section).begin_object();
  writer.key("type").begin_array().string("object").string("null").end_array();
  writer.key("additionalProperties").boolean(false).key("properties").begin_object();
}

}  // namespace
}  // namespace config

std::string config_schema() {
  JsonWriter writer;
  writer.begin_object().field("$schema", "https://json-schema.org/draft/2020-12/schema");
  writer.field("title", "Configuration of anomaly-detector");
  writer.key("type").begin_array().string("object").string("null").end_array();
  writer.key("additionalProperties").boolean(false);
  writer.key("properties").begin_object();
  std::string_view section;
  for (const config::Setting& setting : config::settings()) {
    const std::string_view own = config::section_of(setting.key);
    if (own != section) {
      if (!section.empty()) writer.end_object().end_object();
      if (!own.empty()) config::open_section(writer, own);
      section = own;
    }
    config::write_setting(writer, setting);
  }
  if (!section.empty()) writer.end_object().end_object();
  writer.end_object().end_object();
  return writer.take() + "\n";
}

}  // namespace detector
