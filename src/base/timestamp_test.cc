#include "detector/timestamp.h"

#include <gtest/gtest.h>

#include "base/time.h"

namespace detector {
namespace {

TEST(TimeFromText, ReadsTimesAndDays) {
  EXPECT_EQ(time_from_text("1970-01-01"), 0);
  EXPECT_EQ(time_from_text("1970-01-02T00:00:01"), kDayMs + 1000);
  EXPECT_EQ(time_from_text("1970-01-02T00:00:01Z"), kDayMs + 1000);
  EXPECT_EQ(time_from_text("1970-01-02 01:00:01.5+01:00"), kDayMs + 1500);
}

TEST(TimeFromText, RefusesEverythingElse) {
  for (const char* text :
       {"", "now", "1970-01-32", "1970-1-1", "19700101", "1970-01-01T00:00",
        "1970-01-01T00:00:00Z ", "1970-01-01T00:00:00Zz", "197x-01-01", "1234567890"}) {
    EXPECT_EQ(time_from_text(text), std::nullopt) << text;
  }
}

TEST(DayText, IsTheUtcDay) {
  EXPECT_EQ(day_text(0), "1970-01-01");
  EXPECT_EQ(day_text(-1), "1969-12-31");
  EXPECT_EQ(day_text(day_of(*time_from_text("2024-02-29T23:59:59Z"))), "2024-02-29");
}

}  // namespace
}  // namespace detector
