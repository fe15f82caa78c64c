#pragma once

#include "synth/campaign.h"
#include "synth/ssh_lines.h"

namespace detector::synth {

/// An attacker's connection to a host's sshd, now: its lines are labelled with the address that it
/// comes from.
SshConnection open_ssh(Campaign& campaign, std::uint16_t host, SshConnection::Peer peer,
                       Tactic tactic);

/// Root through sudo, and a user to come back as: those lines name the user, not the address.
void take_root(Campaign& campaign, SshConnection& ssh, const Person& who);

/// Someone who comes to hosts with a password.
const Person& password_victim(Campaign& campaign);

}  // namespace detector::synth
