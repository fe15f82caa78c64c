#include "entity/skeleton.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace detector {
namespace {

std::string skeleton_of(std::string_view message) {
  std::string skeleton;
  make_skeleton(message, skeleton);
  return skeleton;
}

TEST(Skeleton, RunsWithADigitAreOneAndTheRestStays) {
  EXPECT_EQ(skeleton_of("user x12 from 10.0.0.1 ok"), "user 1 from 1.1.1.1 ok");
  EXPECT_EQ(skeleton_of("%LINK-3-UPDOWN: up"), "%LINK-3-UPDOWN: up");
  EXPECT_EQ(skeleton_of(""), "");
}

TEST(Skeleton, IsItsOwnSkeleton) {
  const std::string once = skeleton_of("%LINK-345-UPDOWN: port 7 a_b 9x");
  EXPECT_EQ(skeleton_of(once), once);
}

// Every message of up to six of these characters: NUL is one, and a blank goes in with the run
// before it.
TEST(Skeleton, EqualHashesMeanEqualSkeletons) {
  const std::string letters{'a', '1', ' ', '\0', '-', 'A'};
  std::map<std::uint64_t, std::string> known;
  std::size_t messages = 1;
  for (std::size_t length = 0; length <= 6; ++length, messages *= letters.size()) {
    for (std::size_t n = 0; n < messages; ++n) {
      std::string message;
      for (std::size_t i = 0, rest = n; i < length; ++i, rest /= letters.size()) {
        message += letters[rest % letters.size()];
      }
      const std::string skeleton = skeleton_of(message);
      EXPECT_EQ(known.emplace(skeleton_hash(message), skeleton).first->second, skeleton);
    }
  }
}

TEST(Skeleton, LongRunsDifferByTheirLength) {
  EXPECT_NE(skeleton_hash(std::string(8, '\x80')), skeleton_hash(std::string(9, '\x80')));
  EXPECT_NE(skeleton_hash("abcdefgh"), skeleton_hash("abcdefghabcdefgh"));
}

TEST(Skeleton, ReadsOnlyTheFirstBytes) {
  const std::string longest(kLongestSkeleton, 'a');
  EXPECT_EQ(skeleton_hash(longest + "b"), skeleton_hash(longest + "c"));
  EXPECT_EQ(skeleton_of(longest + "b"), longest);
}

}  // namespace
}  // namespace detector
