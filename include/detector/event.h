#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "detector/time.h"

namespace detector {

/// What an event can say, under one name for all formats. A view names its context and its value by
/// these (docs/event-schema.md maps every format to them).
enum class Field : std::uint8_t {
  kActor,        ///< Canonical cloud identity: `arn:aws:iam::123456789012:role/deploy`.
  kAccount,      ///< Account in which it happened.
  kAction,       ///< `s3:GetObject`, `ssh:failed`.
  kAddress,      ///< Source address, or the service that called.
  kNetwork,      ///< Of the source address: IPv4 /24, IPv6 /48. Derived.
  kAsn,          ///< Autonomous system of the source address: `AS64500`. Derived, with a database.
  kAgent,        ///< Client as it names itself.
  kProduct,      ///< Client product without its version.
  kRegion,       ///< Cloud region.
  kError,        ///< Error code; empty on success.
  kTarget,       ///< What was acted upon: a bucket, a role, a user.
  kPeer,         ///< The other end of a connection: the address of the side that serves.
  kPeerNetwork,  ///< Of the peer: IPv4 /24, IPv6 /48. Derived.
  kPeerAsn,      ///< Autonomous system of the peer. Derived, with a database.
  kPort,         ///< Service that was asked for: `tcp/22`.
  kEndpoint,     ///< Who serves what: `10.0.1.5 tcp/22`.
  kHost,         ///< Host that logged.
  kService,      ///< `host/program`.
  kProgram,      ///< Program that logged.
  kUser,         ///< Login or acting user name on a host.
  kLoginUser,    ///< `user@host`, only on a successful login.
  kCommand,      ///< Program run through sudo or cron.
  kSignature,    ///< The constant words of a free-text message.
  kWeekdayHour,  ///< Hour of the day with weekday or weekend, derived from the time.
  kMessageKind,  ///< The signature without the names in it. Found when a baseline is read.
  kCount
};
constexpr std::size_t kFieldCount = static_cast<std::size_t>(Field::kCount);

/// `actor`, `address`, …: the name used in views, alerts and documentation.
std::string_view field_name(Field field);

/// A value that no field stands for, under the name that its source gives it: a column, or the keys
/// that lead to it, joined by dots.
struct Attribute {
  std::string_view name;
  std::string_view value;
};

enum class Login : std::uint8_t { kNone, kFailure, kSuccess };

/// One thing that happened. The views point into the record or the parser's scratch space and are
/// valid until the parser's next call.
struct Event {
  TimeMs time = 0;
  Field entity = Field::kActor;  ///< The field that names the primary entity; never empty.
  Login login = Login::kNone;
  std::uint32_t count = 1;   ///< How many equal events the record stands for.
  std::string_view id;       ///< The source's own event id; empty when it has none.
  std::string_view message;  ///< Free text whose signature is still to be computed.
  std::string_view process;  ///< Id of the process, where one process serves one client.
  std::array<std::string_view, kFieldCount> fields{};
  std::span<const Attribute> attributes;  ///< Only of formats that nobody described.

  std::string_view& operator[](Field field) { return fields[static_cast<std::size_t>(field)]; }
  std::string_view operator[](Field field) const { return fields[static_cast<std::size_t>(field)]; }
};

}  // namespace detector
