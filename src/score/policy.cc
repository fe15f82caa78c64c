#include "score/policy.h"

#include "base/bytes.h"
#include "base/glob.h"
#include "base/hash.h"
#include "base/time.h"
#include "detector/knowledge.h"

namespace detector {

const AnnouncedWindow* announced_window(const Policy& policy, Day day, std::string_view entity) {
  for (const AnnouncedWindow& window : policy.announced) {
    const bool touches = window.from < start_of_day(day + 1) && window.until > start_of_day(day);
    if (touches && glob_matches(window.who, entity)) return &window;
  }
  return nullptr;
}

std::string policy_fingerprint(const Policy& policy) {
  ByteWriter out;
  out.svarint(policy.max_age_days);
  out.varint(policy.minimum_days);
  out.bytes(policy.knowledge ? policy.knowledge->sha256() : "");
  out.varint(policy.assets.size());
  for (const ImportantAsset& asset : policy.assets) {
    out.bytes(asset.name);
    out.bytes(asset.kind);
    out.svarint(asset.weight);
  }
  out.svarint(policy.kinds ? policy.kinds->least_confidence() : -1);
  out.varint(policy.announced.size());
  for (const AnnouncedWindow& window : policy.announced) {
    out.bytes(window.who);
    out.svarint(window.from);
    out.svarint(window.until);
  }
  return to_hex(sha256(out.take()));
}

}  // namespace detector
