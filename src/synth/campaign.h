#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "base/time.h"
#include "detector/result.h"
#include "synth/estate.h"
#include "synth/plan.h"

namespace detector::synth {

/// How much an attacker hurries: all at once, at a person's pace, or a little each day.
enum class Level { kLoud, kOrdinary, kSlow };
std::string_view level_name(Level level);

/// One attack to stage: a row of the attacks file, or one of the three default ones.
struct CampaignPlan {
  std::string id;    ///< Unique in a run: `leaked-access-key-1`.
  std::string kind;  ///< A row of campaign_kinds().
  Level level = Level::kOrdinary;
  Day day = 0;
};

/// What attacks added: actions, and what each stands for.
struct Attacks {
  Plan plan;
  std::vector<Label> labels;
};

/// ATT&CK technique and tactic of a step.
struct Tactic {
  std::string_view technique;
  std::string_view stage;
};

/// The stage on which one campaign plays: its clock, its random numbers, its labels.
class Campaign {
 public:
  Campaign(const Estate& estate, const CampaignPlan& plan, const Rng& root, Attacks& attacks);

  /// Lets the attacker's usual time between two steps pass; slow ones wait for working hours.
  void pause();
  /// Lets `ms` pass.
  void wait(TimeMs ms) { now_ += ms; }
  /// `loud` at full size, a part of it at lower levels; at least 1.
  [[nodiscard]] std::int64_t volume(std::int64_t loud) const;

  /// One API call of `session` now. `entity` is what a detector would name.
  void call(const Session& session, std::string_view name, std::string resource, Tactic tactic);
  void denied(const Session& session, std::string_view name, std::string resource, Tactic tactic);
  std::int32_t label(Tactic tactic, const std::string& entity);

  [[nodiscard]] const Estate& estate() const { return estate_; }
  [[nodiscard]] Plan& plan() { return attacks_.plan; }
  [[nodiscard]] const Rng& root() const { return root_; }
  [[nodiscard]] Rng& rng() { return rng_; }
  [[nodiscard]] TimeMs now() const { return now_; }
  [[nodiscard]] Level level() const { return plan_.level; }

 private:
  const Estate& estate_;
  const CampaignPlan& plan_;
  Attacks& attacks_;
  const Rng& root_;
  Rng rng_;
  TimeMs now_ = 0;
};

/// One kind of campaign: a new one is a new file and a new row.
struct CampaignKind {
  std::string_view name;
  void (*stage)(Campaign&);
};
std::span<const CampaignKind> campaign_kinds();

void stage_leaked_access_key(Campaign& campaign);
void stage_ssh_brute_force(Campaign& campaign);
void stage_compromised_service_role(Campaign& campaign);

/// Where campaigns may fall: `days` days from `first`.
struct Span {
  Day first = 0;
  int days = 0;
};

/// One campaign of each kind in the last third of the days, the levels dealt out by the seed.
std::vector<CampaignPlan> default_campaigns(const Rng& root, Span span);
/// From a file of JSON lines: see SynthOptions::attacks.
Result<std::vector<CampaignPlan>> load_campaigns(const std::string& path, const Rng& root,
                                                 Span span);
/// As load_campaigns(), from the file's text; `name` is for messages.
Result<std::vector<CampaignPlan>> parse_campaigns(std::string_view text, const std::string& name,
                                                  const Rng& root, Span span);

Attacks stage_campaigns(const Estate& estate, const Rng& root,
                        const std::vector<CampaignPlan>& plans);

}  // namespace detector::synth
