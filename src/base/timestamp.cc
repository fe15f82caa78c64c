#include "detector/timestamp.h"

#include "base/time.h"

namespace detector {

std::optional<TimeMs> time_from_text(std::string_view text) {
  const std::string whole =
      text.size() == 10 ? std::string(text) + "T00:00:00Z" : std::string(text);
  const auto parsed = parse_iso_time(whole);
  if (!parsed || parsed->length != whole.size()) return std::nullopt;
  return parsed->time;
}

std::string time_text(TimeMs time) {
  return format_time(time);
}

std::string day_text(Day day) {
  return format_day(day);
}

}  // namespace detector
