// How a person makes API calls: which credentials, from where, with which client, with what gaps,
// and which mistakes.

#include "synth/desk.h"

#include <algorithm>

#include "base/hash.h"
#include "synth/random.h"
#include "synth/surprise.h"

namespace detector::synth {
namespace {

TimeMs gap(Tool tool, Rng& rng) {
  switch (tool) {
    case Tool::kConsole:
      return rng.chance(500) ? rng.between(40, 900) : rng.between(1500, 45'000);
    case Tool::kCli:
      return waiting(rng, 14 * kSecondMs) + 700;
    case Tool::kSdk:
      return rng.between(40, 2500);
    case Tool::kTerraform:
      return rng.between(5, 260);
  }
  return kSecondMs;
}

}  // namespace

Desk::Desk(const Estate& estate, std::size_t person, Day local, Plan& plan)
    : estate_(estate),
      index_(person),
      who_(estate.people[person]),
      post_(post_on(who_, local)),
      local_(local),
      plan_(plan) {}

void Desk::burst(TimeMs time, const std::string& address, Rng& rng) {
  const Task* task = &tasks()[pick_weighted(rng, post_.task_weights)];
  if (rng.chance(12)) task = &pick(rng, tasks());  // someone else's work
  knows_ = task->jobs.find(job_letter(post_.job)) != std::string_view::npos;
  Errand errand;
  errand.tool = task->tool;
  errand.steps = task->steps;
  errand.seat = post_.seats.size() > 1 && rng.chance(250) ? 1 : 0;
  errand.region = region_for(errand.seat, rng);
  const PlanMark mark = mark_of(plan_);
  run(errand, time, address, rng);
  knows_ = true;
  tag_client(task->tool, mark);
  for (const Rollout& rollout : estate_.rollouts) {
    if (rollout.region != errand.region || local_ - rollout.since >= 2 * kNewsDays) continue;
    const auto number = static_cast<std::int64_t>(rollout.region);
    tag_since(estate_, mark, {surprise_name("new-region", number, rollout.since), "new-region"},
              plan_);
  }
}

TimeMs Desk::run(const Errand& errand, TimeMs time, const std::string& address, Rng& rng) {
  const Seat& seat = post_.seats[std::min(errand.seat, post_.seats.size() - 1)];
  const Session* session = sign_in({seat, errand.tool, address}, time, rng);
  const std::vector<Step> steps = parse_steps(errand.steps);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i > 0 && errand.about.empty() && rng.chance(who_.skip_per_mille)) continue;
    const std::int64_t times = around(rng, steps[i].low, steps[i].high);
    std::string resource = resource_for(steps[i], errand, rng);
    for (std::int64_t n = 0; n < times; ++n) {
      if (rng.chance(250)) resource = resource_for(steps[i], errand, rng);
      ApiCall call{time, session, steps[i].operation, resource, rng.next(), errand.region};
      call.outcome = outcome_of(*steps[i].operation, errand, rng);
      plan_.calls.push_back(std::move(call));
      time += gap(errand.tool, rng);
    }
  }
  return time;
}

TimeMs Desk::mistype(std::int64_t typos, TimeMs time, const std::string& address, Rng& rng) {
  const Place place{post_.seats.front(), Tool::kConsole, address};
  const Principal& user = estate_.people_principals[place.seat.principal];
  const Session* session = keep(new_session(user, place, time, rng));
  const Operation* login = operation("signin:ConsoleLogin");
  for (std::int64_t n = 0; n < typos; ++n) {
    plan_.calls.push_back({time, session, login, {}, rng.next(), 0, Outcome::kFailedLogin});
    time += rng.between(4, 40) * kSecondMs;
  }
  plan_.calls.push_back({time, session, login, user.name, rng.next(), 0});
  return time + rng.between(2, 25) * kSecondMs;
}

std::string Desk::resource_for(const Step& step, const Errand& errand, Rng& rng) const {
  if (!errand.about.empty()) return std::string(errand.about);
  const Seat& seat = post_.seats[std::min(errand.seat, post_.seats.size() - 1)];
  return choose_resource(estate_, {seat.account, who_.taste}, step.operation->resource, rng);
}

Outcome Desk::outcome_of(const Operation& what, const Errand& errand, Rng& rng) const {
  const std::uint64_t lot = rng.below(1000);
  const std::uint64_t denied = knows_                                                   ? 3
                               : what.access == Access::kWrite || what.service == "iam" ? 850
                                                                                        : 400;
  if (lot < denied) return Outcome::kDenied;
  if (errand.tool == Tool::kTerraform && lot > 990) return Outcome::kThrottled;
  if (what.resource != ResourceKind::kNone && lot > 993) return Outcome::kNotFound;
  return Outcome::kOk;
}

