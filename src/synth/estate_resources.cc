// What the accounts hold. Each has its own instances, buckets and secrets, named for its stage;
// `prod` has the most.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "synth/estate_parts.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

using Word = std::string_view;

constexpr std::array<Word, 24> kThings{
    "orders",   "billing", "catalog", "search",  "payments", "reports", "media",    "events",
    "sessions", "exports", "audit",   "archive", "images",   "metrics", "invoices", "ledger",
    "users",    "carts",   "mail",    "stock",   "shipping", "pricing", "returns",  "loyalty"};
/// How an account's things are called, and how many of the twenty-four it has.
struct Stage {
  Word name;
  std::size_t things;
  std::size_t percent;  ///< Of the numbered ones that `prod` has.
};
constexpr std::array<Stage, kAccounts> kStages{
    {{"prod", 24, 100}, {"staging", 20, 40}, {"dev", 24, 50}, {"shared", 7, 15}}};

std::vector<std::string>& of_kind(Resources& resources, ResourceKind kind) {
  return resources[static_cast<std::size_t>(kind)];
}

void name_resources(Resources& resources, const Stage& stage) {
  const auto add = [&resources](ResourceKind kind, std::string name) {
    of_kind(resources, kind).push_back(std::move(name));
  };
  for (std::size_t i = 0; i < stage.things; ++i) {
    const Word thing = kThings[i];
    add(ResourceKind::kBucket, fmt::format("acme-{}-{}", thing, stage.name));
    add(ResourceKind::kSecret, fmt::format("{}/{}/db", stage.name, thing));
    add(ResourceKind::kFunction, fmt::format("{}-{}", thing, stage.name));
    add(ResourceKind::kStack, fmt::format("{}-{}", stage.name, thing));
    add(ResourceKind::kParameter, fmt::format("/{}/{}", stage.name, thing));
    add(ResourceKind::kLogGroup, fmt::format("/aws/lambda/{}-{}", thing, stage.name));
    add(ResourceKind::kTable, std::string(thing));
    add(ResourceKind::kQueue, fmt::format("{}-queue", thing));
    add(ResourceKind::kCluster, fmt::format("{}-service", thing));
  }
  for (std::size_t i = 0; i < 5; ++i) {
    add(ResourceKind::kDatabase, fmt::format("{}-db", kThings[i]));
  }
  add(ResourceKind::kTrail, "management-events");
  for (const Word user : {"ci-artifacts", "backup-reader", "partner-upload"}) {
    add(ResourceKind::kUser, std::string(user));
  }
}

void number_resources(Resources& resources, std::size_t percent, Rng& rng) {
  struct Numbered {
    ResourceKind kind;
    Word prefix;
    std::size_t count;
  };
  constexpr std::array<Numbered, 4> kNumbered{{{ResourceKind::kInstance, "i-0", 40},
                                               {ResourceKind::kVolume, "vol-0", 30},
                                               {ResourceKind::kSnapshot, "snap-0", 60},
                                               {ResourceKind::kGroup, "sg-0", 25}}};
  for (const Numbered& row : kNumbered) {
    for (std::size_t i = 0; i < row.count * percent / 100; ++i) {
      of_kind(resources, row.kind).push_back(std::string(row.prefix) + random_hex(rng, 16));
    }
  }
  for (std::size_t i = 0; i < 2 + 10 * percent / 100; ++i) {
    of_kind(resources, ResourceKind::kKey)
        .push_back(fmt::format("{}-{}-4{}-8{}-{}", random_hex(rng, 8), random_hex(rng, 4),
                               random_hex(rng, 3), random_hex(rng, 3), random_hex(rng, 12)));
  }
}

}  // namespace

void add_resources(Estate& estate, Rng& rng) {
  for (std::size_t account = 0; account < kAccounts; ++account) {
    name_resources(estate.resources[account], kStages[account]);
    number_resources(estate.resources[account], kStages[account].percent, rng);
  }
  for (const Person& person : estate.people) {
    if (!is_user(person) || person.since > 0) continue;
    of_kind(estate.resources[person.posts.front().seats.front().account], ResourceKind::kUser)
        .push_back(person.name);
  }
  for (const Program& program : estate.programs) {
    if (program.since > 0) continue;
    of_kind(estate.resources[program.account], ResourceKind::kRole).push_back(program.role.name);
  }
  for (std::size_t account = 0; account < kAccounts; ++account) {
    std::vector<std::string>& roles = of_kind(estate.resources[account], ResourceKind::kRole);
    roles.push_back(estate.deploy_roles[account].name);
    roles.push_back(estate.audit_roles[account].name);
  }
}

std::string choose_resource(const Estate& estate, const Chooser& who, ResourceKind kind, Rng& rng) {
  const auto& all = estate.resources[who.account][static_cast<std::size_t>(kind)];
  if (all.empty()) return {};
  if (rng.chance(25)) return pick(rng, all);
  const std::size_t favourites = std::min<std::size_t>(all.size(), 6);
  const std::uint64_t first = combine(who.taste, static_cast<std::uint64_t>(kind));
  return all[(first + pick_skewed(rng, favourites) * 7) % all.size()];
}

}  // namespace detector::synth
