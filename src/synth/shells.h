#pragma once

#include <cstdint>
#include <string>

#include "base/rng.h"
#include "synth/estate.h"
#include "synth/plan.h"
#include "synth/ssh_lines.h"

namespace detector::synth {

/// One visit of a host.
struct ShellVisit {
  TimeMs time = 0;
  std::string address;  ///< Where hosts see the laptop.
  std::uint16_t host = 0;
  Login proof = Login::kKey;
  std::int64_t typos = 0;     ///< Wrong passwords before the right one.
  std::int64_t commands = 0;  ///< Under sudo.
  TimeMs length = kMinuteMs;
};

/// A person in shells on hosts, on one local day.
class ShellDay {
 public:
  ShellDay(const Estate& estate, std::size_t person, Day local, Plan& plan)
      : estate_(estate), who_(estate.people[person]), job_(post_on(who_, local).job), plan_(plan) {}

  /// One visit as they usually make them.
  void visit(TimeMs time, const std::string& address, Rng& rng);
  /// One visit of a host that is not where the address is: over the bastion when it has to be.
  void visit(const ShellVisit& what, Rng& rng);

 private:
  void shell(const ShellVisit& what, Rng& rng);
  void privileged(SshConnection& ssh, TimeMs time, Rng& rng);

  const Estate& estate_;
  const Person& who_;
  Job job_;
  Plan& plan_;
};

/// A time that a laptop is connected to the VPN.
struct Stay {
  TimeMs start = 0;
  TimeMs end = 0;
  std::string outside;
  std::string inside;
};

/// The tunnel of a stay, and what is opened through it.
void connect_laptop(const Estate& estate, const Stay& stay, Rng& rng, Plan& plan);

}  // namespace detector::synth
