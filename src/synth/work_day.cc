// When and from where a person works on a day. Leave, single days off, weekends, public holidays,
// travel and the address at home are functions of (seed, person, week or day), so that every source
// of logs that asks gets the same answer.

#include <fmt/format.h>

#include "synth/estate.h"
#include "synth/holidays.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

/// Weeks of 1000 in which a leave begins; half of the leaves go on for a second week.
constexpr std::uint64_t kLeavePerMille = 37;
/// A trip in 50 weeks.
constexpr std::uint64_t kTripPerMille = 20;

/// Weeks begin on Monday.
std::int64_t week_of(Day local) {
  return floor_div(local + 3, 7);
}
Day monday_of(std::int64_t week) {
  return static_cast<Day>(week * 7 - 3);
}

/// What a person's week is, drawn once for each.
struct Week {
  Day leave = 0;  ///< How many weeks of leave begin.
  std::optional<Trip> trip;
};

Week week_from(const Rng& root, std::int64_t person, std::int64_t week) {
  Rng rng = stream(root, "week", person, week);
  const std::uint64_t lot = rng.below(1000);
  Week drawn;
  if (lot < kLeavePerMille) {
    drawn.leave = rng.chance(500) ? 2 : 1;
  } else if (lot < kLeavePerMille + kTripPerMille) {
    const auto days = static_cast<Day>(rng.between(2, 5));
    drawn.trip = Trip{monday_of(week) + static_cast<Day>(rng.between(0, 5 - days)), days};
  }
  return drawn;
}

bool on_leave(const Rng& root, std::int64_t person, Day local) {
  const std::int64_t week = week_of(local);
  return week_from(root, person, week).leave > 0 || week_from(root, person, week - 1).leave > 1;
}

std::string home_address(const Rng& root, const Person& person, std::int64_t index, Day local) {
  // The phase keeps people's addresses from changing on the same day.
  const std::int64_t period = floor_div(local + index * 3, person.home_period);
  Rng rng = stream(root, "home", index, period);
  return address_in(rng, person.home_network);
}

/// One address of the pool per person and day.
std::string vpn_address(std::int64_t person, Day local) {
  constexpr std::int64_t kPool = 4000;
  constexpr std::int64_t kSubnet = 200;
  const std::int64_t number = (person + std::int64_t{local} * 13) % kPool;
  return fmt::format("{}.{}.{}", kVpnPool, number / kSubnet, 2 + number % kSubnet);
}

bool works_on(const Estate& estate, const Rng& root, std::size_t person, Day local, Rng& rng) {
  const Person& who = estate.people[person];
  const bool works_weekend = rng.chance(who.weekend_per_mille);
  const bool day_off = rng.chance(30);
  if (local < who.since) return false;
  if (trip_on(estate, root, person, local)) return true;
  if (on_leave(root, static_cast<std::int64_t>(person), local)) return false;
  const bool free_day =
      weekday_of(local) >= 5 || is_public_holiday(estate.sites[who.site].country, local);
  return free_day ? works_weekend : !day_off;
}

}  // namespace

std::optional<Trip> trip_on(const Estate& estate, const Rng& root, std::size_t person, Day local) {
  if (local < estate.people[person].since) return std::nullopt;
  const auto index = static_cast<std::int64_t>(person);
  const std::int64_t week = week_of(local);
  const std::optional<Trip> trip = week_from(root, index, week).trip;
  if (!trip || local < trip->first || local >= trip->first + trip->days) return std::nullopt;
  if (week_from(root, index, week - 1).leave > 1) return std::nullopt;
  return trip;
}

WorkDay work_day(const Estate& estate, const Rng& root, std::size_t person, Day local) {
  const Person& who = estate.people[person];
  const auto index = static_cast<std::int64_t>(person);
  Rng rng = stream(root, "work-day", index, local);
  WorkDay day;
  day.local = local;
  day.work = works_on(estate, root, person, local, rng) ? WorkDay::Work::kOn : WorkDay::Work::kOff;
  const bool busy = day.work == WorkDay::Work::kOn && rng.chance(who.evening_per_mille);
  day.evening = busy ? WorkDay::Evening::kBusy : WorkDay::Evening::kFree;
  const TimeMs midnight = start_of_day(local) - estate.sites[who.site].utc_offset;
  day.start = midnight + who.starts + around(rng, -50, 50) * kMinuteMs;
  day.end = day.start + who.works + around(rng, -80, 80) * kMinuteMs;
  day.evening_start = midnight + rng.between(minute_of(19, 30), minute_of(22)) * kMinuteMs;
  day.evening_address = home_address(root, who, index, local);
  const std::optional<Trip> trip = trip_on(estate, root, person, local);
  if (trip) {
    Rng hotel = stream(root, "hotel", index, trip->first);
    day.evening_address = public_address(hotel);
  }
  const bool office = !trip && weekday_of(local) < 5 && rng.chance(who.office_per_mille);
  day.address = office ? std::string(estate.sites[who.site].address) : day.evening_address;
  if (!trip && rng.chance(15)) {  // over a phone's network
    day.address = fmt::format("198.18.{}.{}", rng.between(0, 15), rng.between(2, 253));
  }
  const bool tunnel = who.tunnel == Person::Tunnel::kOutside;
  day.inside = tunnel && !office ? vpn_address(index, local) : day.address;
  day.evening_inside = tunnel ? vpn_address(index, local) : day.evening_address;
  return day;
}

TimeMs moment_in(const WorkDay& day, Rng& rng) {
  const TimeMs length = day.end - day.start;
  TimeMs at = rng.between(0, length);
  // Lunch is in the middle: most of what would fall there happens at another time.
  const bool at_lunch = at > length * 9 / 20 && at < length * 11 / 20;
  if (at_lunch && rng.chance(800)) at = rng.between(0, length * 9 / 20);
  return day.start + at;
}

}  // namespace detector::synth
