// Puts the organisation together from the seed: accounts, sites, principals. Its parts have files
// of their own.

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

constexpr std::size_t kJobs = 6;
constexpr std::array<Word, kJobs> kJobRoles{"Developer",     "Operations", "Analytics",
                                            "SecurityAudit", "Billing",    "ReadOnly"};
constexpr Word kAccountLetters = "psdx";

/// A thinner copy of what runs in `prod`.
constexpr std::uint64_t kSideLoad = 120;

Principal make_role(const Estate& estate, std::uint16_t account, std::string name, Rng& rng) {
  return {PrincipalKind::kRole, estate.accounts[account].id, std::move(name),
          random_id(rng, "AROA", 17), ""};
}

void add_programs(Estate& estate, Rng& rng) {
  for (std::size_t row = 0; row < service_rows().size(); ++row) {
    const ServiceRow& service = service_rows()[row];
    for (const char letter : service.accounts) {
      Program program;
      program.row = row;
      program.account = static_cast<std::uint16_t>(kAccountLetters.find(letter));
      program.load_per_mille = letter == service.accounts.front() ? 1000 : kSideLoad;
      program.role = make_role(estate, program.account, fmt::format("{}-role", service.name), rng);
      if (service.starts == ServiceRow::Starts::kLater) program.since = kNever;
      estate.programs.push_back(std::move(program));
    }
  }
}

}  // namespace

std::size_t sign_on_role(std::uint16_t account, Job job) {
  return account * kJobs + static_cast<std::size_t>(job);
}

std::size_t cross_account_role(std::uint16_t account, Job job) {
  return kAccounts * kJobs + sign_on_role(account, job);
}

void add_principals(Estate& estate, Rng& rng) {
  for (std::uint16_t account = 0; account < kAccounts; ++account) {
    for (const Word name : kJobRoles) {
      const std::string full = fmt::format("AWSReservedSSO_{}_{}", name, random_hex(rng, 16));
      estate.people_principals.push_back(make_role(estate, account, full, rng));
    }
  }
  for (std::uint16_t account = 0; account < kAccounts; ++account) {
    for (const Word name : kJobRoles) {
      estate.people_principals.push_back(
          make_role(estate, account, fmt::format("team-{}", name), rng));
    }
    estate.deploy_roles[account] = make_role(estate, account, "deploy", rng);
    estate.audit_roles[account] = make_role(estate, account, "audit-reader", rng);
  }
  estate.pen_tester = make_role(estate, kProd, "pen-test-reader", rng);
  estate.contractor = {PrincipalKind::kUser,
                       fmt::format("{:012}", rng.between(111'111'111'111, 999'999'999'999)),
                       "assessor", random_id(rng, "AIDA", 17), random_id(rng, "AKIA", 16)};
  add_programs(estate, rng);
}

Estate build_estate(const Rng& root, int people, Day first) {
  Rng rng = root.fork("estate");
  Estate estate;
  for (const Word name : {"prod", "staging", "dev", "security"}) {
    estate.accounts.push_back(
        {name, fmt::format("{:012}", rng.between(111'111'111'111, 999'999'999'999))});
  }
  estate.regions = {"us-east-1",  "eu-central-1",   "eu-west-1",      "us-west-2",
                    "eu-north-1", "ap-southeast-2", "sa-east-1",      "us-east-2",
                    "eu-west-3",  "ap-northeast-1", "eu-south-1",     "ap-south-1",
                    "eu-west-2",  "us-west-1",      "ap-southeast-1", "ca-central-1"};
  estate.sites = {{"berlin", "203.0.113.10", 1 * kHourMs, Country::kGermany},
                  {"lisbon", "198.51.100.24", 0, Country::kPortugal},
                  {"boston", "192.0.2.77", -5 * kHourMs, Country::kUnitedStates}};
  const std::string& account = estate.accounts[kProd].id;
  estate.root = {PrincipalKind::kRoot, account, "root", account, ""};
  add_network(estate, rng, people);
  add_principals(estate, rng);
  for (int i = 0; i < people; ++i) add_person(estate, root, first, 0);
  estate.staff = estate.people.size();
  add_resources(estate, rng);
  add_growth(estate, root, first);
  return estate;
}

const Principal& principal_of(const Estate& estate, const Person& person) {
  return estate.people_principals[person.posts.front().seats.front().principal];
}

std::uint16_t account_of(const Estate& estate, const Principal& principal) {
  for (std::uint16_t account = 0; account < kAccounts; ++account) {
    if (estate.accounts[account].id == principal.account) return account;
  }
  return kProd;
}

std::string canonical_arn(const Principal& principal) {
  if (principal.kind == PrincipalKind::kRoot) {
    return fmt::format("arn:aws:iam::{}:root", principal.account);
  }
  return fmt::format("arn:aws:iam::{}:{}/{}", principal.account,
                     principal.kind == PrincipalKind::kUser ? "user" : "role", principal.name);
}

}  // namespace detector::synth
