#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "detector/time.h"

namespace detector {

constexpr TimeMs kSecondMs = 1000;
constexpr TimeMs kMinuteMs = 60 * kSecondMs;
constexpr TimeMs kHourMs = 60 * kMinuteMs;
constexpr TimeMs kDayMs = 24 * kHourMs;

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
}
constexpr Day day_of(TimeMs time) {
  return static_cast<Day>(floor_div(time, kDayMs));
}
/// Hour of the UTC day, 0–23.
constexpr int hour_of(TimeMs time) {
  return static_cast<int>((time - TimeMs{day_of(time)} * kDayMs) / kHourMs);
}
constexpr TimeMs start_of_day(Day day) {
  return TimeMs{day} * kDayMs;
}

struct CivilDate {
  int year = 1970;
  int month = 1;  ///< 1–12
  int day = 1;    ///< 1–31
};

/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
Day day_from_civil(const CivilDate& date);
CivilDate civil_from_day(Day day);
bool is_valid_date(const CivilDate& date);
/// Monday = 0 … Sunday = 6.
constexpr int weekday_of(Day day) {
  return static_cast<int>(((day % 7) + 7 + 3) % 7);
}

/// Months by their English abbreviation, any case of the first letter: "Jan" → 1; 0 when unknown.
int month_from_abbreviation(std::string_view text);

enum class Zone { kGiven, kMissing };
struct ParsedTime {
  TimeMs time = 0;
  Zone zone = Zone::kGiven;  ///< kMissing: no offset was written; `time` reads it as UTC.
  std::size_t length = 0;    ///< Characters consumed.
};

/// An ISO 8601 / RFC 3339 date and time at the start of `text`: `YYYY-MM-DD`, `T` or one space,
/// `hh:mm:ss`, optional fraction (`.` or `,`; digits below the millisecond are cut), optional
/// `Z` or `±hh:mm` or `±hhmm`. A leap second (`:60`) is read as the next second. Years 1970–2999.
std::optional<ParsedTime> parse_iso_time(std::string_view text);

/// `2026-11-22T19:03:04Z`, with milliseconds only when there are any.
std::string format_time(TimeMs time);
/// `2026-11-22`.
std::string format_day(Day day);

}  // namespace detector
