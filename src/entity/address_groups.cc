#include "entity/address_groups.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "base/ip.h"

namespace detector {
namespace {

constexpr std::size_t kLongestAddress = 64;

}  // namespace

AddressGroups::AddressGroups(const AsnDatabase* database)
    : database_(database), sources_(kSlots), peers_(kSlots) {}

const AddressGroups::Group& AddressGroups::group_of(std::string_view address, Cache& cache) const {
  Group& group = cache[keyed_hash(address, HashKey{}) % kSlots];
  if (group.address == address) return group;
  group.address = address;
  group.network.clear();
  group.system.clear();
  const auto ip = parse_ip(address);
  if (!ip) return group;
  group.network = network_of(*ip);
  const auto number = database_ == nullptr ? std::nullopt : database_->find(address);
  if (number) group.system = fmt::format("AS{}", *number);
  return group;
}

void AddressGroups::fill(Event& event) {
  const auto set = [&](Field address, Field network, Field system, Cache& cache) {
    const std::string_view text = event[address];
    if (text.empty() || text.size() > kLongestAddress) return;
    const Group& group = group_of(text, cache);
    event[network] = group.network;
    event[system] = group.system;
  };
  set(Field::kAddress, Field::kNetwork, Field::kAsn, sources_);
  set(Field::kPeer, Field::kPeerNetwork, Field::kPeerAsn, peers_);
}

}  // namespace detector
