#include "base/hash.h"

#include <gtest/gtest.h>

namespace detector {
namespace {

// The key 00 01 … 0f of the reference implementation's vectors, little-endian.
constexpr HashKey kReferenceKey{0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL};

std::string counting_bytes(int n) {
  std::string s;
  for (int i = 0; i < n; ++i) s.push_back(static_cast<char>(i));
  return s;
}

TEST(SipHash, MatchesThePublishedVectors) {
  // vectors_sip64 of the reference implementation, lengths 0, 1, 7, 8 and 15 (the paper's own).
  EXPECT_EQ((siphash<2, 4>("", kReferenceKey)), 0x726fdb47dd0e0e31ULL);
  EXPECT_EQ((siphash<2, 4>(counting_bytes(1), kReferenceKey)), 0x74f839c593dc67fdULL);
  EXPECT_EQ((siphash<2, 4>(counting_bytes(7), kReferenceKey)), 0xab0200f58b01d137ULL);
  EXPECT_EQ((siphash<2, 4>(counting_bytes(8), kReferenceKey)), 0x93f5f5799a932462ULL);
  EXPECT_EQ((siphash<2, 4>(counting_bytes(15), kReferenceKey)), 0xa129ca6149be45e5ULL);
}

TEST(SipHash, DependsOnTheKey) {
  EXPECT_NE(keyed_hash("root", HashKey{}), keyed_hash("root", kReferenceKey));
  EXPECT_NE(HashKey{}.fingerprint(), kReferenceKey.fingerprint());
}

TEST(HashKey, ReadsThirtyTwoHexDigitsAndNothingElse) {
  HashKey key;
  ASSERT_TRUE(HashKey::from_hex("0001020304050607f8F9fafbfcfdfeff", key));
  EXPECT_EQ(key.k0, 0x0001020304050607ULL);
  EXPECT_EQ(key.k1, 0xf8f9fafbfcfdfeffULL);
  EXPECT_FALSE(HashKey::from_hex("00", key));
  EXPECT_FALSE(HashKey::from_hex("g001020304050607f8f9fafbfcfdfeff", key));
}

TEST(Sha256, MatchesFips180Examples) {
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256Stream stream;
  stream.update("a");
  stream.update("bc");
  EXPECT_EQ(stream.finish(), sha256("abc"));
}

}  // namespace
}  // namespace detector
