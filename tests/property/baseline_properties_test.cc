// The algebra that everything rests on (DESIGN "Rules that keep the algebra true"), above the
// bounds as well as below them: merging is exact, commutative and associative; a day can be left
// out.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "base/rng.h"
#include "score/baseline.h"

namespace detector {
namespace {

constexpr Limits kTightLimits{5, 7, 4};

struct Fact {
  Observation observation;
  ObservedRow row;
};

Fact fact_from(Rng& rng, int actors, int values) {
  Fact fact;
  fact.observation.day = static_cast<Day>(rng.below(4));
  fact.observation.hour = static_cast<std::uint8_t>(rng.below(24));
  const bool ssh = rng.chance(300);
  fact.observation.entity = ssh ? Field::kAddress : Field::kActor;
  const auto set = [&](Field field, std::uint64_t n) {
    fact.observation.hashes[static_cast<std::size_t>(field)] =
        mix(static_cast<std::uint64_t>(field) * 1000003 + n + 1);
  };
  set(Field::kWeekdayHour, fact.observation.hour);
  set(fact.observation.entity, rng.below(static_cast<std::uint64_t>(actors)));
  set(Field::kAction, rng.below(static_cast<std::uint64_t>(values)));
  if (rng.chance(800)) set(Field::kAccount, rng.below(3));
  if (ssh) {
    fact.observation.login = rng.chance(500) ? Login::kFailure : Login::kSuccess;
    set(Field::kLoginUser, rng.below(4));
  }
  fact.row.time = fact.observation.day * kDayMs + static_cast<TimeMs>(rng.below(kDayMs));
  fact.row.record = rng.next();
  fact.row.count = static_cast<std::uint32_t>(1 + rng.below(3));
  return fact;
}

std::vector<Fact> facts_from(std::uint64_t seed, std::size_t n, int actors, int values) {
  Rng rng(seed);
  std::vector<Fact> facts;
  for (std::size_t i = 0; i < n; ++i) facts.push_back(fact_from(rng, actors, values));
  return facts;
}

void learn(Baseline& baseline, const Fact& fact) {
  baseline.learn(fact.observation, fact.row.count);
  if (fact.observation.login != Login::kNone) baseline.learn_login(fact.observation, fact.row);
  for (const std::uint64_t hash : fact.observation.hashes) {
    if (hash != 0) baseline.learn_name(hash, std::to_string(hash), 0);
  }
}

Baseline learned(const std::vector<Fact>& facts, const Limits& limits) {
  Baseline baseline(HashKey{}, limits);
  for (const Fact& fact : facts) learn(baseline, fact);
  return baseline;
}

std::string bytes_of(Baseline baseline) {
  baseline.canonicalise();
  return baseline.serialise();
}

// Splits the facts into parts, learns each apart, and merges in the order given by the generator.
Baseline merged_from_parts(const std::vector<Fact>& facts, const Limits& limits,
                           std::uint64_t seed) {
  Rng rng(seed);
  std::vector<Baseline> parts;
  for (std::uint64_t i = 1 + rng.below(6); i > 0; --i) parts.emplace_back(HashKey{}, limits);
  for (const Fact& fact : facts) learn(parts[rng.below(parts.size())], fact);
  while (parts.size() > 1) {
    const std::size_t a = rng.below(parts.size());
    const std::size_t b = (a + 1 + rng.below(parts.size() - 1)) % parts.size();
    if (rng.chance(500)) parts[b].canonicalise();
    EXPECT_TRUE(parts[a].merge(parts[b]));
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(b));
  }
  return std::move(parts.front());
}

RC_GTEST_PROP(BaselineProperty, OrderOfLearningDoesNotMatter, (std::uint64_t seed)) {
  auto facts = facts_from(seed, 300, 30, 20);
  for (const Limits& limits : {Limits{}, kTightLimits}) {
    const std::string straight = bytes_of(learned(facts, limits));
    std::reverse(facts.begin(), facts.end());
    RC_ASSERT(bytes_of(learned(facts, limits)) == straight);
  }
}

RC_GTEST_PROP(BaselineProperty, AnySplitMergesToTheWholeAlsoAboveTheBounds,
              (std::uint64_t seed, std::uint64_t split)) {
  const auto facts = facts_from(seed, 400, 40, 25);
  for (const Limits& limits : {Limits{}, kTightLimits}) {
    RC_ASSERT(bytes_of(merged_from_parts(facts, limits, split)) ==
              bytes_of(learned(facts, limits)));
  }
}

RC_GTEST_PROP(BaselineProperty, WithoutDayEqualsNeverHavingSeenIt, (std::uint64_t seed)) {
  const auto facts = facts_from(seed, 300, 10, 10);
  for (Day day = 0; day < 4; ++day) {
    std::vector<Fact> others;
    std::copy_if(facts.begin(), facts.end(), std::back_inserter(others),
                 [&](const Fact& fact) { return fact.observation.day != day; });
    Baseline without = learned(facts, kTightLimits);
    without.without_day(day);
    RC_ASSERT(bytes_of(std::move(without)) == bytes_of(learned(others, kTightLimits)));
  }
}

RC_GTEST_PROP(BaselineProperty, SavingAndLoadingChangesNothing, (std::uint64_t seed)) {
  for (const Limits& limits : {Limits{}, kTightLimits}) {
    Baseline baseline = learned(facts_from(seed, 200, 20, 15), limits);
    baseline.add_input("ab");
    const std::string bytes = bytes_of(std::move(baseline));
    RC_ASSERT(Baseline::parse(bytes).value().serialise() == bytes);
  }
}

RC_GTEST_PROP(BaselineProperty, EveryTruncationAndFlipIsRefusedOrHarmless,
              (std::uint64_t seed, std::uint32_t at, std::uint8_t flip)) {
  std::string bytes = bytes_of(learned(facts_from(seed, 30, 5, 5), Limits{}));
  const std::size_t cut = at % bytes.size();
  RC_ASSERT(!Baseline::parse(std::string_view(bytes).substr(0, cut)).has_value());
  bytes[cut] = static_cast<char>(bytes[cut] ^ flip);
  const auto parsed = Baseline::parse(bytes);  // the checksum around it catches what this does not
  RC_ASSERT(parsed.has_value() || !parsed.error().message.empty());
}

RC_GTEST_PROP(BaselineProperty, BoundsHoldAndCountsOfWhatIsKeptAreExact, (std::uint64_t seed)) {
  const auto facts = facts_from(seed, 500, 60, 40);
  Baseline full = learned(facts, Limits{});
  Baseline bounded = learned(facts, kTightLimits);
  full.canonicalise();
  bounded.canonicalise();
  std::size_t compared = 0;
  for (const auto& [day, slice] : bounded.days()) {
    for (std::size_t v = 0; v < views().size(); ++v) {
      const LevelSlice& level = slice.level(v, 0);
      const LevelSlice& whole = full.days().at(day).level(v, 0);
      RC_ASSERT(level.contexts().size() <= kTightLimits.contexts_per_day);
      for (const auto& [hash, context] : level.contexts()) {
        RC_ASSERT(context.values <= kTightLimits.values_per_context);
        RC_ASSERT(context.events == whole.contexts().at(hash).events);
      }
      std::map<std::uint64_t, std::uint32_t> held;
      for (const auto& [key, cell] : level.cells()) {
        RC_ASSERT(++held[key.context] <= kTightLimits.values_per_context);
        RC_ASSERT(cell.count == whole.cells().at(key).count);
        RC_ASSERT(cell.hours == whole.cells().at(key).hours);
        ++compared;
      }
    }
  }
  RC_ASSERT(compared > 0);
}

TEST(Baseline, RefusesToMergeWhatOverlapsOrDoesNotFit) {
  Baseline a(HashKey{}, Limits{});
  a.add_input("aa");
  Baseline same(HashKey{}, Limits{});
  same.add_input("aa");
  EXPECT_EQ(a.merge(same).error().code, Code::kConflict);
  EXPECT_EQ(a.merge(Baseline(HashKey{1, 2}, Limits{})).error().code, Code::kConflict);
  EXPECT_EQ(a.merge(Baseline(HashKey{}, kTightLimits)).error().code, Code::kConflict);
  EXPECT_TRUE(a.merge(Baseline(HashKey{}, Limits{})));
}

TEST(Baseline, CountsSaturateInsteadOfWrapping) {
  Baseline baseline;
  auto facts = facts_from(1, 1, 1, 1);
  baseline.learn(facts[0].observation, UINT32_MAX);
  baseline.learn(facts[0].observation, 5);
  for (const auto& [key, cell] : baseline.days().begin()->second.level(0, 0).cells()) {
    EXPECT_EQ(cell.count, UINT32_MAX);
  }
}

TEST(Baseline, ForgetsNamesThatNoCellUses) {
  Baseline baseline = learned(facts_from(1, 50, 5, 5), Limits{});
  baseline.learn_name(42, "nobody", 0);
  EXPECT_EQ(baseline.name(42), "nobody");
  baseline.canonicalise();
  EXPECT_EQ(baseline.name(42), "?");
  EXPECT_GT(baseline.names().size(), 3U);
}

}  // namespace
}  // namespace detector
