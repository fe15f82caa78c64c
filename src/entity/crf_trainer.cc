#include "entity/crf_trainer.h"

#include <cmath>

namespace detector {

namespace {
constexpr float kLeastGradient = 1e-3F;
}

CrfTrainer::CrfTrainer(const TrainerOptions& options) : options_(options) {
  transitions_.labels = options.labels;
  transitions_.scores.assign((options.labels + 1) * options.labels, 0);
  transition_squares_.assign(transitions_.scores.size(), 1e-2F);
  weights_.assign(static_cast<std::size_t>(options.buckets) * options.labels, 0);
  squares_.assign(weights_.size(), 1e-2F);
}

void CrfTrainer::score(const Example& example, Chain& chain) const {
  const std::size_t labels = options_.labels;
  chain.labels = labels;
  chain.allowed = example.allowed;
  chain.emissions.assign(example.allowed.size() * labels, 0);
  for (std::size_t t = 0; t < example.allowed.size(); ++t) {
    float* sums = &chain.emissions[t * labels];
    for (std::size_t f = example.first[t]; f < example.first[t + 1]; ++f) {
      const float* row = &weights_[static_cast<std::size_t>(example.features[f]) * labels];
      for (std::size_t y = 0; y < labels; ++y) sums[y] += row[y];
    }
  }
}

void CrfTrainer::drop(const Example& example, Rng& rng) {
  kept_.features.clear();
  kept_.first.clear();
  kept_.allowed = example.allowed;
  kept_.labels = example.labels;
  std::uint64_t bits = 0;
  int left = 0;
  for (std::size_t t = 0; t < example.allowed.size(); ++t) {
    kept_.first.push_back(kept_.features.size());
    for (std::size_t f = example.first[t]; f < example.first[t + 1]; ++f) {
      if (left == 0) {
        bits = rng.next();
        left = 6;
      }
      const bool dropped = (bits & 1023U) * 1000 < options_.dropped * 1024ULL;
      bits >>= 10U;
      --left;
      if (!dropped) kept_.features.push_back(example.features[f]);
    }
  }
  kept_.first.push_back(kept_.features.size());
}

void CrfTrainer::move(float& weight, float& squares, float gradient) const {
  squares += gradient * gradient;
  weight += options_.rate * gradient / std::sqrt(squares);
  weight -= weight * options_.decay;
}

void CrfTrainer::learn(const Example& example, Rng& rng) {
  if (example.labels.empty()) return;
  drop(example, rng);
  score(kept_, chain_);
  marginals_.prepare(transitions_);
  marginals_.run(chain_, Marginals::Pairs::kYes);
  move_emissions(kept_);
  move_transitions(kept_);
}

void CrfTrainer::move_emissions(const Example& kept) {
  const std::size_t labels = options_.labels;
  std::vector<std::pair<std::size_t, float>> gradient;
  for (std::size_t t = 0; t < kept.labels.size(); ++t) {
    gradient.clear();
    for (std::size_t y = 0; y < labels; ++y) {
      const float g = (kept.labels[t] == y ? 1.0F : 0.0F) - marginals_.of(t, y);
      if (g > kLeastGradient || g < -kLeastGradient) gradient.emplace_back(y, g);
    }
    if (gradient.empty()) continue;
    for (std::size_t f = kept.first[t]; f < kept.first[t + 1]; ++f) {
      const std::size_t row = static_cast<std::size_t>(kept.features[f]) * labels;
      for (const auto& [y, g] : gradient) move(weights_[row + y], squares_[row + y], g);
    }
  }
}

void CrfTrainer::move_transitions(const Example& kept) {
  const std::size_t labels = options_.labels;
  std::vector<float> gradient = marginals_.transitions();
  for (float& g : gradient) g = -g;
  std::size_t before = labels;
  for (const std::uint8_t label : kept.labels) {
    gradient[before * labels + label] += 1.0F;
    before = label;
  }
  for (std::size_t i = 0; i < gradient.size(); ++i) {
    const float g = gradient[i];
    const bool small = g < kLeastGradient && g > -kLeastGradient;
    if (small || transitions_.scores[i] <= Transitions::kForbidden) continue;
    move(transitions_.scores[i], transition_squares_[i], g);
  }
}

}  // namespace detector
