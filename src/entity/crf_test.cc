#include "entity/crf.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/rng.h"
#include "entity/crf_trainer.h"

namespace detector {
namespace {

float score(Rng& rng) {
  return static_cast<float>(rng.between(-30, 30)) / 10.0F;
}

struct Made {
  Chain chain;
  Transitions transitions;
};

Made random_chain(Rng& rng, std::size_t labels, std::size_t length) {
  Made made;
  made.chain.labels = made.transitions.labels = labels;
  for (std::size_t i = 0; i < labels * length; ++i) made.chain.emissions.push_back(score(rng));
  for (std::size_t i = 0; i < length; ++i) {
    made.chain.allowed.push_back(rng.below((1U << labels) - 1) + 1);
  }
  for (std::size_t i = 0; i < (labels + 1) * labels; ++i) {
    made.transitions.scores.push_back(score(rng));
  }
  return made;
}

// Calls `visit` with every allowed sequence and its score.
template <typename Visit>
void for_each_sequence(const Made& made, const Visit& visit) {
  const std::size_t labels = made.chain.labels;
  const std::size_t length = made.chain.length();
  std::vector<std::uint8_t> sequence(length, 0);
  while (true) {
    float sum = 0;
    bool allowed = true;
    for (std::size_t t = 0; t < length; ++t) {
      allowed = allowed && ((made.chain.allowed[t] >> sequence[t]) & 1U) != 0;
      const std::size_t before = t == 0 ? labels : sequence[t - 1];
      sum += made.transitions.row(before)[sequence[t]] +
             made.chain.emissions[t * labels + sequence[t]];
    }
    if (allowed) visit(sequence, sum);
    std::size_t at = 0;
    while (at < length && ++sequence[at] == labels) sequence[at++] = 0;
    if (at == length) return;
  }
}

TEST(Crf, ViterbiIsTheBestOfAllSequences) {
  Rng rng(1);
  for (int i = 0; i < 200; ++i) {
    const Made made = random_chain(rng, 4, 1 + rng.below(5));
    float highest = -1e30F;
    for_each_sequence(made, [&](const auto&, float sum) { highest = std::max(highest, sum); });
    std::vector<std::uint8_t> best;
    viterbi(made.chain, made.transitions, best);
    float found = 0;
    for_each_sequence(made, [&](const auto& sequence, float sum) {
      if (sequence == best) found = sum;
    });
    EXPECT_NEAR(found, highest, 1e-4);
  }
}

TEST(Crf, MarginalsAreThoseOfAllSequencesAndSumToOne) {
  Rng rng(2);
  for (int i = 0; i < 100; ++i) {
    const Made made = random_chain(rng, 3, 1 + rng.below(5));
    std::vector<double> weights(made.chain.length() * 3, 0);
    double total = 0;
    for_each_sequence(made, [&](const auto& sequence, float sum) {
      const double weight = std::exp(static_cast<double>(sum));
      total += weight;
      for (std::size_t t = 0; t < sequence.size(); ++t) weights[t * 3 + sequence[t]] += weight;
    });
    Marginals marginals;
    marginals.prepare(made.transitions);
    marginals.run(made.chain, Marginals::Pairs::kYes);
    EXPECT_NEAR(marginals.log_sum(), std::log(total), 1e-3);
    for (std::size_t t = 0; t < made.chain.length(); ++t) {
      float sum = 0;
      for (std::size_t y = 0; y < 3; ++y) {
        sum += marginals.of(t, y);
        EXPECT_NEAR(marginals.of(t, y), weights[t * 3 + y] / total, 1e-4);
      }
      EXPECT_NEAR(sum, 1, 1e-5);
    }
    float pairs = 0;
    for (const float expected : marginals.transitions()) pairs += expected;
    EXPECT_NEAR(pairs, static_cast<float>(made.chain.length()), 1e-4);
  }
}

TEST(Crf, AnEmptyChainHasNoLabels) {
  std::vector<std::uint8_t> best = {1};
  viterbi(Chain{3, {}, {}}, Transitions{3, std::vector<float>(12, 0)}, best);
  EXPECT_TRUE(best.empty());
}

TEST(Crf, PortableExpIsExp) {
  for (int i = -213; i < 213; ++i) {
    const float x = static_cast<float>(i) * 0.37F;
    const double right = std::exp(static_cast<double>(x));
    EXPECT_NEAR(portable_exp(x) / right, 1, 2e-6) << x;
  }
  EXPECT_EQ(portable_exp(-100), 0);
}

// A language in which a name stands behind `by`, of one or two words, and nothing else tells.
Example toy(Rng& rng) {
  Example example;
  bool is_name = false;
  for (int i = 0; i < 8; ++i) {
    const bool by = !is_name && rng.chance(300);
    const auto word = static_cast<std::uint32_t>(by ? 0 : 1 + rng.below(3));
    example.first.push_back(example.features.size());
    example.features.push_back(word);
    example.features.push_back(is_name ? 11 : 10);
    example.allowed.push_back(3);
    example.labels.push_back(is_name ? 1 : 0);
    is_name = by;
  }
  example.first.push_back(example.features.size());
  return example;
}

std::vector<float> weights_after(std::uint64_t seed, int steps) {
  CrfTrainer trainer({2, 16});
  Rng rng(seed);
  for (int i = 0; i < steps; ++i) trainer.learn(toy(rng), rng);
  std::vector<float> weights = trainer.transitions().scores;
  for (std::uint32_t b = 0; b < 16; ++b) weights.push_back(trainer.weight(b, 1));
  return weights;
}

TEST(CrfTrainer, LearnsAToyLanguage) {
  CrfTrainer trainer({2, 16});
  Rng rng(7);
  for (int i = 0; i < 500; ++i) trainer.learn(toy(rng), rng);
  int wrong = 0;
  for (int i = 0; i < 50; ++i) {
    const Example example = toy(rng);
    Chain chain;
    trainer.score(example, chain);
    std::vector<std::uint8_t> best;
    viterbi(chain, trainer.transitions(), best);
    wrong += best == example.labels ? 0 : 1;
  }
  EXPECT_EQ(wrong, 0);
}

TEST(CrfTrainer, SameSeedSameBits) {
  EXPECT_EQ(weights_after(3, 100), weights_after(3, 100));
  EXPECT_NE(weights_after(3, 100), weights_after(4, 100));
}

}  // namespace
}  // namespace detector
