// Programs under service roles. Each has a rhythm (a row of service_rows()) and a bad day now and
// then: a run that is missed, a run that is repeated, throttling, an object that is not there.

#include <fmt/format.h>

#include "synth/behaviour.h"
#include "synth/desk.h"
#include "synth/habits.h"
#include "synth/random.h"
#include "synth/surprise.h"

namespace detector::synth {
namespace {

constexpr std::uint16_t kHomeRegion = 1;

/// How much of its traffic a service that follows people's day has at this moment, per mille.
std::uint64_t demand(const ServiceRow& row, TimeMs time) {
  if (row.hours != "day") return 1000;
  const int hour = hour_of(time);
  const std::uint64_t by_hour = hour < 5 ? 120 : hour < 7 ? 400 : hour < 19 ? 1000 : 550;
  return weekday_of(day_of(time)) >= 5 ? by_hour * 4 / 10 : by_hour;
}

/// Whether this is one of the days that a row names.
bool runs_on(const ServiceRow& row, Day utc) {
  const CivilDate date = civil_from_day(utc);
  if (row.days == "monthly") return date.day == 1;
  if (row.days == "quarterly") return date.day == 5 && date.month % 3 == 1;
  return row.days.find(static_cast<char>('0' + weekday_of(utc))) != std::string_view::npos;
}

class ProgramDay {
 public:
  ProgramDay(const Estate& estate, std::size_t program, const Rng& root, Day utc, Plan& plan)
      : estate_(estate),
        root_(root),
        index_(program),
        utc_(utc),
        program_(estate.programs[program]),
        row_(service_rows()[program_.row]),
        plan_(plan),
        steps_(parse_steps(row_.steps)),
        visit_steps_(parse_steps(row_.visit_steps)) {
    taste_ = root.fork(program_.role.name).next();
    addresses_ = service_place(estate, root, program, utc).addresses;
  }

  void run(TimeMs time, std::uint16_t region, Rng& rng) {
    const Session* session = session_at(time, rng);
    time = work(steps_, *session, time, region, rng);
    if (row_.visits == ServiceRow::Visits::kNobody) return;
    const bool deploys = row_.visits == ServiceRow::Visits::kDeploys;
    for (std::uint16_t account = 0; account < kAccounts; ++account) {
      // A pipeline deploys one thing; auditors look at everything.
      if (deploys && (account == kSecurityAccount || !rng.chance(400))) continue;
      const Principal& role =
          deploys ? estate_.deploy_roles[account] : estate_.audit_roles[account];
      const Session* visitor = visit(*session, role, time, rng);
      time = work(visit_steps_, *visitor, time + rng.between(200, 1500), region, rng);
    }
  }

