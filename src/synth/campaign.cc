// What all campaigns share: their table, their pace, their labels, and the deal of the default
// ones. Attacks draw from streams of their own, so the benign records do not know whether there are
// any.

#include "synth/campaign.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "synth/random.h"

namespace detector::synth {
namespace {

constexpr std::array<CampaignKind, 3> kKinds{
    {{"leaked-access-key", stage_leaked_access_key},
     {"ssh-brute-force", stage_ssh_brute_force},
     {"compromised-service-role", stage_compromised_service_role}}};

struct Pace {
  TimeMs low;
  TimeMs high;
  std::int64_t volume_percent;
};
// At least a second apart, so that no two lines of a guesser are the same bytes.
constexpr std::array<Pace, 3> kPaces{{{1000, 9 * kSecondMs, 100},
                                      {15 * kSecondMs, 240 * kSecondMs, 35},
                                      {35 * kMinuteMs, 150 * kMinuteMs, 10}}};

const Pace& pace_of(Level level) {
  return kPaces[static_cast<std::size_t>(level)];
}

}  // namespace

std::string_view level_name(Level level) {
  constexpr std::array<std::string_view, 3> kNames{"loud", "ordinary", "slow"};
  return kNames[static_cast<std::size_t>(level)];
}

std::span<const CampaignKind> campaign_kinds() {
  return kKinds;
}

Campaign::Campaign(const Estate& estate, const CampaignPlan& plan, const Rng& root,
                   Attacks& attacks)
    : estate_(estate),
      plan_(plan),
      attacks_(attacks),
      root_(root),
      rng_(root.fork("campaign/" + plan.id)) {
  const std::int64_t hour = plan.level == Level::kSlow ? rng_.between(8, 10) : rng_.between(0, 19);
  now_ = start_of_day(plan.day) + hour * kHourMs + rng_.between(0, kHourMs - 1);
}

void Campaign::pause() {
  now_ += rng_.between(pace_of(plan_.level).low, pace_of(plan_.level).high);
  if (plan_.level == Level::kSlow && hour_of(now_) >= 17) {
    now_ = start_of_day(day_of(now_) + 1) + rng_.between(minute_of(8), minute_of(11)) * kMinuteMs;
  }
}

std::int64_t Campaign::volume(std::int64_t loud) const {
  return std::max<std::int64_t>(1, loud * pace_of(plan_.level).volume_percent / 100);
}

std::int32_t Campaign::label(Tactic tactic, const std::string& entity) {
  attacks_.labels.push_back(
      {plan_.id, tactic.technique, tactic.stage, level_name(plan_.level), entity});
  return static_cast<std::int32_t>(attacks_.labels.size()) - 1;
}

void Campaign::call(const Session& session, std::string_view name, std::string resource,
                    Tactic tactic) {
  ApiCall call{now_, &session, operation(name), std::move(resource), rng_.next(), 1};
  call.label = label(tactic, "actor:" + canonical_arn(*session.principal));
  attacks_.plan.calls.push_back(std::move(call));
}

void Campaign::denied(const Session& session, std::string_view name, std::string resource,
                      Tactic tactic) {
  call(session, name, std::move(resource), tactic);
  attacks_.plan.calls.back().outcome = Outcome::kDenied;
}

std::vector<CampaignPlan> default_campaigns(const Rng& root, Span span) {
  Rng rng = root.fork("default-campaigns");
  std::vector<Level> levels{Level::kLoud, Level::kOrdinary, Level::kSlow};
  for (std::size_t i = levels.size() - 1; i > 0; --i) {
    std::swap(levels[i], levels[index_below(rng, i + 1)]);
  }
  constexpr int kRoomForSlow = 5;
  std::vector<CampaignPlan> plans;
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    const int third = span.days - std::max(1, span.days / 3);
    const int room = levels[i % levels.size()] == Level::kSlow ? kRoomForSlow : 1;
    const std::int64_t day = rng.between(third, std::max(third, span.days - room));
    plans.push_back({fmt::format("{}-1", kKinds[i].name), std::string(kKinds[i].name),
                     levels[i % levels.size()], span.first + static_cast<Day>(day)});
  }
  return plans;
}

Attacks stage_campaigns(const Estate& estate, const Rng& root,
                        const std::vector<CampaignPlan>& plans) {
  Attacks attacks;
  for (const CampaignPlan& plan : plans) {
    const auto* const kind =
        std::find_if(kKinds.begin(), kKinds.end(),
                     [&](const CampaignKind& row) { return row.name == plan.kind; });
    if (kind == kKinds.end()) continue;
    Campaign campaign(estate, plan, root, attacks);
    kind->stage(campaign);
  }
  return attacks;
}

}  // namespace detector::synth
