// People at their cloud work. A working day is a handful of bursts; a burst is one task (a row of
// tasks()) with one tool; a task's steps come with gaps that fit the tool. Now and then someone
// tries a task of another job, another region, or makes a mistake: that is where benign errors and
// benign novelty come from.

#include <algorithm>
#include <vector>

#include "synth/behaviour.h"
#include "synth/habits.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

class PersonDay {
 public:
  PersonDay(const Estate& estate, std::size_t person, Day local, Plan& plan)
      : estate_(estate), who_(estate.people[person]), local_(local), plan_(plan) {}

  void burst(TimeMs time, const std::string& address, Rng& rng) {
    const Task* task = &tasks()[pick_weighted(rng, who_.task_weights)];
    if (rng.chance(12)) task = &pick(rng, tasks());  // someone else's work
    const bool knows = task->jobs.find(job_letter(who_.job)) != std::string_view::npos;
    const std::uint16_t region = rng.chance(20)
                                     ? static_cast<std::uint16_t>(rng.below(estate_.regions.size()))
                                     : who_.region;
    time = sign_in(task->tool, address, time, rng);
    const std::vector<Step> steps = parse_steps(task->steps);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (i > 0 && rng.chance(who_.skip_per_mille)) continue;
      const std::int64_t times = around(rng, steps[i].low, steps[i].high);
      std::string resource = resource_for(steps[i], rng);
      for (std::int64_t n = 0; n < times; ++n) {
        if (rng.chance(250)) resource = resource_for(steps[i], rng);
        ApiCall call{time, session_, steps[i].operation, resource, rng.next(), region};
        call.outcome = outcome_of(*steps[i].operation, *task, knows, rng);
        plan_.calls.push_back(std::move(call));
        time += gap(task->tool, rng);
      }
    }
  }

 private:
  std::string resource_for(const Step& step, Rng& rng) {
    return choose_resource(estate_, who_.taste, step.operation->resource, rng);
  }

  static TimeMs gap(Tool tool, Rng& rng) {
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

  static Outcome outcome_of(const Operation& what, const Task& task, bool knows, Rng& rng) {
    const std::uint64_t lot = rng.below(1000);
    const std::uint64_t denied = knows                                                    ? 3
                                 : what.access == Access::kWrite || what.service == "iam" ? 850
                                                                                          : 400;
    if (lot < denied) return Outcome::kDenied;
    if (task.tool == Tool::kTerraform && lot > 990) return Outcome::kThrottled;
    if (what.resource != ResourceKind::kNone && lot > 993) return Outcome::kNotFound;
    return Outcome::kOk;
  }

  /// The session for this tool and place, with the records of its start; returns the next moment.
  TimeMs sign_in(Tool tool, const std::string& address, TimeMs time, Rng& rng) {
    const bool is_user = who_.role_session.empty();
    const std::string& agent = local_ >= who_.agent_change
                                   ? who_.new_agents[static_cast<std::size_t>(tool)]
                                   : who_.agents[static_cast<std::size_t>(tool)];
    for (const Session* session : mine_) {
      if (session->address == address && session->user_agent == agent) {
        session_ = session;
        return time;
      }
    }
    const bool long_lived = is_user && tool != Tool::kConsole;
    Session session;
    session.principal = &principal_of(estate_, who_);
    session.name = who_.role_session;
    session.access_key = long_lived ? session.principal->access_key : random_id(rng, "ASIA", 16);
    session.created = time;
    session.address = address;
    session.user_agent = agent;
    session.mfa = who_.taste % 10 < 8 ? Session::Mfa::kYes : Session::Mfa::kNo;
    plan_.sessions.push_back(std::move(session));
    session_ = &plan_.sessions.back();
    mine_.push_back(session_);
    if (long_lived) return time;
    const Operation* login =
        operation(tool == Tool::kConsole ? "signin:ConsoleLogin" : "sts:AssumeRoleWithSAML");
    const bool mistyped = is_user && rng.chance(40);
    if (mistyped) {
      plan_.calls.push_back({time, session_, login, {}, rng.next(), 0, Outcome::kFailedLogin});
      time += rng.between(4, 40) * kSecondMs;
    }
    plan_.calls.push_back({time, session_, login, session_->principal->name, rng.next(), 0});
    return time + rng.between(2, 25) * kSecondMs;
  }

  const Estate& estate_;
  const Person& who_;
  Day local_;
  Plan& plan_;
  std::vector<const Session*> mine_;
  const Session* session_ = nullptr;
};

}  // namespace

void plan_people(const Estate& estate, const Rng& root, Day local, Plan& plan) {
  for (std::size_t i = 0; i < estate.people.size(); ++i) {
    const Person& who = estate.people[i];
    const WorkDay day = work_day(estate, root, i, local);
    Rng rng = stream(root, "cloud", static_cast<std::int64_t>(i), local);
    if (day.work == WorkDay::Work::kOff || !rng.chance(who.cloud_per_mille)) continue;
    PersonDay desk(estate, i, local, plan);
    const std::int64_t bursts = 1 + around(rng, 0, who.bursts * 2 - 2);
    std::vector<TimeMs> starts;
    for (std::int64_t n = 0; n < bursts; ++n) starts.push_back(moment_in(day, rng));
    std::sort(starts.begin(), starts.end());  // the first of the day is the one that signs in
    for (const TimeMs start : starts) desk.burst(start, day.address, rng);
    if (day.evening == WorkDay::Evening::kFree) continue;
    for (TimeMs at = day.evening_start; rng.chance(600); at += waiting(rng, 12 * kMinuteMs)) {
      desk.burst(at, day.evening_address, rng);
    }
  }
}

}  // namespace detector::synth
