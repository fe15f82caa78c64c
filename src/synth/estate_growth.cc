// What changes in the organisation after the first day. Each change is drawn on its day, for as
// long as the future is known, so that longer logs begin with the bytes of shorter ones.

#include <fmt/format.h>

#include "synth/estate_parts.h"
#include "synth/habits.h"
#include "synth/random.h"
#include "synth/surprise.h"

namespace detector::synth {
namespace {

/// Person-days for each: 25 people hire one a month (of 30 days), and one of 100 moves in a month.
constexpr std::uint64_t kHireDays = 750;
constexpr std::uint64_t kMoveDays = 3000;
constexpr std::int64_t kRolloutDays = 60;
constexpr std::int64_t kServiceDays = 40;

Day weekday_from(Day day) {
  while (weekday_of(day) >= 5) ++day;
  return day;
}

/// How many of `staff` people meet on this day what each meets once in `one_in` days.
std::uint64_t how_many(std::uint64_t staff, std::uint64_t one_in, Rng& rng) {
  return staff / one_in + (rng.below(one_in) < staff % one_in ? 1 : 0);
}

void hire(Estate& estate, const Rng& root, Day first) {
  for (Day day = first + 1; day < first + kFuture; ++day) {
    Rng rng = stream(root, "hires", 0, day);
    for (std::uint64_t n = how_many(estate.staff, kHireDays, rng); n > 0; --n) {
      add_person(estate, root, first, weekday_from(day));
    }
  }
}

void move(Estate& estate, const Rng& root, Day first) {
  for (Day day = first + 1; day < first + kFuture; ++day) {
    Rng rng = stream(root, "moves", 0, day);
    for (std::uint64_t n = how_many(estate.staff, kMoveDays, rng); n > 0; --n) {
      Person& person = estate.people[index_below(rng, estate.staff)];
      const Job job = static_cast<Job>(rng.below(6));
      if (person.posts.size() > 1 || job == person.posts.front().job) continue;
      Post post = make_post(estate, person, job, rng);
      post.since = weekday_from(day);
      person.posts.push_back(std::move(post));
    }
  }
}

/// The host a new program runs on; the name says which.
void add_program_host(Estate& estate, const Program& program, Rng& rng) {
  Host host;
  host.name = fmt::format("{}-1", service_rows()[program.row].name);
  host.duty = Host::Duty::kApp;
  host.since = program.since;
  add_host(estate, std::move(host), rng);
}

void start_programs(Estate& estate, const Rng& root, Day first) {
  Day day = first + 1;
  for (Program& program : estate.programs) {
    if (program.since != kNever) continue;
    while (day < first + kFuture && !drawn(root, "new-service", 0, day, kServiceDays)) ++day;
    if (day == first + kFuture) return;
    program.since = day++;
    Rng rng = stream(root, "new-service-host", 0, program.since);
    add_program_host(estate, program, rng);
  }
}

std::vector<std::size_t> some_operators(const Estate& estate, Rng& rng) {
  std::vector<std::size_t> operators;
  for (std::size_t i = 0; i < estate.staff; ++i) {
    if (estate.people[i].posts.front().job == Job::kOperator) operators.push_back(i);
  }
  while (operators.size() > 2) {
    operators.erase(operators.begin() +
                    static_cast<std::ptrdiff_t>(index_below(rng, operators.size())));
  }
  return operators;
}

/// The last region stays unused.
void roll_out(Estate& estate, const Rng& root, Day first) {
  std::uint16_t region = kUsedRegions;
  for (Day day = first + 1; day < first + kFuture; ++day) {
    if (region + 1U >= estate.regions.size()) return;
    if (!drawn(root, "new-region", 0, day, kRolloutDays)) continue;
    Rng rng = stream(root, "rollout", 0, day);
    Rollout rollout;
    rollout.since = day;
    rollout.region = region++;
    do {
      rollout.program = index_below(rng, estate.programs.size());
    } while (estate.programs[rollout.program].since > 0);
    rollout.operators = some_operators(estate, rng);
    estate.rollouts.push_back(std::move(rollout));
  }
}

}  // namespace

void add_growth(Estate& estate, const Rng& root, Day first) {
  hire(estate, root, first);
  move(estate, root, first);
  start_programs(estate, root, first);
  roll_out(estate, root, first);
}

}  // namespace detector::synth
