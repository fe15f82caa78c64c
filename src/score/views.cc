#include "score/views.h"

#include "base/hash.h"

namespace detector {
namespace {

constexpr Field kEveryone = Field::kCount;

constexpr std::array<View, 21> kViews = {{
    // Cloud identities.
    {"actor_action",
     Field::kActor,
     {Field::kActor, Field::kAccount, kEveryone},
     Field::kAction,
     Only::kAll,
     Reading::kRarity,
     "did {}"},
    {"actor_address",
     Field::kActor,
     {Field::kActor, Field::kAccount, kEveryone},
     Field::kAddress,
     Only::kAll,
     Reading::kRarity,
     "came from {}"},
    {"actor_agent",
     Field::kActor,
     {Field::kActor, Field::kAccount, kEveryone},
     Field::kProduct,
     Only::kAll,
     Reading::kRarity,
     "used the client {}"},
    {"actor_region",
     Field::kActor,
     {Field::kActor, Field::kAccount, kEveryone},
     Field::kRegion,
     Only::kAll,
     Reading::kRarity,
     "acted in region {}"},
    {"actor_error",
     Field::kActor,
     {Field::kActor, Field::kAccount, kEveryone},
     Field::kError,
     Only::kAll,
     Reading::kRarity,
     "was refused with {}"},
    {"actor_target",
     Field::kActor,
     {Field::kActor, Field::kAccount, kEveryone},
     Field::kTarget,
     Only::kAll,
     Reading::kRarity,
     "touched {}"},
    {"actor_hour",
     Field::kActor,
     {Field::kActor, Field::kAccount, kEveryone},
     Field::kWeekdayHour,
     Only::kAll,
     Reading::kRarity,
     "was active at {}"},
    {"new_actor",
     Field::kActor,
     {Field::kAccount, kEveryone, kEveryone},
     Field::kActor,
     Only::kAll,
     Reading::kRarity,
     "appeared in the account"},
    {"actor_volume",
     Field::kActor,
     {Field::kActor, kEveryone, kEveryone},
     Field::kWeekdayHour,
     Only::kAll,
     Reading::kOwnVolume,
     "made calls"},
    // Remote addresses that talk to hosts.
    {"address_action",
     Field::kAddress,
     {Field::kAddress, kEveryone, kEveryone},
     Field::kAction,
     Only::kAll,
     Reading::kRarity,
     "caused {}"},
    {"login_address",
     Field::kAddress,
     {Field::kLoginUser, kEveryone, kEveryone},
     Field::kAddress,
     Only::kLoginSuccesses,
     Reading::kRarity,
     "logged in from {}"},
    {"login_failures",
     Field::kAddress,
     {Field::kAddress, kEveryone, kEveryone},
     Field::kWeekdayHour,
     Only::kLoginFailures,
     Reading::kPopulationVolume,
     "failed logins"},
    {"address_volume",
     Field::kAddress,
     {Field::kAddress, kEveryone, kEveryone},
     Field::kWeekdayHour,
     Only::kAll,
     Reading::kOwnVolume,
     "caused events"},
    // People on hosts.
    {"user_command",
     Field::kUser,
     {Field::kUser, Field::kHost, kEveryone},
     Field::kCommand,
     Only::kAll,
     Reading::kRarity,
     "ran {}"},
    {"user_target",
     Field::kUser,
     {Field::kUser, Field::kHost, kEveryone},
     Field::kTarget,
     Only::kAll,
     Reading::kRarity,
     "became {}"},
    {"user_action",
     Field::kUser,
     {Field::kUser, Field::kHost, kEveryone},
     Field::kAction,
     Only::kAll,
     Reading::kRarity,
     "did {}"},
    {"user_host",
     Field::kUser,
     {Field::kUser, kEveryone, kEveryone},
     Field::kHost,
     Only::kAll,
     Reading::kRarity,
     "worked on {}"},
    {"user_hour",
     Field::kUser,
     {Field::kUser, Field::kHost, kEveryone},
     Field::kWeekdayHour,
     Only::kAll,
     Reading::kRarity,
     "was active at {}"},
    {"user_volume",
     Field::kUser,
     {Field::kUser, kEveryone, kEveryone},
     Field::kWeekdayHour,
     Only::kAll,
     Reading::kOwnVolume,
     "ran commands"},
    // Services and whatever else logs text.
    {"service_message",
     Field::kService,
     {Field::kService, Field::kProgram, kEveryone},
     Field::kSignature,
     Only::kAll,
     Reading::kRarity,
     "logged \"{}\""},
    {"service_volume",
     Field::kService,
     {Field::kService, kEveryone, kEveryone},
     Field::kWeekdayHour,
     Only::kAll,
     Reading::kOwnVolume,
     "logged lines"},
}};
static_assert(kViews.size() <= kMostViews);

}  // namespace

std::span<const View> views() {
  return kViews;
}

std::size_t level_count(const View& view) {
  std::size_t n = 1;
  while (n < kLevels && view.contexts[n - 1] != kEveryone) ++n;
  return n;
}

bool entity_is_value(const View& view) {
  return view.value == view.entity;
}

std::uint64_t views_fingerprint() {
  std::uint64_t hash = 0;
  for (const View& view : kViews) {
    hash = combine(hash, keyed_hash(view.name, HashKey{}));
    hash = combine(hash, static_cast<std::uint64_t>(view.entity));
    for (const Field context : view.contexts) {
      hash = combine(hash, static_cast<std::uint64_t>(context));
    }
    hash = combine(hash, static_cast<std::uint64_t>(view.value));
    hash = combine(hash, static_cast<std::uint64_t>(view.only));
    hash = combine(hash, static_cast<std::uint64_t>(view.reading));
  }
  return hash;
}

}  // namespace detector
