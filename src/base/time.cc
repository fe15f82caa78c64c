#include "base/time.h"

#include <fmt/format.h>

namespace detector {
namespace {

bool read_digits(std::string_view text, std::size_t at, int count, int& out) {
  if (at + static_cast<std::size_t>(count) > text.size()) return false;
  int value = 0;
  for (int i = 0; i < count; ++i) {
    const char c = text[at + static_cast<std::size_t>(i)];
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  out = value;
  return true;
}

bool at_char(std::string_view text, std::size_t at, char c) {
  return at < text.size() && text[at] == c;
}

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

// Reads `.123456` or `,123456` at `at`, advancing it; returns milliseconds.
int read_fraction(std::string_view text, std::size_t& at) {
  if (!at_char(text, at, '.') && !at_char(text, at, ',')) return 0;
  if (!is_digit_at(text, at + 1)) return 0;
  ++at;
  int millis = 0;
  int scale = 100;
  while (is_digit_at(text, at)) {
    millis += (text[at] - '0') * scale;
    scale /= 10;
    ++at;
  }
  return millis;
}

// Reads `Z`, `+hh:mm`, `-hhmm` at `at`, advancing it; false when there is no zone.
bool read_zone(std::string_view text, std::size_t& at, int& offset_minutes) {
  if (at_char(text, at, 'Z') || at_char(text, at, 'z')) {
    ++at;
    offset_minutes = 0;
    return true;
  }
  if (!at_char(text, at, '+') && !at_char(text, at, '-')) return false;
  const int sign = text[at] == '-' ? -1 : 1;
  int hours = 0;
  int minutes = 0;
  if (!read_digits(text, at + 1, 2, hours)) return false;
  const std::size_t minutes_at = at_char(text, at + 3, ':') ? at + 4 : at + 3;
  if (!read_digits(text, minutes_at, 2, minutes) || hours > 18 || minutes > 59) return false;
  at = minutes_at + 2;
  offset_minutes = sign * (hours * 60 + minutes);
  return true;
}

}  // namespace

Day day_from_civil(const CivilDate& date) {
  const int y = date.year - (date.month <= 2 ? 1 : 0);
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CivilDate civil_from_day(Day day) {
  const int z = day + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const int day_of_era = z - era * 146097;
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted_month = (5 * day_of_year + 2) / 153;
  CivilDate date;
  date.day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  date.month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  date.year = year_of_era + era * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

bool is_valid_date(const CivilDate& date) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (date.month < 1 || date.month > 12 || date.day < 1) return false;
  const int last = kDays[date.month - 1] + (date.month == 2 && is_leap(date.year) ? 1 : 0);
  return date.day <= last;
}

int month_from_abbreviation(std::string_view text) {
  static constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.size() < 3) return 0;
  const char first = static_cast<char>(text[0] & ~0x20);
  for (std::size_t i = 0; i < 12; ++i) {
    const auto name = kMonths.substr(3 * i, 3);
    if (name[0] == first && name[1] == text[1] && name[2] == text[2]) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

std::optional<ParsedTime> parse_iso_time(std::string_view text) {
  CivilDate date;
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (text.size() < 19 || !read_digits(text, 0, 4, date.year) || text[4] != '-' ||
      !read_digits(text, 5, 2, date.month) || text[7] != '-' ||
      !read_digits(text, 8, 2, date.day) || (text[10] != 'T' && text[10] != ' ') ||
      !read_digits(text, 11, 2, hour) || text[13] != ':' || !read_digits(text, 14, 2, minute) ||
      text[16] != ':' || !read_digits(text, 17, 2, second)) {
    return std::nullopt;
  }
  if (!is_valid_date(date) || date.year < 1970 || date.year > 2999 || hour > 23 || minute > 59 ||
      second > 60) {
    return std::nullopt;
  }
  ParsedTime parsed;
  parsed.length = 19;
  const int millis = read_fraction(text, parsed.length);
  int offset_minutes = 0;
  parsed.zone = read_zone(text, parsed.length, offset_minutes) ? Zone::kGiven : Zone::kMissing;
  parsed.time = start_of_day(day_from_civil(date)) + hour * kHourMs + minute * kMinuteMs +
                second * kSecondMs + millis - offset_minutes * kMinuteMs;
  return parsed;
}

std::string format_day(Day day) {
  const CivilDate date = civil_from_day(day);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string format_time(TimeMs time) {
  const Day day = day_of(time);
  const TimeMs rest = time - start_of_day(day);
  std::string out = fmt::format("{}T{:02}:{:02}:{:02}", format_day(day), rest / kHourMs,
                                rest / kMinuteMs % 60, rest / kSecondMs % 60);
  if (rest % kSecondMs != 0) out += fmt::format(".{:03}", rest % kSecondMs);
  return out + "Z";
}

}  // namespace detector
