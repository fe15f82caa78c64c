// Builds the organisation from the seed: names, habits, credentials, machines and what they own.
// Every person has a stream of random numbers of their own, so one more person changes no other.

#include "synth/estate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "synth/estate_parts.h"
#include "synth/habits.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

using Word = std::string_view;

constexpr std::array<Word, 40> kGiven{
    "maria", "jonas", "aisha", "peter",  "lena",  "oscar",  "priya", "tom",   "sofia", "marek",
    "elena", "david", "yuki",  "carlos", "nina",  "ahmed",  "clara", "erik",  "fatma", "george",
    "hanna", "ivan",  "julia", "karim",  "laura", "mehmet", "nora",  "pavel", "rosa",  "stefan",
    "tara",  "umar",  "vera",  "wei",    "xenia", "yusuf",  "zoe",   "anton", "bruna", "diego"};
constexpr std::array<Word, 36> kFamily{
    "keller", "novak",  "rossi",  "garcia",  "meyer",   "olsen",    "kumar",  "haddad", "silva",
    "tanaka", "kowal",  "dubois", "peters",  "ivanova", "andersen", "costa",  "nagy",   "weber",
    "lindt",  "okafor", "moreau", "schmidt", "jansen",  "farah",    "petrov", "lopez",  "berg",
    "sato",   "hughes", "demir",  "fischer", "ricci",   "walsh",    "mensah", "chen",   "popov"};
constexpr std::array<Word, 24> kThings{
    "orders",   "billing", "catalog", "search",  "payments", "reports", "media",    "events",
    "sessions", "exports", "audit",   "archive", "images",   "metrics", "invoices", "ledger",
    "users",    "carts",   "mail",    "stock",   "shipping", "pricing", "returns",  "loyalty"};
constexpr std::array<Word, 4> kStages{"prod", "staging", "dev", "shared"};

constexpr std::array<Word, 3> kBrowsers{
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/{}.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/{}.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:{}.0) Gecko/20100101 Firefox/{}.0"};
constexpr std::array<Word, 3> kSystems{"Windows/10 exe/AMD64", "Darwin/23.2.0 exe/arm64",
                                       "Linux/6.5.0-14-generic exe/x86_64.ubuntu.22"};

struct Roster {
  Job job;
  std::uint32_t weight;
};
constexpr std::array<Roster, 6> kRoster{{{Job::kDeveloper, 45},
                                         {Job::kOperator, 15},
                                         {Job::kAnalyst, 15},
                                         {Job::kSecurity, 7},
                                         {Job::kFinance, 8},
                                         {Job::kManager, 10}}};

constexpr std::array<Word, 6> kJobRoles{"Developer",     "Operations", "Analytics",
                                        "SecurityAudit", "Billing",    "ReadOnly"};

std::string agent_of(Tool tool, std::size_t system, std::int64_t version) {
  switch (tool) {
    case Tool::kConsole:
      return fmt::format(fmt::runtime(system == 2 ? kBrowsers[2] : kBrowsers[system]),
                         118 + version, 118 + version);
    case Tool::kCli:
      return fmt::format("aws-cli/2.{}.{} Python/3.11.6 {} prompt/off", 13 + version / 4,
                         version * 3 % 20, kSystems[system]);
    case Tool::kSdk:
      return fmt::format("Boto3/1.{}.{} md/Botocore#1.{}.{} ua/2.0 os/{} lang/python#3.1{}.4",
                         28 + version, version * 7 % 60, 31 + version, version * 7 % 60,
                         kSystems[system].substr(0, kSystems[system].find(' ')), version % 3);
    case Tool::kTerraform:
      return fmt::format(
          "APN/1.0 HashiCorp/1.0 Terraform/1.{}.{} terraform-provider-aws/5.{}.0 "
          "aws-sdk-go-v2/1.2{}.0",
          5 + version / 4, version % 7, 20 + version, version % 5);
  }
  return {};
}

void give_agents(Person& person, Day first, Rng& rng) {
  const std::size_t system = index_below(rng, kSystems.size());
  for (std::size_t tool = 0; tool < kTools; ++tool) {
    const std::int64_t version = rng.between(0, 7);
    person.agents[tool] = agent_of(static_cast<Tool>(tool), system, version);
    const std::int64_t next = rng.chance(600) ? version + 1 : version;
    person.new_agents[tool] = agent_of(static_cast<Tool>(tool), system, next);
  }
  person.agent_change = first + static_cast<Day>(rng.between(1, 45));
}

