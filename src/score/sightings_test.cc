#include "score/sightings.h"

#include <gtest/gtest.h>

#include <string>

namespace detector {
namespace {

constexpr Limits kTight{8, 16, 4};
constexpr Day kToday = 20000;

Observation action_of(std::uint64_t actor, std::uint64_t action) {
  Observation observation;
  observation.day = kToday;
  observation.entity = Field::kActor;
  observation.hashes[static_cast<std::size_t>(Field::kActor)] = mix(actor);
  observation.hashes[static_cast<std::size_t>(Field::kAction)] = mix(1000 + action);
  return observation;
}

std::size_t view_of_actions() {
  for (std::size_t v = 0; v < views().size(); ++v) {
    const View& view = views()[v];
    if (view.entity == Field::kActor && view.value == Field::kAction &&
        view.contexts[0] == Field::kActor && view.only == Only::kAll) {
      return v;
    }
  }
  return views().size();
}

TEST(Sightings, ShowTheEarliestRecordOfEveryCellThatADayHolds) {
  const std::size_t view = view_of_actions();
  ASSERT_LT(view, views().size());
  Baseline baseline({}, kTight);
  Sightings sightings;
  for (const TimeMs time : {30, 10, 20}) {
    for (std::uint64_t action = 0; action < 500; ++action) {
      const Observation observation = action_of(1, action);
      ObservedRow row;
      row.time = kToday * kDayMs + time * 1000;
      row.ref.offset = static_cast<std::uint64_t>(time);
      baseline.learn(observation, 1);
      sightings.learn(observation, baseline.days().at(kToday), row, std::to_string(time),
                      action % 2 == 0 ? "event-7" : "");
    }
  }
  baseline.canonicalise();
  const LevelSlice& level = baseline.days().at(kToday).level(view, 0);
  ASSERT_EQ(level.cells().size(), kTight.values_per_context);
  for (const auto& [cell, counts] : level.cells()) {
    const auto note = sightings.find(kToday, view, cell);
    ASSERT_TRUE(note);
    EXPECT_EQ(note->ref.offset, 10U);
    EXPECT_EQ(note->sha256, to_hex(sha256("10")));
    EXPECT_TRUE(note->record_id == "event-7" || note->record_id == note->sha256);
  }
}

TEST(Sightings, AreNotKeptOfWhatTheDayDropped) {
  const std::size_t view = view_of_actions();
  Baseline baseline({}, kTight);
  Sightings sightings;
  std::size_t kept = 0;
  constexpr std::uint64_t kActions = 20'000;
  for (std::uint64_t action = 0; action < kActions; ++action) {
    const Observation observation = action_of(1, action);
    baseline.learn(observation, 1);
    sightings.learn(observation, baseline.days().at(kToday), {}, "record", "");
  }
  for (std::uint64_t action = 0; action < kActions; ++action) {
    kept += sightings.find(kToday, view, {mix(1), mix(1000 + action)}) ? 1 : 0;
  }
  EXPECT_GE(kept, kTight.values_per_context);
  // Twice the bound, and as many again each time the number of values doubles.
  EXPECT_LT(kept, 16 * std::size_t{kTight.values_per_context});
}

}  // namespace
}  // namespace detector
