#pragma once

#include <string_view>

namespace detector {

/// Whether the whole of `text` matches `pattern`, in which `*` is any run of bytes, `?` any one
/// code point, and everything else itself; there is no escape. O(|pattern|·|text|), no recursion.
bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace detector
