#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "detector/entities.h"
#include "detector/result.h"

namespace detector {

/// A file of phrases to make lines from (config/ner/corpus).
struct CorpusFile {
  std::string name;  ///< For messages.
  std::string text;
};

struct NerTraining {
  std::uint64_t seed = 1;
  std::uint64_t lines = 160'000;  ///< Made-up lines, each seen once.
};

/// Trains a recogniser on lines made from `corpus` and returns the bytes of its model file. The
/// same corpus, in the same order, and options give the same bytes on every machine.
/// Errors: kUsage naming the phrase that is wrong.
Result<std::string> train_recogniser(const std::vector<CorpusFile>& corpus,
                                     const NerTraining& training);

/// Lines that such a training sees, one a line, entities as `⟦type|text⟧`, for a reader to judge.
/// Errors: as train_recogniser.
Result<std::string> corpus_sample(const std::vector<CorpusFile>& corpus,
                                  const NerTraining& training);

/// How many entities were found, type and both ends exact.
struct NerCounts {
  std::uint64_t right = 0;
  std::uint64_t spurious = 0;
  std::uint64_t missed = 0;

  [[nodiscard]] double precision() const;
  [[nodiscard]] double recall() const;
  [[nodiscard]] double f1() const;
  NerCounts& operator+=(const NerCounts& other);
};

struct NerEvaluation {
  NerCounts all;
  std::array<NerCounts, kEntityTypes> by_type;
  std::map<std::string, NerCounts> by_system;
  /// Found entities and right ones among them by confidence, in ten steps of 100 per mille.
  std::array<NerCounts, 10> by_confidence;

  /// The mean of the systems' F1, and its standard deviation over systems.
  [[nodiscard]] double mean_of_systems() const;
  [[nodiscard]] double spread_of_systems() const;
};

/// Whether a line is labelled alone, or by what was found in earlier lines of its shape.
enum class NerCache { kOff, kOn };

/// Compares with labelled lines, JSON objects as `eval/ner/markup.py` prints them; `name` is for
/// messages. Errors: kCorrupt naming the line that is none.
Result<NerEvaluation> evaluate_recogniser(Recogniser& recogniser, std::string_view gold,
                                          const std::string& name, NerCache cache);

std::string ner_evaluation_text(const NerEvaluation& evaluation);
/// One JSON object and a newline.
std::string ner_evaluation_json(const NerEvaluation& evaluation);

}  // namespace detector
