// Which important asset a value of an event is a case of. An asset names a thing (`deploy`); the
// event names it with what is around it (`arn:aws:iam::111122223333:role/deploy via ec2…`), so the
// pattern may match the whole value or the part that names the thing.

#include <algorithm>
#include <array>

#include "base/glob.h"
#include "detector/knowledge.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// What a value can be a case of, as bits of a mask.
enum Kind : unsigned {
  kUser = 1U,
  kRole = 2U,
  kGroup = 4U,
  kHost = 8U,
  kAddress = 16U,
  kService = 32U,
  kResource = 64U,
};
constexpr unsigned kAnyKind = 127U;

struct NamedKind {
  std::string_view name;
  unsigned kind;
};
constexpr NamedKind kKinds[] = {
    {"any", kAnyKind}, {"user", kUser},       {"role", kRole},       {"group", kGroup},
    {"host", kHost},   {"address", kAddress}, {"service", kService}, {"resource", kResource},
};

// A part of a value, and the kinds of things that it can name.
struct Part {
  std::string_view text;
  unsigned kinds;
};
// At most 4: whole, resource of the ARN, name without its type, last segment of the path.
struct Parts {
  std::array<Part, 4> items{};
  std::size_t count = 0;
  void add(std::string_view text, unsigned kinds) { items[count++] = {text, kinds}; }
};

unsigned kinds_of_name(std::string_view name) {
  const auto* const row = std::find_if(std::begin(kKinds), std::end(kKinds),
                                       [&](const NamedKind& kind) { return kind.name == name; });
  return row == std::end(kKinds) ? 0 : row->kind;
}

std::string_view before(std::string_view text, std::string_view separator) {
  return text.substr(0, text.find(separator));
}

std::string_view behind_last(std::string_view text, char separator) {
  return text.substr(text.rfind(separator) + 1);  // npos + 1 is 0: all of it
}

// `role/team/deploy` of an ARN; empty when it is none.
std::string_view arn_resource(std::string_view text) {
  if (!text.starts_with("arn:")) return {};
  for (int i = 0; i < 5; ++i) {
    const std::size_t colon = text.find(':');
    if (colon == kNone) return {};
    text.remove_prefix(colon + 1);
  }
  return text;
}

// What the type in an ARN says that it names; `kinds` when it says nothing.
unsigned kinds_of_arn(std::string_view resource, unsigned kinds) {
  if (resource == "root" || resource.starts_with("user/")) return kUser;
  if (resource.starts_with("federated-user/")) return kUser;
  if (resource.starts_with("role/AWSReservedSSO_")) return kRole | kUser;
  if (resource.starts_with("role/") || resource.starts_with("assumed-role/")) return kRole;
  if (resource.starts_with("group/")) return kGroup;
  if (resource.starts_with("instance/")) return kHost | kResource;
  return kinds & (kResource | kService);
}

// An identity or a thing that was acted upon: `text` can be of `kinds`, unless it is an ARN that
// says which.
void add_named(std::string_view text, unsigned kinds, Parts& parts) {
  const std::string_view resource = arn_resource(text);
  if (resource.empty()) {
    parts.add(text, kinds);
    return;
  }
  kinds = kinds_of_arn(resource, kinds);
  parts.add(text, kinds);
  parts.add(resource, kinds);
  const std::size_t type_end = resource.find_first_of("/:");
  if (type_end == kNone) return;
  parts.add(resource.substr(type_end + 1), kinds);
  parts.add(behind_last(resource.substr(type_end), resource[type_end]), kinds);
}

// `service:ec2.amazonaws.com`, `federated:PROVIDER/NAME`, an ARN; ` via SERVICE` is no name.
void add_actor(std::string_view actor, Parts& parts) {
  actor = before(actor, " via ");
  if (actor.starts_with("service:")) {
    parts.add(actor, kService);
    parts.add(behind_last(actor, ':'), kService);
  } else if (actor.starts_with("federated:")) {
    parts.add(actor, kUser);
    parts.add(behind_last(actor, '/'), kUser);
  } else if (actor.starts_with("identity-center:") || actor.starts_with("account:")) {
    parts.add(actor, kUser | kRole);
    parts.add(behind_last(actor, ':'), kUser | kRole);
  } else {
    add_named(actor, kUser | kRole, parts);
  }
}

Parts parts_of(Field field, std::string_view value) {
  Parts parts;
  switch (field) {
    case Field::kActor:
      add_actor(value, parts);
      break;
    case Field::kTarget:
      add_named(value, kAnyKind, parts);
      break;
    case Field::kUser:
      parts.add(value, kUser);
      break;
    case Field::kLoginUser:  // `alice@db-1`; a user name may hold an @, a host name cannot
      parts.add(value, kUser | kHost);
      parts.add(value.substr(0, value.rfind('@')), kUser);
      parts.add(behind_last(value, '@'), kHost);
      break;
    case Field::kHost:
      parts.add(value, kHost);
      break;
    case Field::kService:  // `db-1/sshd`
      parts.add(value, kService | kHost);
      parts.add(before(value, "/"), kHost);
      parts.add(value.substr(std::min(before(value, "/").size() + 1, value.size())), kService);
      break;
    case Field::kProgram:
      parts.add(value, kService);
      break;
    case Field::kAction:  // `kms:Decrypt`: what is called is a service too
      parts.add(before(value, ":"), kService);
      break;
    case Field::kAddress:
    case Field::kPeer:
      parts.add(value, kAddress | kService);
      break;
    case Field::kEndpoint:  // `10.0.1.5 tcp/22`
      parts.add(value, kAddress | kService);
      parts.add(before(value, " "), kAddress);
      break;
    case Field::kAccount:
      parts.add(value, kResource);
      break;
    default:  // not names of things: errors, agents, regions, hours, networks
      break;
  }
  return parts;
}

}  // namespace

Bits harm_of_weight(std::int64_t weight) {
  return kOneBit * weight * (weight + 5) / 50;
}

Bits asset_harm(std::span<const ImportantAsset> assets, Field field, std::string_view value) {
  if (value.empty()) return 0;
  const Parts parts = parts_of(field, value);
  Bits most = 0;
  for (const ImportantAsset& asset : assets) {
    const Bits harm = harm_of_weight(asset.weight);
    const unsigned kinds = kinds_of_name(asset.kind);
    if (harm <= most) continue;
    for (std::size_t i = 0; i < parts.count; ++i) {
      const Part& part = parts.items[i];
      if ((part.kinds & kinds) == 0 || !glob_matches(asset.name, part.text)) continue;
      most = harm;
      break;
    }
  }
  return most;
}

}  // namespace detector
