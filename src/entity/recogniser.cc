#include <algorithm>
#include <fstream>
#include <iterator>

#include "detector/entities.h"
#include "entity/labeller.h"
#include "entity/recogniser_state.h"

namespace detector {
namespace {

bool is_of_lexer(TokenClass type) {
  return type == TokenClass::kIp || type == TokenClass::kCidr || type == TokenClass::kMac ||
         type == TokenClass::kUrl || type == TokenClass::kEmail || type == TokenClass::kCve ||
         type == TokenClass::kArn || type == TokenClass::kAccessKey || type == TokenClass::kTime;
}

std::uint16_t per_mille(float probability) {
  return static_cast<std::uint16_t>(std::clamp(probability * 1000.0F + 0.5F, 0.0F, 1000.0F));
}

bool goes_on(const std::vector<SureLabel>& labels, std::size_t at) {
  return at > 0 && is_inside(labels[at].label) &&
         may_follow(labels[at - 1].label, labels[at].label);
}

}  // namespace

Labeller::Labeller(std::shared_ptr<const NerModel> model) : model_(std::move(model)) {
  const float sharpness = NerModel::kStep * 1000.0F / static_cast<float>(model_->temperature);
  marginals_.prepare(model_->transitions, sharpness);
}

const std::vector<SureLabel>& Labeller::label(std::string_view message) {
  features_.run(message, tokens_);
  chain_.labels = kLabels;
  chain_.allowed.clear();
  chain_.emissions.assign(tokens_.size() * kLabels, 0);
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    chain_.allowed.push_back(allowed_labels(tokens_[i], message));
    model_->add_scores(features_.of(i), &chain_.emissions[i * kLabels]);
  }
  viterbi(chain_, model_->transitions, best_);
  marginals_.run(chain_);
  labels_.clear();
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    labels_.push_back({best_[i], per_mille(marginals_.of(i, best_[i]))});
  }
  return labels_;
}

std::vector<Entity> entities_of(const std::vector<Token>& tokens,
                                const std::vector<SureLabel>& labels) {
  std::vector<Entity> entities;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto [label, sure] = labels[i];
    if (label == kOutside) continue;
    if (goes_on(labels, i)) {
      Entity& entity = entities.back();
      entity.length = tokens[i].begin + tokens[i].length - entity.begin;
      entity.confidence = std::min(entity.confidence, sure);
      entity.source = Entity::Source::kRecogniser;
      continue;
    }
    entities.push_back(
        {type_of_label(label), tokens[i].begin, tokens[i].length, sure,
         is_of_lexer(tokens[i].type) ? Entity::Source::kLexer : Entity::Source::kRecogniser});
  }
  return entities;
}

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
  return Recogniser(
      std::make_unique<State>(State{Labeller(std::make_shared<const NerModel>(std::move(model)))}));
}

Result<Recogniser> Recogniser::load_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  if (!in) return fail(Code::kUnreadable, path + ": cannot be read");
  auto loaded = load(bytes);
  if (!loaded) return fail(loaded.error().code, path + ": " + loaded.error().message);
  return loaded;
}

std::vector<Entity> Recogniser::recognise(std::string_view message,
                                          std::uint16_t least_confidence) {
  message = message.substr(0, Labeller::kLongest);
  const std::vector<Token>& tokens = state_->labeller.lex(message);
  std::vector<Entity> entities = entities_of(tokens, state_->labeller.label(message));
  std::erase_if(entities, [&](const Entity& one) { return one.confidence < least_confidence; });
  return entities;
}

}  // namespace detector
