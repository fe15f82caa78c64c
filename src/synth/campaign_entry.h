#pragma once

#include <string>

#include "synth/campaign.h"

namespace detector::synth {

/// Ways into the cloud, and what is seen of who comes: who hurries uses what is at hand, who hides
/// looks like the victim.

/// Techniques that several kinds of campaign share.
constexpr Tactic kValidAccount{"T1078.004", "initial-access"};
constexpr Tactic kAccountDiscovery{"T1087.004", "discovery"};
constexpr Tactic kServiceDiscovery{"T1526", "discovery"};
constexpr Tactic kInfrastructureDiscovery{"T1580", "discovery"};
constexpr Tactic kStorageDiscovery{"T1619", "discovery"};
constexpr Tactic kCloudCredentials{"T1098.001", "persistence"};
constexpr Tactic kCloudRoles{"T1098.003", "privilege-escalation"};
constexpr Tactic kCloudStorage{"T1530", "collection"};
constexpr Tactic kToForeignAccount{"T1537", "exfiltration"};

/// The long-lived key of an IAM user, used from outside.
struct StolenKey {
  const Person& owner;
  const Session& session;
};
StolenKey steal_key(Campaign& campaign);

/// The temporary credentials of a program's role, used from outside under the name of its session.
const Session& steal_role(Campaign& campaign);

/// How an IAM user's console looks with the attacker at it. Not signed in yet.
StolenKey steal_password(Campaign& campaign);

/// The client that this attacker would have for a tool; `person` is who they hide behind.
std::string client_of(Campaign& campaign, Tool tool, const Person& person);

}  // namespace detector::synth
