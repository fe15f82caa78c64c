#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/rng.h"
#include "entity/crf.h"

namespace detector {

/// A sequence to learn from: hashed features, allowed labels and the right label of each position.
struct Example {
  std::vector<std::uint32_t> features;  ///< Of all positions, one after the other.
  std::vector<std::size_t> first;       ///< Where each position's begin; one more than positions.
  std::vector<std::uint64_t> allowed;
  std::vector<std::uint8_t> labels;
};

struct TrainerOptions {
  std::size_t labels = 0;
  std::uint32_t buckets = 0;
  float rate = 0.05F;
  float decay = 2e-6F;          ///< Of a weight, at each step that touches it (L2).
  std::uint32_t dropped = 300;  ///< Per mille of features left out of each step.
};

/// Learns a linear-chain CRF by stochastic gradient ascent of the log-likelihood, with a rate for
/// each weight (AdaGrad, Duchi et al. 2011). Leaving out features at random keeps it from leaning
/// on single words. The same examples in the same order give the same bits on every machine.
class CrfTrainer {
 public:
  explicit CrfTrainer(const TrainerOptions& options);

  /// Never lets `next` follow `label` (labels for the beginning). Before the first learn().
  void forbid(std::size_t label, std::size_t next) {
    transitions_.scores[label * options_.labels + next] = Transitions::kForbidden;
  }

  /// One step. `rng` says which features are left out.
  void learn(const Example& example, Rng& rng);
  /// Scores of `example`'s positions, into `chain`.
  void score(const Example& example, Chain& chain) const;

  [[nodiscard]] const Transitions& transitions() const { return transitions_; }
  [[nodiscard]] float weight(std::uint32_t bucket, std::size_t label) const {
    return weights_[bucket * options_.labels + label];
  }

 private:
  void move(float& weight, float& squares, float gradient) const;
  void move_emissions(const Example& kept);
  void move_transitions(const Example& kept);
  void drop(const Example& example, Rng& rng);

  TrainerOptions options_;
  Transitions transitions_;
  std::vector<float> transition_squares_;
  std::vector<float> weights_;
  std::vector<float> squares_;
  Example kept_;
  Chain chain_;
  Marginals marginals_;
};

}  // namespace detector
