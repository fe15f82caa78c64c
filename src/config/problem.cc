#include "config/problem.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace detector::config {

std::string exact(const Place& place) {
  if (place.position.line == 0) return place.source;
  return fmt::format("{}:{}:{}", place.source, place.position.line, place.position.column);
}

std::string brief(const Place& place) {
  if (place.position.line == 0) return place.source;
  return fmt::format("{}:{}", place.source, place.position.line);
}

void Problems::add(const Place& place, std::string_view key, std::string_view what) {
  ++count_;
  if (!key.empty()) keys_.emplace(key);
  if (is_full()) return;
  lines_.push_back(
      terminal_safe(fmt::format("{}: {}{}{}", exact(place), key, key.empty() ? "" : ": ", what)));
}

Error Problems::to_error(std::string_view what) const {
  std::string message = fmt::format("{} has {} problem{}", what, count_, count_ == 1 ? "" : "s");
  for (const std::string& line : lines_) message += '\n' + line;
  if (count_ > lines_.size()) message += fmt::format("\nand {} more", count_ - lines_.size());
  return {Code::kUsage, std::move(message)};
}

}  // namespace detector::config
