#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace detector {

/// A Row's text, cut up once so that it is cheap to apply (field_table.h has the notation).
struct RowText {
  enum class Kind : std::uint8_t { kWords, kValue, kCondition, kOpen, kClose };
  enum class Form : std::uint8_t {
    kPlain,
    kIp,
    kBase,
    kPath,
    kProduct,
    kIdentity,
    kLower,
    kName,
    kZone,
    kWord,
    kMethod,
    kHost,
    kService
  };
  enum class Test : std::uint8_t { kPresent, kOneOf, kAtLeast };
  struct Piece {
    Kind kind = Kind::kWords;
    Form form = Form::kPlain;
    Test test = Test::kPresent;
    std::uint8_t negated = 0;
    std::string_view words;  ///< The words themselves, or what a condition compares with.
    std::vector<std::uint16_t> slots;
  };
  std::vector<Piece> pieces;
  bool is_one_value = false;  ///< Nothing but one value and conditions: no text is composed.
};

/// `names` grows by the names that it does not hold yet. `text` must live as long as the result.
RowText read_row_text(std::string_view text, std::vector<std::string_view>& names);

/// The text of a scalar value, `-` and what is no scalar being none.
std::string_view scalar_text(const JsonReader::Value& value);
/// The first value of a piece's names that is one; empty: none.
std::string_view first_value(const RowText::Piece& piece,
                             std::span<const JsonReader::Value> values);
bool condition_holds(const RowText::Piece& piece, std::span<const JsonReader::Value> values);

/// Room for the texts composed for one record. What does not fit is cut off.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): written before it is read
class TextRoom {
 public:
  void clear() { used_ = 0; }
  void begin() { begin_ = used_; }
  void add(std::string_view text);
  void add_lower(std::string_view text);
  /// Where the text being composed stands, to go back to.
  [[nodiscard]] std::size_t mark() const { return used_; }
  void back_to(std::size_t mark) { used_ = mark; }
  [[nodiscard]] std::string_view text() const { return {room_.data() + begin_, used_ - begin_}; }

 private:
  std::array<char, 16384> room_;
  std::size_t begin_ = 0;
  std::size_t used_ = 0;
};

/// Appends `value` in `form` to the text being composed; false when nothing is left of it.
bool add_formed(RowText::Form form, std::string_view value, TextRoom& room);

}  // namespace detector
