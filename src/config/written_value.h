#pragma once

#include <string>
#include <vector>

namespace detector::config {

/// Counted from 1; line 0 means that there is none (a variable, a flag).
struct Position {
  int line = 0;
  int column = 0;
};

struct Key {
  std::string name;
  Position position;
};

/// A value as it was written, before anything knows its type: what a YAML file, a variable and a
/// flag have in common.
struct WrittenValue {
  enum class Kind { kNull, kScalar, kList, kMap };
  Kind kind = Kind::kNull;
  enum class Style { kPlain, kQuoted };
  Style style = Style::kPlain;  ///< Of a scalar.
  std::string text;             ///< Of a scalar.
  Position position;
  std::vector<WrittenValue> items;  ///< Of a list, or the values of a map.
  std::vector<Key> keys;            ///< Of a map: keys[i] names items[i]; duplicates are kept.
};

}  // namespace detector::config
