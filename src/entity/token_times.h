#pragma once

#include <cstddef>
#include <string_view>

namespace detector {

/// The length of a date, a time of day, or both joined by `T`, `:`, `-` or `_`, at the start of
/// `run`, with what of `after` (the text behind the run) belongs to it; 0 when there is none.
std::size_t time_length(std::string_view run, std::string_view after);
/// The length of a date in words and numbers at the start of `text`: `Thu Aug  4 15:29:45 PDT
/// 2005`, `Aug 4 15:29:45`, `Tue, 4 Aug 2005`; 0 when there is none.
std::size_t worded_time_length(std::string_view text);

}  // namespace detector
