#pragma once

#include <string>
#include <string_view>

#include "base/rng.h"

namespace detector {

/// Writes a random value of a built-in kind behind `out`: `hex8`, `int1-65535`, `ip4`, `ip6`,
/// `mac`, `uuid`, `b64-22`, `alnum-12`, `ALNUM-8`, `word`, `Word`, or a time by a format such as
/// `time %Y-%m-%dT%H:%M:%S`. False when there is no such kind.
bool append_value(std::string_view kind, Rng& rng, std::string& out);

/// How a line writes its pairs of key and value; drawn once for each line.
struct PairStyle {
  enum class Case { kSnake, kCamel, kPascal, kKebab, kDotted, kUpper, kSquashed, kTitle };
  Case letters = Case::kSnake;
  std::string_view name = "eq";
};

/// The style of that name, or any when it is `any`.
PairStyle pair_style(std::string_view name, Rng& rng);
/// `client_ip` as the style writes it: `clientIp`, `Client IP`.
std::string styled_key(std::string_view key, const PairStyle& style);
/// What stands between key and value, behind the value, and between two pairs.
struct PairMarks {
  std::string_view before_key, between, behind_value, separator;
};
/// `quoted`: the value has white space or the line quotes all.
PairMarks pair_marks(const PairStyle& style, std::string_view value, Rng& rng);

}  // namespace detector
