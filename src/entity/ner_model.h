#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detector/result.h"
#include "entity/crf.h"

namespace detector {

class CrfTrainer;

/// The weights of a recogniser as whole numbers of 1/32: sums are exact, so that the same labels
/// are found on every machine.
struct NerModel {
  static constexpr float kStep = 1.0F / 32;
  /// Pairs of label and weight kept: the largest.
  static constexpr std::size_t kMostWeights = 1'500'000;

  struct Weight {
    std::uint8_t label = 0;
    std::int8_t value = 0;
  };

  Transitions transitions;           ///< In units of 1/32.
  std::vector<std::uint32_t> first;  ///< Where each bucket's weights begin; one more than buckets.
  std::vector<Weight> weights;
  std::uint32_t temperature = 1000;  ///< Per mille; confidences are computed at it.
  std::uint64_t seed = 0;
  std::uint64_t lines = 0;

  /// Adds up the weights of a position's features into `sums`, one for each label.
  void add_scores(std::span<const std::uint32_t> features, float* sums) const;
};

NerModel quantise(const CrfTrainer& trainer);

/// One little-endian file: magic, version, counts, transitions, weights by bucket, SHA-256 of all
/// before. The same model gives the same bytes.
std::string save(const NerModel& model);
/// Errors: kCorrupt for bytes that are truncated, altered or not a model; kUnsupported for another
/// version of the file or of the features.
Result<NerModel> load_ner_model(std::string_view bytes);

}  // namespace detector
