#include <algorithm>

#include "detector/entities.h"
#include "entity/crf.h"
#include "entity/ner_features.h"
#include "entity/ner_labels.h"
#include "entity/ner_model.h"
#include "entity/ner_tokens.h"

namespace detector {
namespace {

constexpr std::size_t kLongest = 8192;

bool is_of_lexer(TokenClass type) {
  return type == TokenClass::kIp || type == TokenClass::kCidr || type == TokenClass::kMac ||
         type == TokenClass::kUrl || type == TokenClass::kEmail || type == TokenClass::kCve ||
         type == TokenClass::kArn || type == TokenClass::kAccessKey || type == TokenClass::kTime;
}

std::uint16_t per_mille(float probability) {
  return static_cast<std::uint16_t>(std::clamp(probability * 1000.0F + 0.5F, 0.0F, 1000.0F));
}

}  // namespace

struct Recogniser::State {
  std::shared_ptr<const NerModel> model;
  FineLexer lexer;
  FeatureMaker features;
  Chain chain;
  Marginals marginals;
  std::vector<Label> labels;

  void score(std::string_view message, const std::vector<Token>& tokens) {
    features.run(message, tokens);
    chain.labels = kLabels;
    chain.allowed.clear();
    chain.emissions.assign(tokens.size() * kLabels, 0);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      chain.allowed.push_back(allowed_labels(tokens[i], message));
      model->add_scores(features.of(i), &chain.emissions[i * kLabels]);
    }
  }
};

Recogniser::Recogniser(std::unique_ptr<State> state) : state_(std::move(state)) {}
Recogniser::Recogniser(const Recogniser& other) : state_(std::make_unique<State>(*other.state_)) {}
Recogniser& Recogniser::operator=(const Recogniser& other) {
  if (this != &other) state_ = std::make_unique<State>(*other.state_);
  return *this;
}
Recogniser::Recogniser(Recogniser&&) noexcept = default;
Recogniser& Recogniser::operator=(Recogniser&&) noexcept = default;
Recogniser::~Recogniser() = default;

Result<Recogniser> Recogniser::load(std::string_view bytes) {
  DETECTOR_TRY(NerModel model, load_ner_model(bytes));
  auto state = std::make_unique<State>();
  state->model = std::make_shared<const NerModel>(std::move(model));
  return Recogniser(std::move(state));
}

std::vector<Entity> Recogniser::recognise(std::string_view message,
                                          std::uint16_t least_confidence) {
  message = message.substr(0, kLongest);
  State& state = *state_;
  const std::vector<Token>& tokens = state.lexer.lex(message);
  std::vector<Entity> entities;
  if (tokens.empty()) return entities;
  state.score(message, tokens);
  const Transitions& transitions = state.model->transitions;
  viterbi(state.chain, transitions, state.labels);
  const float sharpness = NerModel::kStep * 1000.0F / static_cast<float>(state.model->temperature);
  state.marginals.run(state.chain, transitions, sharpness);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Label label = state.labels[i];
    if (label == kOutside) continue;
    const std::uint16_t sure = per_mille(state.marginals.of(i, label));
    const std::uint32_t end = tokens[i].begin + tokens[i].length;
    if (is_inside(label) && !entities.empty()) {
      Entity& entity = entities.back();
      entity.length = end - entity.begin;
      entity.confidence = std::min(entity.confidence, sure);
      entity.source = Entity::Source::kRecogniser;
      continue;
    }
    entities.push_back(
        {type_of_label(label), tokens[i].begin, tokens[i].length, sure,
         is_of_lexer(tokens[i].type) ? Entity::Source::kLexer : Entity::Source::kRecogniser});
  }
  std::erase_if(entities, [&](const Entity& one) { return one.confidence < least_confidence; });
  return entities;
}

}  // namespace detector
