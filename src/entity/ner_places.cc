// One walk over the tokens with a stack of open brackets and quotes. A key is the word before `=`,
// or before `:` where white space, a quote or a bracket follows; its value goes on to the next
// separator, or to the next white space behind `=`.
#include <algorithm>
#include <string_view>
#include <vector>

#include "entity/ner_features.h"

namespace detector {
namespace {

constexpr std::uint64_t kFnvBasis = 0xcbf29ce484222325ULL;
constexpr std::uint64_t kFnvPrime = 0x100000001b3ULL;

char fold(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c >= '0' && c <= '9' ? '0' : c;
}

std::uint64_t shape_hash(std::string_view text) {
  std::uint64_t hash = kFnvBasis;
  char last = '\0';
  for (const char c : text) {
    char kind = c;
    if (c >= 'A' && c <= 'Z') kind = 'X';
    if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) kind = 'x';
    if (c >= '0' && c <= '9') kind = '0';
    if (kind == last) continue;
    last = kind;
    hash = (hash ^ static_cast<unsigned char>(kind)) * kFnvPrime;
  }
  return hash;
}

struct Open {
  char opener = ' ';
  std::uint32_t at = 0;
  std::uint64_t key = 0;
};

class Walker {
 public:
  Walker(std::string_view text, std::span<const Token> tokens, std::vector<TokenPlace>& places)
      : text_(text), tokens_(tokens), places_(places) {}

  void run() {
    places_.assign(tokens_.size(), {});
    for (std::size_t i = 0; i < tokens_.size(); ++i) step(i);
  }

 private:
  [[nodiscard]] std::string_view str(std::size_t i) const { return tokens_[i].in(text_); }
  [[nodiscard]] bool is_mark(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].type == TokenClass::kPunctuation;
  }

  void step(std::size_t i) {
    TokenPlace& place = places_[i];
    const std::string_view word = str(i);
    place.word = folded_hash(word);
    place.shape = shape_hash(word);
    place.is_key = is_key(i);
    if (key_ != 0 && !in_quotes_ && ends_value(i)) key_ = 0;
    place.key = key_;
    place.key_at = key_at_;
    place.depth_in_value = depth_;
    if (key_ != 0) ++depth_;
    place.opener = stack_.empty() ? ' ' : stack_.back().opener;
    place.opened_at = stack_.empty() ? 0 : stack_.back().at;
    place.parent = parent();
    if (head_end_ != 0) place.after_head = static_cast<std::uint32_t>(i + 1 - head_end_);
    if (is_mark(i)) mark(i, word);
  }

  [[nodiscard]] std::uint64_t parent() const {
    const auto found = std::find_if(stack_.rbegin(), stack_.rend(),
                                    [](const Open& open) { return open.opener == '{'; });
    return found == stack_.rend() ? 0 : found->key;
  }

  // The index of the sign behind a word, over the quote of a JSON key; 0 for none.
  [[nodiscard]] std::size_t sign_behind(std::size_t i) const {
    std::size_t next = i + 1;
    if (next < tokens_.size() && (str(next) == "\"" || str(next) == "\\\"" || str(next) == "'") &&
        !tokens_[next].is_spaced) {
      ++next;
    }
    if (next >= tokens_.size()) return 0;
    if (str(next) == "=") return next;
    if (str(next) != ":" || tokens_[next].is_spaced) return 0;
    const bool quoted = next > i + 1;
    return quoted || next + 1 == tokens_.size() || tokens_[next + 1].is_spaced || is_mark(next + 1)
               ? next
               : 0;
  }
  [[nodiscard]] bool is_key(std::size_t i) const { return !is_mark(i) && sign_behind(i) != 0; }

  // Whether token `i` is no longer part of the key's value.
  [[nodiscard]] bool ends_value(std::size_t i) const {
    if (depth_ == 0) return false;
    const std::string_view word = str(i);
    if (is_mark(i) && (word == "," || word == ";" || word == "}" || word == "|")) return true;
    return behind_equals_ && tokens_[i].is_spaced;
  }

  void mark(std::size_t i, std::string_view word) {
    const char c = word.front() == '\\' && word.size() == 2 ? word[1] : word.front();
    if ((c == '=' || c == ':') && i > 0) {
      set_key(i, c == '=');
    } else if (c == '(' || c == '[' || c == '{' || c == '<') {
      if (stack_.size() < 32) stack_.push_back({c, static_cast<std::uint32_t>(i), key_});
    } else if (c == ')' || c == ']' || c == '}' || c == '>') {
      close(c);
    } else if (c == '"' || c == '\'') {
      quote(i, c);
    } else if (c == ',' && !in_quotes_) {
      key_ = 0;
    }
  }

  void set_key(std::size_t i, bool equals) {
    std::size_t at = i - 1;
    if (is_mark(at) && at > 0 && !tokens_[i].is_spaced && str(at) != "]" && str(at) != ")") --at;
    if (is_mark(at) || sign_behind(at) != i) {
      if (!equals && head_end_ == 0 && i + 1 < tokens_.size() && tokens_[i + 1].is_spaced) {
        head_end_ = i + 1;
      }
      return;
    }
    if (!equals && head_end_ == 0 && stack_.empty() && i + 1 < tokens_.size() &&
        tokens_[i + 1].is_spaced) {
      head_end_ = i + 1;
    }
    if (in_quotes_ && quote_key_) return;
    key_ = places_[at].word;
    key_at_ = static_cast<std::uint32_t>(at);
    depth_ = 0;
    behind_equals_ = equals;
  }

  void close(char c) {
    const char open = c == ')' ? '(' : c == ']' ? '[' : c == '}' ? '{' : '<';
    for (std::size_t n = stack_.size(); n-- > 0;) {
      if (stack_[n].opener != open) continue;
      stack_.resize(n);
      return;
    }
  }

  void quote(std::size_t i, char c) {
    if (!stack_.empty() && stack_.back().opener == c) {
      stack_.pop_back();
      in_quotes_ = false;
      if (quote_key_) key_ = 0;
      quote_key_ = false;
      return;
    }
    if (stack_.size() >= 32) return;
    stack_.push_back({c, static_cast<std::uint32_t>(i), key_});
    quote_key_ = key_ != 0 && depth_ <= 1 && str(i).size() == 1;
    in_quotes_ = quote_key_;
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  std::vector<TokenPlace>& places_;
  std::vector<Open> stack_;
  std::uint64_t key_ = 0;
  std::uint32_t key_at_ = 0;
  std::uint32_t depth_ = 0;
  std::size_t head_end_ = 0;
  bool behind_equals_ = false;
  bool in_quotes_ = false;
  bool quote_key_ = false;
};

}  // namespace

std::uint64_t folded_hash(std::string_view text) {
  std::uint64_t hash = kFnvBasis;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(fold(c))) * kFnvPrime;
  return hash;
}

void find_places(std::string_view text, std::span<const Token> tokens,
                 std::vector<TokenPlace>& places) {
  Walker(text, tokens, places).run();
}

}  // namespace detector
