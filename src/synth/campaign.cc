// What all campaigns share: their pace, their victims, their labels. Attacks draw from streams of
// their own, so the benign records do not know whether there are any.

#include "synth/campaign.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "synth/random.h"

namespace detector::synth {
namespace {

struct Pace {
  TimeMs low;
  TimeMs high;
  std::int64_t volume_percent;
};
// At least a second apart, so that no two lines of a guesser are the same bytes.
constexpr std::array<Pace, 3> kPaces{{{1000, 9 * kSecondMs, 100},
                                      {15 * kSecondMs, 240 * kSecondMs, 35},
                                      {35 * kMinuteMs, 150 * kMinuteMs, 10}}};
/// Days that a slow attacker takes when there are that many; with fewer, they go faster and work on
/// weekends.
constexpr Day kSlowDays = 8;
constexpr int kWorkEnds = 17;

const Pace& pace_of(Level level) {
  return kPaces[static_cast<std::size_t>(level)];
}

TimeMs end_of(const FlowLine& flow) {
  return flow.end;
}
template <typename Action>
TimeMs end_of(const Action& action) {
  return action.time;
}

/// What happens later than the logs go is not in them: drops it from `first` on; how much that was.
template <typename Action>
std::size_t cut(std::vector<Action>& actions, std::size_t first, TimeMs end) {
  const auto begin = actions.begin() + static_cast<std::ptrdiff_t>(first);
  const auto kept = std::remove_if(begin, actions.end(),
                                   [=](const Action& action) { return end_of(action) >= end; });
  const auto dropped = static_cast<std::size_t>(actions.end() - kept);
  actions.erase(kept, actions.end());
  return dropped;
}

}  // namespace

std::string_view level_name(Level level) {
  constexpr std::array<std::string_view, 3> kNames{"loud", "ordinary", "slow"};
  return kNames[static_cast<std::size_t>(level)];
}

Campaign::Campaign(const Estate& estate, const CampaignPlan& plan, const Rng& root,
                   Attacks& attacks)
    : estate_(estate),
      plan_(plan),
      attacks_(attacks),
      root_(root),
      rng_(root.fork("campaign/" + plan.id)),
      first_label_(attacks.labels.size()) {
  const std::int64_t minute = plan.level == Level::kSlow
                                  ? rng_.between(minute_of(8), minute_of(10, 59))
                                  : rng_.between(minute_of(0, 5), minute_of(17));
  now_ = start_of_day(plan.day) + minute * kMinuteMs + rng_.between(0, kMinuteMs - 1);
  wait_for_work();
}

std::size_t Campaign::choose(const std::vector<const void*>& candidates) {
  std::vector<std::size_t> fresh;
  const std::vector<const void*>& hit = attacks_.victims;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (std::find(hit.begin(), hit.end(), candidates[i]) == hit.end()) fresh.push_back(i);
  }
  const std::size_t chosen =
      fresh.empty() ? index_below(rng_, candidates.size()) : pick(rng_, fresh);
  attacks_.victims.push_back(candidates[chosen]);
  return chosen;
}

const Person& Campaign::victim(bool (*fits)(const Person&)) {
  std::vector<const void*> worth;
  std::vector<const Person*> people;
  for (const Person& person : estate_.people) {
    if (!fits(person) || person.since > plan_.day) continue;
    worth.push_back(&person);
    people.push_back(&person);
  }
  const Person& chosen =
      people.empty() ? estate_.people[index_below(rng_, estate_.staff)] : *people[choose(worth)];
  keep_hours_of(chosen);
  return chosen;
}

std::size_t Campaign::choose_program(std::uint16_t account) {
  std::vector<const void*> roles;
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < estate_.programs.size(); ++i) {
    const Program& program = estate_.programs[i];
    if (program.since > plan_.day) continue;
    if (account != kAccounts && program.account != account) continue;
    roles.push_back(&program);
    indices.push_back(i);
  }
  return indices[choose(roles)];
}

std::size_t Campaign::victim_program() {
  const std::size_t program = choose_program(kAccounts);
  account_ = estate_.programs[program].account;
  return program;
}

const Principal& Campaign::program_role_here() {
  return estate_.programs[choose_program(account_)].role;
}

std::uint16_t Campaign::victim_host(Host::Exposure exposure) {
  std::vector<const void*> hosts;
  std::vector<std::uint16_t> indices;
  for (std::uint16_t i = 0; i < host_count(estate_); ++i) {
    if (estate_.hosts[i].exposure != exposure || estate_.hosts[i].since > plan_.day) continue;
    hosts.push_back(&estate_.hosts[i]);
    indices.push_back(i);
  }
  return indices[choose(hosts)];
}

void Campaign::keep_hours_of(const Person& person) {
  region_ = person.region;
  account_ = person.posts.front().seats.front().account;
  if (plan_.level != Level::kSlow) return;
  // The same hour of the victim's clock; east of Greenwich that may be the evening before.
  const TimeMs offset = estate_.sites[person.site].utc_offset;
  now_ = std::max(now_ + utc_offset_ - offset, start_of_day(plan_.day) + 5 * kMinuteMs);
  utc_offset_ = offset;
  wait_for_work();
}

