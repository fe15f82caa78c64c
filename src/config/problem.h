#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/written_value.h"
#include "detector/result.h"

namespace detector::config {

/// Where a value was written: a file with a position, `$VARIABLE`, `--set`, or `default`.
struct Place {
  std::string source;
  Position position;
};

/// `config/dev.yaml:3:5`, as compilers and editors write it.
std::string exact(const Place& place);
/// `config/dev.yaml:3`, for people.
std::string brief(const Place& place);

/// Everything that is wrong, collected, so that one run reports it all. Keeps the first 100.
class Problems {
 public:
  /// `key` may be empty when the problem belongs to none.
  void add(const Place& place, std::string_view key, std::string_view what);
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::size_t count() const { return count_; }
  /// Further ones are only counted.
  [[nodiscard]] bool is_full() const { return lines_.size() >= kMaxLines; }
  [[nodiscard]] bool concern(std::string_view key) const { return keys_.contains(key); }
  /// A line that counts them, as those of `what`, and a line for each; safe to show on a terminal.
  [[nodiscard]] Error to_error(std::string_view what = "the configuration") const;

 private:
  static constexpr std::size_t kMaxLines = 100;
  std::vector<std::string> lines_;
  std::set<std::string, std::less<>> keys_;
  std::size_t count_ = 0;
};

}  // namespace detector::config
