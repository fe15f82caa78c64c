#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "detector/entities.h"
#include "entity/crf.h"
#include "entity/ner_features.h"
#include "entity/ner_labels.h"
#include "entity/ner_model.h"
#include "entity/ner_tokens.h"

namespace detector {

/// A label for a token and how sure it is.
struct SureLabel {
  Label label = kOutside;
  std::uint16_t confidence = 1000;  ///< Per mille.
};

/// Runs a model over messages. Not thread safe: results live until the next call.
class Labeller {
 public:
  /// Bytes of a message that are looked at.
  static constexpr std::size_t kLongest = 8192;

  explicit Labeller(std::shared_ptr<const NerModel> model);

  /// Cuts the message; the tokens of the next label().
  const std::vector<Token>& lex(std::string_view message) { return tokens_ = lexer_.lex(message); }
  /// Labels for the tokens of the last lex(), which had this message.
  const std::vector<SureLabel>& label(std::string_view message);
  /// The probability of each label of each token after label(): for calibration.
  [[nodiscard]] const Marginals& marginals() const { return marginals_; }

 private:
  std::shared_ptr<const NerModel> model_;
  FineLexer lexer_;
  std::vector<Token> tokens_;
  FeatureMaker features_;
  Chain chain_;
  Marginals marginals_;
  std::vector<Label> best_;
  std::vector<SureLabel> labels_;
};

/// The entities that labelled tokens spell. An inside without its begin begins one.
std::vector<Entity> entities_of(const std::vector<Token>& tokens,
                                const std::vector<SureLabel>& labels);

}  // namespace detector
