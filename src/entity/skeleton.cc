#include "entity/skeleton.h"

#include <array>
#include <cstring>

#include "base/hash.h"

namespace detector {
namespace {

constexpr std::uint64_t kMultiplier = 0x9e3779b97f4a7c15ULL;
constexpr std::uint64_t kNumber = 0xd6e8feb86659fd93ULL;
constexpr std::uint64_t kBlank = 0xa0761d6478bd642fULL;
constexpr std::uint64_t kLengths = 0xe7037ed1a0b428dbULL;
// Not 0: a block of 0, which NUL is, must not leave the hash as it was.
constexpr std::uint64_t kStart = 0x8bb84b93962eacc9ULL;

enum Kind : std::uint8_t { kOther = 0, kLetter = 1, kDigit = 2 };

constexpr std::array<std::uint8_t, 256> make_kinds() {
  std::array<std::uint8_t, 256> kinds{};
  for (std::size_t c = 0; c < 256; ++c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80) {
      kinds[c] = kLetter;
    }
    if (c >= '0' && c <= '9') kinds[c] = kDigit;
  }
  return kinds;
}
constexpr std::array<std::uint8_t, 256> kKinds = make_kinds();

std::uint8_t kind_of(char c) {
  return kKinds[static_cast<std::uint8_t>(c)];
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

std::uint64_t step(std::uint64_t hash, std::uint64_t block) {
  hash = (hash ^ block) * kMultiplier;
  return hash ^ (hash >> 32);
}

// `length` bytes (1 to 8) at `from`, the first in the lowest byte.
std::uint64_t load(const char* text, std::size_t from, std::size_t length, std::size_t size) {
  std::uint64_t block = 0;
  if (from + 8 <= size) {
    std::memcpy(&block, text + from, 8);
    return block & (~0ULL >> (64 - 8 * length));
  }
  std::memcpy(&block, text + from, length);
  return block;
}

// Whether the run [begin, end) is the digit of `LINK-3-UPDOWN`.
bool is_severity(std::string_view text, std::size_t begin, std::size_t end) {
  return end == begin + 1 && begin >= 2 && end + 1 < text.size() && text[begin - 1] == '-' &&
         text[end] == '-' && is_upper(text[begin - 2]) && is_upper(text[end + 1]);
}

// Calls `word` for what stays and `number` for what becomes `1`, in order.
template <typename Word, typename Number>
void for_each_run(std::string_view text, Word&& word, Number&& number) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::uint8_t seen = kind_of(text[at]);
    const std::size_t begin = at++;
    if (seen == kOther) {
      word(text.substr(begin, 1));
      continue;
    }
    for (std::uint8_t kind = 0; at < text.size() && (kind = kind_of(text[at])) != kOther; ++at) {
      seen |= kind;
    }
    const std::string_view run = text.substr(begin, at - begin);
    if ((seen & kDigit) != 0 && !is_severity(text, begin, at)) {
      number();
    } else {
      word(run);
    }
  }
}

}  // namespace

void make_skeleton(std::string_view message, std::string& out) {
  out.clear();
  for_each_run(
      message.substr(0, kLongestSkeleton), [&out](std::string_view text) { out += text; },
      [&out] { out += '1'; });
}

std::uint64_t skeleton_hash(std::string_view message) {
  message = message.substr(0, kLongestSkeleton);
  const char* const text = message.data();
  const std::size_t size = message.size();
  std::uint64_t hash = kStart;
  std::size_t at = 0;
  while (at < size) {
    const std::size_t begin = at;
    std::uint8_t seen = kind_of(text[at++]);
    std::uint64_t block = 0;
    if (seen == kOther) {
      block = static_cast<std::uint8_t>(text[begin]);
    } else {
      std::uint8_t kind = 0;
      while (at < size && (kind = kind_of(text[at])) != kOther) {
        seen |= kind;
        ++at;
      }
      if ((seen & kDigit) != 0 && !is_severity(message, begin, at)) {
        block = kNumber;
      } else {
        std::size_t from = begin;
        for (; at - from > 8; from += 8) hash = step(hash, load(text, from, 8, size));
        block = load(text, from, at - from, size) ^ (at - begin) * kLengths;
      }
    }
    // Most runs end in one blank, which goes in with them.
    if (at < size && text[at] == ' ') {
      block ^= kBlank;
      ++at;
    }
    hash = step(hash, block);
  }
  return mix(hash);
}

}  // namespace detector
