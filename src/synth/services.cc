// Programs under service roles. Each has a rhythm (a row of service_rows()) and a bad day now and
// then: a run that is missed, a run that is repeated, throttling, an object that is not there.

#include <fmt/format.h>

#include "synth/behaviour.h"
#include "synth/habits.h"
#include "synth/random.h"

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

class ServiceDay {
 public:
  ServiceDay(const Estate& estate, std::size_t row, const Rng& root, Day utc, Plan& plan)
      : estate_(estate),
        root_(root),
        index_(row),
        utc_(utc),
        row_(service_rows()[row]),
        role_(estate.service_roles[row]),
        plan_(plan),
        taste_(root.fork(role_.name).next()) {
    addresses_ = service_place(root, row, utc).addresses;
  }

  void run(TimeMs time, Rng& rng) {
    const Session* session = session_at(time, rng);
    const std::vector<Step> steps = parse_steps(row_.steps);
    for (const Step& step : steps) {
      const std::int64_t times = around(rng, step.low, step.high);
      for (std::int64_t n = 0; n < times; ++n) {
        const std::uint64_t lot = rng.below(10'000);
        ApiCall call{
            time,           session,
            step.operation, choose_resource(estate_, taste_, step.operation->resource, rng),
            rng.next(),     kHomeRegion};
        if (lot < 15) call.outcome = Outcome::kThrottled;
        if (lot >= 15 && lot < 35 && !call.resource.empty()) call.outcome = Outcome::kNotFound;
        if (lot >= 35 && lot < 38) call.outcome = Outcome::kDenied;
        plan_.calls.push_back(std::move(call));
        time += rng.between(30, 2200);
      }
    }
  }

 private:
  const Session* session_at(TimeMs time, Rng& rng) {
    // Machines keep credentials for six hours, functions and tasks for about one.
    const TimeMs life = row_.service == "ec2" ? 6 * kHourMs : 50 * kMinuteMs;
    if (current_ != nullptr && time - current_->created < life) return current_;
    Session session;
    session.principal = &role_;
    session.name = service_session_name(root_, index_, utc_, rng);
    session.access_key = random_id(rng, "ASIA", 16);
    session.created = time;
    session.address = pick(rng, addresses_);
    session.user_agent = row_.agent;
    Session service;
    service.principal = &role_;
    service.name = session.name;
    service.access_key = session.access_key;
    service.created = time;
    service.invoked_by = fmt::format("{}.amazonaws.com", row_.service);
    plan_.sessions.push_back(std::move(session));
    current_ = &plan_.sessions.back();
    plan_.sessions.push_back(std::move(service));
    plan_.calls.push_back({time - rng.between(100, 900), &plan_.sessions.back(),
                           operation("sts:AssumeRole"), role_.name, rng.next(), kHomeRegion});
    return current_;
  }

  const Estate& estate_;
  const Rng& root_;
  std::size_t index_;
  Day utc_;
  const ServiceRow& row_;
  const Principal& role_;
  Plan& plan_;
  std::uint64_t taste_;
  std::vector<std::string> addresses_;
  const Session* current_ = nullptr;
};

void plan_service(const Estate& estate, const Rng& root, std::size_t row, Day utc, Plan& plan) {
  const ServiceRow& service = service_rows()[row];
  const char weekday = static_cast<char>('0' + weekday_of(utc));
  if (service.days.find(weekday) == std::string_view::npos) return;
  Rng rng = stream(root, "service", static_cast<std::int64_t>(row), utc);
  ServiceDay day(estate, row, root, utc, plan);
  const TimeMs midnight = start_of_day(utc);
  for (TimeMs at = service.at_minute; at < minute_of(24); at += service.every_minutes) {
    const TimeMs time = midnight + at * kMinuteMs + rng.between(0, 45'000);
    if (!rng.chance(demand(service, time)) || rng.chance(4)) continue;
    day.run(time, rng);
    if (rng.chance(5)) day.run(time + rng.between(60, 150) * kSecondMs, rng);  // tried again
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
  session.user_agent = estate.people[0].agents[0];
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

ServicePlace service_place(const Rng& root, std::size_t row, Day day) {
  const auto index = static_cast<std::int64_t>(row);
  Rng rng = stream(root, "service-place", index, (day + index * 7) / 29);
  ServicePlace place;
  const int addresses = service_rows()[row].service == "lambda" ? 6 : 1;
  for (int i = 0; i < addresses; ++i) {
    place.addresses.push_back(fmt::format("18.{}.{}.{}", rng.between(190, 199), rng.between(0, 255),
                                          rng.between(2, 253)));
  }
  place.instance = "i-0" + random_hex(rng, 16);
  return place;
}

std::string service_session_name(const Rng& root, std::size_t row, Day day, Rng& rng) {
  const ServiceRow& service = service_rows()[row];
  if (service.service == "ec2") return service_place(root, row, day).instance;
  return service.service == "lambda" ? std::string(service.name) : random_hex(rng, 32);
}

void plan_services(const Estate& estate, const Rng& root, Day utc, Plan& plan) {
  for (std::size_t row = 0; row < service_rows().size(); ++row) {
    plan_service(estate, root, row, utc, plan);
  }
  plan_root(estate, root, utc, plan);
}

}  // namespace detector::synth