/// Where they always are, rarely another region, and sometimes one that they roll out.
std::uint16_t Desk::region_for(std::size_t seat, Rng& rng) const {
  if (rng.chance(20)) return static_cast<std::uint16_t>(rng.below(kUsedRegions));
  for (const Rollout& rollout : estate_.rollouts) {
    if (rollout.since > local_ || seat > 0) continue;
    for (const std::size_t person : rollout.operators) {
      if (person == index_ && rng.chance(local_ - rollout.since < kNewsDays ? 300 : 80)) {
        return rollout.region;
      }
    }
  }
  return who_.region;
}

const Session* Desk::find(const Principal& principal, const Place& place) const {
  const std::string& agent = agent_on(who_, place.tool, local_);
  for (const Session* session : mine_) {
    if (session->principal == &principal && session->address == place.address &&
        session->user_agent == agent) {
      return session;
    }
  }
  return nullptr;
}

Session Desk::new_session(const Principal& principal, const Place& place, TimeMs time,
                          Rng& rng) const {
  const bool is_user = principal.kind == PrincipalKind::kUser;
  Session session;
  session.principal = &principal;
  session.name = is_user ? std::string() : post_.role_session;
  if (!is_user && session.name.empty()) session.name = who_.name;
  const bool long_lived = is_user && place.tool != Tool::kConsole;
  session.access_key = long_lived ? principal.access_key : random_id(rng, "ASIA", 16);
  session.created = time;
  session.address = place.address;
  session.user_agent = agent_on(who_, place.tool, local_);
  session.mfa = who_.taste % 10 < 8 ? Session::Mfa::kYes : Session::Mfa::kNo;
  return session;
}

const Session* Desk::keep(Session session) {
  plan_.sessions.push_back(std::move(session));
  mine_.push_back(&plan_.sessions.back());
  return mine_.back();
}

const Session* Desk::sign_in(const Place& place, TimeMs& time, Rng& rng) {
  const Principal& principal = estate_.people_principals[place.seat.principal];
  if (const Session* session = find(principal, place)) return session;
  const bool is_user = principal.kind == PrincipalKind::kUser;
  if (!is_user && post_.role_session.empty()) return assume(principal, place, time, rng);
  const Session* session = keep(new_session(principal, place, time, rng));
  if (is_user && place.tool != Tool::kConsole) return session;
  const Operation* login =
      operation(place.tool == Tool::kConsole ? "signin:ConsoleLogin" : "sts:AssumeRoleWithSAML");
  plan_.calls.push_back({time, session, login, principal.name, rng.next(), 0});
  time += rng.between(2, 25) * kSecondMs;
  return session;
}

/// A user's way into another account: their own session first, and AssumeRole with it.
const Session* Desk::assume(const Principal& role, const Place& place, TimeMs& time, Rng& rng) {
  const Seat& home = post_.seats.front();
  const Session* from = sign_in({home, place.tool, place.address}, time, rng);
  const Session* to = keep(new_session(role, place, time, rng));
  ApiCall call{time, from, operation("sts:AssumeRole"), role.name, rng.next(), who_.region};
  call.shared = rng.next();
  add_assume_role(estate_, std::move(call), *to, plan_);
  time += rng.between(1, 6) * kSecondMs;
  return to;
}

void Desk::tag_client(Tool tool, const PlanMark& mark) {
  const Client& client = client_on(who_, tool, local_);
  if (client.since == 0 || local_ - client.since >= kClientNewsDays) return;
  const auto person = static_cast<std::int64_t>(index_);
  tag_since(estate_, mark, {surprise_name("tool-version", person, client.since), "tool-version"},
            plan_);
}

void add_assume_role(const Estate& estate, ApiCall call, const Session& to, Plan& plan) {
  call.assumed = &to;
  const std::uint16_t there = account_of(estate, *to.principal);
  if (to.principal->account == call.session->principal->account) {
    call.shared = 0;
    plan.calls.push_back(std::move(call));
    return;
  }
  ApiCall other = call;
  other.recipient = there;
  other.token = combine(call.token, call.shared);
  plan.calls.push_back(std::move(call));
  plan.calls.push_back(std::move(other));
}

}  // namespace detector::synth
