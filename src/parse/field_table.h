#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "detector/event.h"

namespace detector {

/// What a row of a FieldTable fills beside the event's fields.
enum class Part : std::uint8_t {
  kTime,     ///< Any form that read_time_value() knows.
  kId,       ///< Event::id
  kMessage,  ///< Event::message
  kProcess,  ///< Event::process
  kLogin,    ///< `success` or `failure`
  kAside     ///< Any text: the record is no event, and is filtered.
};

/// One line of a mapping: what is filled, and the text to fill it with. The first row that gives a
/// text for a target wins. In the text stand, beside words,
///   {name}         the value of that name; without a value the row gives nothing
///   {a,b}          the first of several names that has a value
///   {name|form}    changed: `ip` (an address only, without its port), `base` (the last part of a
///                  path), `path` (of a URL or a request line), `product` (of a client), `identity`
///                  (of an ARN), `lower`, `name` (`base` in lower case), `zone` (a DNS name: its
///                  last two labels), `word` (the first), `method` and `host` (of a request line),
///                  `service` (without `.amazonaws.com`)
///   {?name=a|b}    no text, but the row holds only if the value is one of these; {?name>=400}
///                  compares numbers, {?name} asks for any value, {!…} for the opposite
///   [ … ]          left out as a whole when a value in it is missing
/// A value `-` counts as missing. Texts are cut at kLongestText bytes.
struct Row {
  constexpr Row(Field field, std::string_view from)
      : target(static_cast<std::uint8_t>(field)), text(from) {}
  constexpr Row(Part part, std::string_view from)
      : target(static_cast<std::uint8_t>(kFieldCount + static_cast<std::size_t>(part))),
        text(from) {}
  std::uint8_t target;
  std::string_view text;
};

/// `name: words`, for as long as the program runs.
class Reason {
 public:
  constexpr Reason(std::string_view name, std::string_view words) {
    for (const char c : name) text_[size_++] = c;
    text_[size_++] = ':';
    text_[size_++] = ' ';
    for (const char c : words) text_[size_++] = c;
  }
  [[nodiscard]] constexpr std::string_view text() const { return {text_.data(), size_}; }

 private:
  std::array<char, 96> text_{};
  std::size_t size_ = 0;
};

/// The mapping of one format to events: data, in static storage. `entities`: the first of these
/// fields that is filled names the primary entity.
struct FieldTable {
  constexpr FieldTable(std::string_view called, std::span<const Row> with,
                       std::span<const Field> acting)
      : name(called), rows(with), entities(acting) {}
  std::string_view name;
  std::span<const Row> rows;
  std::span<const Field> entities;
  Reason no_time{name, "no time"};
  Reason bad_time{name, "the time is not one"};
  Reason no_entity{name, "names nobody and nothing that acted"};
  Reason too_short{name, "record has too few words"};
  Reason open_quote{name, "a quote or bracket is not closed"};
  Reason not_object{name, "record is not a JSON object"};
  Reason cut_off{name, "record is cut off"};
  Reason not_utf8{name, "record is not UTF-8"};
  Reason malformed{name, "record is not well-formed"};
};

/// Applies a FieldTable to the values of one record after another. No allocation per record. Not
/// thread safe: one per thread.
class FieldReader {
 public:
  static constexpr std::size_t kLongestText = 512;

  FieldReader(const FieldTable& table, TimeMs now);
  ~FieldReader();
  FieldReader(FieldReader&&) noexcept;
  FieldReader& operator=(FieldReader&&) noexcept;

  /// The names that the table reads; a value's slot is its name's index.
  [[nodiscard]] std::span<const std::string_view> names() const;
  /// The slot of `name`; names().size() when no row reads it.
  [[nodiscard]] std::size_t slot_of(std::string_view name) const;
  /// Fills `event` from values by slot. Empty when it did, kNoEvent when the record is no event,
  /// else why not. The texts live in the values or until the next call.
  std::string_view read(std::span<const JsonReader::Value> values, Event& event);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether the conditions of a text hold, for recognising a format by its values.
class Conditions {
 public:
  /// Conditions in the notation of Row, such as `{?kind=Event}{?auditID}`; `names` grows by the
  /// names that it does not hold yet.
  Conditions(std::string_view text, std::vector<std::string_view>& names);
  ~Conditions();
  Conditions(Conditions&&) noexcept;
  Conditions& operator=(Conditions&&) noexcept;
  [[nodiscard]] bool hold(std::span<const JsonReader::Value> values) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace detector
