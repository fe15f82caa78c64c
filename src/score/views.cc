#include "score/views.h"

#include "base/hash.h"

namespace detector {
namespace {

constexpr Field kEveryone = Field::kCount;

constexpr std::array<View, 29> kViews = {{
    // Cloud identities.
    {"actor_action",
     Field::kActor,
     {Field::kActor, Field::kAccount, kEveryone},
     Field::kAction,
     Only::kAll,
     Reading::kRarity,
     "did {}",
     "made {} different calls"},
    {"actor_address",
     Field::kActor,
     {Field::kActor, Field::kAccount, kEveryone},
     Field::kAddress,
     Only::kAll,
     Reading::kRarity,
     "came from {}",
     "came from {} different addresses"},
    {"actor_agent",
     Field::kActor,
     {Field::kActor, Field::kAccount, kEveryone},
     Field::kAgent,
     Only::kAll,
     Reading::kRarity,
     "used the client {}"},
    {"actor_region",
     Field::kActor,
     {Field::kActor, Field::kAccount, kEveryone},
     Field::kRegion,
     Only::kAll,
     Reading::kRarity,
     "acted in region {}",
     "acted in {} different regions"},
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
     "touched {}",
     "touched {} different resources"},
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
     "appeared in account {}"},
    {"actor_volume",
     Field::kActor,
     {Field::kActor, kEveryone, kEveryone},
     Field::kWeekdayHour,
     Only::kAll,
     Reading::kOwnVolume,
     "made calls"},
    // Addresses that log in to hosts and open connections. Attempts to log in have views of their
    // own: one mistyped password is one fact.
    {"address_action",
     Field::kAddress,
     {Field::kAddress, kEveryone, kEveryone},
     Field::kAction,
     Only::kNoLogins,
     Reading::kRarity,
     "caused {}"},
    {"address_user",
     Field::kAddress,
     {Field::kAddress, kEveryone, kEveryone},
     Field::kUser,
     Only::kAll,
     Reading::kRarity,
     "tried the user {}",
     "tried {} different users"},
    {"login_address",
     Field::kAddress,
     {Field::kLoginUser, kEveryone, kEveryone},
     Field::kAddress,
     Only::kLoginSuccesses,
     Reading::kRarity,
     "logged in as {}"},
    {"login_failures",
     Field::kAddress,
     {Field::kAddress, kEveryone, kEveryone},
     Field::kWeekdayHour,
     Only::kLoginFailures,
     Reading::kPopulationVolume,
     "failed logins"},
    {"address_peer",
     Field::kAddress,
     {Field::kAddress, kEveryone, kEveryone},
     Field::kPeer,
     Only::kAll,
     Reading::kRarity,
     "connected to {}",
     "connected to {} different addresses"},
    {"address_port",
     Field::kAddress,
     {Field::kAddress, kEveryone, kEveryone},
     Field::kPort,
     Only::kAll,
     Reading::kRarity,
     "asked for {}",
     "asked for {} different services"},
    {"endpoint_client",
     Field::kAddress,
     {Field::kEndpoint, kEveryone, kEveryone},
     Field::kAddress,
     Only::kAll,
     Reading::kRarity,
     "connected to {}"},
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
     "ran {}",
     "ran {} different commands"},
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
     "worked on {}",
     "worked on {} different hosts"},
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
     "logged \"{}\"",
     "logged {} different messages"},
    {"service_user",
     Field::kService,
     {Field::kService, Field::kProgram, kEveryone},
     Field::kUser,
     Only::kAll,
     Reading::kRarity,
     "named the user {}",
     "named {} different users"},
    {"service_address",
     Field::kService,
     {Field::kService, Field::kProgram, kEveryone},
     Field::kAddress,
     Only::kAll,
     Reading::kRarity,
     "named the address {}",
     "named {} different addresses"},
    {"service_command",
     Field::kService,
     {Field::kService, Field::kProgram, kEveryone},
     Field::kCommand,
     Only::kAll,
     Reading::kRarity,
     "named the command {}",
     "named {} different commands"},
    {"service_target",
     Field::kService,
     {Field::kService, Field::kProgram, kEveryone},
     Field::kTarget,
     Only::kAll,
     Reading::kRarity,
     "named {}",
     "named {} different things"},
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

Field coarser_field(Field field) {
  switch (field) {
    case Field::kAddress:
      return Field::kNetwork;
    case Field::kNetwork:
      return Field::kAsn;
    case Field::kPeer:
      return Field::kPeerNetwork;
    case Field::kPeerNetwork:
      return Field::kPeerAsn;
    case Field::kAgent:
      return Field::kProduct;
    case Field::kSignature:
      return Field::kMessageKind;
    default:
      return Field::kCount;
  }
}

std::size_t step_count(const View& view) {
  std::size_t steps = 1;
  for (Field field = coarser_field(view.value); field != Field::kCount;
       field = coarser_field(field)) {
    ++steps;
  }
  return steps;
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
