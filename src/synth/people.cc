// People at their cloud work. A working day is a handful of bursts; a burst is one task (a row of
// tasks()) with one tool; a task's steps come with gaps that fit the tool. Now and then someone
// tries a task of another job, another region, or makes a mistake: that is where benign errors and
// benign novelty come from.

#include <algorithm>
#include <vector>

#include "synth/behaviour.h"
#include "synth/desk.h"
#include "synth/random.h"
#include "synth/surprise.h"

namespace detector::synth {
namespace {

/// What a new colleague looks at on the first days.
constexpr std::string_view kInduction =
    "sts:GetCallerIdentity s3:ListBuckets s3:GetBucketLocation*4-12 s3:ListObjects*3-10 "
    "ec2:DescribeInstances*1-3 ec2:DescribeVpcs lambda:ListFunctions20150331*1-2 "
    "rds:DescribeDBInstances*1-2 logs:DescribeLogGroups*1-2 dynamodb:ListTables "
    "cloudformation:ListStacks ecs:ListClusters monitoring:DescribeAlarms";

void settle_in(const Estate& estate, const Rng& root, std::size_t person, const WorkDay& day,
               Desk& desk) {
  const Person& who = estate.people[person];
  Rng rng = stream(root, "settle-in", static_cast<std::int64_t>(person), day.local);
  Errand errand;
  errand.region = who.region;
  if (day.local == who.since && is_user(who)) {
    errand.steps = "iam:GetAccountPasswordPolicy iam:ChangePassword";
    desk.run(errand, day.start, day.address, rng);
  }
  errand.steps = kInduction;
  errand.tool = rng.chance(600) ? Tool::kConsole : Tool::kCli;
  desk.run(errand, day.start + rng.between(10, 90) * kMinuteMs, day.address, rng);
}

void plan_person(const Estate& estate, const Rng& root, std::size_t person, const WorkDay& day,
                 Plan& plan) {
  const Person& who = estate.people[person];
  Rng rng = stream(root, "cloud", static_cast<std::int64_t>(person), day.local);
  Desk desk(estate, person, day.local, plan);
  constexpr Day kInductionDays = 4;
  if (who.since > 0 && day.local - who.since < kInductionDays) {
    settle_in(estate, root, person, day, desk);
  }
  if (!rng.chance(who.cloud_per_mille)) return;
  const std::int64_t bursts = 1 + around(rng, 0, who.bursts * 2 - 2);
  std::vector<TimeMs> starts;
  for (std::int64_t n = 0; n < bursts; ++n) starts.push_back(moment_in(day, rng));
  std::sort(starts.begin(), starts.end());  // the first of the day is the one that signs in
  for (const TimeMs start : starts) desk.burst(start, day.address, rng);
  if (day.evening == WorkDay::Evening::kFree) return;
  for (TimeMs at = day.evening_start; rng.chance(600); at += waiting(rng, 12 * kMinuteMs)) {
    desk.burst(at, day.evening_address, rng);
  }
}

}  // namespace

void plan_people(const Estate& estate, const Rng& root, Day local, Plan& plan) {
  for (std::size_t i = 0; i < estate.people.size(); ++i) {
    const WorkDay day = work_day(estate, root, i, local);
    if (day.work == WorkDay::Work::kOff) continue;
    const PlanMark mark = mark_of(plan);
    plan_person(estate, root, i, day, plan);
    if (const auto odd = odd_day(estate, root, i, local)) tag_since(estate, mark, *odd, plan);
  }
}

}  // namespace detector::synth
