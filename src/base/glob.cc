// A later `*` can do all that an earlier one could, so only the last one is ever taken back: no
// pattern costs more than its length times the text's.
#include "base/glob.h"

#include "base/utf8.h"

namespace detector {

bool glob_matches(std::string_view pattern, std::string_view text) {
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = kNone;      // just behind the last `*` of the pattern
  std::size_t star_end = kNone;  // where what it covers ends in the text
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      star_end = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      t += decode_utf8(text, t).length;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != kNone) {
      p = star;
      star_end += decode_utf8(text, star_end).length;
      t = star_end;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace detector
