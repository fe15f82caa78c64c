#pragma once

#include <cstdint>
#include <limits>
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

/// One attack to stage: a row of the attacks file, or one of the default ones.
struct CampaignPlan {
  std::string id;    ///< Unique in a run: `leaked-access-key-1`.
  std::string kind;  ///< A row of campaign_kinds().
  Level level = Level::kOrdinary;
  Day day = 0;
  Day end = std::numeric_limits<Day>::max();  ///< The first day without logs.
};

/// What attacks added: actions, what each stands for, and who was hit.
struct Attacks {
  Plan plan;
  std::vector<Label> labels;
  std::vector<const void*> victims;  ///< People, roles and hosts. Bounded by the campaigns.
  std::size_t left_out = 0;          ///< Actions that would have come after the end.
};

/// ATT&CK technique and tactic of a step.
struct Tactic {
  std::string_view technique;
  std::string_view stage;
};

/// One API call of an attacker. `request` replaces the one that the catalog has, where the attack
/// lies in the parameters: JSON with %-places.
struct Act {
  std::string_view name;  ///< `service:Name`.
  std::string resource = {};
  std::string request = {};
  Outcome outcome = Outcome::kOk;
};

/// The stage on which one campaign plays: its clock, its random numbers, its labels.
class Campaign {
 public:
  Campaign(const Estate& estate, const CampaignPlan& plan, const Rng& root, Attacks& attacks);

  /// Someone whom no campaign before has hit, as far as there are such people; `fits` says who is
  /// worth it. Falls back on anyone.
  const Person& victim(bool (*fits)(const Person&));
  /// A program that no campaign before has hit: its index in Estate::programs. From here on in its
  /// account.
  std::size_t victim_program();
  /// The role of a program in the account where this campaign is; none that was hit, if possible.
  const Principal& program_role_here();
  /// A host that no campaign before has hit.
  std::uint16_t victim_host(Host::Exposure exposure);
  /// From here on in this person's account and region; who goes slowly keeps to their working hours
  /// too.
  void keep_hours_of(const Person& person);
  /// From here on in this region, an index into Estate::regions.
  void move_to(std::uint16_t region) { region_ = region; }

  /// Lets the attacker's usual time between two steps pass; slow ones wait for working hours.
  void pause();
  /// Lets `ms` pass.
  void wait(TimeMs ms) { now_ += ms; }
  /// Lets about `ms` pass, until working hours for slow ones.
  void rest(TimeMs ms);
  /// `loud` at full size, a part of it at lower levels; at least 1.
  [[nodiscard]] std::int64_t volume(std::int64_t loud) const;

  /// One API call of `session` now, and the pause after it.
  void step(const Session& session, Act act, Tactic tactic);
  /// A call for each name, without a resource: how an attacker looks around.
  void look(const Session& session, std::initializer_list<std::string_view> names, Tactic tactic);
  std::int32_t label(Tactic tactic, const std::string& entity);
  /// Keeps a session where the calls can point at it.
  const Session& add_session(Session session);

  /// Any resource of this kind in the account; empty when there is none.
  std::string resource(ResourceKind kind);
  /// An address that has nothing to do with the estate.
  std::string foreign_address();
  /// An account that has nothing to do with the estate.
  std::string foreign_account();

  [[nodiscard]] const Estate& estate() const { return estate_; }
  [[nodiscard]] Plan& plan() { return attacks_.plan; }
  [[nodiscard]] const Rng& root() const { return root_; }
  [[nodiscard]] Rng& rng() { return rng_; }
  [[nodiscard]] TimeMs now() const { return now_; }
  [[nodiscard]] Level level() const { return plan_.level; }

 private:
  /// Programs that are there, of one account or (kAccounts) of all.
  std::size_t choose_program(std::uint16_t account);
  /// Which of `candidates` to hit: one that is not a victim yet, if there is one.
  std::size_t choose(const std::vector<const void*>& candidates);
  /// `session` as it goes on: temporary credentials end and are fetched again.
  const Session& current(const Session& session);
  void record(const Session& session, Act act, Tactic tactic);
  void wait_for_work();

  const Estate& estate_;
  const CampaignPlan& plan_;
  Attacks& attacks_;
  const Rng& root_;
  Rng rng_;
  std::size_t first_label_;
  const Session* begun_ = nullptr;    ///< The session that was renewed last, ...
  const Session* renewed_ = nullptr;  ///< ... and as what it goes on.
  TimeMs now_ = 0;
  TimeMs utc_offset_ = 0;
  std::uint16_t region_ = 1;
  std::uint16_t account_ = kProd;
};

/// One kind of campaign: a new one is a new file and a new row.
struct CampaignKind {
  std::string_view name;
  void (*stage)(Campaign&);
};
std::span<const CampaignKind> campaign_kinds();

/// Where campaigns may fall: `days` days from `first`.
struct Span {
  Day first = 0;
  int days = 0;
};

/// Campaigns of different kinds in the last third of the days, as many of each level: twelve, or
/// three when there are under ten days. Slow ones begin where they have time until the end.
std::vector<CampaignPlan> default_campaigns(const Rng& root, Span span);
/// From a file of JSON lines: see SynthOptions::attacks.
Result<std::vector<CampaignPlan>> load_campaigns(const std::string& path, const Rng& root,
                                                 Span span);
/// As load_campaigns(), from the file's text; `name` is for messages.
Result<std::vector<CampaignPlan>> parse_campaigns(std::string_view text, const std::string& name,
                                                  const Rng& root, Span span);

/// Nothing happens after a plan's end: what a late attack would still do is left out.
Attacks stage_campaigns(const Estate& estate, const Rng& root,
                        const std::vector<CampaignPlan>& plans);

}  // namespace detector::synth
