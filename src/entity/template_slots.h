#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entity/lexer.h"
#include "entity/template_families.h"

namespace detector {

/// Tokens [first, second) of a message.
using TokenRange = std::pair<std::size_t, std::size_t>;

/// The tokens of a message that each variable of `pattern` stands for, in order; empty when the
/// message does not have the pattern's constant text. Where text fits in several ways, a variable
/// is as short as it can be. O(tokens × longest run of constants).
std::optional<std::vector<TokenRange>> align(const Pattern& pattern, std::span<const Token> tokens,
                                             std::string_view message);

/// The text of `pattern` with its variables by what they are in all `examples`: `<ip>`; `<*>`
/// where they differ.
std::string typed_text(const Pattern& pattern, const std::vector<std::string>& examples);

}  // namespace detector
