#pragma once

#include <cstdint>

#include "entity/ner_model.h"
#include "entity/phrase_grammar.h"

namespace detector {

struct NerTraining {
  std::uint64_t seed = 1;
  std::uint64_t lines = 60'000;
};

/// Trains on lines that `grammar` makes, each seen once. Deterministic.
NerModel train_ner(const PhraseGrammar& grammar, const NerTraining& training);

}  // namespace detector
