// When and from where a person works on a day. Weeks off, single days off, weekends, travel and the
// address at home are functions of (seed, person, week or day), so that every source of logs that
// asks gets the same answer.

#include <fmt/format.h>

#include "synth/estate.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

enum class Week { kUsual, kHoliday, kTravel };

Week week_of(const Rng& root, std::int64_t person, std::int64_t week) {
  Rng rng = stream(root, "week", person, week);
  const std::uint64_t lot = rng.below(1000);
  if (lot < 55) return Week::kHoliday;
  return lot < 75 ? Week::kTravel : Week::kUsual;
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
  const std::int64_t number = (person + local * 13) % kPool;
  return fmt::format("{}.{}.{}", kVpnPool, number / kSubnet, 2 + number % kSubnet);
}

bool works_on(const Person& person, Week week, Day local, Rng& rng) {
  const bool works_weekend = rng.chance(person.weekend_per_mille);
  const bool day_off = rng.chance(30);
  if (weekday_of(local) >= 5) return works_weekend && week != Week::kHoliday;
  return week != Week::kHoliday && !day_off;
}

}  // namespace

WorkDay work_day(const Estate& estate, const Rng& root, std::size_t person, Day local) {
  const Person& who = estate.people[person];
  const auto index = static_cast<std::int64_t>(person);
  const std::int64_t week_number = floor_div(local + 3, 7);  // weeks begin on Monday
  const Week week = week_of(root, index, week_number);
  Rng rng = stream(root, "work-day", index, local);
  WorkDay day;
  day.work = works_on(who, week, local, rng) ? WorkDay::Work::kOn : WorkDay::Work::kOff;
  const bool busy = day.work == WorkDay::Work::kOn && rng.chance(who.evening_per_mille);
  day.evening = busy ? WorkDay::Evening::kBusy : WorkDay::Evening::kFree;
  const TimeMs midnight = start_of_day(local) - estate.sites[who.site].utc_offset;
  day.start = midnight + who.starts + around(rng, -50, 50) * kMinuteMs;
  day.end = day.start + who.works + around(rng, -80, 80) * kMinuteMs;
  day.evening_start = midnight + rng.between(minute_of(19, 30), minute_of(22)) * kMinuteMs;
  day.evening_address = home_address(root, who, index, local);
  if (week == Week::kTravel) {
    Rng hotel = stream(root, "hotel", index, local / 3);
    day.evening_address = public_address(hotel);
  }
  const bool office =
      week != Week::kTravel && weekday_of(local) < 5 && rng.chance(who.office_per_mille);
  day.address = office ? std::string(estate.sites[who.site].address) : day.evening_address;
  if (rng.chance(15)) {  // over a phone's network
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
