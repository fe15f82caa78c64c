// A table is compiled once: the texts of its rows are cut into pieces, and every name that a row
// reads gets a slot. Reading a record is then a walk over rows, without looking at names again.
#include "parse/field_table.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/ip.h"
#include "parse/parser.h"
#include "parse/row_text.h"
#include "parse/value_forms.h"

namespace detector {
namespace {

constexpr std::size_t kTargets = kFieldCount + 6;

constexpr std::size_t target_of(Part part) {
  return kFieldCount + static_cast<std::size_t>(part);
}

// Goes on behind the bracket that closes the one that `at` lies in; false when it lies in none.
bool leave_brackets(const RowText& text, std::size_t& at) {
  while (at < text.pieces.size() && text.pieces[at].kind != RowText::Kind::kClose) ++at;
  return at < text.pieces.size();
}

}  // namespace

struct FieldReader::Impl {
  struct CompiledRow {
    std::uint8_t target = 0;
    RowText text;
  };

  const FieldTable* table = nullptr;
  TimeMs now = 0;
  std::vector<std::string_view> names;
  std::vector<CompiledRow> rows;
  TextRoom room;
  std::array<std::string_view, kTargets> filled;

  std::string_view compose(const RowText& text, std::span<const JsonReader::Value> values);
  std::string_view one_value(const RowText& text, std::span<const JsonReader::Value> values);
  std::string_view finish(Event& event);
};

// Conditions come anywhere; the one value is not copied unless its form changes it.
std::string_view FieldReader::Impl::one_value(const RowText& text,
                                              std::span<const JsonReader::Value> values) {
  std::string_view value;
  RowText::Form form = RowText::Form::kPlain;
  for (const auto& piece : text.pieces) {
    if (piece.kind == RowText::Kind::kCondition) {
      if (!condition_holds(piece, values)) return {};
    } else {
      value = first_value(piece, values);
      form = piece.form;
    }
  }
  if (value.empty()) return {};
  if (form == RowText::Form::kPlain) return value;
  if (form == RowText::Form::kIp) return only_address(value);
  room.begin();
  add_formed(form, value, room);
  return room.text();
}

std::string_view FieldReader::Impl::compose(const RowText& text,
                                            std::span<const JsonReader::Value> values) {
  if (text.is_one_value) return one_value(text, values);
  room.begin();
  const std::size_t begin = room.mark();
  std::size_t bracket = begin;
  bool in_brackets = false;
  for (std::size_t at = 0; at < text.pieces.size(); ++at) {
    const RowText::Piece& piece = text.pieces[at];
    bool holds = true;
    if (piece.kind == RowText::Kind::kWords) {
      room.add(piece.words);
    } else if (piece.kind == RowText::Kind::kCondition) {
      holds = condition_holds(piece, values);
    } else if (piece.kind == RowText::Kind::kValue) {
      const std::string_view value = first_value(piece, values);
      holds = !value.empty() && add_formed(piece.form, value, room);
    } else {
      in_brackets = piece.kind == RowText::Kind::kOpen;
      bracket = room.mark();
    }
    if (holds) continue;
    room.back_to(in_brackets ? bracket : begin);
    if (!in_brackets || !leave_brackets(text, at)) return {};
    in_brackets = false;
  }
  return room.text();
}

std::string_view FieldReader::Impl::finish(Event& event) {
  if (!filled[target_of(Part::kAside)].empty()) return kNoEvent;
  const std::string_view time_text = filled[target_of(Part::kTime)];
  if (time_text.empty()) return table->no_time.text();
  const auto time = read_time_value(time_text, now);
  if (!time) return table->bad_time.text();
  event.time = *time;
  event.id = filled[target_of(Part::kId)];
  event.message = filled[target_of(Part::kMessage)];
  event.process = filled[target_of(Part::kProcess)];
  const std::string_view login = filled[target_of(Part::kLogin)];
  if (login == "success") event.login = Login::kSuccess;
  if (login == "failure") event.login = Login::kFailure;
  std::copy_n(filled.begin(), kFieldCount, event.fields.begin());
  for (const Field field : table->entities) {
    if (event[field].empty()) continue;
    event.entity = field;
    return {};
  }
  return table->no_entity.text();
}

FieldReader::FieldReader(const FieldTable& table, TimeMs now) : impl_(std::make_unique<Impl>()) {
  impl_->table = &table;
  impl_->now = now;
  for (const Row& row : table.rows) {
    impl_->rows.push_back({row.target, read_row_text(row.text, impl_->names)});
  }
}
FieldReader::~FieldReader() = default;
FieldReader::FieldReader(FieldReader&&) noexcept = default;
FieldReader& FieldReader::operator=(FieldReader&&) noexcept = default;

std::span<const std::string_view> FieldReader::names() const {
  return impl_->names;
}

std::size_t FieldReader::slot_of(std::string_view name) const {
  std::size_t slot = 0;
  while (slot < impl_->names.size() && impl_->names[slot] != name) ++slot;
  return slot;
}

std::string_view FieldReader::read(std::span<const JsonReader::Value> values, Event& event) {
  impl_->room.clear();
  impl_->filled = {};
  for (const auto& row : impl_->rows) {
    std::string_view& target = impl_->filled[row.target];
    if (target.empty()) target = impl_->compose(row.text, values);
  }
  return impl_->finish(event);
}

struct Conditions::Impl {
  RowText text;
};

Conditions::Conditions(std::string_view text, std::vector<std::string_view>& names)
    : impl_(std::make_unique<Impl>(Impl{read_row_text(text, names)})) {}
Conditions::~Conditions() = default;
Conditions::Conditions(Conditions&&) noexcept = default;
Conditions& Conditions::operator=(Conditions&&) noexcept = default;

bool Conditions::hold(std::span<const JsonReader::Value> values) const {
  for (const auto& piece : impl_->text.pieces) {
    if (piece.kind == RowText::Kind::kCondition && !condition_holds(piece, values)) return false;
  }
  return true;
}

}  // namespace detector