/// Which tasks this person does how often: a few much, some now and then, some nearly never.
void give_tasks(Person& person, Rng& rng) {
  std::uint32_t weight = 4000;
  std::vector<std::size_t> known;
  for (std::size_t i = 0; i < tasks().size(); ++i) {
    if (tasks()[i].jobs.find(job_letter(person.job)) != Word::npos) known.push_back(i);
  }
  person.task_weights.assign(tasks().size(), 0);
  while (!known.empty()) {
    const std::size_t at = index_below(rng, known.size());
    person.task_weights[known[at]] = std::max<std::uint32_t>(weight, 3);
    weight = static_cast<std::uint32_t>(weight * rng.between(45, 85) / 100);
    known.erase(known.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

void give_rhythm(Person& person, Rng& rng) {
  person.starts = around(rng, minute_of(7), minute_of(10, 30)) * kMinuteMs;
  person.works = around(rng, minute_of(6, 30), minute_of(10)) * kMinuteMs;
  const bool heavy = rng.chance(120);
  const bool technical = person.job == Job::kDeveloper || person.job == Job::kOperator;
  person.bursts = heavy ? rng.between(12, 25) : rng.between(2, technical ? 8 : 5);
  const bool seldom = person.job == Job::kManager || person.job == Job::kFinance;
  person.cloud_per_mille =
      static_cast<std::uint64_t>(seldom ? rng.between(60, 500) : rng.between(600, 980));
  person.weekend_per_mille = static_cast<std::uint64_t>(
      person.job == Job::kOperator ? rng.between(60, 250) : rng.between(0, 60));
  person.evening_per_mille = static_cast<std::uint64_t>(rng.between(10, 180));
  person.office_per_mille = static_cast<std::uint64_t>(rng.between(100, 950));
  person.skip_per_mille = static_cast<std::uint64_t>(rng.between(30, 300));
}

void give_hosts(Person& person, const Estate& estate, Rng& rng) {
  person.key_fingerprint = random_id(rng, "", 43);
  person.tunnel = rng.chance(600) ? Person::Tunnel::kOutside : Person::Tunnel::kNever;
  const bool shells = person.job == Job::kOperator ||
                      (person.job == Job::kDeveloper && rng.chance(650)) ||
                      (person.job == Job::kAnalyst && rng.chance(400)) ||
                      (person.job == Job::kSecurity && rng.chance(500));
  if (!shells) return;
  person.ssh_per_mille = static_cast<std::uint64_t>(
      person.job == Job::kOperator ? rng.between(500, 950) : rng.between(60, 600));
  person.ssh_login = rng.chance(350) ? Login::kPassword : Login::kKey;
  person.hosts.push_back(0);  // everyone may come to the bastion
  const std::size_t more = person.job == Job::kOperator ? estate.hosts.size() : 3;
  for (std::size_t i = 0; i < more; ++i) {
    const auto host = static_cast<std::uint16_t>(1 + rng.below(estate.hosts.size() - 1));
    if (std::find(person.hosts.begin(), person.hosts.end(), host) == person.hosts.end()) {
      person.hosts.push_back(host);
    }
  }
}

Job draw_job(std::size_t index, Rng& rng) {
  // The first six are one of each, so that the smallest estate has every job.
  if (index < kRoster.size()) return kRoster[index].job;
  std::vector<std::uint32_t> weights;
  weights.reserve(kRoster.size());
  for (const Roster& row : kRoster) weights.push_back(row.weight);
  return kRoster[pick_weighted(rng, weights)].job;
}

void add_person(Estate& estate, const Rng& root, std::size_t index, Day first) {
  Rng rng = stream(root, "person", static_cast<std::int64_t>(index), 0);
  Person person;
  const Word given = kGiven[index % kGiven.size()];
  const Word family = kFamily[(index * 7 + index / kGiven.size()) % kFamily.size()];
  const std::size_t round = index / (kGiven.size() * kFamily.size() / 4);
  const std::string suffix = round == 0 ? "" : fmt::format("{}", round + 1);
  person.name = fmt::format("{}.{}{}", given, family, suffix);
  person.login = fmt::format("{}{}{}", given.substr(0, 2), family, suffix);
  person.uid = 1001 + static_cast<int>(index);
  person.job = draw_job(index, rng);
  person.site = static_cast<std::uint16_t>(pick_skewed(rng, estate.sites.size()));
  person.taste = rng.next();
  person.region = static_cast<std::uint16_t>(1 + pick_skewed(rng, estate.regions.size() - 1));
  person.home_network = public_address(rng);
  person.home_network.resize(person.home_network.find('.', person.home_network.find('.') + 1));
  person.home_period = static_cast<Day>(rng.between(5, 60));
  give_agents(person, first, rng);
  give_tasks(person, rng);
  give_rhythm(person, rng);
  give_hosts(person, estate, rng);
  // The first is a user with a key, so that every estate has one whose key can leak.
  if (index == 0 || rng.chance(550)) {
    person.principal = estate.people_principals.size();
    estate.people_principals.push_back({PrincipalKind::kUser, estate.account, person.name,
                                        random_id(rng, "AIDA", 17), random_id(rng, "AKIA", 16)});
  } else {
    person.principal = static_cast<std::size_t>(person.job);
    person.role_session = person.name + "@example.com";
  }
  estate.people.push_back(std::move(person));
}

std::vector<std::string>& resources_of(Estate& estate, ResourceKind kind) {
  return estate.resources[static_cast<std::size_t>(kind)];
}

void name_resources(Estate& estate) {
  for (const Word thing : kThings) {
    for (const Word stage : kStages) {
      resources_of(estate, ResourceKind::kBucket)
          .push_back(fmt::format("acme-{}-{}", thing, stage));
    }
    for (const Word stage : {kStages[0], kStages[1]}) {
      resources_of(estate, ResourceKind::kSecret).push_back(fmt::format("{}/{}/db", stage, thing));
      resources_of(estate, ResourceKind::kFunction).push_back(fmt::format("{}-{}", thing, stage));
      resources_of(estate, ResourceKind::kStack).push_back(fmt::format("{}-{}", stage, thing));
      resources_of(estate, ResourceKind::kParameter).push_back(fmt::format("/{}/{}", stage, thing));
      resources_of(estate, ResourceKind::kLogGroup)
          .push_back(fmt::format("/aws/lambda/{}-{}", thing, stage));
    }
    resources_of(estate, ResourceKind::kTable).emplace_back(thing);
    resources_of(estate, ResourceKind::kQueue).push_back(fmt::format("{}-queue", thing));
    resources_of(estate, ResourceKind::kCluster).push_back(fmt::format("{}-service", thing));
  }
  for (std::size_t i = 0; i < 5; ++i) {
    resources_of(estate, ResourceKind::kDatabase).push_back(fmt::format("{}-db", kThings[i]));
  }
  resources_of(estate, ResourceKind::kTrail).emplace_back("management-events");
}

void number_resources(Estate& estate, Rng& rng) {
  struct Numbered {
    ResourceKind kind;
    Word prefix;
    int count;
  };
  constexpr std::array<Numbered, 4> kNumbered{{{ResourceKind::kInstance, "i-0", 40},
                                               {ResourceKind::kVolume, "vol-0", 30},
                                               {ResourceKind::kSnapshot, "snap-0", 60},
                                               {ResourceKind::kGroup, "sg-0", 25}}};
  for (const Numbered& row : kNumbered) {
    for (int i = 0; i < row.count; ++i) {
      resources_of(estate, row.kind).push_back(std::string(row.prefix) + random_hex(rng, 16));
    }
  }
  for (int i = 0; i < 12; ++i) {
    resources_of(estate, ResourceKind::kKey)
        .push_back(fmt::format("{}-{}-4{}-8{}-{}", random_hex(rng, 8), random_hex(rng, 4),
                               random_hex(rng, 3), random_hex(rng, 3), random_hex(rng, 12)));
  }
}

}  // namespace

Estate build_estate(const Rng& root, int people, Day first) {
  Rng rng = root.fork("estate");
  Estate estate;
  for (const Word name : {"prod", "staging", "dev", "security"}) {
    estate.accounts.push_back(
        {name, fmt::format("{:012}", rng.between(111'111'111'111, 999'999'999'999))});
  }
  estate.account = estate.accounts[kProd].id;
  estate.regions = {"us-east-1", "eu-central-1", "eu-west-1", "us-west-2"};
  estate.sites = {{"berlin", "203.0.113.10", 1 * kHourMs, Country::kGermany},
                  {"lisbon", "198.51.100.24", 0, Country::kPortugal},
                  {"boston", "192.0.2.77", -5 * kHourMs, Country::kUnitedStates}};
  estate.root = {PrincipalKind::kRoot, estate.account, "root", estate.account, ""};
  add_network(estate, rng, people);
  name_resources(estate);
  number_resources(estate, rng);
  for (const Word name : kJobRoles) {
    estate.people_principals.push_back(
        {PrincipalKind::kRole, estate.account,
         fmt::format("AWSReservedSSO_{}_{}", name, random_hex(rng, 16)), random_id(rng, "AROA", 17),
         ""});
  }
  for (const ServiceRow& row : service_rows()) {
    estate.service_roles.push_back({PrincipalKind::kRole, estate.account,
                                    fmt::format("{}-role", row.name), random_id(rng, "AROA", 17),
                                    ""});
  }
  for (int i = 0; i < people; ++i) add_person(estate, root, static_cast<std::size_t>(i), first);
  for (const Person& person : estate.people) {
    resources_of(estate, ResourceKind::kUser).push_back(person.name);
  }
  for (const Principal& role : estate.service_roles) {
    resources_of(estate, ResourceKind::kRole).push_back(role.name);
  }
  return estate;
}

std::string choose_resource(const Estate& estate, std::uint64_t taste, ResourceKind kind,
                            Rng& rng) {
  const auto& all = estate.resources[static_cast<std::size_t>(kind)];
  if (all.empty()) return {};
  if (rng.chance(25)) return pick(rng, all);
  const std::size_t favourites = std::min<std::size_t>(all.size(), 6);
  const std::uint64_t first = combine(taste, static_cast<std::uint64_t>(kind));
  return all[(first + pick_skewed(rng, favourites) * 7) % all.size()];
}

const Principal& principal_of(const Estate& estate, const Person& person) {
  return estate.people_principals[person.principal];
}

std::string canonical_arn(const Principal& principal) {
  if (principal.kind == PrincipalKind::kRoot) {
    return fmt::format("arn:aws:iam::{}:root", principal.account);
  }
  return fmt::format("arn:aws:iam::{}:{}/{}", principal.account,
                     principal.kind == PrincipalKind::kUser ? "user" : "role", principal.name);
}

}  // namespace detector::synth
