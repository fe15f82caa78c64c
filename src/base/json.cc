// simdjson on demand, driven by a trie of the wanted key paths. A node compares keys by length and
// bytes as they are written; keys with escapes never match, which no known log format uses.
#include "base/json.h"

#include <simdjson.h>

#include <string>

namespace detector {
namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

struct Node {
  std::string key;
  int slot = -1;
  std::vector<Node> children;
};

void insert(Node& root, std::string_view path, int slot) {
  Node* node = &root;
  while (true) {
    const std::size_t dot = path.find('.');
    const std::string_view key = path.substr(0, dot);
    Node* child = nullptr;
    for (auto& c : node->children) {
      if (c.key == key) child = &c;
    }
    if (child == nullptr) {
      child = &node->children.emplace_back(Node{std::string(key), -1, {}});
    }
    node = child;
    if (dot == std::string_view::npos) break;
    path.remove_prefix(dot + 1);
  }
  node->slot = slot;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r' ||
                           text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

constexpr std::size_t kDeepest = 64;

}  // namespace

struct JsonReader::Impl {
  ondemand::parser parser;
  Node root;
  std::vector<Value>* values = nullptr;

  const Node* child_of(const Node& node, const char* key) const {
    for (const auto& child : node.children) {
      const std::size_t n = child.key.size();
      if (key[0] == child.key[0] &&
          std::char_traits<char>::compare(key, child.key.data(), n) == 0 && key[n] == '"') {
        return &child;
      }
    }
    return nullptr;
  }

  // Forgets what an earlier value of the same key left, so that the last one counts as a whole.
  void reset(const Node& node) {
    if (node.slot >= 0) (*values)[static_cast<std::size_t>(node.slot)] = Value{};
    for (const auto& child : node.children) reset(child);
  }

  error_code read_object(ondemand::object object, const Node& node, std::size_t depth) {
    if (depth > kDeepest) return simdjson::DEPTH_ERROR;
    for (auto field : object) {
      ondemand::raw_json_string key;
      if (auto error = field.key().get(key)) return error;
      const Node* child = child_of(node, key.raw());
      if (child == nullptr) continue;
      reset(*child);
      ondemand::value value;
      if (auto error = field.value().get(value)) return error;
      if (auto error = read_value(value, *child, depth)) return error;
    }
    return simdjson::SUCCESS;
  }

  error_code read_value(ondemand::value value, const Node& node, std::size_t depth) {
    ondemand::json_type type{};
    if (auto error = value.type().get(type)) return error;
    if (type == ondemand::json_type::object && !node.children.empty()) {
      ondemand::object object;
      if (auto error = value.get_object().get(object)) return error;
      return read_object(object, node, depth + 1);
    }
    if (node.slot < 0) return simdjson::SUCCESS;
    return store(value, type, (*values)[static_cast<std::size_t>(node.slot)]);
  }

  static error_code store(ondemand::value& value, ondemand::json_type type, Value& out) {
    switch (type) {
      case ondemand::json_type::string:
        out.kind = Kind::kString;
        return value.get_string().get(out.text);
      case ondemand::json_type::number:
        out.kind = Kind::kNumber;
        break;
      case ondemand::json_type::boolean:
        out.kind = Kind::kBool;
        break;
      case ondemand::json_type::null:
        out.kind = Kind::kNull;
        break;
      case ondemand::json_type::object: {
        out.kind = Kind::kObject;
        ondemand::object object;
        if (auto error = value.get_object().get(object)) return error;
        return object.raw_json().get(out.text);
      }
      case ondemand::json_type::array: {
        out.kind = Kind::kArray;
        ondemand::array array;
        if (auto error = value.get_array().get(array)) return error;
        return array.raw_json().get(out.text);
      }
    }
    out.text = trimmed(value.raw_json_token());
    return simdjson::SUCCESS;
  }
};

JsonReader::JsonReader(std::span<const std::string_view> paths)
    : impl_(std::make_unique<Impl>()), values_(paths.size()) {
  for (std::size_t i = 0; i < paths.size(); ++i) {
    insert(impl_->root, paths[i], static_cast<int>(i));
  }
}
JsonReader::~JsonReader() = default;
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;

JsonReader::Problem JsonReader::extract(std::string_view object) {
  const auto problem_of = [](error_code error) {
    switch (error) {
      case simdjson::SUCCESS:
        return Problem::kNone;
      case simdjson::UTF8_ERROR:
        return Problem::kNotUtf8;
      case simdjson::INCORRECT_TYPE:
        return Problem::kNotObject;
      case simdjson::UNCLOSED_STRING:
      case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      case simdjson::EMPTY:
        return Problem::kTruncated;
      default:
        return Problem::kMalformed;
    }
  };
  for (auto& value : values_) value = Value{};
  impl_->values = &values_;
  ondemand::document document;
  error_code error =
      impl_->parser
          .iterate(object.data(), object.size(), object.size() + simdjson::SIMDJSON_PADDING)
          .get(document);
  ondemand::object root;
  if (error == simdjson::SUCCESS) error = document.get_object().get(root);
  if (error == simdjson::SUCCESS) error = impl_->read_object(root, impl_->root, 0);
  if (error != simdjson::SUCCESS) {
    for (auto& value : values_) value = Value{};
  }
  return problem_of(error);
}

}  // namespace detector
