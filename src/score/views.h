#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "detector/event.h"

namespace detector {

/// Which events a view counts.
enum class Only : std::uint8_t { kAll, kLoginFailures, kLoginSuccesses, kNoLogins };
/// What reads a view: how rare a value is, or how many events there are.
enum class Reading : std::uint8_t { kRarity, kOwnVolume, kPopulationVolume };

/// One way to look at events: which value occurs in which context. A row of data, not code.
///
/// The primary entity is the context's first level, or the value (`who is new in this account?`).
/// A view applies to events whose primary entity is of the kind `entity`, so the score of an entity
/// on a day is a function of the cells of that day alone. Missing fields skip the view.
struct View {
  std::string_view name;
  Field entity = Field::kActor;
  /// Back-off: where the first context has no history, the next one speaks. Field::kCount is
  /// "everyone" and ends the list.
  std::array<Field, 3> contexts = {Field::kCount, Field::kCount, Field::kCount};
  Field value = Field::kAction;
  Only only = Only::kAll;
  Reading reading = Reading::kRarity;
  /// The question in words, with `{}` for the value (`called {}`), or for the context where the
  /// value is the entity (`logged in as {}`).
  std::string_view words;
  /// With words, how many different values there are is judged too: `touched {} resources`.
  std::string_view spread_words = {};
};

constexpr std::size_t kMostViews = 32;
constexpr std::size_t kLevels = 3;

std::span<const View> views();

/// What a value of `field` is a case of: an address of its network, that of its autonomous system,
/// a client of its product. Field::kCount at the end of the chain.
Field coarser_field(Field field);
constexpr std::size_t kMostSteps = 3;
/// How many steps of back-off the values of a view have, the value itself included (1–kMostSteps).
std::size_t step_count(const View& view);

/// How many levels of back-off a view's contexts have (1–3).
std::size_t level_count(const View& view);
/// Whether the primary entity is the value of the view's cells rather than their context.
bool entity_is_value(const View& view);
/// A hash of all views: models of different views neither merge nor score.
std::uint64_t views_fingerprint();

}  // namespace detector
