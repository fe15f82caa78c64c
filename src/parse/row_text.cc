// The texts of a field table's rows: how they are written is in field_table.h.
#include "parse/row_text.h"

#include <algorithm>

#include "base/ip.h"
#include "parse/field_table.h"
#include "parse/value_forms.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::string_view kServiceSuffix = ".amazonaws.com";

std::uint16_t slot_for(std::string_view name, std::vector<std::string_view>& names) {
  const auto found = std::find(names.begin(), names.end(), name);
  const auto slot = static_cast<std::uint16_t>(found - names.begin());
  if (found == names.end()) names.push_back(name);
  return slot;
}

void read_names(std::string_view list, std::vector<std::string_view>& names,
                RowText::Piece& piece) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    piece.slots.push_back(slot_for(list.substr(0, comma), names));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

RowText::Form form_called(std::string_view name) {
  using Form = RowText::Form;
  static constexpr std::array<std::pair<std::string_view, Form>, 12> kForms = {{
      {"ip", Form::kIp},
      {"base", Form::kBase},
      {"path", Form::kPath},
      {"product", Form::kProduct},
      {"identity", Form::kIdentity},
      {"lower", Form::kLower},
      {"name", Form::kName},
      {"zone", Form::kZone},
      {"word", Form::kWord},
      {"method", Form::kMethod},
      {"host", Form::kHost},
      {"service", Form::kService},
  }};
  for (const auto& [known, form] : kForms) {
    if (known == name) return form;
  }
  return Form::kPlain;
}

// What stands between `{` and `}`.
RowText::Piece read_braces(std::string_view inside, std::vector<std::string_view>& names) {
  RowText::Piece piece;
  if (inside.starts_with('?') || inside.starts_with('!')) {
    piece.kind = RowText::Kind::kCondition;
    piece.negated = inside.starts_with('!') ? 1 : 0;
    inside.remove_prefix(1);
    const std::size_t compare = inside.find_first_of(">=");
    if (compare != kNone) {
      const bool at_least = inside[compare] == '>';
      piece.test = at_least ? RowText::Test::kAtLeast : RowText::Test::kOneOf;
      piece.words = inside.substr(compare + (at_least ? 2 : 1));
    }
    read_names(inside.substr(0, compare), names, piece);
    return piece;
  }
  piece.kind = RowText::Kind::kValue;
  const std::size_t bar = inside.find('|');
  if (bar != kNone) piece.form = form_called(inside.substr(bar + 1));
  read_names(inside.substr(0, bar), names, piece);
  return piece;
}

bool is_one_of(std::string_view list, std::string_view value) {
  while (true) {
    const std::size_t bar = list.find('|');
    if (list.substr(0, bar) == value) return true;
    if (bar == kNone) return false;
    list.remove_prefix(bar + 1);
  }
}

std::uint64_t leading_number(std::string_view text) {
  std::uint64_t value = 0;
  for (const char c : text.substr(0, 12)) {
    if (!is_digit(c)) break;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

}  // namespace

RowText read_row_text(std::string_view text, std::vector<std::string_view>& names) {
  RowText out;
  std::size_t values = 0;
  std::size_t others = 0;
  while (!text.empty()) {
    RowText::Piece piece;
    std::size_t taken = 1;
    if (text[0] == '{') {
      const std::size_t close = std::min(text.find('}'), text.size() - 1);
      piece = read_braces(text.substr(1, close - 1), names);
      taken = close + 1;
      values += piece.kind == RowText::Kind::kValue ? 1 : 0;
    } else if (text[0] == '[' || text[0] == ']') {
      piece.kind = text[0] == '[' ? RowText::Kind::kOpen : RowText::Kind::kClose;
      ++others;
    } else {
      taken = std::min(text.find_first_of("{[]"), text.size());
      piece.words = text.substr(0, taken);
      ++others;
    }
    out.pieces.push_back(std::move(piece));
    text.remove_prefix(taken);
  }
  out.is_one_value = values == 1 && others == 0;
  return out;
}

std::string_view scalar_text(const JsonReader::Value& value) {
  switch (value.kind) {
    case JsonReader::Kind::kString:
    case JsonReader::Kind::kNumber:
    case JsonReader::Kind::kBool:
      return value.text == "-" ? std::string_view() : value.text;
    default:
      return {};
  }
}

std::string_view first_value(const RowText::Piece& piece,
                             std::span<const JsonReader::Value> values) {
  for (const std::uint16_t slot : piece.slots) {
    const std::string_view text = scalar_text(values[slot]);
    if (!text.empty()) return text;
  }
  return {};
}

bool condition_holds(const RowText::Piece& piece, std::span<const JsonReader::Value> values) {
  bool holds = false;
  if (piece.test == RowText::Test::kPresent) {
    for (const std::uint16_t slot : piece.slots) {
      const auto kind = values[slot].kind;
      const bool nested = kind == JsonReader::Kind::kObject || kind == JsonReader::Kind::kArray;
      holds = holds || nested || !scalar_text(values[slot]).empty();
    }
  } else {
    const std::string_view text = first_value(piece, values);
    holds = piece.test == RowText::Test::kOneOf
                ? !text.empty() && is_one_of(piece.words, text)
                : leading_number(text) >= leading_number(piece.words);
  }
  return holds != (piece.negated != 0);
}

void TextRoom::add(std::string_view text) {
  const std::size_t limit = std::min(begin_ + FieldReader::kLongestText, room_.size());
  const std::size_t n = used_ < limit ? std::min(text.size(), limit - used_) : 0;
  std::copy_n(text.data(), n, room_.data() + used_);
  used_ += n;
}

void TextRoom::add_lower(std::string_view text) {
  const std::size_t from = used_;
  add(text);
  for (std::size_t i = from; i < used_; ++i) {
    if (room_[i] >= 'A' && room_[i] <= 'Z') room_[i] = static_cast<char>(room_[i] + 32);
  }
}

bool add_formed(RowText::Form form, std::string_view value, TextRoom& room) {
  const std::size_t before = room.mark();
  switch (form) {
    case RowText::Form::kPlain:
      room.add(value);
      break;
    case RowText::Form::kIp:
      room.add(only_address(value));
      break;
    case RowText::Form::kBase:
      room.add(last_path_part(value));
      break;
    case RowText::Form::kPath:
      room.add(url_path(value));
      break;
    case RowText::Form::kLower:
      room.add_lower(value);
      break;
    case RowText::Form::kName:
      room.add_lower(last_path_part(value));
      break;
    case RowText::Form::kWord:
      room.add(value.substr(0, value.find(' ')));
      break;
    case RowText::Form::kMethod:
      room.add(request_method(value));
      break;
    case RowText::Form::kHost:
      room.add_lower(url_host(value));
      break;
    case RowText::Form::kService:
      room.add(value.ends_with(kServiceSuffix)
                   ? value.substr(0, value.size() - kServiceSuffix.size())
                   : value);
      break;
    case RowText::Form::kZone:
      room.add_lower(last_labels(value));
      break;
    case RowText::Form::kProduct:
      for (const std::string_view part : agent_product(value)) room.add(part);
      break;
    case RowText::Form::kIdentity:
      for (const std::string_view part : arn_identity(value)) room.add(part);
      break;
  }
  return room.mark() > before;
}

}  // namespace detector
