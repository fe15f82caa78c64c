// How benign surprises are drawn, named and tagged. A surprise is a function of (seed, kind, whom,
// day), so every behaviour that asks gets the same answer.

#include "synth/surprise.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "synth/append.h"
#include "synth/random.h"

namespace detector::synth {
namespace {

/// The address in a line of sshd or pam, or nothing.
std::string_view address_in_line(std::string_view text) {
  constexpr std::string_view kRemote = " rhost=";
  const std::size_t remote = text.find(kRemote);
  if (remote != std::string_view::npos) {
    text.remove_prefix(remote + kRemote.size());
    return text.substr(0, text.find(' '));
  }
  const std::size_t port = text.find(" port ");
  if (port == std::string_view::npos) return {};
  const std::size_t before = text.rfind(' ', port - 1) + 1;
  return text.substr(before, port - before);
}

/// Finds the entity of each line in the order that behaviours add them: a session's first line
/// names its address, the ones of pam and logind behind it do not.
class LineEntities {
 public:
  explicit LineEntities(const Estate& estate) : estate_(estate) {}

  const std::string& of(const AuthLine& line) {
    const std::string_view text = line.text;
    const std::string_view program = text.substr(0, text.find('['));
    if (program == "sudo") read_user(text);
    if (program == "CRON") return name_ = "service:" + estate_.hosts[line.host].name + "/CRON";
    if (program != "sshd" && program != "systemd-logind") return user_;
    const std::string_view address = address_in_line(text);
    if (!address.empty()) address_ = "address:" + std::string(address);
    return address_;
  }

 private:
  /// Of `sudo[1]:  alice : TTY=…`.
  void read_user(std::string_view text) {
    const std::size_t end = text.find(" : ");
    if (end == std::string_view::npos) return;
    const std::size_t begin = text.rfind(' ', end - 1) + 1;
    user_ = "user:" + std::string(text.substr(begin, end - begin));
  }

  const Estate& estate_;
  std::string address_;
  std::string user_;
  std::string name_;
};

/// One Surprise for each entity of a tag.
class Tags {
 public:
  Tags(const Odd& odd, Plan& plan) : odd_(odd), plan_(plan) {}

  const Surprise* of(const std::string& entity) {
    const auto [at, is_new] = known_.emplace(entity, nullptr);
    if (is_new) {
      plan_.surprises.push_back({odd_.name, odd_.kind, entity});
      at->second = &plan_.surprises.back();
    }
    return at->second;
  }

 private:
  const Odd& odd_;
  Plan& plan_;
  std::map<std::string, const Surprise*> known_;
};

}  // namespace

bool drawn(const Rng& root, std::string_view kind, std::int64_t thing, Day day,
           std::int64_t one_in) {
  Rng rng = stream(root, kind, thing, day);
  return rng.below(static_cast<std::uint64_t>(one_in)) == 0;
}

std::string surprise_name(std::string_view kind, std::int64_t thing, Day first) {
  return fmt::format("{}-{}-{}", kind, thing, format_day(first));
}

std::string entity_of(const ApiCall& call) {
  const Session& session = *call.session;
  if (call.outcome == Outcome::kFailedLogin) return "address:" + session.address;
  if (call.recipient != kOwnAccount) {
    return "actor:account:" + session.principal->account + '/' + session.principal->id;
  }
  if (!session.invoked_by.empty()) return "actor:service:" + session.invoked_by;
  if (call.operation->name == "AssumeRoleWithSAML") return "actor:federated:idp/" + session.name;
  std::string arn = canonical_arn(*session.principal);
  // Sessions of a role are the role, but for people who share one through Identity Center.
  if (session.principal->name.rfind("AWSReservedSSO_", 0) == 0) arn += '/' + session.name;
  return "actor:" + arn;
}

std::string entity_of(const FlowLine& line) {
  std::string out = "address:";
  const bool answers = line.source_port < line.destination_port;
  append_address(out, answers ? line.destination : line.source);
  return out;
}

void tag_since(const Estate& estate, const PlanMark& mark, const Odd& odd, Plan& plan) {
  Tags tags(odd, plan);
  LineEntities lines(estate);
  for (std::size_t i = mark.calls; i < plan.calls.size(); ++i) {
    plan.calls[i].surprise = tags.of(entity_of(plan.calls[i]));
  }
  for (std::size_t i = mark.lines; i < plan.lines.size(); ++i) {
    plan.lines[i].surprise = tags.of(lines.of(plan.lines[i]));
  }
  for (std::size_t i = mark.flows; i < plan.flows.size(); ++i) {
    plan.flows[i].surprise = tags.of(entity_of(plan.flows[i]));
  }
}

std::optional<Odd> odd_day(const Estate& estate, const Rng& root, std::size_t person, Day local) {
  const Person& who = estate.people[person];
  const auto index = static_cast<std::int64_t>(person);
  if (who.since > 0 && local - who.since < kNewsDays) {
    return Odd{surprise_name("new-hire", index, who.since), "new-hire"};
  }
  if (const std::optional<Trip> trip = trip_on(estate, root, person, local)) {
    return Odd{surprise_name("travel", index, trip->first), "travel"};
  }
  const Day moved = post_on(who, local).since;
  if (moved > 0 && local - moved < kNewsDays) {
    return Odd{surprise_name("role-change", index, moved), "role-change"};
  }
  return std::nullopt;
}

std::optional<Odd> new_host(const Estate& estate, std::uint16_t host, Day utc) {
  const Day since = estate.hosts[host].since;
  if (since == 0 || utc < since || utc - since >= kNewsDays) return std::nullopt;
  const auto program = std::find_if(estate.programs.begin(), estate.programs.end(),
                                    [since](const Program& row) { return row.since == since; });
  const std::int64_t number = program - estate.programs.begin();
  return Odd{surprise_name("new-service", number, since), "new-service"};
}

}  // namespace detector::synth
