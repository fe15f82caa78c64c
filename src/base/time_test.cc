#include "base/time.h"

#include <gtest/gtest.h>

namespace detector {
namespace {

TimeMs time_of(std::string_view text) {
  return parse_iso_time(text).value().time;
}

TEST(Time, CivilDatesRoundTripOverEightCenturies) {
  for (Day day = -100000; day < 300000; ++day) {
    const CivilDate date = civil_from_day(day);
    ASSERT_TRUE(is_valid_date(date));
    ASSERT_EQ(day_from_civil(date), day);
  }
}

TEST(Time, ReadsEveryFormOfIsoTime) {
  EXPECT_EQ(time_of("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(time_of("2024-02-29 12:00:00.5Z"), 1709208000500);
  EXPECT_EQ(time_of("2024-02-29T12:00:00,123456789+02:00"), 1709200800123);
  EXPECT_EQ(time_of("2024-02-29T12:00:00-0530"), 1709227800000);
  EXPECT_EQ(time_of("2016-12-31T23:59:60Z"), time_of("2017-01-01T00:00:00Z"));
}

TEST(Time, SaysWhenTheOffsetIsMissing) {
  EXPECT_EQ(parse_iso_time("2024-01-01 00:00:00.000000000")->zone, Zone::kMissing);
  EXPECT_EQ(parse_iso_time("2024-01-01T00:00:00 next")->length, 19U);
}

TEST(Time, RefusesImpossibleDates) {
  for (const char* text : {"", "2024-13-01T00:00:00Z", "2023-02-29T00:00:00Z",
                           "2024-01-01T24:00:00Z", "2024-01-01T00:61:00Z", "2024-01-01X00:00:00Z",
                           "0001-01-01T00:00:00Z", "2024-1-1T0:0:0Z"}) {
    EXPECT_FALSE(parse_iso_time(text).has_value()) << text;
  }
}

TEST(Time, DaysAndHoursFloorBefore1970) {
  EXPECT_EQ(day_of(-1), -1);
  EXPECT_EQ(hour_of(-1), 23);
  EXPECT_EQ(weekday_of(0), 3);  // a Thursday
  EXPECT_EQ(weekday_of(-4), 6);
}

TEST(Time, FormatsWhatItReads) {
  EXPECT_EQ(format_time(time_of("2026-11-22T19:03:04.050Z")), "2026-11-22T19:03:04.050Z");
  EXPECT_EQ(format_time(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(month_from_abbreviation("Sep 1"), 9);
  EXPECT_EQ(month_from_abbreviation("Foo"), 0);
}

}  // namespace
}  // namespace detector
