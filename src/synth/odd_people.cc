// Benign surprises that people make on one day or night, on top of their usual work: what operators
// do when they are paged, what security people do in an incident, large copies, mistyped passwords,
// and the account of a colleague who comes tomorrow. Rates: docs/synthetic-logs.md.

#include <vector>

#include "synth/behaviour.h"
#include "synth/desk.h"
#include "synth/random.h"
#include "synth/shells.h"
#include "synth/surprise.h"

namespace detector::synth {
namespace {

constexpr std::int64_t kPageDays = 6;
constexpr std::int64_t kIncidentDays = 30;
constexpr std::int64_t kCopyDays = 15;
constexpr std::uint64_t kTypoPersonDays = 20;

/// One day of the estate, for those who have a part in its surprises.
struct OddDay {
  const Estate& estate;
  const Rng& root;
  Day local;
  Plan& plan;

  [[nodiscard]] WorkDay of(std::size_t person) const {
    return work_day(estate, root, person, local);
  }
  /// People of this job who work on this day.
  [[nodiscard]] std::vector<std::size_t> at_work(Job job) const {
    std::vector<std::size_t> people;
    for (std::size_t i = 0; i < estate.people.size(); ++i) {
      if (post_on(estate.people[i], local).job != job) continue;
      if (of(i).work == WorkDay::Work::kOn) people.push_back(i);
    }
    return people;
  }
  void tag(const PlanMark& mark, std::string_view kind, std::size_t thing) const {
    const auto number = static_cast<std::int64_t>(thing);
    tag_since(estate, mark, {surprise_name(kind, number, local), kind}, plan);
  }
};

/// Logs, alarms, restarts and shells, from home, at night.
void plan_page(const OddDay& odd) {
  Rng rng = stream(odd.root, "page", 0, odd.local);
  const std::vector<std::size_t> operators = odd.at_work(Job::kOperator);
  if (operators.empty()) return;
  const std::size_t person = pick(rng, operators);
  const Person& who = odd.estate.people[person];
  const WorkDay day = odd.of(person);
  const TimeMs midnight = start_of_day(odd.local + 1) - odd.estate.sites[who.site].utc_offset;
  TimeMs time = midnight + rng.between(-30, 230) * kMinuteMs;
  const TimeMs end = time + rng.between(60, 180) * kMinuteMs;
  const PlanMark mark = mark_of(odd.plan);
  if (day.evening_inside != day.evening_address) {
    connect_laptop(odd.estate, {time, end, day.evening_address, day.evening_inside}, rng, odd.plan);
  }
  Desk desk(odd.estate, person, odd.local, odd.plan);
  ShellDay shells(odd.estate, person, odd.local, odd.plan);
  Errand errand{Tool::kConsole, 0, who.region,
                "monitoring:DescribeAlarms*2-4 monitoring:GetMetricData*3-9 "
                "logs:FilterLogEvents*4-12 ecs:DescribeServices*1-4"};
  time = desk.run(errand, time, day.evening_address, rng);
  while (time < end && !who.hosts.empty()) {
    ShellVisit visit;
    visit.time = time;
    visit.address = day.evening_inside;
    visit.host = pick(rng, who.hosts);
    visit.commands = rng.between(2, 6);
    visit.proof = who.ssh_login;
    visit.length = rng.between(4, 20) * kMinuteMs;
    shells.visit(visit, rng);
    errand.tool = Tool::kCli;
    errand.steps = rng.chance(500) ? "logs:FilterLogEvents*5-15 ec2:DescribeInstanceStatus*1-3"
                                   : "ec2:DescribeInstances ec2:RebootInstances*0-2 "
                                     "ecs:UpdateService*0-2 monitoring:GetMetricData*2-6";
    time = desk.run(errand, time + visit.length, day.evening_address, rng) +
           rng.between(1, 12) * kMinuteMs;
  }
  odd.tag(mark, "on-call-night", person);
}

/// Half a day of looking at everything, in the account of the incident and their own.
void plan_incident(const OddDay& odd) {
  constexpr std::string_view kLook =
      "cloudtrail:LookupEvents*10-30 cloudtrail:DescribeTrails cloudtrail:GetTrailStatus*1-3 "
      "cloudtrail:GetEventSelectors guardduty:ListDetectors guardduty:ListFindings*3-8";
  constexpr std::string_view kIdentity =
      "iam:ListUsers iam:ListRoles iam:ListAccessKeys*5-15 iam:GetPolicyVersion*4-12 "
      "iam:ListAttachedUserPolicies*4-12 iam:ListAttachedRolePolicies*4-12 "
      "iam:GetAccountAuthorizationDetails iam:GenerateCredentialReport iam:ListUserPolicies*2-6";
  constexpr std::string_view kNetwork =
      "ec2:DescribeFlowLogs logs:StartQuery*3-9 logs:GetQueryResults*6-20 "
      "ec2:DescribeInstances*1-4 ec2:DescribeNetworkInterfaces*1-4 "
      "ec2:DescribeSecurityGroups*2-6 ec2:DescribeInstanceAttribute*1-2";
  constexpr std::string_view kIsolate =
      "ec2:CreateSecurityGroup ec2:ModifyInstanceAttribute ec2:CreateTags ec2:CreateSnapshot*1-2";
  Rng rng = stream(odd.root, "incident", 0, odd.local);
  const PlanMark mark = mark_of(odd.plan);
  std::size_t helpers = 3;
  for (const std::size_t person : odd.at_work(Job::kSecurity)) {
    if (helpers-- == 0) break;
    const WorkDay day = odd.of(person);
    Desk desk(odd.estate, person, odd.local, odd.plan);
    TimeMs time = day.start + rng.between(20, 120) * kMinuteMs;
    const TimeMs end = time + rng.between(200, 300) * kMinuteMs;
    std::string_view next = kIsolate;  // once, by the first
    while (time < end) {
      for (const std::string_view steps : {kLook, kNetwork, next, kIdentity}) {
        Errand errand{rng.chance(500) ? Tool::kConsole : Tool::kCli, rng.chance(750) ? 1U : 0U,
                      odd.estate.people[person].region, steps};
        if (steps == kIsolate) errand.tool = Tool::kConsole;
        time = desk.run(errand, time, day.address, rng) + rng.between(1, 9) * kMinuteMs;
      }
      next = kLook;
    }
  }
  odd.tag(mark, "incident-response", 0);
}

void plan_copy(const OddDay& odd) {
  Rng rng = stream(odd.root, "bulk-copy", 0, odd.local);
  const std::vector<std::size_t> analysts = odd.at_work(Job::kAnalyst);
  if (analysts.empty()) return;
  const std::size_t person = pick(rng, analysts);
  const WorkDay day = odd.of(person);
  const Person& who = odd.estate.people[person];
  const std::string bucket =
      choose_resource(odd.estate, {post_on(who, odd.local).seats.front().account, who.taste},
                      ResourceKind::kBucket, rng);
  const PlanMark mark = mark_of(odd.plan);
  Desk desk(odd.estate, person, odd.local, odd.plan);
  const Errand errand{Tool::kSdk, 0, who.region, "s3:ListObjects*4-9 s3:GetObject*400-1400",
                      bucket};
  desk.run(errand, moment_in(day, rng), day.address, rng);
  odd.tag(mark, "bulk-copy", person);
}

/// Whoever has a password mistypes it so often that it is one of twenty working person-days of all.
bool has_password(const Person& who, Day local) {
  const bool shells = who.ssh_login == Login::kPassword && !who.hosts.empty();
  return post_on(who, local).role_session.empty() || shells;
}

void mistype(const OddDay& odd, std::size_t person, Rng& rng) {
  const Person& who = odd.estate.people[person];
  const WorkDay day = odd.of(person);
  const bool shells = who.ssh_login == Login::kPassword && !who.hosts.empty();
  const bool user = post_on(who, odd.local).role_session.empty();
  const auto typos = 1 + static_cast<std::int64_t>(pick_weighted(rng, {60, 25, 10, 5}));
  const PlanMark mark = mark_of(odd.plan);
  if (shells && (!user || rng.chance(500))) {
    ShellVisit visit;
    visit.time = moment_in(day, rng);
    visit.address = day.inside;
    visit.host = who.hosts.front();
    visit.proof = Login::kPassword;
    visit.typos = typos;
    visit.length = waiting(rng, 10 * kMinuteMs) + kMinuteMs;
    ShellDay(odd.estate, person, odd.local, odd.plan).visit(visit, rng);
  } else {
    Desk desk(odd.estate, person, odd.local, odd.plan);
    const TimeMs in = desk.mistype(typos, moment_in(day, rng), day.address, rng);
    odd.tag(mark, "password-typo", person);
    desk.burst(in, day.address, rng);
    return;
  }
  odd.tag(mark, "password-typo", person);
}

void plan_typos(const OddDay& odd) {
  std::vector<std::size_t> able;
  std::uint64_t at_work = 0;
  for (std::size_t i = 0; i < odd.estate.people.size(); ++i) {
    if (odd.of(i).work == WorkDay::Work::kOff) continue;
    ++at_work;
    if (has_password(odd.estate.people[i], odd.local)) able.push_back(i);
  }
  for (const std::size_t person : able) {
    Rng rng = stream(odd.root, "typo", static_cast<std::int64_t>(person), odd.local);
    if (rng.below(kTypoPersonDays * able.size()) < at_work) mistype(odd, person, rng);
  }
}

/// An operator makes the user of a colleague who comes on the next working day.
void plan_welcome(const OddDay& odd, std::size_t newcomer) {
  const Person& who = odd.estate.people[newcomer];
  Rng rng = stream(odd.root, "welcome", static_cast<std::int64_t>(newcomer), odd.local);
  const std::vector<std::size_t> operators = odd.at_work(Job::kOperator);
  if (operators.empty() || !is_user(who)) return;
  const std::size_t person = pick(rng, operators);
  const WorkDay day = odd.of(person);
  const PlanMark mark = mark_of(odd.plan);
  Desk desk(odd.estate, person, odd.local, odd.plan);
  desk.run({Tool::kConsole, 0, odd.estate.people[person].region,
            "iam:CreateUser iam:AddUserToGroup iam:CreateAccessKey", who.name},
           moment_in(day, rng), day.address, rng);
  tag_since(odd.estate, mark,
            {surprise_name("new-hire", static_cast<std::int64_t>(newcomer), who.since), "new-hire"},
            odd.plan);
}

}  // namespace

void plan_odd_people(const Estate& estate, const Rng& root, Day local, Plan& plan) {
  const OddDay odd{estate, root, local, plan};
  if (drawn(root, "on-call-night", 0, local, kPageDays)) plan_page(odd);
  if (drawn(root, "incident-response", 0, local, kIncidentDays)) plan_incident(odd);
  if (drawn(root, "bulk-copy", 0, local, kCopyDays)) plan_copy(odd);
  plan_typos(odd);
  for (std::size_t i = estate.staff; i < estate.people.size(); ++i) {
    const Day since = estate.people[i].since;
    const Day eve = weekday_of(since) == 0 ? since - 3 : since - 1;
    if (eve == local) plan_welcome(odd, i);
  }
}

}  // namespace detector::synth
