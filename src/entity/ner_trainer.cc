#include "entity/ner_trainer.h"

#include "entity/crf_trainer.h"
#include "entity/ner_features.h"
#include "entity/ner_labels.h"
#include "entity/ner_tokens.h"

namespace detector {
namespace {

// Turns lines into examples. Keeps its memory.
class ExampleMaker {
 public:
  const Example& make(const LabelledLine& line) {
    const auto& tokens = lexer_.lex(line.text);
    features_.run(line.text, tokens);
    encode(tokens, line.spans, example_.labels);
    example_.features.clear();
    example_.first.clear();
    example_.allowed.clear();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      example_.first.push_back(example_.features.size());
      const auto of = features_.of(i);
      example_.features.insert(example_.features.end(), of.begin(), of.end());
      // What the corpus says stands, also where a validator would not have it.
      example_.allowed.push_back(allowed_labels(tokens[i], line.text) |
                                 (LabelSet{1} << example_.labels[i]));
    }
    example_.first.push_back(example_.features.size());
    return example_;
  }

 private:
  FineLexer lexer_;
  FeatureMaker features_;
  Example example_;
};

}  // namespace

NerModel train_ner(const PhraseGrammar& grammar, const NerTraining& training) {
  TrainerOptions options;
  options.labels = kLabels;
  options.buckets = FeatureMaker::kBuckets;
  CrfTrainer trainer(options);
  for (std::size_t next = 0; next < kLabels; ++next) {
    if (!is_inside(static_cast<Label>(next))) continue;
    trainer.forbid(kLabels, next);
    for (std::size_t label = 0; label < kLabels; ++label) {
      if (!may_follow(static_cast<Label>(label), static_cast<Label>(next))) {
        trainer.forbid(label, next);
      }
    }
  }
  const Rng root(training.seed);
  Rng lines = root.fork("lines");
  Rng dropout = root.fork("dropout");
  ExampleMaker maker;
  for (std::uint64_t i = 0; i < training.lines; ++i) {
    trainer.learn(maker.make(grammar.make(lines)), dropout);
  }
  NerModel model = quantise(trainer);
  model.seed = training.seed;
  model.lines = training.lines;
  return model;
}

}  // namespace detector
