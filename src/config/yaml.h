#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/written_value.h"

namespace detector::config {

struct SyntaxError {
  Position position;
  std::string message;
};

struct YamlDocument {
  WrittenValue root;
  std::vector<SyntaxError> errors;  ///< When there are any, `root` is empty.
};

/// The largest file that is read, in bytes.
constexpr std::size_t kMaxYamlBytes = 1 << 20;
/// The deepest nesting; a configuration needs 4.
constexpr std::size_t kMaxYamlDepth = 16;
/// The most values in a file, with every use of an anchor counted in full.
constexpr std::size_t kMaxYamlNodes = 100'000;

/// Reads one YAML 1.2 document, UTF-8. Scalars stay text (`no` is "no"); aliases are replaced by
/// what they name. Refused, with the position: tabs in the indentation, control characters, bytes
/// that are not UTF-8, tags, keys that are not text, a second document, and what passes the bounds.
YamlDocument read_yaml(std::string_view text);

}  // namespace detector::config
