// The lexer walks over a message once. A word of letters ends at the first other character and is
// done; everything else is first cut out as a run, up to white space, quotes, brackets and the
// like, and the run is given to the validators of token_shapes.h. What none of them knows is cut
// again at its first inner punctuation.
#include "entity/lexer.h"

#include <algorithm>
#include <array>

#include "base/ip.h"
#include "base/secrets.h"
#include "entity/token_shapes.h"
#include "entity/token_times.h"

namespace detector {
namespace {

enum CharClass : std::uint8_t { kOther, kSpace, kLetter, kDigit, kJoin };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t c = 0; c < 256; ++c) {
    if (c <= ' ') classes[c] = kSpace;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80) {
      classes[c] = kLetter;
    }
    if (c >= '0' && c <= '9') classes[c] = kDigit;
  }
  for (const char c : {'-', '.', '/', '\\', ':', '@', '~', '%', '+', '#', '$'}) {
    classes[static_cast<std::uint8_t>(c)] = kJoin;
  }
  return classes;
}
constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

std::uint8_t class_of(char c) {
  return kClasses[static_cast<std::uint8_t>(c)];
}

bool ends_value(char c) {
  return class_of(c) == kSpace || c == ',' || c == ';' || c == ')' || c == ']' || c == '}' ||
         c == '>' || c == '"' || c == '\'' || c == '|' || c == '&';
}

char closer_of(char c) {
  switch (c) {
    case '(':
      return ')';
    case '[':
      return ']';
    case '{':
      return '}';
    case '<':
      return '>';
    default:
      return '\0';
  }
}

// One past the bracket that closes the one at `at`; npos when none does.
std::size_t end_of_bracket(std::string_view text, std::size_t at) {
  const char open = text[at];
  const char close = closer_of(open);
  std::size_t depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth == 0) return i + 1;
  }
  return std::string_view::npos;
}

// One past the quote that closes the one at `at`; npos when none does. A backslash escapes.
std::size_t end_of_quote(std::string_view text, std::size_t at) {
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == text[at]) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

std::size_t end_of_run(std::string_view text, std::size_t at) {
  while (at < text.size() && class_of(text[at]) >= kLetter) ++at;
  return at;
}

bool is_sentence_end(char c) {
  return c == ',' || c == ';' || c == '.' || c == ':' || c == '?' || c == '!';
}

// A query may hold anything but white space; a quote or bracket that it did not open ends it.
std::size_t end_of_query(std::string_view text, std::size_t begin, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && class_of(text[end]) != kSpace) ++end;
  for (const char quote : {'"', '\''}) {
    const std::string_view part = text.substr(begin, end - begin);
    if (std::count(part.begin(), part.end(), quote) % 2 != 0) end = begin + part.rfind(quote);
  }
  for (const auto& [open, close] : {std::pair{'(', ')'}, {'[', ']'}, {'{', '}'}, {'<', '>'}}) {
    const std::string_view part = text.substr(begin, end - begin);
    if (std::count(part.begin(), part.end(), close) > std::count(part.begin(), part.end(), open)) {
      end = begin + part.rfind(close);
    }
  }
  while (end > at + 1 && is_sentence_end(text[end - 1])) --end;
  return end;
}

// A path goes on over its query, a URL over all that may stand in one.
std::size_t end_of_path(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    const char c = text[end];
    if (c == '?' && class_of(text[end + 1 < text.size() ? end + 1 : end]) >= kLetter) {
      return end_of_query(text, at, end);
    }
    if (class_of(c) == kSpace || c == '"' || c == '\'' || c == '<' || c == '>' || c == '|' ||
        c == '{' || c == '}' || c == '`') {
      break;
    }
    if ((c == ')' || c == ']') &&
        text.substr(at, end - at).find(c == ')' ? '(' : '[') == std::string_view::npos) {
      break;
    }
    ++end;
  }
  while (end > at + 1 && is_sentence_end(text[end - 1])) --end;
  return end;
}

// Whether a path ends early, since its comma or semicolon is not its own.
std::size_t end_of_plain_path(std::string_view text, std::size_t at) {
  const std::size_t end = end_of_path(text, at);
  const std::string_view path = text.substr(at, end - at);
  const std::size_t query = path.find('?');
  const std::size_t stop = path.find_first_of(",;=");
  if (stop == std::string_view::npos || query < stop) return end;
  std::size_t shorter = at + stop;
  while (shorter > at + 1 && (text[shorter - 1] == ':' || text[shorter - 1] == '.')) --shorter;
  return shorter;
}

