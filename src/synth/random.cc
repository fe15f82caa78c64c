#include "synth/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "synth/append.h"

namespace detector::synth {

std::size_t pick_weighted(Rng& rng, const std::vector<std::uint32_t>& weights) {
  std::uint64_t total = 0;
  for (const std::uint32_t weight : weights) total += weight;
  if (total == 0) return 0;
  std::uint64_t at = rng.below(total);
  std::size_t index = 0;
  while (at >= weights[index]) at -= weights[index++];
  return index;
}

std::size_t pick_skewed(Rng& rng, std::size_t n) {
  std::size_t rank = 0;
  while (rank + 1 < n && rng.chance(700)) ++rank;
  return rank;
}

std::int64_t around(Rng& rng, std::int64_t low, std::int64_t high) {
  return (rng.between(low, high) + rng.between(low, high) + rng.between(low, high)) / 3;
}

std::int64_t waiting(Rng& rng, std::int64_t mean) {
  // Halve by coin flips, then uniform inside the octave: integer, and close enough to exponential.
  std::int64_t low = 0;
  const std::int64_t step = std::max<std::int64_t>(1, mean * 7 / 10);
  for (int i = 0; i < 11 && rng.chance(500); ++i) low += step;
  return low + rng.between(0, step);
}

std::string random_hex(Rng& rng, std::size_t digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out(digits, '0');
  for (char& c : out) c = pick(rng, kDigits);
  return out;
}

std::string random_id(Rng& rng, std::string_view prefix, std::size_t count) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out(prefix);
  for (std::size_t i = 0; i < count; ++i) out += pick(rng, kLetters);
  return out;
}

std::uint32_t public_number(Rng& rng) {
  constexpr std::array<std::uint8_t, 30> kFirst{5,   23,  31,  37,  41,  45,  46,  61,  78,  80,
                                                85,  89,  91,  94,  103, 109, 112, 121, 139, 141,
                                                157, 159, 177, 183, 185, 188, 193, 195, 212, 218};
  std::uint32_t number = pick(rng, kFirst);
  number = number << 8 | static_cast<std::uint32_t>(rng.between(1, 250));
  number = number << 8 | static_cast<std::uint32_t>(rng.between(0, 255));
  return number << 8 | static_cast<std::uint32_t>(rng.between(2, 253));
}

std::string public_address(Rng& rng) {
  std::string out;
  append_address(out, public_number(rng));
  return out;
}

std::string address_in(Rng& rng, std::string_view network) {
  return fmt::format("{}.{}.{}", network, rng.between(0, 255), rng.between(2, 253));
}

Rng stream(const Rng& root, std::string_view purpose, std::int64_t thing, std::int64_t day) {
  return root.fork(fmt::format("{}/{}/{}", purpose, thing, day));
}

}  // namespace detector::synth
