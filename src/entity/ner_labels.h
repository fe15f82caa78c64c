#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "detector/entities.h"
#include "entity/lexer.h"

namespace detector {

/// A label of a token: outside of all entities, or the begin or the inside of one of a type.
/// 0 is outside, 1 + type begins, 1 + 26 + type goes on.
using Label = std::uint8_t;
inline constexpr Label kOutside = 0;
inline constexpr std::size_t kLabels = 1 + 2 * kEntityTypes;
/// One bit for each label.
using LabelSet = std::uint64_t;

constexpr Label begin_label(EntityType type) {
  return static_cast<Label>(1 + static_cast<std::size_t>(type));
}
constexpr Label inside_label(EntityType type) {
  return static_cast<Label>(1 + kEntityTypes + static_cast<std::size_t>(type));
}
constexpr bool is_begin(Label label) {
  return label >= 1 && label <= kEntityTypes;
}
constexpr bool is_inside(Label label) {
  return label > kEntityTypes;
}
constexpr EntityType type_of_label(Label label) {
  return static_cast<EntityType>((label - 1U) % kEntityTypes);
}

/// A typed span of a text, in bytes.
struct Span {
  EntityType type = EntityType::kUser;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

/// The labels that the validators leave to a token: an address is an `ip` or part of something
/// longer, and nothing else is an `ip`. Never empty.
LabelSet allowed_labels(const Token& token, std::string_view text);

/// Whether `next` may follow `label`: an inside only its own type.
constexpr bool may_follow(Label label, Label next) {
  return !is_inside(next) || (label != kOutside && type_of_label(label) == type_of_label(next));
}

/// The label of each token under `spans`, which are in order. A span that cuts through a token
/// takes the whole token. `labels` is replaced.
void encode(std::span<const Token> tokens, std::span<const Span> spans, std::vector<Label>& labels);

}  // namespace detector
