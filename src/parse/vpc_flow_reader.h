#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/scratch.h"
#include "detector/event.h"
#include "parse/vpc_flow_columns.h"

namespace detector::flow {

/// Makes an event of the columns of one flow, wherever they were read from.
class FlowReader {
 public:
  /// What a column holds, until clear(); `-` stands for nothing.
  std::string_view& operator[](Column column) { return values_[column]; }
  void clear() { values_ = {}; }
  /// As RecordParser::parse().
  std::string_view read(Event& event);

 private:
  struct Number {
    std::uint64_t value = 0;
    bool given = false;
  };

  /// A column as it is written; empty for `-` and where there is no such column.
  [[nodiscard]] std::string_view text(Column column) const {
    return values_[column] == "-" ? std::string_view() : values_[column];
  }
  static bool read_number(std::string_view text, std::uint64_t limit, Number& out);
  std::string_view read_silence(std::string_view status, Event& event);
  [[nodiscard]] std::string_view end_of(Column packet, Column flow) const;
  [[nodiscard]] bool source_serves() const;
  std::string_view read_flow(Event& event);
  std::string_view service(std::string_view port);

  std::array<std::string_view, kColumnCount> values_;
  std::array<Number, kColumnCount> numbers_;
  Scratch scratch_;
};

}  // namespace detector::flow
