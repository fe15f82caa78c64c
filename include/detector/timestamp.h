#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "detector/time.h"

namespace detector {

/// `2026-01-31T09:00:00Z` (an offset may be left out: UTC) or `2026-01-31`.
std::optional<TimeMs> time_from_text(std::string_view text);
/// `2026-01-31T09:00:00Z`, with milliseconds where there are any: time_from_text() reads it back.
std::string time_text(TimeMs time);
/// `2026-01-31`.
std::string day_text(Day day);

}  // namespace detector
