// Forward and backward run on probabilities that are scaled to one at every position, not on
// logarithms: one exponential for each score instead of one for each path. Labels that a position
// forbids cost nothing.
#include "entity/crf.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>

namespace detector {
namespace {

bool allows(std::uint64_t set, std::size_t label) {
  return ((set >> label) & 1U) != 0;
}

// out += factor · row
void add_scaled(const float* row, float factor, std::size_t count, float* out) {
  for (std::size_t y = 0; y < count; ++y) out[y] += factor * row[y];
}

// Lifts each of `now` to before + row where that is higher, and notes where from. Numbers of the
// same width: the compiler does four at a time.
void lift(const float* row, float before, std::int32_t from, std::span<float> now,
          std::int32_t* back) {
  for (std::size_t y = 0; y < now.size(); ++y) {
    const float sum = before + row[y];
    const bool is_higher = sum > now[y];
    now[y] = is_higher ? sum : now[y];
    back[y] = is_higher ? from : back[y];
  }
}

// Makes the sum of `values` one; returns what it was.
float normalise(std::span<float> values) {
  float sum = 0;
  for (const float value : values) sum += value;
  sum = std::max(sum, 1e-30F);
  for (float& value : values) value /= sum;
  return sum;
}

}  // namespace

float portable_exp(float x) {
  if (x < -80.0F) return 0.0F;
  x = std::min(x, 80.0F);
  // x = k·ln 2 + r with |r| ≤ ln 2 / 2; e^r from its Taylor series, 2^k from the exponent's bits.
  const float scaled = x * 1.44269504F;
  const auto k = static_cast<std::int32_t>(scaled < 0 ? scaled - 0.5F : scaled + 0.5F);
  const auto whole = static_cast<float>(k);
  const float r = (x - whole * 0.693359375F) + whole * 2.12194440e-4F;
  float sum = 1.0F / 720.0F;
  for (const float factor : {1.0F / 120.0F, 1.0F / 24.0F, 1.0F / 6.0F, 0.5F, 1.0F, 1.0F}) {
    sum = sum * r + factor;
  }
  const auto bits = static_cast<std::uint32_t>(k + 127) << 23U;
  float power = 0;
  std::memcpy(&power, &bits, sizeof power);
  return sum * power;
}

void viterbi(const Chain& chain, const Transitions& transitions, std::vector<std::uint8_t>& best) {
  const std::size_t labels = chain.labels;
  const std::size_t length = chain.length();
  best.assign(length, 0);
  if (length == 0) return;
  constexpr float kNone = -1e30F;
  std::vector<float> score(length * labels, kNone);
  std::vector<std::int32_t> from(length * labels, 0);
  for (std::size_t y = 0; y < labels; ++y) {
    if (allows(chain.allowed[0], y)) score[y] = transitions.start()[y] + chain.emissions[y];
  }
  for (std::size_t t = 1; t < length; ++t) {
    float* now = &score[t * labels];
    std::int32_t* back = &from[t * labels];
    for (std::size_t p = 0; p < labels; ++p) {
      const float before = score[(t - 1) * labels + p];
      if (before <= kNone) continue;
      lift(transitions.row(p), before, static_cast<std::int32_t>(p), {now, labels}, back);
    }
    for (std::size_t y = 0; y < labels; ++y) {
      now[y] = allows(chain.allowed[t], y) ? now[y] + chain.emissions[t * labels + y] : kNone;
    }
  }
  const float* last = &score[(length - 1) * labels];
  best[length - 1] = static_cast<std::uint8_t>(std::max_element(last, last + labels) - last);
  for (std::size_t t = length - 1; t > 0; --t) {
    best[t - 1] = static_cast<std::uint8_t>(from[t * labels + best[t]]);
  }
}

void Marginals::prepare(const Transitions& transitions, float sharpness) {
  labels_ = transitions.labels;
  sharpness_ = sharpness;
  follow_.resize((labels_ + 1) * labels_);
  for (std::size_t i = 0; i < follow_.size(); ++i) {
    follow_[i] = portable_exp(transitions.scores[i] * sharpness);
  }
  follow_by_next_.resize(labels_ * labels_);
  for (std::size_t p = 0; p < labels_; ++p) {
    for (std::size_t y = 0; y < labels_; ++y) {
      follow_by_next_[y * labels_ + p] = follow_[p * labels_ + y];
    }
  }
}

void Marginals::run(const Chain& chain, Pairs pairs) {
  const std::size_t length = chain.length();
  psi_.assign(length * labels_, 0);
  log_sum_ = 0;
  for (std::size_t t = 0; t < length; ++t) {
    const float* scores = &chain.emissions[t * labels_];
    float highest = -1e30F;
    for (std::size_t y = 0; y < labels_; ++y) {
      if (allows(chain.allowed[t], y)) highest = std::max(highest, scores[y]);
    }
    for (std::size_t y = 0; y < labels_; ++y) {
      if (!allows(chain.allowed[t], y)) continue;
      psi_[t * labels_ + y] = portable_exp((scores[y] - highest) * sharpness_);
    }
    log_sum_ += static_cast<double>(highest * sharpness_);
  }
  forward(chain);
  backward(chain, pairs);
}

void Marginals::forward(const Chain& chain) {
  const std::size_t length = chain.length();
  alpha_.assign(length * labels_, 0);
  for (std::size_t t = 0; t < length; ++t) {
    float* now = &alpha_[t * labels_];
    if (t == 0) {
      std::copy_n(&follow_[labels_ * labels_], labels_, now);
    } else {
      for (std::size_t p = 0; p < labels_; ++p) {
        const float before = alpha_[(t - 1) * labels_ + p];
        if (before == 0) continue;
        add_scaled(&follow_[p * labels_], before, labels_, now);
      }
    }
    for (std::size_t y = 0; y < labels_; ++y) now[y] *= psi_[t * labels_ + y];
    log_sum_ += std::log(static_cast<double>(normalise({now, labels_})));
  }
}

// Labels that are forbidden weigh nothing: most of them.
void Marginals::step_back() {
  next_.assign(labels_, 0);
  for (std::size_t y = 0; y < labels_; ++y) {
    if (weighted_[y] == 0) continue;
    add_scaled(&follow_by_next_[y * labels_], weighted_[y], labels_, next_.data());
  }
}

void Marginals::expect_pairs(const float* alpha) {
  float pairs = 0;
  for (std::size_t p = 0; p < labels_; ++p) pairs += alpha[p] * next_[p];
  const float scale = 1.0F / std::max(pairs, 1e-30F);
  for (std::size_t p = 0; p < labels_; ++p) {
    const float before = alpha[p] * scale;
    if (before == 0) continue;
    const float* row = &follow_[p * labels_];
    float* expected = &expected_[p * labels_];
    for (std::size_t y = 0; y < labels_; ++y) expected[y] += before * row[y] * weighted_[y];
  }
}

void Marginals::backward(const Chain& chain, Pairs pairs) {
  const std::size_t length = chain.length();
  beta_.assign(labels_, 1.0F);
  unary_.assign(length * labels_, 0);
  expected_.assign(pairs == Pairs::kYes ? (labels_ + 1) * labels_ : 0, 0);
  weighted_.resize(labels_);
  for (std::size_t t = length; t-- > 0;) {
    float* unary = &unary_[t * labels_];
    for (std::size_t y = 0; y < labels_; ++y) unary[y] = alpha_[t * labels_ + y] * beta_[y];
    normalise({unary, labels_});
    if (t == 0) break;
    for (std::size_t y = 0; y < labels_; ++y) weighted_[y] = psi_[t * labels_ + y] * beta_[y];
    step_back();
    if (pairs == Pairs::kYes) expect_pairs(&alpha_[(t - 1) * labels_]);
    const float highest = *std::max_element(next_.begin(), next_.end());
    for (std::size_t p = 0; p < labels_; ++p) beta_[p] = next_[p] / std::max(highest, 1e-30F);
  }
  if (length > 0 && pairs == Pairs::kYes) {
    std::copy_n(unary_.data(), labels_, &expected_[labels_ * labels_]);
  }
}

}  // namespace detector
