#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/rng.h"
#include "base/time.h"
#include "synth/estate.h"
#include "synth/plan.h"

namespace detector::synth {

/// How long what stays (a new program, a new client) is news.
constexpr Day kNewsDays = 7;
constexpr Day kClientNewsDays = 3;

/// Whether a thing that happens once in `one_in` days happens to `thing` on this day.
bool drawn(const Rng& root, std::string_view kind, std::int64_t thing, Day day,
           std::int64_t one_in);

/// `travel-7-2026-01-12`: the kind, whom it is about, and its first day.
std::string surprise_name(std::string_view kind, std::int64_t thing, Day first);

/// A surprise without entity: tag_since() finds that for each action.
struct Odd {
  std::string name;
  std::string_view kind;
};

/// Everything that was added since `mark` is part of `odd`; the plan keeps one Surprise for each
/// entity. Overwrites tags that are there.
void tag_since(const Estate& estate, const PlanMark& mark, const Odd& odd, Plan& plan);

/// The entity that a detector would name: the actor, or the address that failed to sign in.
std::string entity_of(const ApiCall& call);
/// The side that asks: by the port of the other one.
std::string entity_of(const FlowLine& line);

/// What makes all of a person's day a surprise: that they are new, travel, or have another job.
std::optional<Odd> odd_day(const Estate& estate, const Rng& root, std::size_t person, Day local);

/// What a host of a new program is, in its first days.
std::optional<Odd> new_host(const Estate& estate, std::uint16_t host, Day utc);

}  // namespace detector::synth
