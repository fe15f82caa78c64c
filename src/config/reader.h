#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/problem.h"
#include "config/table.h"
#include "config/written_value.h"

namespace detector::config {

/// Reads the scalars of one setting from what was written at `source`. Every failure adds a problem
/// with what was expected and what was found, masked where the setting is secret. Borrows all it is
/// given.
class Reader {
 public:
  Reader(const Setting& setting, const std::string& source, Problems& problems)
      : setting_(setting), source_(source), problems_(problems) {}

  /// A string, a number and a boolean, each within `rule`.
  std::optional<std::string> text(const Rule& rule, const WrittenValue& node);
  std::optional<std::int64_t> integer(const Rule& rule, const WrittenValue& node);
  std::optional<double> number(const Rule& rule, const WrittenValue& node);
  std::optional<bool> flag(const WrittenValue& node);

  /// Adds a problem of this setting.
  void wrong(Position at, std::string_view what);
  void wrong_kind(const WrittenValue& node, std::string_view expected);

 private:
  bool is_scalar(const WrittenValue& node, std::string_view expected);
  std::optional<double> numeric(const Rule& rule, const WrittenValue& node,
                                std::string_view grammar);
  [[nodiscard]] std::string shown(const WrittenValue& node) const;

  const Setting& setting_;
  const std::string& source_;
  Problems& problems_;
};

constexpr std::string_view kIntegerGrammar = "-?(0|[1-9][0-9]*)";
constexpr std::string_view kNumberGrammar = "-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?";

/// `an e-mail address`, `one of low, high`; `a whole number from 1 to 10 (days)`.
std::string describe_text(const Rule& rule);
std::string describe_number(const Rule& rule, std::string_view grammar);

constexpr std::string_view kMask = "********";

}  // namespace detector::config
