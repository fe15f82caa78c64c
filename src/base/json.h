#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace detector {

/// Reads chosen fields of one JSON object after another: the only wrapper of simdjson.
///
/// Built once from dotted paths (`userIdentity.sessionContext.sessionIssuer.arn`); `0` in a path is
/// the first element of an array, `\\.` a dot that belongs to a key. extract() walks the object
/// once and leaves each field's value in a slot of the path's index; everything else is skipped
/// unparsed. An object that other paths lead into has no text. O(length). Not thread safe: one
/// reader per thread.
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
  [[nodiscard]] std::span<const Value> values() const { return values_; }
  /// The text of a string slot, else empty.
  [[nodiscard]] std::string_view string(std::size_t slot) const {
    return values_[slot].kind == Kind::kString ? values_[slot].text : std::string_view();
  }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::vector<Value> values_;
};

/// Reads all scalars of one JSON object after another, for objects of which nothing is known.
///
/// Bounded: at most kMostLeaves, kDeepest levels deep, with paths of kLongestPath bytes; what is
/// beyond is counted. Of an array the first element stands for it. Not thread safe.
class JsonWalker {
 public:
  static constexpr std::size_t kMostLeaves = 96;
  static constexpr std::size_t kDeepest = 6;
  static constexpr std::size_t kLongestPath = 120;

  struct Leaf {
    std::string_view path;  ///< Keys joined by dots.
    JsonReader::Value value;
  };

  JsonWalker();
  ~JsonWalker();
  JsonWalker(JsonWalker&&) noexcept;
  JsonWalker& operator=(JsonWalker&&) noexcept;

  /// As JsonReader::extract(); on a problem there are no leaves.
  JsonReader::Problem walk(std::string_view object);
  /// In the order of the object; valid until the next walk() and as long as the record.
  [[nodiscard]] std::span<const Leaf> leaves() const { return leaves_; }
  /// How many scalars and objects were left out for the bounds' sake.
  [[nodiscard]] std::size_t left_out() const { return left_out_; }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::vector<Leaf> leaves_;
  std::size_t left_out_ = 0;
};

}  // namespace detector
