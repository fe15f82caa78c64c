#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace detector {

/// The 128-bit key of every hash that names a value in a baseline. Two baselines merge only if
/// they share it. A secret key keeps others from crafting a value that collides with a normal one.
struct HashKey {
  std::uint64_t k0 = 0x646574656374'6f72ULL;
  std::uint64_t k1 = 0x616e6f6d616c'7921ULL;

  /// From 32 hexadecimal digits; the two halves are big-endian. Empty when malformed.
  static bool from_hex(std::string_view hex, HashKey& out);
  /// A fingerprint that names the key without telling it.
  [[nodiscard]] std::uint64_t fingerprint() const;
  friend bool operator==(const HashKey& a, const HashKey& b) = default;
};

/// SipHash-c-d of `data` (Aumasson and Bernstein 2012). Pure; the same on every machine.
template <int kCompressionRounds, int kFinalRounds>
std::uint64_t siphash(std::string_view data, const HashKey& key);

extern template std::uint64_t siphash<2, 4>(std::string_view, const HashKey&);
extern template std::uint64_t siphash<1, 3>(std::string_view, const HashKey&);

/// The project's keyed hash: SipHash-1-3, the variant meant for hash tables.
inline std::uint64_t keyed_hash(std::string_view data, const HashKey& key) {
  return siphash<1, 3>(data, key);
}

/// Mixes 64 bits into 64 (the finaliser of splitmix64). Not keyed: only for combining hashes.
constexpr std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}
constexpr std::uint64_t combine(std::uint64_t a, std::uint64_t b) {
  return mix(a + 0x9e3779b97f4a7c15ULL * (b + 1));
}

/// A fast hash of text, not keyed: for tables and ids whose collisions harm nobody.
std::uint64_t quick_hash(std::string_view text);

using Sha256 = std::array<std::uint8_t, 32>;

/// SHA-256 (OpenSSL). Throws nothing; O(n).
Sha256 sha256(std::string_view data);

/// SHA-256 of bytes that arrive in pieces.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;
  void update(std::string_view data);
  /// The digest of what was given so far; the stream is finished by it.
  Sha256 finish();

 private:
  void* context_;
};

std::string to_hex(const Sha256& digest);
std::string to_hex(std::uint64_t value);

}  // namespace detector
