#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/rng.h"
#include "base/time.h"
#include "synth/estate.h"
#include "synth/plan.h"

namespace detector::synth {

/// A process id as that host would give at that time: it grows with time, so that records of
/// different behaviours never have to agree on a counter. `spread` sets apart those of one moment.
std::uint64_t pid_at(const Host& host, TimeMs time, Rng& rng);

/// One connection to sshd: its lines carry one process id, address and port. Adds lines to a Plan.
class SshConnection {
 public:
  struct Peer {
    std::string address;
    std::string user;
    int uid = 0;
  };
  SshConnection(const Estate& estate, std::uint16_t host, Peer peer, Plan& plan)
      : estate_(estate), host_(host), peer_(std::move(peer)), plan_(plan) {}

  /// Which attack the lines from here on belong to.
  void set_label(std::int32_t label) { label_ = label; }
  void connect(TimeMs time, Rng& rng);

  /// One wrong password of a user that exists, with pam's line before the first.
  void fail_password(TimeMs time);
  /// `times` more of the same, as syslog folds them.
  void fail_repeated(TimeMs time, std::int64_t times);
  void fail_invalid_user(TimeMs time);
  void accept_password(TimeMs time);
  void accept_key(TimeMs time, std::string_view fingerprint);
  void disconnect_before_auth(TimeMs time, std::string_view reason);
  void disconnect(TimeMs time);
  void sudo(TimeMs time, std::string_view command, Rng& rng);
  /// Any line of any program in this host's log.
  void line(TimeMs time, std::string text);

  [[nodiscard]] std::uint64_t pid() const { return pid_; }
  [[nodiscard]] std::int64_t port() const { return port_; }  ///< The client's.
  [[nodiscard]] const Peer& peer() const { return peer_; }
  [[nodiscard]] const Host& host() const { return estate_.hosts[host_]; }

 private:
  void sshd(TimeMs time, std::string_view text);
  void open_session(TimeMs time);

  const Estate& estate_;
  std::uint16_t host_;
  Peer peer_;
  Plan& plan_;
  std::int32_t label_ = kBenign;
  std::uint64_t pid_ = 0;
  std::int64_t port_ = 0;
  std::int64_t session_number_ = 0;
  std::string_view standing_ = "authenticating";  ///< Or `invalid`, once the user was.
  bool warned_ = false;                           ///< pam has written its failure line.
};

/// Adds the flow that carries `ssh` while its lines are written, `from` the first to `until` the
/// last.
void add_ssh_flow(const Estate& estate, const SshConnection& ssh, TimeMs from, TimeMs until,
                  Plan& plan);

}  // namespace detector::synth
