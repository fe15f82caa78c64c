#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "synth/catalog.h"

namespace detector::synth {

enum class PrincipalKind { kUser, kRole, kRoot };

/// Who can call the API.
struct Principal {
  PrincipalKind kind = PrincipalKind::kUser;
  std::string account;
  std::string name;
  std::string id;          ///< AIDA… or AROA….
  std::string access_key;  ///< Long-lived AKIA… of a user; empty for roles.
};

/// The name a detector gives: sessions of a role are the role.
std::string canonical_arn(const Principal& principal);

/// One set of credentials in use from one place with one client.
struct Session {
  const Principal* principal = nullptr;
  std::string name;  ///< Role session name.
  std::string access_key;
  TimeMs created = 0;
  std::string address;
  std::string user_agent;
  std::string invoked_by;  ///< A service that calls for itself (`lambda.amazonaws.com`), or empty.
  enum class Mfa { kNo, kYes } mfa = Mfa::kNo;
};

enum class Outcome { kOk, kDenied, kThrottled, kNotFound, kFailedLogin };

constexpr std::int32_t kBenign = -1;

/// Something new, rare or loud that is no attack: docs/synthetic-logs.md has the table.
struct Surprise {
  std::string id;         ///< `travel-7-20466`: the same on every day it lasts.
  std::string_view kind;  ///< `travel`
  std::string entity;     ///< As a detector would name it: `actor:arn:aws:…`, `actor:mkeller`.
};

/// The account of the caller receives the record.
constexpr std::uint16_t kOwnAccount = 0xffff;

/// One API call that happens. Borrows its session from the Plan it is in.
struct ApiCall {
  TimeMs time = 0;
  const Session* session = nullptr;
  const Operation* operation = nullptr;
  std::string resource;
  std::uint64_t token = 0;  ///< Random: identifiers and details of the record follow from it.
  std::uint16_t region = 0;
  Outcome outcome = Outcome::kOk;
  std::int32_t label = kBenign;  ///< Index into the campaigns' labels.
  std::string request = {};      ///< In place of the operation's own; a template like that.
  const Surprise* surprise = nullptr;
  std::uint16_t recipient = kOwnAccount;  ///< Whose trail has it: index into Estate::accounts.
  const Session* assumed = nullptr;       ///< What AssumeRole gave.
  std::uint64_t shared = 0;  ///< The token that the records of both accounts have in common, or 0.
};

/// One line of a host's authentication log, without time and host.
struct AuthLine {
  TimeMs time = 0;
  std::uint16_t host = 0;
  std::int32_t label = kBenign;
  std::string text;
  const Surprise* surprise = nullptr;
};

/// What one network interface saw of one direction of a connection within an aggregation interval:
/// a line of a VPC flow log.
struct FlowLine {
  TimeMs start = 0;  ///< Whole seconds; the line is delivered with the file of its end.
  TimeMs end = 0;
  std::uint32_t source = 0;  ///< IPv4 addresses in host order.
  std::uint32_t destination = 0;
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint16_t interface = 0;  ///< Index into Estate::hosts: whose interface.
  std::uint8_t protocol = 6;    ///< IANA number: 6 is TCP, 17 UDP, 1 ICMP.
  std::uint8_t tcp_flags = 0;   ///< Of the interval, or-ed: 2 SYN, 18 SYN-ACK, 1 FIN, 4 RST.
  std::uint64_t packets = 0;
  std::uint64_t bytes = 0;
  enum class Verdict : std::uint8_t { kAccept, kReject } verdict = Verdict::kAccept;
  std::int32_t label = kBenign;
  const Surprise* surprise = nullptr;
};

/// What an attack record is, for truth.jsonl.
struct Label {
  std::string campaign;
  std::string_view technique;
  std::string_view stage;
  std::string_view level;
  std::string entity;
};

/// What behaviours produce: a day of actions, in any order. Sessions and surprises stay where they
/// are.
struct Plan {
  std::deque<Session> sessions;
  std::deque<Surprise> surprises;
  std::vector<ApiCall> calls;
  std::vector<AuthLine> lines;
  std::vector<FlowLine> flows;
};

/// How much is in a plan at some moment.
struct PlanMark {
  std::size_t calls = 0;
  std::size_t lines = 0;
  std::size_t flows = 0;
};
PlanMark mark_of(const Plan& plan);

}  // namespace detector::synth
