#pragma once

#include <string_view>

namespace detector::config {

/// Whether the whole of `text` matches the ECMAScript regular expression (a constant of the table;
/// the JSON Schema carries the same). `text` at most a few kilobytes: the matcher recurses.
bool matches(std::string_view pattern, std::string_view text);

/// Whether `text` is UTF-8 without control characters.
bool is_printable(std::string_view text);

}  // namespace detector::config
