// A contractor who was asked to come: scans of the exposed hosts, passwords that do not fit, and a
// role that reads broadly, all from one address, in working hours of a window that is announced.

#include "synth/penetration.h"

#include <fmt/format.h>

#include <array>

#include "synth/behaviour.h"
#include "synth/habits.h"
#include "synth/network.h"
#include "synth/random.h"
#include "synth/ssh_lines.h"
#include "synth/surprise.h"

namespace detector::synth {
namespace {

constexpr std::int64_t kTestDays = 60;
constexpr Day kLongest = 4;
constexpr std::array<std::uint16_t, 24> kPorts{21,   23,   25,   53,   80,   110,  111,  135,
                                               139,  143,  389,  443,  445,  1433, 2049, 3306,
                                               3389, 5432, 5900, 6379, 8000, 8080, 8443, 9200};
constexpr std::string_view kReads =
    "sts:GetCallerIdentity iam:ListUsers iam:ListRoles iam:ListPolicies iam:GetRole*4-12 "
    "iam:ListAttachedRolePolicies*4-12 iam:ListAccessKeys*2-6 s3:ListBuckets "
    "s3:GetBucketPolicy*6-20 s3:GetBucketAcl*6-20 ec2:DescribeInstances*1-3 "
    "ec2:DescribeSecurityGroups*3-9 ec2:DescribeSnapshots lambda:ListFunctions20150331 "
    "lambda:GetFunction20150331v2*3-9 rds:DescribeDBInstances secretsmanager:ListSecrets "
    "ssm:DescribeInstanceInformation kms:ListKeys cloudtrail:DescribeTrails";

PenTest test_from(const Rng& root, Day first) {
  Rng rng = stream(root, "pen-test-window", 0, first);
  PenTest test;
  test.first = first;
  test.days = static_cast<Day>(rng.between(2, kLongest));
  test.address = public_address(rng);
  return test;
}

class Contractor {
 public:
  Contractor(const Estate& estate, const PenTest& test, Plan& plan)
      : estate_(estate), test_(test), plan_(plan) {}

  void scan(TimeMs time, Rng& rng) {
    Connection knock;
    knock.client = ipv4_number(test_.address);
    for (const std::uint16_t port : kPorts) {
      for (const Host& host : estate_.hosts) {
        if (host.exposure != Host::Exposure::kInternet || host.since > day_of(time)) continue;
        const bool open = host.duty == Host::Duty::kWeb && (port == 80 || port == 443);
        knock.time = time += rng.between(20, 2500);
        knock.server = host.number;
        knock.server_port = port;
        knock.client_port = static_cast<std::uint16_t>(rng.between(40'000, 60'000));
        knock.verdict = open ? FlowLine::Verdict::kAccept : FlowLine::Verdict::kReject;
        knock.bytes_up = open ? 300 : 0;
        knock.bytes_down = open ? 900 : 0;
        add_connection(estate_, knock, plan_);
      }
    }
  }

  void try_passwords(std::uint16_t host, TimeMs time, Rng& rng) {
    constexpr std::array<std::string_view, 6> kUsers{"root",   "admin", "ubuntu",
                                                     "deploy", "test",  "postgres"};
    for (std::int64_t n = rng.between(6, 30); n > 0; --n) {
      const bool staff = rng.chance(500);
      const std::string user = staff ? estate_.people[index_below(rng, estate_.staff)].login
                                     : std::string(pick(rng, kUsers));
      SshConnection ssh(estate_, host, {test_.address, user, 0}, plan_);
      ssh.connect(time, rng);
      if (staff || user == "root") {
        ssh.fail_password(time);
      } else {
        ssh.fail_invalid_user(time);
      }
      ssh.disconnect_before_auth(time + 300, "closed");
      add_ssh_flow(estate_, ssh, time, time + 300, plan_);
      time += rng.between(4, 90) * kSecondMs;
    }
  }

