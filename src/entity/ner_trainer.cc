#include "entity/ner_trainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "entity/crf_trainer.h"
#include "entity/labeller.h"
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

CrfTrainer new_trainer() {
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
  return trainer;
}

NerModel train_on(const PhraseGrammar& grammar, PhraseGrammar::Part part,
                  const NerTraining& training) {
  CrfTrainer trainer = new_trainer();
  const Rng root(training.seed);
  Rng lines = root.fork("lines");
  Rng dropout = root.fork("dropout");
  ExampleMaker maker;
  for (std::uint64_t i = 0; i < training.lines; ++i) {
    trainer.learn(maker.make(grammar.make(lines, part)), dropout);
  }
  NerModel model = quantise(trainer);
  model.seed = training.seed;
  model.lines = training.lines;
  return model;
}

// The mean surprise, in nats, at the right labels of held-out lines.
double surprise_of(const NerModel& model, const PhraseGrammar& grammar, std::uint64_t seed) {
  constexpr int kLines = 600;
  Labeller labeller(std::make_shared<const NerModel>(model));
  Rng lines = Rng(seed).fork("held out");
  std::vector<Label> right;
  double sum = 0;
  std::uint64_t count = 0;
  for (int i = 0; i < kLines; ++i) {
    const LabelledLine line = grammar.make(lines, PhraseGrammar::Part::kHeldOut);
    const auto& tokens = labeller.lex(line.text);
    encode(tokens, line.spans, right);
    labeller.label(line.text);
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const auto probability = static_cast<double>(labeller.marginals().of(t, right[t]));
      sum -= std::log(std::max(probability, 1e-4));
      ++count;
    }
  }
  return count == 0 ? 0 : sum / static_cast<double>(count);
}

// The temperature, per mille, at which a model of systems that it did not see is least surprised.
std::uint32_t temperature_of(const PhraseGrammar& grammar, const NerTraining& training) {
  NerTraining shorter = training;
  shorter.lines = std::max<std::uint64_t>(training.lines / 4, 1);
  NerModel model = train_on(grammar, PhraseGrammar::Part::kKept, shorter);
  std::uint32_t best = 1000;
  double least = 1e9;
  for (std::uint32_t temperature = 800; temperature <= 3200; temperature += 200) {
    model.temperature = temperature;
    const double surprise = surprise_of(model, grammar, training.seed);
    if (surprise < least - 1e-6) {
      least = surprise;
      best = temperature;
    }
  }
  return best;
}

Result<PhraseGrammar> grammar_of(const std::vector<CorpusFile>& corpus) {
  PhraseGrammar grammar;
  for (const CorpusFile& file : corpus) DETECTOR_CHECK(grammar.add(file.text, file.name));
  DETECTOR_CHECK(grammar.check());
  return grammar;
}

}  // namespace

NerModel train_ner(const PhraseGrammar& grammar, const NerTraining& training) {
  NerModel model = train_on(grammar, PhraseGrammar::Part::kAll, training);
  model.temperature = temperature_of(grammar, training);
  return model;
}

Result<std::string> train_recogniser(const std::vector<CorpusFile>& corpus,
                                     const NerTraining& training) {
  DETECTOR_TRY(const PhraseGrammar grammar, grammar_of(corpus));
  return save(train_ner(grammar, training));
}

Result<std::string> corpus_sample(const std::vector<CorpusFile>& corpus,
                                  const NerTraining& training) {
  DETECTOR_TRY(const PhraseGrammar grammar, grammar_of(corpus));
  Rng lines = Rng(training.seed).fork("lines");
  std::string out;
  for (std::uint64_t i = 0; i < training.lines; ++i) {
    const LabelledLine line = grammar.make(lines, PhraseGrammar::Part::kAll);
    const std::string_view text = line.text;
    std::size_t at = 0;
    for (const Span& span : line.spans) {
      out += fmt::format("{}⟦{}|{}⟧", text.substr(at, span.begin - at), entity_type_name(span.type),
                         text.substr(span.begin, span.end - span.begin));
      at = span.end;
    }
    out += text.substr(at);
    out += '\n';
  }
  return out;
}

}  // namespace detector
