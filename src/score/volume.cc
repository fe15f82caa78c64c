// Tails of counts, in integer arithmetic.
//
// Own history. With mean μ and size r (variance μ + μ²/r), Chernoff's bound on P(X ≥ x) for x > μ
// is
//   2^−I,  I = x·log2(x/μ) − (x+r)·log2((x+r)/(μ+r)).
// The mean is itself uncertain: with D parts its variance is that of one part over D, which is
// taken in by r' = rD/(r+D).
//
// Population. u is the count at the top tenth, k the sources above it; P(X > x) = (k/n)(x/u)^−α
// with α = k / Σ ln(x_i/u). Negative binomial tails are far too light here: scanners differ by
// factors.
#include "score/volume.h"

#include <algorithm>

#include "base/int128.h"
#include "base/log2.h"

namespace detector {
namespace {

constexpr std::uint64_t kQ10 = 1024;
constexpr std::uint64_t kLargestSize = 3 * kQ10;
constexpr std::uint64_t kSmallestSize = kQ10 / 4;

// log2(a/b) in 2^-32, for positive a and b.
std::int64_t log_ratio(std::uint64_t a, std::uint64_t b) {
  return log2_q32(a) - log2_q32(b);
}

std::uint64_t total_of(const std::vector<std::uint64_t>& counts) {
  std::uint64_t total = 0;
  for (const std::uint64_t count : counts) total += count;
  return total;
}

// Size r of the negative binomial, in 1/1024.
std::uint64_t dispersion_size(const std::vector<std::uint64_t>& history, std::uint64_t mean_q10) {
  Uint128 squares = 0;
  for (const std::uint64_t count : history) {
    const auto distance =
        static_cast<Int128>(count) * static_cast<Int128>(kQ10) - static_cast<Int128>(mean_q10);
    squares += static_cast<Uint128>(distance * distance);
  }
  const std::uint64_t parts = history.size();
  const Uint128 variance_q20 = squares / (parts - 1);
  const Uint128 mean_q20 = static_cast<Uint128>(mean_q10) * kQ10;
  std::uint64_t size = kLargestSize;
  if (variance_q20 > mean_q20) {
    const Uint128 excess = variance_q20 - mean_q20;
    const Uint128 estimate = static_cast<Uint128>(mean_q10) * mean_q10 * kQ10 / excess;
    size = static_cast<std::uint64_t>(std::min<Uint128>(estimate, kLargestSize));
  }
  size = std::max(size, kSmallestSize);
  return size * parts * kQ10 / (size + parts * kQ10);
}

}  // namespace

Bits own_volume_bits(std::uint64_t count, const std::vector<std::uint64_t>& history) {
  const std::uint64_t parts = history.size();
  if (parts < 3) return 0;
  count = std::min<std::uint64_t>(count, std::uint64_t{1} << 40U);
  const std::uint64_t mean_q10 = std::max<std::uint64_t>(
      std::min<std::uint64_t>(total_of(history), std::uint64_t{1} << 50U) * kQ10 / parts, kQ10);
  const std::uint64_t x = count * kQ10;
  if (x <= mean_q10) return 0;
  const std::uint64_t size = dispersion_size(history, mean_q10);
  const Int128 gain = static_cast<Int128>(x) * log_ratio(x, mean_q10);
  const Int128 loss = static_cast<Int128>(x + size) * log_ratio(x + size, mean_q10 + size);
  const auto bits = static_cast<Bits>((gain - loss) >> 32);  // q10 · q32 → 1/1024 bit
  const Bits most = log2_bits(2 * (parts + 1));
  return std::clamp<Bits>(bits, 0, most);
}

Bits population_volume_bits(std::uint64_t count, const std::vector<std::uint64_t>& population) {
  const std::uint64_t n = population.size();
  if (n < 10 || count == 0) return 0;
  const std::uint64_t top = std::max<std::uint64_t>(n / 10, 3);
  const std::uint64_t base = std::max<std::uint64_t>(population[n - top - 1], 1);
  if (count <= base) {
    const auto first = std::lower_bound(population.begin(), population.end(), count);
    const auto above = static_cast<std::uint64_t>(population.end() - first);
    return std::max<Bits>(surprisal(2 * above + 1, 2 * (n + 1)), 0);
  }
  std::uint64_t logs_q32 = 0;
  for (std::uint64_t i = n - top; i < n; ++i) {
    logs_q32 +=
        static_cast<std::uint64_t>(log_ratio(std::max<std::uint64_t>(population[i], 1), base));
  }
  // α in 1/1024, with ln = log2 · ln 2 and ln 2 = 45426/65536; between 1/2 and 3.
  const Uint128 denominator = static_cast<Uint128>(logs_q32) * 45426 / 65536;
  const Uint128 numerator = (static_cast<Uint128>(top) * kQ10) << 32U;
  const auto alpha = denominator == 0 ? 3 * kQ10
                                      : static_cast<std::uint64_t>(std::clamp<Uint128>(
                                            numerator / denominator, kQ10 / 2, Uint128{3} * kQ10));
  const Bits at_base = surprisal(2 * std::uint64_t{top} + 1, 2 * (std::uint64_t{n} + 1));
  const auto beyond = static_cast<Bits>(
      (static_cast<Int128>(log_ratio(count, base)) * static_cast<Int128>(alpha)) >> 32);
  // A fitted tail says no more than what was seen in it.
  const auto first = std::lower_bound(population.begin(), population.end(), count);
  const auto above = static_cast<std::uint64_t>(population.end() - first);
  const Bits counted = above == 0 ? INT64_MAX : surprisal(2 * above + 1, 2 * (n + 1));
  return std::min(at_base + beyond, counted);
}

Bits login_bits(const LoginPopulation& others) {
  return std::max<Bits>(surprisal(2 * others.then_success + 1, 2 * (others.as_many_failures + 1)),
                        0);
}

}  // namespace detector
