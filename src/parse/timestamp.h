#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace detector {

/// The date and time at the start of a line of text, in one of the forms that logs use:
///   2024-01-31T09:12:44.123+01:00   2024-01-31 09:12:44,123   2024/01/31 09:12:44
///   Jan 31 09:12:44                 Jan 31 2024 09:12:44      Wed Jan 31 09:12:44[.123] 2024
///   31/Jan/2024:09:12:44 +0100      1706692364[.123]          1706692364123
/// each also inside one pair of brackets. A time without a year gets the latest year that does not
/// put it more than a day after `now`. Zone::kMissing where no offset is written.
/// ParsedTime::length counts everything consumed, brackets included.
std::optional<ParsedTime> leading_timestamp(std::string_view text, TimeMs now);

/// A day after now, to which times without a year belong: made once, used for every line.
struct LatestTime {
  explicit LatestTime(TimeMs now);

  CivilDate date;
  TimeMs clock = 0;  ///< Of the day.
};

/// Only the first form with a month name and no year: the header of RFC 3164. Fast path.
std::optional<ParsedTime> bsd_timestamp(std::string_view text, const LatestTime& latest);

}  // namespace detector
