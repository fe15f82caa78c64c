#pragma once

#include "entity/template_set.h"

namespace detector {

/// Each joins rows to others that they are cases of, and says whether there were any.

/// A row that another one covers: equal but for words at two or more variables of the other.
bool join_covered(TemplateSet& set);
/// `web:8080` where other rows have a variable: a piece of a line without white space, brackets,
/// quotes, commas and `=` is one value when a row exists that has a variable in its place.
bool join_segments(TemplateSet& set);
/// A row with several tokens where another has a variable, when they read as one value
/// (absorption.h).
bool join_absorbed(TemplateSet& set);
/// Rows with the same three or more constant words, brackets and quotes.
bool join_same_words(TemplateSet& set);

}  // namespace detector
