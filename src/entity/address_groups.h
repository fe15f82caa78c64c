#pragma once

#include <array>
#include <string>
#include <vector>

#include "detector/asn_database.h"
#include "detector/event.h"

namespace detector {

/// Says what the addresses of an event belong to: their networks and, with a database, their
/// autonomous systems. A pure function of the event and the database. One per thread.
class AddressGroups {
 public:
  /// `database` may be null and must outlive this.
  explicit AddressGroups(const AsnDatabase* database);

  /// Sets kNetwork, kAsn, kPeerNetwork and kPeerAsn of what are addresses; the views are valid
  /// until the next call.
  void fill(Event& event);

 private:
  struct Group {
    std::string address;
    std::string network;
    std::string system;
  };
  /// The addresses met last: at most kSlots, each in the slot of its hash, where the next one with
  /// the same slot takes its place.
  static constexpr std::size_t kSlots = 4096;
  using Cache = std::vector<Group>;

  const Group& group_of(std::string_view address, Cache& cache) const;

  const AsnDatabase* database_;
  Cache sources_;
  Cache peers_;  // apart, so that the two of an event never share a slot
};

}  // namespace detector
