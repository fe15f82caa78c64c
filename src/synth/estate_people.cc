// People: names, habits, credentials. Every person has a stream of random numbers of their own, so
// one more person changes no other.

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

/// Where people of a job work: most of them in the first account, some also in the second.
struct Places {
  std::uint16_t main;
  std::uint16_t other;
  std::uint64_t other_per_mille;
};
constexpr std::array<Places, 6> kPlaces{{{kDev, kStaging, 700},
                                         {kProd, kStaging, 700},
                                         {kProd, kStaging, 200},
                                         {kSecurityAccount, kProd, 900},
                                         {kProd, kProd, 0},
                                         {kProd, kDev, 200}}};

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

/// A new version of one client about every 45 days, for as long as the future is known.
void give_clients(Person& person, Day first, Rng& rng) {
  const std::size_t system = index_below(rng, kSystems.size());
  std::array<std::int64_t, kTools> versions{};
  for (std::size_t tool = 0; tool < kTools; ++tool) {
    versions[tool] = rng.between(0, 7);
    const std::string agent = agent_of(static_cast<Tool>(tool), system, versions[tool]);
    person.clients[tool].push_back({0, agent});
  }
  constexpr std::uint64_t kOneIn = 45;
  for (Day day = first; day < first + kFuture; ++day) {
    if (rng.below(kOneIn) != 0) continue;
    const std::size_t tool = pick_skewed(rng, kTools);
    const std::string agent = agent_of(static_cast<Tool>(tool), system, ++versions[tool]);
    person.clients[tool].push_back({day, agent});
  }
}

