#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>

namespace detector {

/// Which address each process serves, so that its lines without one can join those with one.
///
/// Lives for one input object: a line then joins the same address whatever else is read, and models
/// of any split by object merge to the whole. Holds the 65,536 processes met last or fewer: when
/// full, it starts again empty.
class ProcessTable {
 public:
  static constexpr std::size_t kMost = 65536;

  void begin_object() { addresses_.clear(); }
  void remember(std::uint64_t process, std::uint64_t address) {
    if (addresses_.size() == kMost && !addresses_.contains(process)) addresses_.clear();
    addresses_[process] = address;
  }
  /// The address hash of `process`; 0 when it is not known.
  [[nodiscard]] std::uint64_t address_of(std::uint64_t process) const {
    const auto found = addresses_.find(process);
    return found == addresses_.end() ? 0 : found->second;
  }

 private:
  absl::flat_hash_map<std::uint64_t, std::uint64_t> addresses_;
};

}  // namespace detector