  void read(TimeMs time, Rng& rng) {
    const Session& session = sign_in(time, rng);
    for (const Step& step : parse_steps(kReads)) {
      for (std::int64_t n = around(rng, step.low, step.high); n > 0; --n) {
        time += rng.between(300, 6000);
        const std::string resource =
            choose_resource(estate_, {kProd, rng.next()}, step.operation->resource, rng);
        ApiCall call{time, &session, step.operation, resource, rng.next(), kRegion};
        if (rng.chance(80)) call.outcome = Outcome::kDenied;
        plan_.calls.push_back(std::move(call));
      }
    }
  }

 private:
  static constexpr std::uint16_t kRegion = 1;

  /// The contractor's own account asks for the role; this estate has the record of that.
  const Session& sign_in(TimeMs time, Rng& rng) {
    Session own;
    own.principal = &estate_.contractor;
    own.access_key = estate_.contractor.access_key;
    own.created = time;
    own.address = test_.address;
    own.user_agent = "Boto3/1.34.20 md/Botocore#1.34.20 ua/2.0 os/linux#6.1.0 lang/python#3.11.2";
    Session role = own;
    role.principal = &estate_.pen_tester;
    role.name = "pen-test";
    role.access_key = random_id(rng, "ASIA", 16);
    plan_.sessions.push_back(std::move(own));
    const Session* from = &plan_.sessions.back();
    plan_.sessions.push_back(std::move(role));
    const Session* to = &plan_.sessions.back();
    ApiCall call{time, from, operation("sts:AssumeRole"), to->principal->name, rng.next(), kRegion};
    call.recipient = kProd;
    call.assumed = to;
    call.shared = rng.next();
    plan_.calls.push_back(std::move(call));
    return *to;
  }

  const Estate& estate_;
  const PenTest& test_;
  Plan& plan_;
};

}  // namespace

std::optional<PenTest> pen_test_on(const Rng& root, Day day) {
  for (Day first = day - kLongest + 1; first <= day; ++first) {
    if (!drawn(root, "pen-test", 0, first, kTestDays)) continue;
    PenTest test = test_from(root, first);
    if (day < test.first + test.days) return test;
  }
  return std::nullopt;
}

void plan_pen_test(const Estate& estate, const Rng& root, Day utc, Plan& plan) {
  const std::optional<PenTest> test = pen_test_on(root, utc);
  if (!test) return;
  Rng rng = stream(root, "pen-test-day", 0, utc);
  const PlanMark mark = mark_of(plan);
  const TimeMs morning = start_of_day(utc) + 8 * kHourMs;
  Contractor contractor(estate, *test, plan);
  contractor.scan(morning + rng.between(5, 200) * kMinuteMs, rng);
  for (std::uint16_t host = 0; host < host_count(estate); ++host) {
    if (estate.hosts[host].exposure != Host::Exposure::kInternet) continue;
    if (estate.hosts[host].since > utc) continue;
    contractor.try_passwords(host, morning + rng.between(20, 500) * kMinuteMs, rng);
  }
  contractor.read(morning + rng.between(10, 480) * kMinuteMs, rng);
  tag_since(estate, mark, {surprise_name("pen-test", 0, test->first), "pen-test"}, plan);
}

std::string announced_yaml(const Estate& estate, const Rng& root, Day first, int days) {
  std::string windows;
  Day told = 0;
  for (Day day = first; day < first + days; ++day) {
    const std::optional<PenTest> test = pen_test_on(root, day);
    if (!test || test->first == told) continue;
    told = test->first;
    const std::string account = "account:" + estate.contractor.account + "*";
    for (const std::string& who : {test->address, canonical_arn(estate.pen_tester), account}) {
      windows += fmt::format("  - {{who: \"{}\", from: {}, until: {}, name: pen-test-{}}}\n", who,
                             format_time(test->from()), format_time(test->until()),
                             format_day(test->first));
    }
  }
  return windows.empty() ? "announced: []\n" : "announced:\n" + windows;
}

}  // namespace detector::synth