/// In the evening and on weekends a slow attacker waits, as the people do whom they hide among.
void Campaign::wait_for_work() {
  if (plan_.level != Level::kSlow) return;
  const bool hurries = plan_.end - plan_.day < kSlowDays;
  const TimeMs local = now_ + utc_offset_;
  Day day = day_of(local);
  if (hour_of(local) >= kWorkEnds) ++day;
  while (!hurries && weekday_of(day) >= 5) ++day;
  if (day == day_of(local)) return;
  now_ = start_of_day(day) - utc_offset_ +
         rng_.between(minute_of(8), minute_of(10, 59)) * kMinuteMs + rng_.between(0, kMinuteMs - 1);
}

void Campaign::rest(TimeMs ms) {
  if (plan_.level == Level::kSlow) {
    ms = ms * std::clamp<TimeMs>(plan_.end - plan_.day, 1, kSlowDays) / kSlowDays;
  }
  now_ += ms;
  wait_for_work();
}

void Campaign::pause() {
  rest(rng_.between(pace_of(plan_.level).low, pace_of(plan_.level).high));
}

std::int64_t Campaign::volume(std::int64_t loud) const {
  return std::max<std::int64_t>(1, loud * pace_of(plan_.level).volume_percent / 100);
}

std::int32_t Campaign::label(Tactic tactic, const std::string& entity) {
  std::vector<Label>& labels = attacks_.labels;
  for (std::size_t i = first_label_; i < labels.size(); ++i) {
    const Label& row = labels[i];
    if (row.entity == entity && row.technique == tactic.technique && row.stage == tactic.stage) {
      return static_cast<std::int32_t>(i);
    }
  }
  labels.push_back({plan_.id, tactic.technique, tactic.stage, level_name(plan_.level), entity});
  return static_cast<std::int32_t>(labels.size()) - 1;
}

const Session& Campaign::current(const Session& session) {
  constexpr TimeMs kLife = 9 * kHourMs;
  if (session.access_key.rfind("ASIA", 0) != 0) return session;
  const Session& latest = begun_ == &session ? *renewed_ : session;
  if (now_ - latest.created < kLife) return latest;
  Session next = session;
  next.access_key = random_id(rng_, "ASIA", 16);
  next.created = now_;
  begun_ = &session;
  renewed_ = &add_session(std::move(next));
  if (session.principal->kind == PrincipalKind::kUser) {
    record(*renewed_, {"signin:ConsoleLogin"}, {"T1078.004", "initial-access"});
    now_ += rng_.between(3, 20) * kSecondMs;
  }
  return *renewed_;
}

void Campaign::record(const Session& session, Act act, Tactic tactic) {
  ApiCall call{now_,        &session, operation(act.name), std::move(act.resource),
               rng_.next(), region_,  act.outcome};
  // Who fails to sign in is nobody yet: a detector has only the address.
  const std::string entity = act.outcome == Outcome::kFailedLogin
                                 ? "address:" + session.address
                                 : "actor:" + canonical_arn(*session.principal);
  call.label = label(tactic, entity);
  call.request = std::move(act.request);
  attacks_.plan.calls.push_back(std::move(call));
}

void Campaign::step(const Session& session, Act act, Tactic tactic) {
  record(current(session), std::move(act), tactic);
  pause();
}

void Campaign::look(const Session& session, std::initializer_list<std::string_view> names,
                    Tactic tactic) {
  for (const std::string_view name : names) {
    step(session, {name, resource(operation(name)->resource)}, tactic);
  }
}

const Session& Campaign::add_session(Session session) {
  attacks_.plan.sessions.push_back(std::move(session));
  return attacks_.plan.sessions.back();
}

std::string Campaign::resource(ResourceKind kind) {
  const auto& all = estate_.resources[account_][static_cast<std::size_t>(kind)];
  return all.empty() ? std::string() : pick(rng_, all);
}

std::string Campaign::foreign_address() {
  return public_address(rng_);
}

std::string Campaign::foreign_account() {
  return fmt::format("{:012}", rng_.between(111'111'111'111, 999'999'999'999));
}

Attacks stage_campaigns(const Estate& estate, const Rng& root,
                        const std::vector<CampaignPlan>& plans) {
  Attacks attacks;
  const auto kinds = campaign_kinds();
  for (const CampaignPlan& plan : plans) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const CampaignKind& row) { return row.name == plan.kind; });
    if (kind == kinds.end()) continue;
    const std::size_t calls = attacks.plan.calls.size();
    const std::size_t lines = attacks.plan.lines.size();
    const std::size_t flows = attacks.plan.flows.size();
    Campaign campaign(estate, plan, root, attacks);
    kind->stage(campaign);
    if (plan.end == std::numeric_limits<Day>::max()) continue;
    const TimeMs end = start_of_day(plan.end);
    attacks.left_out += cut(attacks.plan.calls, calls, end);
    attacks.left_out += cut(attacks.plan.lines, lines, end);
    attacks.left_out += cut(attacks.plan.flows, flows, end);
  }
  return attacks;
}

}  // namespace detector::synth
