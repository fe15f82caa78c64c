#pragma once

#include "synth/campaign.h"
#include "synth/network.h"
#include "synth/ssh_lines.h"

namespace detector::synth {

/// What attackers do on hosts and between them. An ssh connection leaves lines in the host's
/// auth.log and a flow with the same address, port and times.

constexpr Tactic kLocalAccount{"T1078.003", "initial-access"};
constexpr Tactic kRemoteShell{"T1021.004", "lateral-movement"};

/// Who comes to which host from where, and as whom.
struct Visit {
  std::uint16_t host = 0;
  std::string address;
  const Person* who = nullptr;
  Tactic tactic;
};

/// A wrong password, and the end of the connection.
void fail_login(Campaign& campaign, const Visit& visit);

/// A connection that gets in: lines and flow are labelled with the address.
class Intrusion {
 public:
  /// Connects and signs in, now.
  Intrusion(Campaign& campaign, Visit visit, Login proof);
  /// Runs a command as root: that line names the user, not the address.
  void sudo(std::string_view command, Tactic tactic);
  /// Root, and a user to come back as.
  void take_root();
  /// Disconnects, now.
  void leave();

 private:
  Campaign& campaign_;
  Visit visit_;
  SshConnection ssh_;
  TimeMs start_;
};

/// Someone's stolen key opens the host, over the bastion where the internet does not reach it; one
/// command as root, and out.
void plant(Campaign& campaign, std::uint16_t host, std::string_view command, Tactic tactic);

/// A connection now: its flow lines are labelled with the address of the client.
struct Contact {
  std::string client;
  std::string server;
  Connection details;
};
void contact(Campaign& campaign, const Contact& contact, Tactic tactic);

/// Someone who comes to hosts with a password, or with a key.
const Person& password_victim(Campaign& campaign);
const Person& key_victim(Campaign& campaign);

}  // namespace detector::synth
