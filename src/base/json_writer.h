#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/log2.h"

namespace detector {

/// Appends `text` to `out` with JSON escapes (RFC 8259 §7). Control characters, U+007F–U+009F and
/// invalid UTF-8 never pass through: the first two become \u escapes, the last U+FFFD.
void append_json_escaped(std::string& out, std::string_view text);

/// Writes JSON in the order it is told, compact, without a DOM. The caller keeps begin and end
/// balanced. Lifetime: keeps nothing of what it is given.
class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);
  JsonWriter& number(std::int64_t value);
  /// Evidence in bits with three decimals, rounded half away from zero.
  JsonWriter& bits(Bits value);
  JsonWriter& boolean(bool value);  // NOLINT(readability-identifier-naming)
  JsonWriter& null();
  /// Text that is already JSON.
  JsonWriter& raw(std::string_view json);

  JsonWriter& field(std::string_view name, std::string_view text) { return key(name).string(text); }
  JsonWriter& field(std::string_view name, const char* text) { return key(name).string(text); }
  JsonWriter& field(std::string_view name, std::int64_t value) { return key(name).number(value); }

  [[nodiscard]] const std::string& text() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  JsonWriter& open(char c);
  JsonWriter& close(char c);
  void separate();

  std::string out_;
  bool needs_comma_ = false;
};

}  // namespace detector
