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

std::string without_backslashes(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '\\') out += c;
  }
  return out;
}

void insert(Node& root, std::string_view path, int slot) {
  Node* node = &root;
  while (true) {
    std::size_t dot = path.find('.');
    while (dot != std::string_view::npos && dot > 0 && path[dot - 1] == '\\') {
      dot = path.find('.', dot + 1);
    }
    const std::string key = without_backslashes(path.substr(0, dot));
    Node* child = nullptr;
    for (auto& c : node->children) {
      if (c.key == key) child = &c;
    }
    if (child == nullptr) {
      child = &node->children.emplace_back(Node{key, -1, {}});
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

error_code store(ondemand::value& value, ondemand::json_type type, JsonReader::Value& out) {
  switch (type) {
    case ondemand::json_type::string:
      out.kind = JsonReader::Kind::kString;
      return value.get_string().get(out.text);
    case ondemand::json_type::number:
      out.kind = JsonReader::Kind::kNumber;
      break;
    case ondemand::json_type::boolean:
      out.kind = JsonReader::Kind::kBool;
      break;
    case ondemand::json_type::null:
      out.kind = JsonReader::Kind::kNull;
      break;
    case ondemand::json_type::object: {
      out.kind = JsonReader::Kind::kObject;
      ondemand::object object;
      if (auto error = value.get_object().get(object)) return error;
      return object.raw_json().get(out.text);
    }
    case ondemand::json_type::array: {
      out.kind = JsonReader::Kind::kArray;
      ondemand::array array;
      if (auto error = value.get_array().get(array)) return error;
      return array.raw_json().get(out.text);
    }
  }
  out.text = trimmed(value.raw_json_token());
  return simdjson::SUCCESS;
}

JsonReader::Problem problem_of(error_code error) {
  using Problem = JsonReader::Problem;
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
}

error_code open_root(ondemand::parser& parser, std::string_view text, ondemand::document& document,
                     ondemand::object& root) {
  const auto error =
      parser.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING)
          .get(document);
  return error != simdjson::SUCCESS ? error : document.get_object().get(root);
}

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

  // The first element of an array, for the child called `0`; the rest is skipped unparsed.
  error_code read_first(ondemand::value& value, const Node& node, std::size_t depth) {
    const Node* first = nullptr;
    for (const auto& child : node.children) {
      if (child.key == "0") first = &child;
    }
    ondemand::array array;
    if (auto error = value.get_array().get(array)) return error;
    if (first == nullptr || depth > kDeepest) return simdjson::SUCCESS;
    for (auto element : array) {
      ondemand::value inner;
      if (auto error = element.get(inner)) return error;
      return read_value(inner, *first, depth);
    }
    return simdjson::SUCCESS;
  }

  error_code read_value(ondemand::value value, const Node& node, std::size_t depth) {
    ondemand::json_type type{};
    if (auto error = value.type().get(type)) return error;
    if (type == ondemand::json_type::object && !node.children.empty()) {
      ondemand::object object;
      if (auto error = value.get_object().get(object)) return error;
      if (node.slot >= 0) (*values)[static_cast<std::size_t>(node.slot)].kind = Kind::kObject;
      return read_object(object, node, depth + 1);
    }
    if (type == ondemand::json_type::array && !node.children.empty()) {
      return read_first(value, node, depth + 1);
    }
    if (node.slot < 0) return simdjson::SUCCESS;
    return store(value, type, (*values)[static_cast<std::size_t>(node.slot)]);
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
  for (auto& value : values_) value = Value{};
  impl_->values = &values_;
  ondemand::document document;
  ondemand::object root;
  error_code error = open_root(impl_->parser, object, document, root);
  if (error == simdjson::SUCCESS) error = impl_->read_object(root, impl_->root, 0);
  if (error != simdjson::SUCCESS) {
    for (auto& value : values_) value = Value{};
  }
  return problem_of(error);
}

struct JsonWalker::Impl {
  ondemand::parser parser;
  std::vector<Leaf>* leaves = nullptr;
  std::size_t left_out = 0;
  std::string path;                 // of the value being read
  std::string paths;                // of all leaves, one after another
  std::vector<std::size_t> begins;  // of each leaf's path in `paths`

  error_code read_object(ondemand::object object, std::size_t depth) {
    const std::size_t base = path.size();
    for (auto field : object) {
      std::string_view key;
      if (auto error = field.unescaped_key().get(key)) return error;
      if (base + key.size() + 1 > kLongestPath) {
        ++left_out;
        continue;
      }
      ondemand::value value;
      if (auto error = field.value().get(value)) return error;
      if (base > 0) path += '.';
      path += key;
      const auto error = read_value(value, depth);
      path.resize(base);
      if (error != simdjson::SUCCESS) return error;
    }
    return simdjson::SUCCESS;
  }

  error_code read_value(ondemand::value value, std::size_t depth) {
    ondemand::json_type type{};
    if (auto error = value.type().get(type)) return error;
    const bool nested = type == ondemand::json_type::object || type == ondemand::json_type::array;
    if (leaves->size() == kMostLeaves || (nested && depth == kDeepest)) {
      ++left_out;
      return simdjson::SUCCESS;
    }
    if (type == ondemand::json_type::object) {
      ondemand::object object;
      if (auto error = value.get_object().get(object)) return error;
      return read_object(object, depth + 1);
    }
    if (type == ondemand::json_type::array) {
      ondemand::array array;
      if (auto error = value.get_array().get(array)) return error;
      for (auto element : array) {
        ondemand::value first;
        if (auto error = element.get(first)) return error;
        return read_value(first, depth + 1);
      }
      return simdjson::SUCCESS;
    }
    begins.push_back(paths.size());
    paths += path;
    return store(value, type, leaves->emplace_back().value);
  }
};

JsonWalker::JsonWalker() : impl_(std::make_unique<Impl>()) {}
JsonWalker::~JsonWalker() = default;
JsonWalker::JsonWalker(JsonWalker&&) noexcept = default;
JsonWalker& JsonWalker::operator=(JsonWalker&&) noexcept = default;

JsonReader::Problem JsonWalker::walk(std::string_view object) {
  leaves_.clear();
  impl_->leaves = &leaves_;
  impl_->left_out = 0;
  impl_->path.clear();
  impl_->paths.clear();
  impl_->begins.clear();
  ondemand::document document;
  ondemand::object root;
  error_code error = open_root(impl_->parser, object, document, root);
  if (error == simdjson::SUCCESS) error = impl_->read_object(root, 0);
  if (error != simdjson::SUCCESS) leaves_.clear();
  left_out_ = impl_->left_out;
  const std::string_view paths = impl_->paths;
  for (std::size_t i = 0; i < leaves_.size(); ++i) {
    const std::size_t end = i + 1 < leaves_.size() ? impl_->begins[i + 1] : paths.size();
    leaves_[i].path = paths.substr(impl_->begins[i], end - impl_->begins[i]);
  }
  return problem_of(error);
}

}  // namespace detector
