#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"

namespace detector::synth {

inline std::size_t index_below(Rng& rng, std::size_t n) {
  return static_cast<std::size_t>(rng.below(n));
}

template <typename Container>
const auto& pick(Rng& rng, const Container& items) {
  return items[index_below(rng, items.size())];
}

/// An index with probability in proportion to its weight; 0 when all weights are 0.
std::size_t pick_weighted(Rng& rng, const std::vector<std::uint32_t>& weights);

/// A rank below n, small ranks more often (halves about every two ranks).
std::size_t pick_skewed(Rng& rng, std::size_t n);

/// Between low and high, most often in the middle (the mean of three uniform numbers).
std::int64_t around(Rng& rng, std::int64_t low, std::int64_t high);

/// A waiting time with the mean given, exponential in shape, at most eight times the mean.
std::int64_t waiting(Rng& rng, std::int64_t mean);

std::string random_hex(Rng& rng, std::size_t digits);
/// `prefix` and `count` characters of A–Z2–7, as AWS identifiers have.
std::string random_id(Rng& rng, std::string_view prefix, std::size_t count);

/// An IPv4 address, in host order, that looks public: not private, loopback, multicast or for
/// documentation.
std::uint32_t public_number(Rng& rng);
/// The same as text.
std::string public_address(Rng& rng);
/// The last two numbers of an address at random, behind `network` (`84.17`).
std::string address_in(Rng& rng, std::string_view network);

/// A stream for one thing on one day, independent of how many others there are.
Rng stream(const Rng& root, std::string_view purpose, std::int64_t thing, std::int64_t day);

}  // namespace detector::synth
