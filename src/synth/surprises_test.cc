#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "base/hash.h"
#include "detector/config.h"
#include "synth/behaviour.h"
#include "synth/network.h"
#include "synth/penetration.h"
#include "synth/surprise.h"
#include "synth/world_test.h"

namespace detector::synth {
namespace {

using synth_world::between;
using synth_world::field;
using synth_world::peaceful;
using synth_world::split;

constexpr Day kFirst = 20'458;  // 2026-01-05
constexpr Day kLong = 180;
constexpr int kPeople = 40;

const Estate& estate() {
  static const Estate kEstate = build_estate(Rng(1), kPeople, kFirst);
  return kEstate;
}

/// Names of surprises by kind, of all behaviours but those of machines and visitors.
std::map<std::string_view, std::set<std::string>> surprises_of(Day first, Day days) {
  std::map<std::string_view, std::set<std::string>> names;
  const Rng root(1);
  for (Day day = first; day < first + days; ++day) {
    Plan plan;
    plan_people(estate(), root, day, plan);
    plan_shells(estate(), root, day, plan);
    plan_services(estate(), root, day, plan);
    plan_odd_people(estate(), root, day, plan);
    plan_pen_test(estate(), root, day, plan);
    for (const Surprise& surprise : plan.surprises) names[surprise.kind].insert(surprise.id);
  }
  return names;
}

double working_person_days() {
  int working = 0;
  for (std::size_t i = 0; i < estate().people.size(); ++i) {
    for (Day day = kFirst; day < kFirst + kLong; ++day) {
      working += work_day(estate(), Rng(1), i, day).work == WorkDay::Work::kOn ? 1 : 0;
    }
  }
  return working;
}

TEST(Surprises, ComeAtTheRatesOfTheTable) {
  struct Rate {
    std::string_view kind;
    double in_180_days;
  };
  // Of 40 people.
  const Rate rates[] = {{"new-hire", 1.6 * 6},
                        {"new-region", 3},
                        {"on-call-night", 30},
                        {"quarterly-job", 2},
                        {"incident-response", 6},
                        {"pen-test", 3},
                        {"new-service", 4.5},
                        {"bulk-copy", 12},
                        {"role-change", 2.4},
                        {"travel", 40 * 25.7 / 50},
                        {"password-typo", working_person_days() / 20.0}};
  const auto names = surprises_of(kFirst, kLong);
  for (const Rate& rate : rates) {
    const auto found = names.find(rate.kind);
    ASSERT_NE(found, names.end()) << rate.kind;
    const auto count = static_cast<double>(found->second.size());
    // Twice the deviation of a Poisson number on either side, and one for the edges.
    const double slack = 2 * std::sqrt(rate.in_180_days) + 1;
    EXPECT_NEAR(count, rate.in_180_days, slack) << rate.kind;
  }
  EXPECT_TRUE(names.contains("tool-version"));
  EXPECT_EQ(names.size(), std::size(rates) + 1);
}

TEST(Surprises, ClientsChangeOnceInFortyFiveDays) {
  std::size_t changes = 0;
  for (std::size_t i = 0; i < estate().staff; ++i) {
    for (const auto& clients : estate().people[i].clients) {
      for (const Client& client : clients) {
        if (client.since > 0 && client.since < kFirst + kLong) ++changes;
      }
    }
  }
  EXPECT_NEAR(static_cast<double>(changes), 40 * 180 / 45.0, 26);
}

TEST(Surprises, PeopleWhoComeGrowWithTheirNumber) {
  const Estate large = build_estate(Rng(1), 400, kFirst);
  const std::size_t hires = large.people.size() - large.staff;
  // 400 days: one a month for each 25 people.
  EXPECT_NEAR(static_cast<double>(hires), 400 / 25.0 * 400 / 30, 30);
}

TEST(Surprises, NobodyIsThereBeforeTheyCome) {
  const Rng root(1);
  std::set<std::string> future;
  for (std::size_t i = estate().staff; i < estate().people.size(); ++i) {
    const Person& who = estate().people[i];
    EXPECT_LT(weekday_of(who.since), 5);
    EXPECT_EQ(work_day(estate(), root, i, who.since - 1).work, WorkDay::Work::kOff);
    if (who.since >= kFirst + 20) future.insert(who.name);
  }
  ASSERT_FALSE(future.empty());
  for (Day day = kFirst; day < kFirst + 10; ++day) {
    Plan plan;
    plan_people(estate(), root, day, plan);
    plan_odd_people(estate(), root, day, plan);
    for (const ApiCall& call : plan.calls) {
      EXPECT_FALSE(future.contains(call.session->principal->name));
      EXPECT_FALSE(future.contains(call.resource));
    }
  }
}

TEST(Surprises, LongerLogsAnnounceWhatShorterOnesDo) {
  const std::string longer = announced_yaml(estate(), Rng(1), kFirst, 366);
  const std::string shorter = announced_yaml(estate(), Rng(1), kFirst, 200);
  EXPECT_NE(shorter, "announced: []\n");
  EXPECT_LT(shorter.size(), longer.size());
  EXPECT_EQ(longer.rfind(shorter, 0), 0U);
}

TEST(Surprises, TypingWrongIsFollowedBySuccess) {
  const Rng root(1);
  int failed = 0;
  for (Day day = kFirst; day < kFirst + 30; ++day) {
    Plan plan;
    plan_odd_people(estate(), root, day, plan);
    std::map<const Session*, std::pair<int, int>> logins;
    for (const ApiCall& call : plan.calls) {
      if (call.operation->name != "ConsoleLogin") continue;
      auto& [wrong, right] = logins[call.session];
      ++(call.outcome == Outcome::kOk ? right : wrong);
      EXPECT_TRUE(call.outcome == Outcome::kOk || call.surprise != nullptr);
    }
    for (const auto& [session, counts] : logins) {
      EXPECT_LE(counts.first, 4);
      EXPECT_EQ(counts.second, 1);
      failed += counts.first;
    }
  }
  EXPECT_GT(failed, 10);
}

/// Source addresses and ports of the flows to port 22.
std::set<std::pair<std::uint32_t, std::uint16_t>> ssh_flows(const Plan& plan) {
  std::set<std::pair<std::uint32_t, std::uint16_t>> flows;
  for (const FlowLine& flow : plan.flows) {
    if (flow.destination_port == 22) flows.emplace(flow.source, flow.source_port);
  }
  return flows;
}

TEST(Surprises, WhoComesOverSshHasAFlowFromTheSameAddressAndPort) {
  int logins = 0;
  for (Day day = kFirst; day < kFirst + 60; ++day) {
    Plan plan;
    plan_odd_people(estate(), Rng(1), day, plan);
    plan_pen_test(estate(), Rng(1), day, plan);
    const auto flows = ssh_flows(plan);
    for (const AuthLine& line : plan.lines) {
      const bool tries = line.text.find(": Accepted ") != std::string::npos ||
                         line.text.find(": Failed ") != std::string::npos;
      if (!tries) continue;
      const std::uint32_t address = ipv4_number(between(line.text, " from ", " port "));
      const auto port = static_cast<std::uint16_t>(std::stoi(between(line.text, " port ", " ")));
      EXPECT_TRUE(flows.contains({address, port})) << line.text;
      ++logins;
    }
  }
  EXPECT_GT(logins, 50);
}

/// The windows of a year, as the configuration reads them.
Config announced_config() {
  const std::string directory = testing::TempDir() + "announced_config";
  std::filesystem::create_directories(directory);
  std::ofstream(directory + "/base.yaml") << announced_yaml(estate(), Rng(1), kFirst, 366);
  ConfigOptions options;
  options.directory = directory;
  auto loaded = load_config(options);
  EXPECT_TRUE(loaded.has_value()) << loaded.error().message;
  std::filesystem::remove_all(directory);
  return loaded ? loaded->config : Config{};
}

TEST(PenetrationTests, AreAnnouncedAsTheConfigurationReadsIt) {
  std::set<Day> tests;
  for (Day day = kFirst; day < kFirst + 366; ++day) {
    if (const auto test = pen_test_on(Rng(1), day)) tests.insert(test->first);
  }
  const Config config = announced_config();
  ASSERT_GT(tests.size(), 2U);
  EXPECT_EQ(config.announced.size(), tests.size() * 3);
  for (const AnnouncedWindow& window : config.announced) {
    EXPECT_EQ(window.name.rfind("pen-test-2", 0), 0U);
    EXPECT_LT(window.from, window.until);
  }
}

TEST(PenetrationTests, HappenInTheirWindows) {
  const Rng root(1);
  for (Day day = kFirst; day < kFirst + 366; ++day) {
    const auto test = pen_test_on(root, day);
    Plan plan;
    plan_pen_test(estate(), root, day, plan);
    EXPECT_EQ(plan.calls.empty(), !test.has_value());
    for (const ApiCall& call : plan.calls) {
      EXPECT_GE(call.time, test->from());
      EXPECT_EQ(call.session->address, test->address);
    }
    for (const FlowLine& flow : plan.flows) {
      EXPECT_EQ(flow.surprise->entity, "address:" + test->address);
    }
    for (const AuthLine& line : plan.lines) {
      EXPECT_EQ(line.surprise->entity, "address:" + test->address) << line.text;
    }
  }
}

TEST(PenetrationTests, NoneIsAnEmptyList) {
  EXPECT_EQ(announced_yaml(estate(), Rng(1), kFirst, 0), "announced: []\n");
}

/// The entity that a CloudTrail record is about.
std::string entity_of_record(const std::string& record) {
  if (field(record, "ConsoleLogin") == "Failure") {
    return "address:" + field(record, "sourceIPAddress");
  }
  const std::string identity = between(record, "\"userIdentity\":", "\"eventTime\"");
  const std::string type = field(identity, "type");
  if (type == "SAMLUser") return "actor:federated:idp/" + field(identity, "userName");
  if (type == "AWSService") return "actor:service:" + field(identity, "invokedBy");
  if (type == "AWSAccount") {
    return "actor:account:" + field(identity, "accountId") + '/' +
           between(identity + ':', "\"principalId\":\"", "\"");
  }
  if (type == "IAMUser") return "actor:" + field(identity, "arn");
  if (type == "AssumedRole") {
    const std::string issuer = between(identity, "\"sessionIssuer\":", "}");
    std::string arn =
        "actor:arn:aws:iam::" + field(issuer, "accountId") + ":role/" + field(issuer, "userName");
    if (arn.find("AWSReservedSSO_") != std::string::npos) {
      arn +=
          '/' + field(identity, "principalId").substr(field(identity, "principalId").find(':') + 1);
    }
    return arn;
  }
  return {};
}

using Listed = std::map<std::string, std::string>;  ///< Record to entity.

/// How many CloudTrail records are listed, each under its entity.
std::size_t records_in_logs(const Listed& listed) {
  std::size_t seen = 0;
  for (const auto& [name, records] : peaceful().records) {
    for (const std::string& record : records) {
      const auto row = listed.find(field(record, "eventID"));
      if (row == listed.end()) continue;
      ++seen;
      EXPECT_EQ(row->second, entity_of_record(record)) << record;
    }
  }
  return seen;
}

/// Whether a line names its entity, or is one of pam and logind that name only the user.
void expect_entity(const std::string& line, const std::string& entity) {
  const bool names_it = line.find(entity.substr(entity.find(':') + 1)) != std::string::npos;
  const bool nameless =
      line.find("session") != std::string::npos || line.find("Session") != std::string::npos;
  EXPECT_TRUE(names_it || nameless) << line << ' ' << entity;
}

/// How many lines of hosts and flow logs are listed.
std::size_t lines_in_logs(const Listed& listed) {
  std::size_t seen = 0;
  for (const auto* const files : {&peaceful().lines, &peaceful().flows}) {
    for (const auto& [name, lines] : *files) {
      for (const std::string& line : lines) {
        const auto row = listed.find(to_hex(sha256(line)));
        if (row == listed.end()) continue;
        ++seen;
        expect_entity(line, row->second);
      }
    }
  }
  return seen;
}

TEST(Surprises, EveryListedRecordIsInTheLogsUnderItsEntity) {
  Listed listed;
  for (const std::string& row : split(peaceful().bytes.at("surprises.jsonl"), "\n")) {
    EXPECT_TRUE(listed.emplace(field(row, "record_id"), field(row, "entity")).second) << row;
  }
  EXPECT_EQ(listed.size(), static_cast<std::size_t>(peaceful().summary.surprise_records));
  EXPECT_EQ(records_in_logs(listed) + lines_in_logs(listed), listed.size());
}

TEST(Surprises, AreSummedUp) {
  std::set<std::string> names;
  for (const std::string& row : split(peaceful().bytes.at("surprises.jsonl"), "\n")) {
    names.insert(field(row, "surprise"));
    EXPECT_EQ(field(row, "surprise").rfind(field(row, "kind") + "-", 0), 0U) << row;
  }
  EXPECT_EQ(static_cast<std::int64_t>(names.size()), peaceful().summary.surprises);
  EXPECT_TRUE(peaceful().bytes.contains("announced.yaml"));
}

}  // namespace
}  // namespace detector::synth
