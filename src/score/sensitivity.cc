#include "score/sensitivity.h"

#include <algorithm>

#include "detector/knowledge.h"

namespace detector {

Bits Sensitivity::harm(Field field, std::uint64_t hash) {
  const Policy& policy = readout_.policy();
  if (policy.assets.empty() && (field != Field::kAction || !policy.knowledge)) return 0;
  const auto [found, inserted] = memory_.try_emplace(hash, 0);
  if (!inserted) return found->second;
  const std::string_view name = readout_.name(hash);
  Bits bits = asset_harm(policy.assets, field, name);
  if (field == Field::kAction && policy.knowledge) {
    bits += policy.knowledge->lookup(name).harm;
  }
  found->second = bits;
  return bits;
}

Finding Sensitivity::weigh(const Finding& finding) {
  Finding out = finding;
  out.detector = Detector::kSensitivity;
  out.bits = 0;
  if (finding.detector != Detector::kRarity) return out;
  const View& view = views()[finding.view];
  Bits bits = harm(view.value, finding.value);
  if (entity_is_value(view)) {
    bits = std::max(bits, harm(view.contexts[0], finding.context));
  }
  out.bits = std::min(bits, finding.bits);
  return out;
}

}  // namespace detector
