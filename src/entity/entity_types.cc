#include <algorithm>
#include <array>

#include "detector/entities.h"

namespace detector {
namespace {

constexpr std::array<std::string_view, kEntityTypes> kNames = {
    "user",   "group",  "role",   "host",    "process",  "service",    "command",
    "file",   "ip",     "port",   "mac",     "url",      "domain",     "email",
    "hash",   "cve",    "arn",    "account", "resource", "access_key", "session",
    "action", "status", "reason", "number",  "time"};

}  // namespace

std::string_view entity_type_name(EntityType type) {
  return kNames[static_cast<std::size_t>(type)];
}

std::optional<EntityType> entity_type_of(std::string_view name) {
  const auto* found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<EntityType>(found - kNames.begin());
}

}  // namespace detector
