// What kinds of messages signatures are. The recogniser reads each, with a digit where it varies,
// and what it takes for the name of one of many varies too; then the signatures are clustered as
// templates are, so that a word that is different in many of them is a name, whatever it looks
// like.
#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "detector/entities.h"
#include "entity/signature.h"
#include "entity/template_families.h"

namespace detector {
namespace {

constexpr std::string_view kVariable = "<*>";
// What a variable is shown to the recogniser as: it knows no `<*>`.
constexpr char kStandIn = '1';

/// Names of one of many; what says what happened stays.
bool is_name(EntityType type) {
  switch (type) {
    case EntityType::kUser:
    case EntityType::kGroup:
    case EntityType::kRole:
    case EntityType::kHost:
    case EntityType::kDomain:
    case EntityType::kEmail:
    case EntityType::kFile:
    case EntityType::kAccount:
    case EntityType::kAccessKey:
    case EntityType::kResource:
    case EntityType::kSession:
      return true;
    default:
      return false;
  }
}

/// A signature as the recogniser reads it.
std::string show(std::string_view signature) {
  std::string shown;
  while (!signature.empty()) {
    const bool is_variable = signature.starts_with(kVariable);
    shown += is_variable ? kStandIn : signature.front();
    signature.remove_prefix(is_variable ? kVariable.size() : 1);
  }
  return shown;
}

}  // namespace

struct MessageKinds::State {
  std::uint16_t least_confidence = 0;
  std::mutex mutex;                      // guards what follows
  std::optional<Recogniser> recogniser;  // loaded when first needed
  Signer signer;
  std::map<std::string, std::string, std::less<>> nameless;  // by signature
  std::uint64_t recognised = 0;

  bool load() {
    if (recogniser) return true;
    auto loaded = built_in_recogniser();
    if (loaded) recogniser = std::move(*loaded);
    return recogniser.has_value();
  }

  // The signature as the recogniser reads it, a stand-in for each name.
  const std::string& without_names(std::string_view signature) {
    if (const auto found = nameless.find(signature); found != nameless.end()) return found->second;
    if (nameless.size() >= kMostRemembered) nameless.clear();
    const std::string shown = show(signature);
    std::string out;
    std::size_t at = 0;
    ++recognised;
    for (const Entity& entity : recogniser->recognise(shown, least_confidence)) {
      if (!is_name(entity.type)) continue;
      out.append(shown, at, entity.begin - at);
      out += kStandIn;
      at = entity.begin + std::size_t{entity.length};
    }
    out.append(shown, at);
    return nameless.emplace(signature, std::move(out)).first->second;
  }
};

MessageKinds::MessageKinds(std::uint16_t least_confidence) : state_(std::make_unique<State>()) {
  state_->least_confidence = least_confidence;
}
MessageKinds::~MessageKinds() = default;

std::vector<std::string> MessageKinds::kinds_of(std::span<const std::string_view> signatures) {
  const std::scoped_lock lock(state_->mutex);
  std::vector<std::string> kinds(signatures.size());
  if (signatures.empty() || !state_->load()) return kinds;
  std::vector<Pattern> patterns;
  std::map<std::string, std::uint32_t> index_of;
  std::vector<std::uint32_t> pattern_of_signature;
  pattern_of_signature.reserve(signatures.size());
  for (const std::string_view signature : signatures) {
    Pattern pattern = pattern_of(state_->signer.pieces(state_->without_names(signature)));
    const auto [found, inserted] =
        index_of.try_emplace(text_of(pattern), static_cast<std::uint32_t>(patterns.size()));
    if (inserted) patterns.push_back(std::move(pattern));
    pattern_of_signature.push_back(found->second);
  }
  std::vector<Pattern> templates;
  const auto template_of = cluster_patterns(patterns, templates);
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    std::string kind = text_of(templates[template_of[pattern_of_signature[i]]]);
    if (kind != signatures[i]) kinds[i] = std::move(kind);
  }
  return kinds;
}

std::uint64_t MessageKinds::recognised() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->recognised;
}

std::uint16_t MessageKinds::least_confidence() const {
  return state_->least_confidence;
}

}  // namespace detector
