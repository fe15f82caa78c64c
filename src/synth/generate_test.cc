#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/hash.h"
#include "synth/estate.h"
#include "synth/habits.h"
#include "synth/world_test.h"

namespace detector {
namespace {

namespace fs = std::filesystem;
using synth_world::attacked;
using synth_world::between;
using synth_world::field;
using synth_world::generate_fresh;
using synth_world::kDays;
using synth_world::kPeople;
using synth_world::make_world;
using synth_world::peaceful;
using synth_world::World;
using ::testing::HasSubstr;

bool is_attack_record(const std::string& record) {
  return attacked().truth_ids.contains(field(record, "eventID"));
}
bool is_attack_line(const std::string& line) {
  return attacked().truth_ids.contains(to_hex(sha256(line)));
}

/// As split() leaves them: only the first of a file begins with `{"eventVersion"`.
std::string normal(const std::string& record) {
  return record.rfind("{\"eventVersion\"", 0) == 0 ? record.substr(15) : record;
}

TEST(Generate, SameSeedGivesTheSameBytes) {
  EXPECT_GT(attacked().bytes.size(), 100U);
  EXPECT_EQ(make_world("default", 1).bytes, attacked().bytes);
}

TEST(Generate, AnotherSeedGivesOtherBytes) {
  const World other = make_world("none", 2);
  EXPECT_NE(other.bytes, peaceful().bytes);
  EXPECT_NE(other.lines, peaceful().lines);
}

TEST(Generate, AttacksChangeNoBenignCloudTrailRecord) {
  std::map<std::string, std::vector<std::string>> benign;
  for (const auto& [name, records] : attacked().records) {
    for (const std::string& record : records) {
      if (!is_attack_record(record)) benign[name].push_back(normal(record));
    }
  }
  std::map<std::string, std::vector<std::string>> expected;
  for (const auto& [name, records] : peaceful().records) {
    for (const std::string& record : records) expected[name].push_back(normal(record));
  }
  EXPECT_EQ(benign, expected);
}

TEST(Generate, AttacksChangeNoBenignAuthLine) {
  std::map<std::string, std::vector<std::string>> benign;
  for (const auto& [name, lines] : attacked().lines) {
    for (const std::string& line : lines) {
      if (!is_attack_line(line)) benign[name].push_back(line);
    }
  }
  EXPECT_EQ(benign, peaceful().lines);
  EXPECT_EQ(peaceful().bytes.at("truth.jsonl"), "");
}

TEST(Generate, AttacksChangeNoBenignFlowLineAndNoSurprise) {
  std::map<std::string, std::vector<std::string>> benign;
  for (const auto& [name, lines] : attacked().flows) {
    for (const std::string& line : lines) {
      if (!is_attack_line(line)) benign[name].push_back(line);
    }
  }
  EXPECT_EQ(benign, peaceful().flows);
  EXPECT_EQ(attacked().bytes.at("surprises.jsonl"), peaceful().bytes.at("surprises.jsonl"));
}

TEST(Generate, EveryObjectIsJsonOfItsRegion) {
  simdjson::dom::parser parser;
  for (const auto& [name, records] : attacked().records) {
    const std::string region = between(name, "CloudTrail/", "/");
    for (const std::string& record : records) {
      const std::string json = "{\"eventVersion\"" + normal(record);
      ASSERT_EQ(parser.parse(json).error(), simdjson::SUCCESS) << json;
      ASSERT_EQ(field(record, "awsRegion"), region) << json;
    }
  }
}

TEST(Generate, ObjectsHoldTheHourBeforeTheirDeliveryNearlyInOrder) {
  const Day first = day_from_civil({2026, 1, 5});
  for (const auto& [name, records] : attacked().records) {
    const std::string stamp = between(name, "_2026", "Z_");
    const std::string iso = fmt::format("2026-{}-{}T{}:{}:00Z", stamp.substr(0, 2),
                                        stamp.substr(2, 2), stamp.substr(5, 2), stamp.substr(7, 2));
    const TimeMs end = parse_iso_time(iso)->time - 5 * kMinuteMs;
    TimeMs latest = 0;
    for (const std::string& record : records) {
      const TimeMs time = parse_iso_time(field(record, "eventTime"))->time;
      ASSERT_TRUE(time >= end - kHourMs && time < end) << name << ' ' << record;
      ASSERT_TRUE(day_of(time) >= first && day_of(time) < first + kDays);
      ASSERT_GE(time, latest - 41 * kSecondMs);
      latest = std::max(latest, time);
    }
  }
}

TEST(Generate, AuthLinesAreInOrderOfTime) {
  for (const auto& [name, lines] : attacked().lines) {
    std::string last;
    for (const std::string& line : lines) {
      ASSERT_EQ(line.substr(0, 4), "Jan ");
      const std::string stamp = line.substr(4, 11);
      ASSERT_GE(stamp, last) << line;
      last = stamp;
    }
  }
}

TEST(Generate, TruthNamesEveryAttackRecordExactlyOnce) {
  std::map<std::string, int> seen;
  for (const auto& [name, records] : attacked().records) {
    for (const std::string& record : records) ++seen[field(record, "eventID")];
  }
  for (const auto* const files : {&attacked().lines, &attacked().flows}) {
    for (const auto& [name, lines] : *files) {
      for (const std::string& line : lines) ++seen[to_hex(sha256(line))];
    }
  }
  for (const std::string& id : attacked().truth_ids) {
    EXPECT_EQ(seen[id], 1) << id;
    EXPECT_EQ(attacked().truth_ids.count(id), 1U) << id;
  }
  EXPECT_EQ(static_cast<std::int64_t>(attacked().truth.size()), attacked().summary.attack_records);
}

TEST(Generate, EventIdsAreUnique) {
  std::set<std::string> ids;
  for (const auto& [name, records] : attacked().records) {
    for (const std::string& record : records) {
      ASSERT_TRUE(ids.insert(field(record, "eventID")).second) << record;
    }
  }
  EXPECT_EQ(static_cast<std::int64_t>(ids.size()), attacked().summary.cloudtrail_records);
}

TEST(Generate, DefaultCampaignsAreInTheLastThirdAtThreeLevels) {
  std::set<std::string> campaigns;
  std::set<std::string> levels;
  for (const std::string& row : attacked().truth) {
    campaigns.insert(field(row, "campaign"));
    levels.insert(field(row, "level"));
    EXPECT_GE(field(row, "time"), "2026-01-09T00:00:00Z");
  }
  EXPECT_EQ(campaigns.size(), 3U);
  EXPECT_EQ(levels, (std::set<std::string>{"loud", "ordinary", "slow"}));
}

TEST(Generate, EveryOperationThatBehavioursNameExists) {
  for (const synth::Task& task : synth::tasks()) {
    for (const synth::Step& step : synth::parse_steps(task.steps)) {
      EXPECT_NE(step.operation->name, "Unknown") << task.name;
    }
  }
  for (const synth::ServiceRow& row : synth::service_rows()) {
    for (const synth::Step& step : synth::parse_steps(row.steps)) {
      EXPECT_NE(step.operation->name, "Unknown") << row.name;
    }
  }
  for (const auto& [name, records] : attacked().records) {
    for (const std::string& record : records) ASSERT_NE(field(record, "eventName"), "Unknown");
  }
}

/// The estate that make_world(…, 1) has.
const synth::Estate& estate() {
  static const synth::Estate kEstate =
      synth::build_estate(Rng(1), kPeople, day_from_civil({2026, 1, 5}));
  return kEstate;
}

/// The person whose IAM user made the record, or nobody.
const synth::Person* person_of(const std::string& record) {
  if (field(record, "type") != "IAMUser") return nullptr;
  for (const synth::Person& person : estate().people) {
    if (person.name == field(record, "userName")) return &person;
  }
  return nullptr;
}

TEST(Generate, PeopleMostlyWorkInWorkingHoursOfTheirZone) {
  int all = 0;
  int working = 0;
  for (const auto& [name, records] : peaceful().records) {
    for (const std::string& record : records) {
      const synth::Person* who = person_of(record);
      if (who == nullptr) continue;
      const TimeMs local =
          parse_iso_time(field(record, "eventTime"))->time + estate().sites[who->site].utc_offset;
      ++all;
      const int hour = hour_of(local);
      if (weekday_of(day_of(local)) < 5 && hour >= 7 && hour < 20) ++working;
    }
  }
  EXPECT_GT(all, 1000);
  EXPECT_GT(working, all * 80 / 100);
  EXPECT_LT(working, all);
}

/// Where this person can come from at this time, by the plan of the days around.
std::set<std::string> addresses_of(std::size_t person, TimeMs time) {
  std::set<std::string> addresses;
  for (Day local = day_of(time) - 1; local <= day_of(time) + 1; ++local) {
    const synth::WorkDay day = synth::work_day(estate(), Rng(1), person, local);
    if (day.work == synth::WorkDay::Work::kOff) continue;
    addresses.insert(day.address);
    addresses.insert(day.evening_address);
  }
  return addresses;
}

TEST(Generate, PeopleCallFromWhereTheyWork) {
  for (const auto& [name, records] : peaceful().records) {
    for (const std::string& record : records) {
      const synth::Person* who = person_of(record);
      if (who == nullptr) continue;
      const auto index = static_cast<std::size_t>(who - estate().people.data());
      const TimeMs time = parse_iso_time(field(record, "eventTime"))->time;
      ASSERT_EQ(addresses_of(index, time).count(field(record, "sourceIPAddress")), 1U) << record;
    }
  }
}

TEST(Generate, OnlyPeopleGetInOverTheInternetAndFromWhereTheyWork) {
  int accepted = 0;
  for (const auto& [name, lines] : peaceful().lines) {
    for (const std::string& line : lines) {
      const std::string address = between(line, " from ", " port ");
      if (line.find(": Accepted ") == std::string::npos || address.rfind("10.", 0) == 0) continue;
      const std::string login = between(line, " for ", " from ");
      const auto who =
          std::find_if(estate().people.begin(), estate().people.end(),
                       [&](const synth::Person& person) { return person.login == login; });
      ASSERT_NE(who, estate().people.end()) << line;
      const std::string iso = fmt::format("2026-01-{}{}T{}Z", line[4] == ' ' ? '0' : line[4],
                                          line[5], line.substr(7, 8));
      const TimeMs time = parse_iso_time(iso)->time;
      const auto index = static_cast<std::size_t>(who - estate().people.begin());
      ASSERT_EQ(addresses_of(index, time).count(address), 1U) << line;
      ++accepted;
    }
  }
  EXPECT_GT(accepted, 20);
}

TEST(Generate, BenignRecordsHoldErrorsOfSeveralKinds) {
  std::map<std::string, int> errors;
  for (const auto& [name, records] : peaceful().records) {
    for (const std::string& record : records) ++errors[field(record, "errorCode")];
  }
  EXPECT_GT(errors["AccessDenied"], 5);
  EXPECT_GT(errors["ThrottlingException"], 5);
  EXPECT_GT(errors["NoSuchKey"], 5);
}

TEST(Generate, OptionsOutOfRangeAreUsageErrors) {
  const std::string directory = testing::TempDir() + "synth_options";
  SynthOptions options;
  options.days = 0;
  EXPECT_EQ(generate_fresh(options, directory).error().code, Code::kUsage);
  options = {};
  options.people = 1;
  EXPECT_EQ(generate_fresh(options, directory).error().code, Code::kUsage);
  options = {};
  options.only = "flows";
  EXPECT_EQ(generate_fresh(options, directory).error().code, Code::kUsage);
  options = {};
  options.start = "2026-02-30";
  const auto result = generate_fresh(options, directory);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, Code::kUsage);
  EXPECT_THAT(result.error().message, HasSubstr("give YYYY-MM-DD"));
  EXPECT_FALSE(fs::exists(directory));
}

TEST(Generate, OneSourceIsTheSameAloneAsAmongTheOthers) {
  const World alone = make_world("none", 1, "auth");
  EXPECT_EQ(alone.lines, peaceful().lines);
  EXPECT_TRUE(alone.records.empty());
  EXPECT_TRUE(alone.flows.empty());
  EXPECT_EQ(alone.summary.auth_lines, peaceful().summary.auth_lines);
  EXPECT_EQ(alone.summary.flow_lines, 0);
}

TEST(Generate, RefusesToMixWithLogsThatAreThere) {
  const std::string directory = testing::TempDir() + "synth_conflict";
  SynthOptions options;
  options.days = 1;
  options.people = 4;
  ASSERT_TRUE(generate_fresh(options, directory).has_value());
  const auto again = generate(options, directory);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, Code::kConflict);
  fs::remove_all(directory);
}

}  // namespace
}  // namespace detector
