#pragma once

#include <cstddef>
#include <string_view>

#include "entity/lexer.h"

namespace detector {

/// What the beginning of a run is.
struct Shape {
  TokenClass type = TokenClass::kWord;
  std::size_t length = 0;  ///< Bytes of the run that belong to it; the rest is still to be read.
};

/// Finds the longest token at the start of `run`, a text without white space, quotes and brackets;
/// `after` is what follows the run in the message, for units and fractions behind a comma, which
/// the token may take in too. Never empty for a run that is not. Pure.
Shape shape_of(std::string_view run, std::string_view after = {});

/// `https://…`: letters, then `://`.
bool is_url_start(std::string_view run);
/// `/usr`, `~/x`, `./x`, `../x`, `C:\`, `\\host`.
bool is_path_start(std::string_view run);
/// true, false, null, nil in lower case, upper case or capitalised.
bool is_literal(std::string_view word);
/// Whether a word of letters names a unit: `ms`, `KB`, `seconds`.
bool is_unit(std::string_view word);

}  // namespace detector
