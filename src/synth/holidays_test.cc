#include "synth/holidays.h"

#include <gtest/gtest.h>

#include "synth/random.h"

namespace detector::synth {
namespace {

Day on(int year, int month, int day) {
  return day_from_civil({year, month, day});
}

TEST(Holidays, EasterIsWhereTheCalendarHasIt) {
  EXPECT_EQ(easter_of(2024), on(2024, 3, 31));
  EXPECT_EQ(easter_of(2025), on(2025, 4, 20));
  EXPECT_EQ(easter_of(2026), on(2026, 4, 5));
  EXPECT_EQ(easter_of(2038), on(2038, 4, 25));
}

TEST(Holidays, DifferByCountry) {
  const Day unity = on(2026, 10, 3);
  EXPECT_TRUE(is_public_holiday(Country::kGermany, unity));
  EXPECT_FALSE(is_public_holiday(Country::kPortugal, unity));
  EXPECT_FALSE(is_public_holiday(Country::kUnitedStates, unity));
  EXPECT_TRUE(is_public_holiday(Country::kPortugal, on(2026, 6, 10)));
  EXPECT_TRUE(is_public_holiday(Country::kUnitedStates, on(2026, 7, 4)));
  for (const Country country : {Country::kGermany, Country::kPortugal, Country::kUnitedStates}) {
    EXPECT_TRUE(is_public_holiday(country, on(2026, 12, 25)));
    EXPECT_FALSE(is_public_holiday(country, on(2026, 1, 13)));
  }
}

TEST(Holidays, CountFromEasterAndByWeekday) {
  EXPECT_TRUE(is_public_holiday(Country::kGermany, on(2026, 4, 3)));        // Good Friday
  EXPECT_TRUE(is_public_holiday(Country::kGermany, on(2026, 5, 14)));       // Ascension
  EXPECT_TRUE(is_public_holiday(Country::kPortugal, on(2026, 6, 4)));       // Corpus Christi
  EXPECT_TRUE(is_public_holiday(Country::kUnitedStates, on(2026, 1, 19)));  // Martin Luther King
  EXPECT_TRUE(is_public_holiday(Country::kUnitedStates, on(2026, 5, 25)));  // Memorial Day
  EXPECT_FALSE(is_public_holiday(Country::kUnitedStates, on(2026, 5, 18)));
  EXPECT_TRUE(is_public_holiday(Country::kUnitedStates, on(2026, 11, 26)));  // Thanksgiving
}

/// How many of the days a person works.
int working_days(const Estate& estate, std::size_t person, Day first, int days) {
  int working = 0;
  for (Day day = first; day < first + days; ++day) {
    const WorkDay::Work work = work_day(estate, Rng(1), person, day).work;
    working += work == WorkDay::Work::kOn ? 1 : 0;
  }
  return working;
}

TEST(WorkDays, AreFewOnPublicHolidaysAndMostOfTheWeek) {
  const Estate estate = build_estate(Rng(1), 60, on(2026, 1, 5));
  int usual = 0;
  int christmas = 0;
  for (std::size_t i = 0; i < estate.staff; ++i) {
    usual += working_days(estate, i, on(2026, 11, 2), 5);
    christmas += working_days(estate, i, on(2026, 12, 25), 1);
  }
  EXPECT_GT(usual, 60 * 5 * 80 / 100);
  EXPECT_LT(usual, 60 * 5);
  EXPECT_LT(christmas, 15);
}

TEST(WorkDays, LeaveIsOneOrTwoWholeWeeks) {
  const Day monday = on(2026, 1, 5);
  const Estate estate = build_estate(Rng(1), 40, monday);
  int one = 0;
  int two = 0;
  for (std::size_t i = 0; i < estate.staff; ++i) {
    int weeks = 0;
    for (Day week = monday; week < monday + 350; week += 7) {
      if (working_days(estate, i, week, 7) == 0) {
        ++weeks;
        continue;
      }
      one += weeks == 1 ? 1 : 0;
      two += weeks == 2 ? 1 : 0;
      weeks = 0;
    }
  }
  EXPECT_GT(one, 15);
  EXPECT_GT(two, 15);
}

TEST(WorkDays, TripsLastTwoToFiveWorkingDaysFromOneForeignAddress) {
  const Day monday = on(2026, 1, 5);
  const Estate estate = build_estate(Rng(1), 40, monday);
  int trips = 0;
  for (std::size_t i = 0; i < estate.staff; ++i) {
    for (Day day = monday; day < monday + 200; ++day) {
      const std::optional<Trip> trip = trip_on(estate, Rng(1), i, day);
      if (!trip) continue;
      trips += day == trip->first ? 1 : 0;
      EXPECT_GE(trip->days, 2);
      EXPECT_LE(trip->days, 5);
      EXPECT_LT(weekday_of(day), 5);
      const WorkDay work = work_day(estate, Rng(1), i, day);
      EXPECT_EQ(work.work, WorkDay::Work::kOn);
      EXPECT_EQ(work.address, work_day(estate, Rng(1), i, trip->first).address);
      EXPECT_NE(work.address.rfind(estate.people[i].home_network, 0), 0U);
    }
  }
  EXPECT_GT(trips, 10);
}

}  // namespace
}  // namespace detector::synth
