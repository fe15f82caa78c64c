#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace detector {

/// Reads chosen fields of one JSON object after another: the only wrapper of simdjson.
///
/// Built once from dotted paths (`userIdentity.sessionContext.sessionIssuer.arn`). extract() walks
/// the object once and leaves each field's value in a slot of the path's index; everything else is
/// skipped unparsed. O(length). Not thread safe: one reader per thread.
class JsonReader {
 public:
  enum class Kind : std::uint8_t { kAbsent, kString, kNumber, kBool, kNull, kObject, kArray };
  struct Value {
    Kind kind = Kind::kAbsent;
    /// A string unescaped; a number, boolean, object or array as it is written. Valid until the
    /// next extract() and as long as the record.
    std::string_view text;
  };
  enum class Problem : std::uint8_t { kNone, kNotObject, kMalformed, kTruncated, kNotUtf8 };

  explicit JsonReader(std::span<const std::string_view> paths);
  ~JsonReader();
  JsonReader(JsonReader&&) noexcept;
  JsonReader& operator=(JsonReader&&) noexcept;

  /// `object` must have RecordBatch::kPadding readable bytes after its end. On a problem all slots
  /// are absent. If a key repeats, the last one counts, as in every common JSON library.
  Problem extract(std::string_view object);

  [[nodiscard]] const Value& operator[](std::size_t slot) const { return values_[slot]; }
  /// The text of a string slot, else empty.
  [[nodiscard]] std::string_view string(std::size_t slot) const {
    return values_[slot].kind == Kind::kString ? values_[slot].text : std::string_view();
  }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::vector<Value> values_;
};

}  // namespace detector
