// Public holidays by rule: fixed dates, days counted from Easter, and the n-th weekday of a month.
// Easter after the algorithm of Meeus, Jones and Butcher. Days that move when they fall on a
// weekend are left where they are.

#include "synth/holidays.h"

#include <algorithm>
#include <span>

namespace detector::synth {
namespace {

struct Date {
  int month;
  int day;
};

/// Monday = 0. `nth` counts from 1; -1 is the last of the month.
struct NthWeekday {
  int month;
  int weekday;
  int nth;
};

constexpr Date kGermanDates[] = {{1, 1}, {3, 8}, {5, 1}, {10, 3}, {12, 25}, {12, 26}};
constexpr int kGermanEaster[] = {-2, 1, 39, 50};
constexpr Date kPortugueseDates[] = {{1, 1},  {4, 25}, {5, 1},  {6, 10}, {6, 13}, {8, 15},
                                     {10, 5}, {11, 1}, {12, 1}, {12, 8}, {12, 25}};
constexpr int kPortugueseEaster[] = {-2, 60};
constexpr Date kAmericanDates[] = {{1, 1}, {6, 19}, {7, 4}, {11, 11}, {12, 25}};
constexpr NthWeekday kAmericanWeekdays[] = {{1, 0, 3}, {2, 0, 3},  {5, 0, -1},
                                            {9, 0, 1}, {10, 0, 2}, {11, 3, 4}};

struct Calendar {
  std::span<const Date> dates;
  std::span<const int> easter;
  std::span<const NthWeekday> weekdays;
};

Calendar calendar_of(Country country) {
  switch (country) {
    case Country::kGermany:
      return {kGermanDates, kGermanEaster, {}};
    case Country::kPortugal:
      return {kPortugueseDates, kPortugueseEaster, {}};
    case Country::kUnitedStates:
      return {kAmericanDates, {}, kAmericanWeekdays};
  }
  return {};
}

bool falls_on(const NthWeekday& rule, const CivilDate& date, Day day) {
  if (date.month != rule.month || weekday_of(day) != rule.weekday) return false;
  if (rule.nth < 0) return civil_from_day(day + 7).month != date.month;
  return (date.day - 1) / 7 + 1 == rule.nth;
}

}  // namespace

Day easter_of(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return day_from_civil({year, f / 31, f % 31 + 1});
}

bool is_public_holiday(Country country, Day day) {
  const Calendar calendar = calendar_of(country);
  const CivilDate date = civil_from_day(day);
  const auto since_easter = static_cast<int>(day - easter_of(date.year));
  return std::any_of(
             calendar.dates.begin(), calendar.dates.end(),
             [&](const Date& rule) { return rule.month == date.month && rule.day == date.day; }) ||
         std::find(calendar.easter.begin(), calendar.easter.end(), since_easter) !=
             calendar.easter.end() ||
         std::any_of(calendar.weekdays.begin(), calendar.weekdays.end(),
                     [&](const NthWeekday& rule) { return falls_on(rule, date, day); });
}

}  // namespace detector::synth
