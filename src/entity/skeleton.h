#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace detector {

/// What of a message its signature depends on: runs of letters and digits with a digit in them are
/// one `1` each, everything else stays. A severity between capitals (`LINK-3-UPDOWN`) stays too,
/// since it names the kind of message. Only the first kLongestSkeleton bytes count.
constexpr std::size_t kLongestSkeleton = 8192;

/// Replaces `out` by the skeleton of `message`.
void make_skeleton(std::string_view message, std::string& out);
/// A hash of the message that says what the skeleton says, without making it: messages with equal
/// hashes have equal skeletons, but for collisions of 64 bits. Not keyed.
std::uint64_t skeleton_hash(std::string_view message);

}  // namespace detector
