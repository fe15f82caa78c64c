// SipHash after the reference description (Aumasson, Bernstein, "SipHash: a fast short-input PRF",
// 2012), checked in hash_test.cc against its published vectors; SHA-256 from OpenSSL.
#include "base/hash.h"

#include <openssl/evp.h>

#include <bit>
#include <cstring>
#include <memory>

namespace detector {
namespace {

static_assert(std::endian::native == std::endian::little, "files and hashes assume little-endian");

struct SipState {
  std::uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string hex_of(const std::uint8_t* data, std::size_t size) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(size * 2, '0');
  for (std::size_t i = 0; i < size; ++i) {
    out[2 * i] = kDigits[data[i] >> 4];
    out[2 * i + 1] = kDigits[data[i] & 15];
  }
  return out;
}

}  // namespace

bool HashKey::from_hex(std::string_view hex, HashKey& out) {
  if (hex.size() != 32) return false;
  std::uint64_t halves[2] = {0, 0};
  for (std::size_t i = 0; i < hex.size(); ++i) {
    const int digit = hex_digit(hex[i]);
    if (digit < 0) return false;
    halves[i / 16] = (halves[i / 16] << 4) | static_cast<std::uint64_t>(digit);
  }
  out.k0 = halves[0];
  out.k1 = halves[1];
  return true;
}

std::uint64_t HashKey::fingerprint() const {
  return keyed_hash("hash key fingerprint", *this);
}

template <int kCompressionRounds, int kFinalRounds>
std::uint64_t siphash(std::string_view data, const HashKey& key) {
  SipState s{key.k0 ^ 0x736f6d6570736575ULL, key.k1 ^ 0x646f72616e646f6dULL,
             key.k0 ^ 0x6c7967656e657261ULL, key.k1 ^ 0x7465646279746573ULL};
  const char* p = data.data();
  const std::size_t whole = data.size() & ~std::size_t{7};
  for (std::size_t i = 0; i < whole; i += 8) {
    std::uint64_t m = 0;
    std::memcpy(&m, p + i, 8);
    s.v3 ^= m;
    for (int r = 0; r < kCompressionRounds; ++r) s.round();
    s.v0 ^= m;
  }
  std::uint64_t last = static_cast<std::uint64_t>(data.size()) << 56;
  for (std::size_t i = whole; i < data.size(); ++i) {
    last |= static_cast<std::uint64_t>(static_cast<unsigned char>(p[i])) << (8 * (i - whole));
  }
  s.v3 ^= last;
  for (int r = 0; r < kCompressionRounds; ++r) s.round();
  s.v0 ^= last;
  s.v2 ^= 0xff;
  for (int r = 0; r < kFinalRounds; ++r) s.round();
  return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

template std::uint64_t siphash<2, 4>(std::string_view, const HashKey&);
template std::uint64_t siphash<1, 3>(std::string_view, const HashKey&);

std::uint64_t quick_hash(std::string_view text) {
  std::uint64_t hash = text.size() * 0x9e3779b97f4a7c15ULL;
  while (text.size() >= 8) {
    std::uint64_t block = 0;
    std::memcpy(&block, text.data(), 8);
    hash = (hash ^ block) * 0xff51afd7ed558ccdULL;
    hash ^= hash >> 32;
    text.remove_prefix(8);
  }
  std::uint64_t block = 0;
  if (!text.empty()) std::memcpy(&block, text.data(), text.size());
  return mix(hash ^ block);
}

namespace {

// Looked up once: OpenSSL 3 otherwise searches its providers at each use.
const EVP_MD* sha256_method() {
  static const EVP_MD* const kMethod = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kMethod;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

Sha256 sha256(std::string_view data) {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> kContext(EVP_MD_CTX_new());
  Sha256 digest{};
  EVP_DigestInit_ex(kContext.get(), sha256_method(), nullptr);
  EVP_DigestUpdate(kContext.get(), data.data(), data.size());
  EVP_DigestFinal_ex(kContext.get(), digest.data(), nullptr);
  return digest;
}

Sha256Stream::Sha256Stream() : context_(EVP_MD_CTX_new()) {
  EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), sha256_method(), nullptr);
}
Sha256Stream::~Sha256Stream() {
  EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_));
}
void Sha256Stream::update(std::string_view data) {
  EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), data.data(), data.size());
}
Sha256 Sha256Stream::finish() {
  Sha256 digest{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), digest.data(), &size);
  return digest;
}

std::string to_hex(const Sha256& digest) {
  return hex_of(digest.data(), digest.size());
}
std::string to_hex(std::uint64_t value) {
  std::uint8_t bytes[8];
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(value >> (56 - 8 * i));
  return hex_of(bytes, 8);
}

}  // namespace detector
