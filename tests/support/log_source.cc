#include "support/log_source.h"

#include <fmt/format.h>

namespace detector::testing_support {
namespace {

// `Jan  5 09:12:44`, as syslog writes it.
std::string bsd_time(TimeMs time) {
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const CivilDate date = civil_from_day(day_of(time));
  const TimeMs rest = time - start_of_day(day_of(time));
  return fmt::format("{} {:>2} {:02}:{:02}:{:02}", kMonths[date.month - 1], date.day,
                     rest / kHourMs, rest / kMinuteMs % 60, rest / kSecondMs % 60);
}

void require(bool condition) {
  if (!condition) throw std::logic_error("a step that must succeed failed");
}

}  // namespace

std::string cloudtrail_line(const Call& call) {
  return fmt::format(
      R"({{"eventVersion":"1.09","userIdentity":{{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/{0}","accountId":"111122223333","userName":"{0}"}},"eventTime":"{1}","eventSource":"s3.amazonaws.com","eventName":"{2}","awsRegion":"eu-west-1","sourceIPAddress":"{3}","userAgent":"aws-cli/2.15.0","eventID":"{4}","recipientAccountId":"111122223333"}})"
      "\n",
      call.user, format_time(call.time), call.action, call.address, call.id);
}

std::string SmallLogs::cloudtrail_day(int index) const {
  static constexpr const char* kActions[] = {"GetObject",    "PutObject",  "ListBuckets",
                                             "GetBucketAcl", "HeadObject", "ListObjects"};
  Rng rng = Rng(seed).fork(fmt::format("cloudtrail {}", index));
  std::vector<Call> calls;
  const TimeMs day = start_of_day(first_day + index);
  for (int person = 0; person < people; ++person) {
    const auto n = rng.between(5, 25);
    for (std::int64_t i = 0; i < n; ++i) {
      const auto known = static_cast<std::uint64_t>(2 + person % 4);
      calls.push_back({day + rng.between(8, 17) * kHourMs + rng.between(0, 3599) * kSecondMs, "",
                       fmt::format("user{}", person), kActions[rng.below(known)],
                       fmt::format("203.0.113.{}", person + 1)});
    }
  }
  if (index == days - 2) {
    for (int i = 0; i < 8; ++i) {
      calls.push_back({day + 3 * kHourMs + i * kMinuteMs, "", "user0",
                       fmt::format("DeleteEverything{}", i), "198.51.100.66"});
    }
  }
  std::sort(calls.begin(), calls.end(),
            [](const Call& a, const Call& b) { return a.time < b.time; });
  std::string out;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    calls[i].id = fmt::format("id-{}-{}-{}", seed, index, i);
    out += cloudtrail_line(calls[i]);
  }
  return out;
}

std::string SmallLogs::auth_day(int index) const {
  Rng rng = Rng(seed).fork(fmt::format("auth {}", index));
  std::vector<std::pair<TimeMs, std::string>> lines;
  const TimeMs day = start_of_day(first_day + index);
  const auto add = [&](TimeMs time, std::int64_t pid, const std::string& message) {
    lines.emplace_back(time, fmt::format("{} web1 sshd[{}]: {}\n", bsd_time(time), pid, message));
  };
  for (int scanner = 0; scanner < 12; ++scanner) {
    const auto address = fmt::format("192.0.2.{}", rng.between(1, 250));
    const auto tries = rng.between(1, 9);
    for (std::int64_t i = 0; i < tries; ++i) {
      const TimeMs time = day + rng.between(0, 86000) * kSecondMs;
      const auto pid = rng.between(1000, 30000);
      add(time, pid,
          fmt::format("Failed password for invalid user admin from {} port 4000 ssh2", address));
      add(time + kSecondMs, pid, "error: something without an address [preauth]");
    }
  }
  for (int person = 0; person < people; ++person) {
    add(day + 9 * kHourMs + person * kMinuteMs, 500 + person,
        fmt::format("Accepted publickey for user{} from 203.0.113.{} port 5000 ssh2", person,
                    person + 1));
  }
  if (index == days - 1) {
    for (int i = 0; i < 60; ++i) {
      add(day + 4 * kHourMs + i * kSecondMs, 700 + i,
          "Failed password for user1 from 198.51.100.77 port 6000 ssh2");
    }
    add(day + 5 * kHourMs, 800, "Accepted password for user1 from 198.51.100.77 port 6001 ssh2");
  }
  std::sort(lines.begin(), lines.end());
  std::string out;
  for (const auto& [time, line] : lines) out += line;
  return out;
}

std::vector<std::string> SmallLogs::objects() const {
  std::vector<std::string> out;
  for (int day = 0; day < days; ++day) {
    out.push_back(cloudtrail_day(day));
    out.push_back(auth_day(day));
  }
  return out;
}

std::string alerts_text(const Report& report, const std::vector<ObjectInfo>& objects) {
  std::vector<std::string> names;
  names.reserve(objects.size());
  for (const auto& object : objects) names.push_back(object.name);
  std::string out;
  for (const Alert& alert : report.alerts) out += alert_json(alert, names, {}) + "\n";
  return out;
}

Outcome run_detect(const std::vector<std::string>& objects, const PipelineOptions& options,
                   const Model* model, std::size_t threads) {
  SourceOptions source_options;
  source_options.batch_bytes = 4096;  // many batches, so that threads have something to reorder
  TextSource source(objects, source_options);
  auto pipeline = Pipeline::create(options, model);
  require(pipeline.has_value());
  require(drive(source, *pipeline, options, threads).has_value());
  auto report = pipeline->finish();
  require(report.has_value());
  require(report->accounting.balances());
  return {*report, alerts_text(*report, source.objects())};
}

Model run_train(const std::vector<std::string>& objects, const PipelineOptions& options,
                std::size_t threads) {
  SourceOptions source_options;
  source_options.batch_bytes = 4096;
  source_options.hash_contents = true;
  TextSource source(objects, source_options);
  auto pipeline = Pipeline::create(options, nullptr);
  require(pipeline.has_value());
  require(drive(source, *pipeline, options, threads).has_value());
  return pipeline->take_model(source.objects());
}

}  // namespace detector::testing_support