/// Which tasks a person in this post does how often: a few much, some now and then, some nearly
/// never.
void give_tasks(Post& post, Rng& rng) {
  std::uint32_t weight = 4000;
  std::vector<std::size_t> known;
  for (std::size_t i = 0; i < tasks().size(); ++i) {
    if (tasks()[i].jobs.find(job_letter(post.job)) != Word::npos) known.push_back(i);
  }
  post.task_weights.assign(tasks().size(), 0);
  while (!known.empty()) {
    const std::size_t at = index_below(rng, known.size());
    post.task_weights[known[at]] = std::max<std::uint32_t>(weight, 3);
    weight = static_cast<std::uint32_t>(weight * rng.between(45, 85) / 100);
    known.erase(known.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

void give_rhythm(Person& person, Rng& rng) {
  person.starts = around(rng, minute_of(7), minute_of(10, 30)) * kMinuteMs;
  person.works = around(rng, minute_of(6, 30), minute_of(10)) * kMinuteMs;
  const bool heavy = rng.chance(120);
  const bool technical =
      person.posts.front().job == Job::kDeveloper || person.posts.front().job == Job::kOperator;
  person.bursts = heavy ? rng.between(12, 25) : rng.between(2, technical ? 8 : 5);
  const bool seldom =
      person.posts.front().job == Job::kManager || person.posts.front().job == Job::kFinance;
  person.cloud_per_mille =
      static_cast<std::uint64_t>(seldom ? rng.between(60, 500) : rng.between(600, 980));
  person.weekend_per_mille = static_cast<std::uint64_t>(
      person.posts.front().job == Job::kOperator ? rng.between(60, 250) : rng.between(0, 60));
  person.evening_per_mille = static_cast<std::uint64_t>(rng.between(10, 180));
  person.office_per_mille = static_cast<std::uint64_t>(rng.between(100, 950));
  person.skip_per_mille = static_cast<std::uint64_t>(rng.between(30, 300));
}

void give_hosts(Person& person, const Estate& estate, Rng& rng) {
  person.key_fingerprint = random_id(rng, "", 43);
  person.tunnel = rng.chance(600) ? Person::Tunnel::kOutside : Person::Tunnel::kNever;
  const bool shells = person.posts.front().job == Job::kOperator ||
                      (person.posts.front().job == Job::kDeveloper && rng.chance(650)) ||
                      (person.posts.front().job == Job::kAnalyst && rng.chance(400)) ||
                      (person.posts.front().job == Job::kSecurity && rng.chance(500));
  if (!shells) return;
  person.ssh_per_mille = static_cast<std::uint64_t>(
      person.posts.front().job == Job::kOperator ? rng.between(500, 950) : rng.between(60, 600));
  person.ssh_login = rng.chance(350) ? Login::kPassword : Login::kKey;
  person.hosts.push_back(0);  // everyone may come to the bastion
  const std::size_t more = person.posts.front().job == Job::kOperator ? estate.hosts.size() : 3;
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

/// The accounts of a post; the first is a user of `user`, if there is one.
void give_seats(Post& post, std::size_t user, Rng& rng) {
  const Places& places = kPlaces[static_cast<std::size_t>(post.job)];
  const bool is_user = post.role_session.empty();
  post.seats.push_back({places.main, is_user ? user : sign_on_role(places.main, post.job)});
  if (!rng.chance(places.other_per_mille)) return;
  post.seats.push_back({places.other, is_user ? cross_account_role(places.other, post.job)
                                              : sign_on_role(places.other, post.job)});
}

/// A name that nobody before has: `maria.keller`, and with numbers when there are many.
void give_name(Person& person, std::size_t index) {
  const Word given = kGiven[index % kGiven.size()];
  const Word family = kFamily[(index * 7 + index / kGiven.size()) % kFamily.size()];
  const std::size_t round = index / (kGiven.size() * kFamily.size() / 4);
  const std::string suffix = round == 0 ? "" : fmt::format("{}", round + 1);
  person.name = fmt::format("{}.{}{}", given, family, suffix);
  person.login = fmt::format("{}{}{}", given.substr(0, 2), family, suffix);
  person.uid = 1001 + static_cast<int>(index);
}

}  // namespace

Post make_post(const Estate& estate, const Person& person, Job job, Rng& rng) {
  Post post;
  post.job = job;
  post.role_session = person.name + "@example.com";
  give_tasks(post, rng);
  give_seats(post, estate.people_principals.size(), rng);
  return post;
}

void add_person(Estate& estate, const Rng& root, Day first, Day since) {
  const std::size_t index = estate.people.size();
  Rng rng = stream(root, "person", static_cast<std::int64_t>(index), 0);
  Person person;
  give_name(person, index);
  person.since = since;
  Post post;
  post.job = draw_job(index, rng);
  person.site = static_cast<std::uint16_t>(pick_skewed(rng, estate.sites.size()));
  person.taste = rng.next();
  person.region = static_cast<std::uint16_t>(1 + pick_skewed(rng, kUsedRegions - 1));
  person.home_network = public_address(rng);
  person.home_network.resize(person.home_network.find('.', person.home_network.find('.') + 1));
  person.home_period = static_cast<Day>(rng.between(5, 60));
  give_clients(person, first, rng);
  give_tasks(post, rng);
  person.posts.push_back(std::move(post));
  give_rhythm(person, rng);
  give_hosts(person, estate, rng);
  // The first is a user with a key, so that every estate has one whose key can leak.
  const bool is_user = index == 0 || rng.chance(550);
  Post& begins = person.posts.front();
  if (!is_user) begins.role_session = person.name + "@example.com";
  give_seats(begins, estate.people_principals.size(), rng);
  if (is_user) {
    estate.people_principals.push_back(
        {PrincipalKind::kUser, estate.accounts[begins.seats.front().account].id, person.name,
         random_id(rng, "AIDA", 17), random_id(rng, "AKIA", 16)});
  }
  estate.people.push_back(std::move(person));
}

const std::string& agent_on(const Person& person, Tool tool, Day local) {
  return client_on(person, tool, local).agent;
}

const Client& client_on(const Person& person, Tool tool, Day local) {
  const std::vector<Client>& clients = person.clients[static_cast<std::size_t>(tool)];
  std::size_t latest = clients.size() - 1;
  while (clients[latest].since > local) --latest;
  return clients[latest];
}

const Post& post_on(const Person& person, Day local) {
  std::size_t latest = person.posts.size() - 1;
  while (person.posts[latest].since > local) --latest;
  return person.posts[latest];
}

}  // namespace detector::synth
