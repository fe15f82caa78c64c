#pragma once

#include "detector/ner.h"
#include "entity/ner_model.h"
#include "entity/phrase_grammar.h"

namespace detector {

/// Trains on lines that `grammar` makes, each seen once. The temperature of the confidences is
/// found on systems that a first, shorter training did not see. Deterministic.
NerModel train_ner(const PhraseGrammar& grammar, const NerTraining& training);

}  // namespace detector
