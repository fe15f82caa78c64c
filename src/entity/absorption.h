#pragma once

#include "entity/pattern_rows.h"

namespace detector {

/// Whether `row` reads as `target` with values of several tokens where `target` has variables:
/// `new device Logitech USB Mouse attached` is `new device <*> attached`. Words in lower case that
/// stand alone are text, not value, so `for invalid user <*>` is no case of `for <*>`; nor is a
/// variable with something beside it, since that may be there or not. Inside quotes and brackets
/// anything may stand.
bool absorbs(const Vocabulary& words, const Row& target, const Row& row);

}  // namespace detector
