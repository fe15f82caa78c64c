#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
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

/// A client, from the local day on which it came.
struct Client {
  Day since = 0;
  std::string agent;
};

/// Who a person is in one account: a user, or the role that they come through.
struct Seat {
  std::uint16_t account = kProd;
  std::size_t principal = 0;  ///< Index into Estate::people_principals.
};

/// What a person is employed as, from a local day on.
struct Post {
  Day since = 0;
  Job job = Job::kDeveloper;
  std::vector<Seat> seats;   ///< One or two; the first is where they mostly work.
  std::string role_session;  ///< The session name of people who come through a role; else empty.
  std::vector<std::uint32_t> task_weights;  ///< One per row of tasks().
};

struct Person {
  std::string name;   ///< `maria.keller`
  std::string login;  ///< `mkeller`
  int uid = 1000;
  Day since = 0;  ///< The first local day, of those who come later.
  std::uint16_t site = 0;
  std::vector<Post> posts;                          ///< The first is the one they begin with.
  std::array<std::vector<Client>, kTools> clients;  ///< In order of time; the first is the oldest.
  std::uint64_t taste = 0;                          ///< Decides which resources are favourites.
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

/// A day that does not come.
constexpr Day kNever = std::numeric_limits<Day>::max();

/// A program in one account: a row of service_rows() and the role it has there.
struct Program {
  std::size_t row = 0;
  std::uint16_t account = kProd;
  std::uint64_t load_per_mille = 1000;  ///< Of the row's rhythm.
  Day since = 0;
  Principal role;
};

/// A region that is used from a day on: by one program, and by the operators who roll it out.
struct Rollout {
  Day since = 0;
  std::uint16_t region = 0;
  std::size_t program = 0;
  std::vector<std::size_t> operators;  ///< Indices into Estate::people.
};

constexpr std::uint16_t kUsedRegions = 4;

/// What there is of each kind.
using Resources =
    std::array<std::vector<std::string>, static_cast<std::size_t>(ResourceKind::kCount)>;

/// The whole synthetic organisation: pure data, a function of (seed, people).
struct Estate {
  std::vector<Account> accounts;
  std::vector<Vpc> vpcs;
  /// [0] is us-east-1, where global services are recorded. Those behind the first kUsedRegions are
  /// unused, but for what Estate::rollouts says.
  std::vector<std::string> regions;
  std::vector<Rollout> rollouts;  ///< In order of time.
  std::vector<Site> sites;
  std::vector<Person> people;
  std::vector<Principal> people_principals;  ///< Users, and the roles that people come through.
  std::vector<Program> programs;
  std::array<Principal, kAccounts> deploy_roles;  ///< What pipelines become in each account.
  std::array<Principal, kAccounts> audit_roles;   ///< What the security account's programs become.
  Principal pen_tester;                           ///< The role of contractors, in `prod`.
  Principal contractor;                           ///< In an account of their own.
  std::size_t staff = 0;  ///< So many of `people` are there from the beginning.
  Principal root;
  std::vector<Host> hosts;
  std::vector<std::pair<std::uint32_t, std::uint16_t>> interfaces;  ///< Address to host, sorted.
  std::array<Resources, kAccounts> resources;                       ///< By account.
};

/// The client that a person uses on a local day.
const Client& client_on(const Person& person, Tool tool, Day local);
const std::string& agent_on(const Person& person, Tool tool, Day local);
/// The post of a person on a local day.
const Post& post_on(const Person& person, Day local);

inline std::uint16_t host_count(const Estate& estate) {
  return static_cast<std::uint16_t>(estate.hosts.size());
}

/// A time of day in minutes: minute_of(9, 30) is half past nine.
constexpr std::int64_t minute_of(std::int64_t hour, std::int64_t minute = 0) {
  return hour * 60 + minute;
}

/// `first` is the first day of the logs: people change their tools at some day after it.
Estate build_estate(const Rng& root, int people, Day first);

/// Whose taste, and in which account.
struct Chooser {
  std::uint16_t account = kProd;
  std::uint64_t taste = 0;
};
/// A resource of `kind` as they pick it: mostly one of a few favourites.
std::string choose_resource(const Estate& estate, const Chooser& who, ResourceKind kind, Rng& rng);

/// The user or role of a person's first post, in the account where they mostly work.
const Principal& principal_of(const Estate& estate, const Person& person);
/// Whether a person signs in as an IAM user, at first.
inline bool is_user(const Person& person) {
  return person.posts.front().role_session.empty();
}
/// Whose trail has what this principal does.
std::uint16_t account_of(const Estate& estate, const Principal& principal);

/// Where and when one person works on one local day; the same for every behaviour that asks.
struct WorkDay {
  Day local = 0;
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

/// Some days that a person works from another country.
struct Trip {
  Day first = 0;
  Day days = 0;
};
/// The trip that a person is on.
std::optional<Trip> trip_on(const Estate& estate, const Rng& root, std::size_t person, Day local);

/// A moment of a working day, rarely at lunch.
TimeMs moment_in(const WorkDay& day, Rng& rng);

}  // namespace detector::synth
