#include "entity/ner_tokens.h"

#include <algorithm>

#include "base/ip.h"
#include "entity/token_shapes.h"

namespace detector {
namespace {

constexpr int kDeepest = 3;
constexpr std::size_t kMostFine = 600;
constexpr int kMostRestarts = 64;

bool is_quote(char c) {
  return c == '"' || c == '\'';
}

bool is_cut(char c) {
  return c == '/' || c == '@' || c == '\\' || c == ':' || c == '#' || c == '+' || c == ',' ||
         c == ';' || c == '=' || c == '|' || c == '(' || c == ')' || c == '[' || c == ']' ||
         c == '{' || c == '}' || c == '<' || c == '>' || c == '"' || c == '\'' || c == '&' ||
         c == '*' || c == '!' || c == '?' || c == '%';
}

// Whether it is a name of parts, which may be parts of several things.
bool is_divisible(TokenClass type) {
  switch (type) {
    case TokenClass::kWord:
    case TokenClass::kIdentifier:
    case TokenClass::kFile:
    case TokenClass::kPath:
    case TokenClass::kDomain:
    case TokenClass::kValue:
    case TokenClass::kHex:
      return true;
    default:
      return false;
  }
}

// Where a path or URL that the lexer took too much into ends: at a quote, escaped or not.
std::size_t quote_in(std::string_view text) {
  const std::size_t quote = text.find('"');
  if (quote == std::string_view::npos || quote == 0) return std::string_view::npos;
  return text[quote - 1] == '\\' ? quote - 1 : quote;
}

// `08:58:30,198` before `.51.100.7`: the digits behind the comma belong to an address.
std::size_t comma_of_time(std::string_view text, std::string_view after) {
  const std::size_t comma = text.rfind(',');
  if (comma == std::string_view::npos || after.size() < 2) return std::string_view::npos;
  return after[0] == '.' && is_digit(after[1]) ? comma : std::string_view::npos;
}

// `I1212` before a time, as klog writes a level and a date.
bool is_level_and_date(std::string_view text) {
  return text.size() == 5 && std::string_view("IWEF").find(text[0]) != std::string_view::npos &&
         std::all_of(text.begin() + 1, text.end(), is_digit);
}

// Two hardware addresses and the type of a frame: `aa:…:ff:aa:…:ff:08:00`.
bool is_frame_header(std::string_view text) {
  return text.size() == 41 && std::count(text.begin(), text.end(), ':') == 13;
}

}  // namespace

const std::vector<Token>& FineLexer::lex(std::string_view text) {
  text_ = text;
  tokens_.clear();
  add_lexed(0, text.size(), 0);
  return tokens_;
}

void FineLexer::push(std::size_t begin, std::size_t end, TokenClass type, bool is_spaced) {
  if (end == begin || tokens_.size() >= kMostFine) return;
  tokens_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin),
                     type, is_spaced});
}

void FineLexer::add_lexed(std::size_t begin, std::size_t length, int depth) {
  const std::size_t end = begin + length;
  for (int restart = 0; restart < kMostRestarts && begin < end; ++restart) {
    Lexer lexer;
    std::size_t next = end;
    for (Token token : lexer.lex(text_.substr(begin, end - begin))) {
      token.begin += static_cast<std::uint32_t>(begin);
      if (const std::size_t stop = end_of_ipv6(token.begin);
          stop > token.begin + token.length && token.type != TokenClass::kTime) {
        push(token.begin, stop, TokenClass::kIp, token.is_spaced);
        next = stop;
        break;
      }
      const std::size_t cut = cut_of(token, restart + 1 < kMostRestarts);
      if (cut > 0) token.length = static_cast<std::uint32_t>(cut - token.begin);
      add(token, depth);
      if (cut > 0) {
        next = cut;
        break;
      }
    }
    begin = next;
  }
}

// Where the rest of a token has to be read again; 0 when it is one.
std::size_t FineLexer::cut_of(const Token& token, bool may_cut) const {
  if (!may_cut) return 0;
  const std::string_view text = token.in(text_);
  std::size_t at = std::string_view::npos;
  if (token.type == TokenClass::kPath || token.type == TokenClass::kUrl) at = quote_in(text);
  if (token.type == TokenClass::kTime) {
    at = comma_of_time(text, text_.substr(token.begin + token.length));
  }
  return at == std::string_view::npos ? 0 : token.begin + at;
}

void FineLexer::add(const Token& token, int depth) {
  const std::string_view text = token.in(text_);
  if (token.type == TokenClass::kEndpoint) {
    add_endpoint(token);
  } else if (token.type == TokenClass::kValue && !text.empty() && depth < kDeepest) {
    add_value(token, depth);
  } else if (is_frame_header(text)) {
    for (const auto& [from, to] :
         {std::pair{0U, 17U}, {17U, 18U}, {18U, 35U}, {35U, 36U}, {36U, 41U}}) {
      push(token.begin + from, token.begin + to,
           to - from == 17  ? TokenClass::kMac
           : to - from == 1 ? TokenClass::kPunctuation
                            : TokenClass::kIdentifier,
           from == 0 && token.is_spaced);
    }
  } else if (is_divisible(token.type) || has_foreign_part(token)) {
    add_pieces(token);
  } else {
    push(token.begin, token.begin + token.length, token.type, token.is_spaced);
  }
}