// One past a frame of a stack, `org.Shop.buy(Shop.java:12)`, whose name is [begin, end); else 0.
std::size_t end_of_frame(std::string_view text, std::size_t begin, std::size_t end) {
  if (end >= text.size() || text[end] != '(') return 0;
  const std::string_view name = text.substr(begin, end - begin);
  if (name.find('.') == std::string_view::npos) return 0;
  const std::size_t close = text.substr(0, end + 128).find(')', end);
  if (close == std::string_view::npos) return 0;
  const std::string_view where = text.substr(end + 1, close - end - 1);
  if (where == "Native Method" || where == "Unknown Source") return close + 1;
  const std::size_t colon = where.rfind(':');
  const std::string_view file = where.substr(0, colon);
  const bool has_line = colon != std::string_view::npos && colon + 1 < where.size() &&
                        class_of(where[colon + 1]) == kDigit;
  const bool is_source = file.ends_with(".java") || file.ends_with(".kt") ||
                         file.ends_with(".scala") || file.ends_with(".groovy") ||
                         file.ends_with(".cs") || file.ends_with(".js") || file.ends_with(".py");
  return is_source && (has_line || colon == std::string_view::npos) ? close + 1 : 0;
}

// One past a quoted or bracketed text that begins at `at`; npos when none does.
std::size_t end_of_enclosed(std::string_view text, std::size_t at) {
  const char c = at < text.size() ? text[at] : '\0';
  if (c == '"' || c == '\'') return end_of_quote(text, at);
  return closer_of(c) != '\0' ? end_of_bracket(text, at) : std::string_view::npos;
}

// Where a value without brackets ends, or the key that it turns out to be.
std::size_t end_of_bare_value(std::string_view text, std::size_t at) {
  while (at < text.size() && !ends_value(text[at]) && text[at] != '=') ++at;
  return at;
}

// One past the value at `at`: a URL, a path, or text up to a delimiter, with a bracket that follows
// it at once (`Token{1 2}`) and without the stop of the sentence.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  if (is_url_start(text.substr(at))) return end_of_path(text, at);
  if (at < text.size() && text[at] == '/') return end_of_plain_path(text, at);
  std::size_t end = at;
  while (end < text.size() && !ends_value(text[end]) && closer_of(text[end]) == '\0') ++end;
  if (end > at && end < text.size() && closer_of(text[end]) != '\0') {
    const std::size_t close = end_of_bracket(text, end);
    if (close != std::string_view::npos) end = close;
  }
  while (end > at && (text[end - 1] == '.' || text[end - 1] == ':')) --end;
  return end;
}

bool is_key_sign(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '=') return false;
  const char next = at + 1 < text.size() ? text[at + 1] : ' ';
  return next != '=' && next != '>' && next != '~';
}

}  // namespace

void Lexer::push(std::size_t end, TokenClass type) {
  tokens_.push_back(
      {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end - at_), type, is_spaced_});
  at_ = end;
  is_spaced_ = false;
}

void Lexer::skip_space() {
  while (at_ < text_.size() && class_of(text_[at_]) == kSpace) {
    ++at_;
    is_spaced_ = true;
  }
}

std::span<const Token> Lexer::lex(std::string_view text) {
  tokens_.clear();
  text_ = text.substr(0, std::min(text.size(), kLongest));
  at_ = 0;
  is_spaced_ = false;
  for (skip_space(); at_ < text_.size(); skip_space()) {
    if (tokens_.size() >= kMostTokens) {
      push(text_.size(), TokenClass::kText);
    } else if (class_of(text_[at_]) != kLetter || !lex_word()) {
      lex_chunk();
    }
  }
  if (text.size() > kLongest) take_rest(text);
  return tokens_;
}

// What is beyond the longest text belongs to one last token.
void Lexer::take_rest(std::string_view text) {
  if (tokens_.empty() || tokens_.back().type != TokenClass::kText) {
    tokens_.push_back({static_cast<std::uint32_t>(kLongest), 0, TokenClass::kText, false});
  }
  Token& last = tokens_.back();
  last.length = static_cast<std::uint32_t>(text.size() - last.begin);
}

// A word of letters that ends at white space or punctuation, with the apostrophes in it, or a date
// that begins with one; false when more than letters is joined to it.
bool Lexer::lex_word() {
  std::size_t end = at_ + 1;
  while (end < text_.size() && class_of(text_[end]) == kLetter) ++end;
  if (end < text_.size() && class_of(text_[end]) > kSpace) return false;
  while (peek(end) == '\'' && class_of(peek(end + 1)) == kLetter) {
    ++end;
    while (end < text_.size() && class_of(text_[end]) == kLetter) ++end;
  }
  if (const std::size_t date = worded_time_length(text_.substr(at_)); date > 0) {
    push(at_ + date, TokenClass::kTime);
    return true;
  }
  const std::string_view word = text_.substr(at_, end - at_);
  push(end, is_literal(word) ? TokenClass::kLiteral : TokenClass::kWord);
  lex_after_word();
  return true;
}

