#pragma once

#include <cstdint>
#include <vector>

namespace detector {

/// Scores of a linear chain over `labels` labels (at most 64): what each position says for each
/// label, and what each label says for the one behind it.
struct Chain {
  std::size_t labels = 0;
  std::vector<float> emissions;        ///< length × labels
  std::vector<std::uint64_t> allowed;  ///< A bit for each label that a position may have.

  [[nodiscard]] std::size_t length() const { return allowed.size(); }
};

/// Scores of (label, next label), labels × labels; kForbidden for what never follows. The last row
/// stands for the beginning of the chain.
struct Transitions {
  static constexpr float kForbidden = -1e9F;

  std::size_t labels = 0;
  std::vector<float> scores;  ///< (labels + 1) × labels

  [[nodiscard]] const float* row(std::size_t label) const { return &scores[label * labels]; }
  [[nodiscard]] const float* start() const { return &scores[labels * labels]; }
};

/// The sequence of labels with the highest sum of scores; of equals, that with the lowest label.
/// `best` is replaced. O(length × labels²).
void viterbi(const Chain& chain, const Transitions& transitions, std::vector<std::uint8_t>& best);

/// Forward and backward sums of a chain. Reusable: keeps its memory. Not thread safe.
class Marginals {
 public:
  enum class Pairs { kNo, kYes };

  /// The transitions of the chains to come, all scores multiplied by `sharpness` (the inverse of a
  /// temperature).
  void prepare(const Transitions& transitions, float sharpness = 1.0F);
  /// Sums over all sequences; transitions() only with Pairs::kYes.
  void run(const Chain& chain, Pairs pairs = Pairs::kNo);
  /// The probability that position `at` has `label`.
  [[nodiscard]] float of(std::size_t at, std::size_t label) const {
    return unary_[at * labels_ + label];
  }
  /// The expected count of each transition, with the row of the beginning: labels + 1 rows.
  [[nodiscard]] const std::vector<float>& transitions() const { return expected_; }
  /// The logarithm of the sum over all sequences, without exactness in the last digits.
  [[nodiscard]] double log_sum() const { return log_sum_; }

 private:
  void forward(const Chain& chain);
  void backward(const Chain& chain, Pairs pairs);
  /// What reaches each label from behind: `next_`, from `weighted_`.
  void step_back();
  void expect_pairs(const float* alpha);

  std::size_t labels_ = 0;
  float sharpness_ = 1.0F;
  double log_sum_ = 0;
  std::vector<float> follow_, follow_by_next_;  ///< e^score by (label, next), and by (next, label)
  std::vector<float> psi_, alpha_, beta_, unary_, expected_, weighted_, next_;
};

/// e^x from sums and products alone, so that it is the same on every machine; relative error below
/// 1e-6; 0 below -80, and no more than e^80.
float portable_exp(float x);

}  // namespace detector
