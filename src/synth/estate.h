#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "base/time.h"
#include "synth/plan.h"

namespace detector::synth {

enum class Country { kGermany, kPortugal, kUnitedStates };  ///< Whose public holidays a site has.

/// A place where people work: its clock and the one address its network is seen from.
struct Site {
  std::string_view name;
  std::string_view address;
  TimeMs utc_offset = 0;
  Country country = Country::kGermany;
};

/// Indices into Estate::accounts.
enum AccountIndex : std::uint16_t { kProd, kStaging, kDev, kSecurityAccount, kAccounts };

struct Account {
  std::string_view name;  ///< `prod`
  std::string id;         ///< Twelve digits.
};

/// A private network; its flow log has one format.
struct Vpc {
  std::string id;
  std::string subnet;
  std::string flow_log;      ///< `fl-…`, part of the names of its files.
  std::string_view network;  ///< `10.20`: a /16.
  std::uint16_t account = kProd;
  std::uint16_t region = 1;
  enum class Format { kDefault, kCustom } format = Format::kDefault;
};

/// The networks of laptops in the VPN, and of the resolver and endpoints that every VPC has.
constexpr std::string_view kVpnPool = "10.99";

/// What people do for a living decides which tasks they know.
enum class Job { kDeveloper, kOperator, kAnalyst, kSecurity, kFinance, kManager };

enum class Tool { kConsole, kCli, kSdk, kTerraform };
constexpr std::size_t kTools = 4;

enum class Login { kKey, kPassword };  ///< How a person comes to hosts.

struct Person {
  std::string name;   ///< `maria.keller`
  std::string login;  ///< `mkeller`
  int uid = 1000;
  Job job = Job::kDeveloper;
  std::uint16_t site = 0;
  std::size_t principal = 0;  ///< Index into Estate::people_principals.
  std::string role_session;   ///< The session name of people who come through a role; else empty.
  std::vector<std::uint32_t> task_weights;  ///< One per row of tasks().
  std::array<std::string, kTools> agents;   ///< User agent by tool.
  std::array<std::string, kTools> new_agents;
  Day agent_change = 0;     ///< The local day from which the new agents are in use.
  std::uint64_t taste = 0;  ///< Decides which resources are favourites.
  std::uint16_t region = 0;
  // Rhythm.
  TimeMs starts = 9 * kHourMs;  ///< Usual start, local.
  TimeMs works = 8 * kHourMs;   ///< Usual length of a day.
  std::int64_t bursts = 4;      ///< Usual pieces of cloud work on a day.
  std::uint64_t cloud_per_mille = 900;
  std::uint64_t weekend_per_mille = 20;
  std::uint64_t evening_per_mille = 80;
  std::uint64_t office_per_mille = 600;
  std::uint64_t skip_per_mille = 150;
  std::uint64_t ssh_per_mille = 0;
  std::vector<std::uint16_t> hosts;
  Login ssh_login = Login::kKey;
  std::string key_fingerprint;
  std::string home_network;
  enum class Tunnel { kNever, kOutside } tunnel = Tunnel::kNever;  ///< VPN, out of the office.
  Day home_period = 14;  ///< Days after which the provider hands out another address.
};

struct Host {
  std::string name;
  std::string address;  ///< Private.
  enum class Exposure { kInternal, kInternet } exposure = Exposure::kInternal;
  std::uint64_t pid_per_second = 3;  ///< How fast process ids grow, in sixteenths.
  enum class Duty { kBastion, kVpn, kWeb, kApp, kDatabase, kBuild, kBatch, kMonitor };
  Duty duty = Duty::kApp;
  std::uint16_t vpc = 0;
  std::uint32_t number = 0;  ///< `address` in host order.
  std::string interface_id;  ///< `eni-0…`
  std::string instance_id;
  Day since = 0;  ///< The first UTC day it exists.
};

/// The whole synthetic organisation: pure data, a function of (seed, people).
struct Estate {
  std::string account;  ///< That of `prod`.
  std::vector<Account> accounts;
  std::vector<Vpc> vpcs;
  std::vector<std::string> regions;  ///< [0] is us-east-1, where global services are recorded.
  std::vector<Site> sites;
  std::vector<Person> people;
  std::vector<Principal> people_principals;  ///< Users, and the roles that people come through.
  std::vector<Principal> service_roles;      ///< One per row of service_rows().
  Principal root;
  std::vector<Host> hosts;
  std::vector<std::pair<std::uint32_t, std::uint16_t>> interfaces;  ///< Address to host, sorted.
  std::array<std::vector<std::string>, static_cast<std::size_t>(ResourceKind::kCount)> resources;
};

inline std::uint16_t host_count(const Estate& estate) {
  return static_cast<std::uint16_t>(estate.hosts.size());
}

/// A time of day in minutes: minute_of(9, 30) is half past nine.
constexpr std::int64_t minute_of(std::int64_t hour, std::int64_t minute = 0) {
  return hour * 60 + minute;
}

/// `first` is the first day of the logs: people change their tools at some day after it.
Estate build_estate(const Rng& root, int people, Day first);

/// A resource of `kind` as someone with this taste picks it: mostly one of a few favourites.
std::string choose_resource(const Estate& estate, std::uint64_t taste, ResourceKind kind, Rng& rng);

const Principal& principal_of(const Estate& estate, const Person& person);

/// Where and when one person works on one local day; the same for every behaviour that asks.
struct WorkDay {
  enum class Work { kOff, kOn } work = Work::kOff;
  enum class Evening { kFree, kBusy } evening = Evening::kFree;
  TimeMs start = 0;  ///< UTC.
  TimeMs end = 0;
  TimeMs evening_start = 0;
  std::string address;          ///< Of the working hours.
  std::string evening_address;  ///< At home, or where the traveller sleeps.
  std::string inside;           ///< Where hosts see the laptop: `address`, or one of the VPN.
  std::string evening_inside;
};
WorkDay work_day(const Estate& estate, const Rng& root, std::size_t person, Day local);

/// A moment of a working day, rarely at lunch.
TimeMs moment_in(const WorkDay& day, Rng& rng);

}  // namespace detector::synth