// Something that is more than letters, or punctuation.
void Lexer::lex_chunk() {
  const char c = text_[at_];
  if ((c == '[' || c == '"' || c == '\'') && lex_enclosed()) return;
  if (const std::size_t key = c == '-' ? private_key_length(text_, at_) : 0; key > 0) {
    push(at_ + key, TokenClass::kPrivateKey);
    return;
  }
  // `<1 sec` and `*64` are numbers with a sign.
  const bool is_signed = (c == '<' || c == '>' || c == '*') && class_of(peek(at_ + 1)) == kDigit;
  if (class_of(c) < kLetter && !is_signed) {
    lex_punctuation();
    return;
  }
  const std::size_t begin = at_ + (is_signed ? 1 : 0);
  const std::size_t end = end_of_run(text_, begin);
  const std::string_view run = text_.substr(begin, end - begin);
  if (!is_signed && (is_url_start(run) || is_path_start(run))) {
    lex_path();
    return;
  }
  if (const std::size_t frame = end_of_frame(text_, at_, end); frame > 0) {
    push(frame, TokenClass::kIdentifier);
    return;
  }
  const Shape shape = shape_of(run, text_.substr(end));
  push(begin + shape.length, shape.type);
  if (shape.type == TokenClass::kWord || shape.type == TokenClass::kIdentifier) lex_after_word();
}

// A run of one character; brackets and double quotes stand alone.
void Lexer::lex_punctuation() {
  const char c = text_[at_];
  std::size_t end = at_ + 1;
  const bool repeats = closer_of(c) == '\0' && c != ')' && c != ']' && c != '}' && c != '"';
  while (repeats && end < text_.size() && text_[end] == c) ++end;
  push(end, TokenClass::kPunctuation);
}

// A URL, or a path from a root; `/10.0.0.1:443` only looks like one.
void Lexer::lex_path() {
  if (is_url_start(text_.substr(at_))) {
    push(end_of_path(text_, at_), TokenClass::kUrl);
    return;
  }
  const std::size_t end = end_of_plain_path(text_, at_);
  const TokenClass type = shape_of(text_.substr(at_, end - at_)).type;
  const bool is_other = type == TokenClass::kEndpoint || type == TokenClass::kTime ||
                        type == TokenClass::kCidr || type == TokenClass::kIp;
  push(end, is_other ? type : TokenClass::kPath);
}

// `[::1]:443` is an address; `""` and `[]` hold an empty value.
bool Lexer::lex_enclosed() {
  const char close = text_[at_] == '[' ? ']' : text_[at_];
  if (peek(at_ + 1) == close) {
    push(at_ + 1, TokenClass::kPunctuation);
    push(at_, TokenClass::kValue);
    push(at_ + 1, TokenClass::kPunctuation);
    return true;
  }
  if (close != ']') return false;
  const std::size_t end = text_.substr(0, at_ + 64).find(']', at_);
  if (end == std::string_view::npos || !is_ipv6(text_.substr(at_ + 1, end - at_ - 1))) return false;
  std::size_t port = end + 1;
  if (peek(port) != ':' || class_of(peek(port + 1)) != kDigit) return false;
  ++port;
  while (class_of(peek(port)) == kDigit) ++port;
  push(port, TokenClass::kEndpoint);
  return true;
}

// `key=value`, `key = value`: whatever stands there is a variable, also when nothing does.
void Lexer::lex_after_word() {
  std::size_t sign = at_;
  while (sign < text_.size() && text_[sign] == ' ') ++sign;
  const bool is_apart = sign > at_;
  if (!is_key_sign(text_, sign)) return;
  if (is_apart && class_of(peek(sign + 1)) != kSpace && ends_value(peek(sign + 1))) return;
  is_spaced_ = is_apart;
  at_ = sign;
  push(sign + 1, TokenClass::kPunctuation);
  lex_value();
}

void Lexer::lex_value() {
  const std::size_t start = at_;
  skip_space();
  if (at_ > start && (at_ >= text_.size() || is_key_sign(text_, end_of_bare_value(text_, at_)))) {
    // What follows a gap is the value, unless it is the next key.
    at_ = start;
    is_spaced_ = false;
    push(start, TokenClass::kValue);
    return;
  }
  if (const std::size_t end = end_of_enclosed(text_, at_); end != std::string_view::npos) {
    push(end, TokenClass::kValue);
    return;
  }
  const std::size_t end = end_of_value(text_, at_);
  const std::string_view value = text_.substr(at_, end - at_);
  const Shape shape = value.empty() ? Shape{} : shape_of(value);
  const bool whole = !value.empty() && shape.length == value.size() &&
                     shape.type != TokenClass::kWord && shape.type != TokenClass::kPunctuation;
  push(end, whole ? shape.type : TokenClass::kValue);
}

std::string_view token_class_name(TokenClass type) {
  static constexpr std::array<std::string_view, 26> kNames = {
      "word",        "punctuation", "number",     "time",  "ip",       "cidr",       "endpoint",
      "mac",         "uuid",        "hash",       "hex",   "path",     "file",       "url",
      "domain",      "email",       "cve",        "arn",   "resource", "access_key", "jwt",
      "private_key", "literal",     "identifier", "value", "text"};
  return kNames[static_cast<std::size_t>(type)];
}

}  // namespace detector
