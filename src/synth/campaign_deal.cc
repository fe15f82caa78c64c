// The table of campaigns, and which of them `--attacks default` stages when.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "synth/campaign.h"
#include "synth/campaign_kinds.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr auto kKinds = std::to_array<CampaignKind>({
    {"leaked-access-key", stage_leaked_access_key},
    {"compromised-service-role", stage_compromised_service_role},
    {"console-login-without-mfa", stage_console_login_without_mfa},
    {"policy-escalation", stage_policy_escalation},
    {"pass-role", stage_pass_role},
    {"trail-stopped", stage_trail_stopped},
    {"snapshot-shared", stage_snapshot_shared},
    {"secrets-harvested", stage_secrets_harvested},
    {"s3-exfiltration", stage_s3_exfiltration},
    {"ssh-brute-force", stage_ssh_brute_force},
    {"password-spray", stage_password_spray},
    {"scan-and-lateral", stage_scan_and_lateral},
    {"beacon", stage_beacon},
    {"crypto-mining", stage_crypto_mining},
    {"backdoor-identity", stage_backdoor_identity},
    {"data-destroyed", stage_data_destroyed},
});

constexpr int kFewDays = 10;
constexpr std::size_t kCampaigns = 12;
constexpr std::size_t kFewCampaigns = 3;

/// How many days this level wants to have until the end.
int room_of(Level level) {
  constexpr std::array<int, 3> kRoom{1, 2, 8};
  return kRoom[static_cast<std::size_t>(level)];
}

template <typename Item>
void shuffle(std::vector<Item>& items, Rng& rng) {
  for (std::size_t i = items.size(); i > 1; --i) {
    std::swap(items[i - 1], items[index_below(rng, i)]);
  }
}

}  // namespace

std::span<const CampaignKind> campaign_kinds() {
  return kKinds;
}

std::vector<CampaignPlan> default_campaigns(const Rng& root, Span span) {
  Rng rng = root.fork("default-campaigns");
  std::vector<std::string> kinds;
  kinds.reserve(kKinds.size());
  for (const CampaignKind& kind : kKinds) kinds.emplace_back(kind.name);
  shuffle(kinds, rng);
  kinds.resize(span.days < kFewDays ? kFewCampaigns : kCampaigns);
  const int third = span.days - std::max(1, span.days / 3);
  std::vector<CampaignPlan> plans;
  for (std::string& kind : kinds) {
    const auto level = static_cast<Level>(plans.size() % 3);
    const std::int64_t last = std::max(third, span.days - room_of(level));
    const auto day = span.first + static_cast<Day>(rng.between(third, last));
    std::string id = fmt::format("{}-1", kind);
    plans.push_back({std::move(id), std::move(kind), level, day, span.first + span.days});
  }
  return plans;
}

}  // namespace detector::synth
