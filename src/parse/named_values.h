#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "detector/event.h"
#include "parse/row_text.h"

namespace detector {

/// Makes an event of values of which nothing is known but what their source calls them.
///
/// Names are compared in lower case without `_`, `-`, `.`, `@` and spaces: first the whole name,
/// then what stands behind its last dot. What no name explains becomes an attribute. No allocation
/// per record, once its buffers have grown.
class NamedValues {
 public:
  static constexpr std::size_t kMost = 96;  ///< Values beyond are passed over.

  explicit NamedValues(TimeMs now) : now_(now) {}

  void clear();
  /// Both must live until the event is done with.
  void add(std::string_view name, std::string_view value);
  /// Fills `event`; false when no value is a time. The texts live until the next clear().
  bool fill(Event& event);
  /// The same for an event whose time is known.
  void fill_fields(Event& event);

 private:
  enum Role : std::uint8_t {
    kTime,
    kDate,
    kUser,
    kAddress,
    kPeer,
    kPort,
    kProtocol,
    kHost,
    kProgram,
    kAction,
    kTarget,
    kOutcome,
    kError,
    kAgent,
    kMessage,
    kAccount,
    kRegion,
    kCommand,
    kRoleCount
  };
  struct Given {
    std::string_view name;
    std::string_view value;
  };

  /// What a name means; `row` is its place in the table, behind all rows when only its end matched.
  struct Meaning {
    Role role = kRoleCount;
    std::uint16_t row = 0;
  };

  struct TextHash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the library's name
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  static Meaning find(std::string_view name);
  Meaning meaning_of(std::string_view name);
  bool read_time(TimeMs& out);
  [[nodiscard]] std::string_view role(Role role) const;
  void fill_connection(Event& event);
  void fill_outcome(Event& event);
  void choose_entity(Event& event);
  void add_attributes(Event& event);

  static constexpr std::size_t kMostMeanings = 4096;  // beyond, names are looked up each time

  TimeMs now_;
  std::unordered_map<std::string, Meaning, TextHash, std::equal_to<>> meanings_;
  std::vector<Given> given_;
  std::array<std::uint8_t, kRoleCount> best_{};  // 1 + index into given_
  std::array<std::uint16_t, kRoleCount> rank_{};
  std::vector<bool> used_;
  std::vector<Attribute> attributes_;
  TextRoom room_;
};

}  // namespace detector
