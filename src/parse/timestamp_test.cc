#include "parse/timestamp.h"

#include <gtest/gtest.h>

#include <string>

namespace detector {
namespace {

TimeMs at(std::string_view iso) {
  return parse_iso_time(iso)->time;
}

const TimeMs kNow = at("2026-11-22T10:00:00Z");

/// The time read, or why not, as text.
std::string read(std::string_view text, TimeMs now = kNow) {
  const auto parsed = leading_timestamp(text, now);
  return parsed ? format_time(parsed->time) : "none";
}

std::string bsd(std::string_view text, std::string_view now) {
  const auto parsed = bsd_timestamp(text, LatestTime(at(now)));
  return parsed ? format_time(parsed->time) : "none";
}

TEST(LeadingTimestamp, ReadsEveryFormThatItPromises) {
  EXPECT_EQ(read("2024-01-31T09:12:44.123+01:00 x"), "2024-01-31T08:12:44.123Z");
  EXPECT_EQ(read("2024-01-31T09:12:44Z x"), "2024-01-31T09:12:44Z");
  EXPECT_EQ(read("2024-01-31 09:12:44,123 x"), "2024-01-31T09:12:44.123Z");
  EXPECT_EQ(read("2024/01/31 09:12:44 x"), "2024-01-31T09:12:44Z");
  EXPECT_EQ(read("Jan 31 09:12:44 x"), "2026-01-31T09:12:44Z");
  EXPECT_EQ(read("Jan 31 2024 09:12:44 x"), "2024-01-31T09:12:44Z");
  EXPECT_EQ(read("Wed Jan 31 09:12:44 2024 x"), "2024-01-31T09:12:44Z");
  EXPECT_EQ(read("Wed Jan 31 09:12:44.123456 2024 x"), "2024-01-31T09:12:44.123Z");
  EXPECT_EQ(read("31/Jan/2024:09:12:44 +0100 x"), "2024-01-31T08:12:44Z");
  EXPECT_EQ(read("31/Jan/2024:09:12:44 -0130 x"), "2024-01-31T10:42:44Z");
  EXPECT_EQ(read("1706692364 x"), "2024-01-31T09:12:44Z");
  EXPECT_EQ(read("1706692364.5 x"), "2024-01-31T09:12:44.500Z");
  EXPECT_EQ(read("1706692364123 x"), "2024-01-31T09:12:44.123Z");
}

TEST(LeadingTimestamp, ReadsEachFormInsideOnePairOfBrackets) {
  EXPECT_EQ(read("[2024-01-31 09:12:44] x"), "2024-01-31T09:12:44Z");
  EXPECT_EQ(read("[Sun Dec 04 04:47:44 2005] [notice] x"), "2005-12-04T04:47:44Z");
  EXPECT_EQ(read("[31/Jan/2024:09:12:44 +0100] x"), "2024-01-31T08:12:44Z");
  EXPECT_EQ(read("[1706692364] x"), "2024-01-31T09:12:44Z");
  EXPECT_EQ(read("[2024-01-31 09:12:44 x"), "none");
  EXPECT_EQ(read("[2024-01-31 09:12:44"), "none");
  EXPECT_EQ(read("[[2024-01-31 09:12:44]]"), "none");
}

TEST(LeadingTimestamp, SaysHowMuchItReadAndWhetherAnOffsetWasWritten) {
  struct Case {
    std::string_view text;
    std::size_t length;
    Zone zone;
  };
  for (const auto& [text, length, zone] : {Case{"2024-01-31T09:12:44Z x", 20, Zone::kGiven},
                                           Case{"2024-01-31 09:12:44,123 x", 23, Zone::kMissing},
                                           Case{"[31/Jan/2024:09:12:44 +0100] x", 28, Zone::kGiven},
                                           Case{"31/Jan/2024:09:12:44 x", 20, Zone::kMissing},
                                           Case{"Wed Jan 31 09:12:44 2024 x", 24, Zone::kMissing},
                                           Case{"Jan  5 09:12:44 x", 15, Zone::kMissing}}) {
    const auto parsed = leading_timestamp(text, kNow);
    ASSERT_TRUE(parsed.has_value()) << text;
    EXPECT_EQ(parsed->length, length) << text;
    EXPECT_EQ(parsed->zone, zone) << text;
  }
}

TEST(LeadingTimestamp, RefusesWhatIsNoTime) {
  for (const char* text : {"",
                           "x",
                           "2024",
                           "2024-01-31",
                           "2024-01-31 9:12:44",
                           "2024-13-31 09:12:44",
                           "2024-02-30 09:12:44",
                           "2024-01-31 25:12:44",
                           "2024-01-31 09:60:44",
                           "2024-01-31 09:12:61",
                           "2024/1/31 09:12:44",
                           "32/Jan/2024:09:12:44",
                           "31/Jam/2024:09:12:44",
                           "Jan 32 09:12:44",
                           "Jan 31 09:12",
                           "Feb 30 09:12:44",
                           "Jan 31 1969 09:12:44",
                           "Jan 31 3000 09:12:44",
                           "Wed Jan 31 09:12:44",
                           "Jan",
                           "170669236",
                           "17066923641",
                           "17066923641234",
                           "99999999999999999999",
                           "----------",
                           "1/2/3/4/5/6/7"}) {
    EXPECT_EQ(read(text), "none") << text;
  }
}

TEST(LeadingTimestamp, ANumberThatGoesOnIsNoEpoch) {
  EXPECT_EQ(read("1234567890abcdef x"), "none");
  EXPECT_EQ(read("1234567890_1 x"), "none");
  EXPECT_EQ(read("1706692364, x"), "2024-01-31T09:12:44Z");
  EXPECT_EQ(read("1706692364"), "2024-01-31T09:12:44Z");
}

TEST(LeadingTimestamp, TextBehindAnAccessLogTimeIsNoOffset) {
  EXPECT_EQ(read("31/Jan/2024:09:12:44 -5 x"), "2024-01-31T09:12:44Z");
  EXPECT_EQ(read("31/Jan/2024:09:12:44 +9999 x"), "2024-01-31T09:12:44Z");
  EXPECT_EQ(read("31/Jan/2024:09:12:44 - x"), "2024-01-31T09:12:44Z");
  EXPECT_EQ(read("31/Jan/2024:09:12:44 +05:30 x"), "2024-01-31T03:42:44Z");
}

TEST(LeadingTimestamp, EveryPrefixOfATimeIsReadWithoutLookingBehindIt) {
  for (const std::string text :
       {"2024-01-31T09:12:44.123+01:00", "2024/01/31 09:12:44", "Wed Jan 31 09:12:44.123 2024",
        "[31/Jan/2024:09:12:44 +0100]", "1706692364.123", "Jan 31 2024 09:12:44"}) {
    for (std::size_t n = 0; n <= text.size(); ++n) {
      const auto parsed = leading_timestamp(std::string_view(text).substr(0, n), kNow);
      if (parsed) {
        EXPECT_LE(parsed->length, n) << text;
      }
    }
  }
}

TEST(BsdTimestamp, TakesTheLatestYearThatIsNotInTheFuture) {
  EXPECT_EQ(bsd("Nov 22 09:00:00", "2026-11-22T10:00:00Z"), "2026-11-22T09:00:00Z");
  EXPECT_EQ(bsd("Nov  5 09:00:00", "2026-11-22T10:00:00Z"), "2026-11-05T09:00:00Z");
  EXPECT_EQ(bsd("Dec 31 23:59:59", "2027-01-01T00:00:05Z"), "2026-12-31T23:59:59Z");
  EXPECT_EQ(bsd("Jan  1 00:00:05", "2026-12-31T23:59:59Z"), "2027-01-01T00:00:05Z");
  EXPECT_EQ(bsd("Dec 25 09:00:00", "2026-11-22T10:00:00Z"), "2025-12-25T09:00:00Z");
}

TEST(BsdTimestamp, AllowsClocksToBeADayAheadAndNoMore) {
  EXPECT_EQ(bsd("Nov 23 10:00:00", "2026-11-22T10:00:00Z"), "2026-11-23T10:00:00Z");
  EXPECT_EQ(bsd("Nov 23 10:00:01", "2026-11-22T10:00:00Z"), "2025-11-23T10:00:01Z");
  EXPECT_EQ(bsd("Nov 24 00:00:00", "2026-11-22T10:00:00Z"), "2025-11-24T00:00:00Z");
}

TEST(BsdTimestamp, LeapDaysAreInTheLatestLeapYear) {
  EXPECT_EQ(bsd("Feb 29 12:00:00", "2026-11-22T10:00:00Z"), "2024-02-29T12:00:00Z");
  EXPECT_EQ(bsd("Feb 29 12:00:00", "2024-02-29T13:00:00Z"), "2024-02-29T12:00:00Z");
  EXPECT_EQ(bsd("Feb 29 12:00:00", "2103-05-01T00:00:00Z"), "2096-02-29T12:00:00Z");
  EXPECT_EQ(bsd("Feb 30 12:00:00", "2026-11-22T10:00:00Z"), "none");
}

TEST(BsdTimestamp, ALeapSecondIsTheNextSecond) {
  EXPECT_EQ(bsd("Jun 30 23:59:60", "2026-11-22T10:00:00Z"), "2026-07-01T00:00:00Z");
}

TEST(BsdTimestamp, RefusesOtherForms) {
  for (const char* text : {"", "Jan", "Jan 5", "Jan  5 09:12", "jaN  5 09:12:44", "Foo  5 09:12:44",
                           "Jan 5th 09:12:44", "Jan  0 09:12:44", "Jan  5 2024 09:12:44"}) {
    EXPECT_EQ(bsd(text, "2026-11-22T10:00:00Z"), "none") << text;
  }
}

}  // namespace
}  // namespace detector