// Whether a number, address or mail address has taken in a separator, or has another inside.
bool FineLexer::has_foreign_part(const Token& token) const {
  const std::string_view text = token.in(text_);
  switch (token.type) {
    case TokenClass::kIp:
    case TokenClass::kEmail:
      return is_cut(text.front()) && text.front() != ':';
    case TokenClass::kNumber:
      return text.find_first_of(":#/<>*=@") != std::string_view::npos;
    case TokenClass::kCidr: {
      const std::size_t slash = text.rfind('/');
      const bool is_v4 = text.find(':') == std::string_view::npos;
      return is_v4 && slash != std::string_view::npos &&
             (text.size() - slash > 3 || text.substr(slash + 1) > "32") && text.size() - slash != 2;
    }
    default:
      return false;
  }
}

void FineLexer::add_value(const Token& token, int depth) {
  const std::string_view text = token.in(text_);
  std::size_t begin = token.begin;
  std::size_t end = begin + token.length;
  const std::size_t first = tokens_.size();
  if (is_quote(text.front()) && text.size() >= 2 && text.back() == text.front()) {
    push(begin, begin + 1, TokenClass::kPunctuation, token.is_spaced);
    add_lexed(begin + 1, token.length - 2, depth + 1);
    push(end - 1, end, TokenClass::kPunctuation, false);
  } else {
    add_lexed(begin, token.length, depth + 1);
  }
  if (first < tokens_.size()) tokens_[first].is_spaced = token.is_spaced;
}

void FineLexer::add_endpoint(const Token& token) {
  const std::string_view text = token.in(text_);
  const std::size_t colon = text.rfind(':');
  const std::size_t end = token.begin + token.length;
  if (colon == std::string_view::npos || colon + 1 == text.size()) {
    add_pieces(token);
    return;
  }
  const std::size_t at = token.begin + colon;
  if (text.front() == '[') {
    push(token.begin, token.begin + 1, TokenClass::kPunctuation, token.is_spaced);
    push(token.begin + 1, at - 1, TokenClass::kIp, false);
    push(at - 1, at, TokenClass::kPunctuation, false);
  } else {
    Token host = token;
    host.length = static_cast<std::uint32_t>(colon);
    add_pieces(host);
  }
  push(at, at + 1, TokenClass::kPunctuation, false);
  push(at + 1, end, TokenClass::kNumber, false);
}

void FineLexer::add_pieces(const Token& token) {
  const std::string_view text = token.in(text_);
  if (is_path_start(text) || (text.front() == '/' && token.type == TokenClass::kPath)) {
    push(token.begin, token.begin + token.length, TokenClass::kPath, token.is_spaced);
    return;
  }
  std::size_t begin = token.begin;
  const std::size_t end = begin + token.length;
  bool is_spaced = token.is_spaced;
  if (is_level_and_date(text) && begin == 0) {
    push(0, 1, TokenClass::kWord, is_spaced);
    push(1, end, TokenClass::kNumber, false);
    return;
  }
  for (std::size_t at = begin; at <= end;) {
    if (at < end && !is_cut(text_[at])) {
      ++at;
      continue;
    }
    if (at < end && text_[at] == ':') {
      if (const std::size_t stop = end_of_ipv6(begin); stop > at) {
        push(begin, stop, TokenClass::kIp, is_spaced);
        is_spaced = false;
        begin = at = stop;
        continue;
      }
    }
    if (at > begin) {
      add_piece(begin, at, is_spaced);
      is_spaced = false;
    }
    if (at < end) push(at, at + 1, TokenClass::kPunctuation, is_spaced);
    is_spaced = false;
    begin = ++at;
  }
}

// One past the IPv6 address that begins at `begin`, also with a port behind its last colon.
std::size_t FineLexer::end_of_ipv6(std::size_t begin) const {
  std::size_t end = begin;
  const auto is_part = [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
  };
  while (end < text_.size() && end - begin < 46 && is_part(text_[end])) ++end;
  const std::string_view run = text_.substr(begin, end - begin);
  if (run.size() < 3 || std::count(run.begin(), run.end(), ':') < 2) return begin;
  if (is_ipv6(run)) return end;
  const std::size_t colon = run.rfind(':');
  return is_ipv6(run.substr(0, colon)) ? begin + colon : begin;
}

void FineLexer::add_piece(std::size_t begin, std::size_t end, bool is_spaced) {
  const std::string_view piece = text_.substr(begin, end - begin);
  const Shape shape = shape_of(piece);
  const bool is_whole = shape.length == piece.size() && shape.type != TokenClass::kPunctuation;
  push(begin, end, is_whole ? shape.type : TokenClass::kIdentifier, is_spaced);
}

}  // namespace detector
