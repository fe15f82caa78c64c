#include "entity/template_slots.h"

namespace detector {
namespace {

// One past the constants of `pattern` that begin at `at`.
std::size_t end_of_constants(const Pattern& pattern, std::size_t at) {
  while (at < pattern.size() && !pattern[at].is_variable()) ++at;
  return at;
}

struct Message {
  std::span<const Token> tokens;
  std::string_view text;

  [[nodiscard]] bool has(const Pattern& pattern, TokenRange constants, std::size_t at) const {
    if (at + (constants.second - constants.first) > tokens.size()) return false;
    for (std::size_t i = constants.first; i < constants.second; ++i) {
      if (tokens[at + i - constants.first].in(text) != pattern[i].text) return false;
    }
    return true;
  }
};

// The class of all tokens of a value, but for punctuation between them.
std::string type_of(TokenRange range, std::span<const Token> tokens) {
  const TokenClass type = tokens[range.first].type;
  for (std::size_t i = range.first + 1; i < range.second; ++i) {
    const bool joins = tokens[i].type == TokenClass::kPunctuation && i + 1 < range.second;
    if (tokens[i].type != type && !joins) return "*";
  }
  return std::string(token_class_name(type));
}

}  // namespace

std::optional<std::vector<TokenRange>> align(const Pattern& pattern, std::span<const Token> tokens,
                                             std::string_view text) {
  const Message message{tokens, text};
  std::vector<TokenRange> variables;
  std::size_t p = end_of_constants(pattern, 0);
  if (!message.has(pattern, {0, p}, 0)) return std::nullopt;
  std::size_t at = p;
  while (p < pattern.size()) {
    const TokenRange constants{p + 1, end_of_constants(pattern, p + 1)};
    const std::size_t length = constants.second - constants.first;
    std::size_t end = at + 1;  // a variable stands for one token at least
    if (constants.second == pattern.size()) {
      // The last one reaches as far as the text behind it leaves room.
      if (tokens.size() < end + length) return std::nullopt;
      end = tokens.size() - length;
      if (!message.has(pattern, constants, end)) return std::nullopt;
    } else {
      while (end + length <= tokens.size() && !message.has(pattern, constants, end)) ++end;
      if (end + length > tokens.size()) return std::nullopt;
    }
    variables.emplace_back(at, end);
    at = end + length;
    p = constants.second;
  }
  if (at != tokens.size()) return std::nullopt;
  return variables;
}

std::string typed_text(const Pattern& pattern, const std::vector<std::string>& examples) {
  Lexer lexer;
  std::vector<std::string> types;
  for (const std::string& example : examples) {
    const auto tokens = lexer.lex(example);
    const auto variables = align(pattern, tokens, example);
    if (!variables) {
      types.assign(types.size(), "*");
      break;
    }
    for (std::size_t i = 0; i < variables->size(); ++i) {
      const std::string type = type_of((*variables)[i], tokens);
      if (i >= types.size()) {
        types.push_back(type);
      } else if (types[i] != type) {
        types[i] = "*";
      }
    }
  }
  std::string text;
  std::size_t slot = 0;
  for (const PatternToken& token : pattern) {
    if (token.is_spaced && !text.empty()) text += ' ';
    if (!token.is_variable()) {
      text += token.text;
      continue;
    }
    text += '<';
    text += slot < types.size() ? types[slot] : "*";
    text += '>';
    ++slot;
  }
  return text;
}

}  // namespace detector