 private:
  TimeMs work(const std::vector<Step>& steps, const Session& session, TimeMs time,
              std::uint16_t region, Rng& rng) {
    const Chooser chooser{account_of(estate_, *session.principal), taste_};
    for (const Step& step : steps) {
      const std::int64_t times = around(rng, step.low, step.high);
      for (std::int64_t n = 0; n < times; ++n) {
        const std::uint64_t lot = rng.below(10'000);
        ApiCall call{
            time,           &session,
            step.operation, choose_resource(estate_, chooser, step.operation->resource, rng),
            rng.next(),     region};
        if (lot < 15) call.outcome = Outcome::kThrottled;
        if (lot >= 15 && lot < 35 && !call.resource.empty()) call.outcome = Outcome::kNotFound;
        if (lot >= 35 && lot < 38) call.outcome = Outcome::kDenied;
        plan_.calls.push_back(std::move(call));
        time += rng.between(30, 2200);
      }
    }
    return time;
  }

  /// The role of an account that this program takes, for as long as one run.
  const Session* visit(const Session& from, const Principal& role, TimeMs time, Rng& rng) {
    Session session = from;
    session.principal = &role;
    session.name = std::string(row_.name);
    session.access_key = random_id(rng, "ASIA", 16);
    session.created = time;
    plan_.sessions.push_back(std::move(session));
    const Session* to = &plan_.sessions.back();
    ApiCall call{time, &from, operation("sts:AssumeRole"), role.name, rng.next(), kHomeRegion};
    call.shared = rng.next();
    add_assume_role(estate_, std::move(call), *to, plan_);
    return to;
  }

  const Session* session_at(TimeMs time, Rng& rng) {
    // Machines keep credentials for six hours, functions and tasks for about one.
    const TimeMs life = row_.service == "ec2" ? 6 * kHourMs : 50 * kMinuteMs;
    if (current_ != nullptr && time - current_->created < life) return current_;
    Session session;
    session.principal = &program_.role;
    session.name = service_session_name(estate_, root_, index_, utc_, rng);
    session.access_key = random_id(rng, "ASIA", 16);
    session.created = time;
    session.address = pick(rng, addresses_);
    session.user_agent = row_.agent;
    Session service;
    service.principal = &program_.role;
    service.name = session.name;
    service.access_key = session.access_key;
    service.created = time;
    service.invoked_by = fmt::format("{}.amazonaws.com", row_.service);
    plan_.sessions.push_back(std::move(session));
    current_ = &plan_.sessions.back();
    plan_.sessions.push_back(std::move(service));
    plan_.calls.push_back({time - rng.between(100, 900), &plan_.sessions.back(),
                           operation("sts:AssumeRole"), program_.role.name, rng.next(),
                           kHomeRegion});
    return current_;
  }

  const Estate& estate_;
  const Rng& root_;
  std::size_t index_;
  Day utc_;
  const Program& program_;
  const ServiceRow& row_;
  Plan& plan_;
  std::vector<Step> steps_;
  std::vector<Step> visit_steps_;
  std::uint64_t taste_ = 0;
  std::vector<std::string> addresses_;
  const Session* current_ = nullptr;
};

void plan_program(const Estate& estate, const Rng& root, std::size_t program, Day utc, Plan& plan) {
  const ServiceRow& row = service_rows()[estate.programs[program].row];
  Rng rng = stream(root, "service", static_cast<std::int64_t>(program), utc);
  ProgramDay day(estate, program, root, utc, plan);
  const std::uint64_t load = estate.programs[program].load_per_mille;
  // What runs rarely runs everywhere; what runs all the time runs less where less happens.
  const bool rare = row.every_minutes >= 360;
  const TimeMs midnight = start_of_day(utc);
  for (TimeMs at = row.at_minute; at < minute_of(24); at += row.every_minutes) {
    const TimeMs time = midnight + at * kMinuteMs + rng.between(0, 45'000);
    if (!rare && !rng.chance(load)) continue;
    if (!rng.chance(demand(row, time)) || rng.chance(4)) continue;
    day.run(time, kHomeRegion, rng);
    if (rng.chance(5)) {  // tried again
      day.run(time + rng.between(60, 150) * kSecondMs, kHomeRegion, rng);
    }
  }
}

/// What a program does in a region that it was rolled out to.
void plan_rollout(const Estate& estate, const Rng& root, const Rollout& rollout, Day utc,
                  Plan& plan) {
  if (rollout.since > utc) return;
  const ServiceRow& row = service_rows()[estate.programs[rollout.program].row];
  Rng rng = stream(root, "rollout", rollout.region, utc);
  ProgramDay day(estate, rollout.program, root, utc, plan);
  for (TimeMs at = row.at_minute; at < minute_of(24); at += row.every_minutes * 3) {
    const TimeMs time = start_of_day(utc) + at * kMinuteMs + rng.between(60'000, 110'000);
    if (rng.chance(demand(row, time))) day.run(time, rollout.region, rng);
  }
}

/// Someone signs in as root about once in two months, to look at the bill.
void plan_root(const Estate& estate, const Rng& root, Day utc, Plan& plan) {
  Rng rng = stream(root, "root-user", 0, utc);
  if (!rng.chance(15) || weekday_of(utc) >= 5) return;
  TimeMs time = start_of_day(utc) + rng.between(minute_of(8), minute_of(16)) * kMinuteMs;
  Session session;
  session.principal = &estate.root;
  session.access_key = random_id(rng, "ASIA", 16);
  session.created = time;
  session.address = estate.sites[0].address;
  session.user_agent = agent_on(estate.people[0], Tool::kConsole, utc);
  session.mfa = Session::Mfa::kYes;
  plan.sessions.push_back(std::move(session));
  for (const std::string_view name :
       {"signin:ConsoleLogin", "iam:GetAccountSummary", "budgets:DescribeBudgets",
        "ce:GetCostAndUsage", "ce:GetCostForecast"}) {
    plan.calls.push_back({time, &plan.sessions.back(), operation(name), {}, rng.next(), 0});
    time += rng.between(2, 60) * kSecondMs;
  }
}

}  // namespace

ServicePlace service_place(const Estate& estate, const Rng& root, std::size_t program, Day day) {
  const auto index = static_cast<std::int64_t>(program);
  Rng rng = stream(root, "service-place", index, (day + index * 7) / 29);
  ServicePlace place;
  const ServiceRow& row = service_rows()[estate.programs[program].row];
  const int addresses = row.service == "lambda" ? 6 : 1;
  for (int i = 0; i < addresses; ++i) {
    place.addresses.push_back(fmt::format("18.{}.{}.{}", rng.between(190, 199), rng.between(0, 255),
                                          rng.between(2, 253)));
  }
  place.instance = "i-0" + random_hex(rng, 16);
  return place;
}

std::string service_session_name(const Estate& estate, const Rng& root, std::size_t program,
                                 Day day, Rng& rng) {
  const ServiceRow& row = service_rows()[estate.programs[program].row];
  if (row.service == "ec2") return service_place(estate, root, program, day).instance;
  return row.service == "lambda" ? std::string(row.name) : random_hex(rng, 32);
}

void plan_services(const Estate& estate, const Rng& root, Day utc, Plan& plan) {
  for (std::size_t i = 0; i < estate.programs.size(); ++i) {
    const Program& program = estate.programs[i];
    const ServiceRow& row = service_rows()[program.row];
    if (program.since > utc || !runs_on(row, utc)) continue;
    const PlanMark mark = mark_of(plan);
    plan_program(estate, root, i, utc, plan);
    const auto number = static_cast<std::int64_t>(i);
    if (program.since > 0 && utc - program.since < kNewsDays) {
      tag_since(estate, mark, {surprise_name("new-service", number, program.since), "new-service"},
                plan);
    } else if (row.days == "quarterly") {
      tag_since(estate, mark, {surprise_name("quarterly-job", number, utc), "quarterly-job"}, plan);
    }
  }
  for (const Rollout& rollout : estate.rollouts) {
    const PlanMark mark = mark_of(plan);
    plan_rollout(estate, root, rollout, utc, plan);
    if (utc - rollout.since >= 2 * kNewsDays) continue;
    tag_since(estate, mark,
              {surprise_name("new-region", rollout.region, rollout.since), "new-region"}, plan);
  }
  plan_root(estate, root, utc, plan);
}

}  // namespace detector::synth
