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

// One past the IPv4 address at `at` in a longer name of [begin, end), as in `10.0.0.1-10.0.0.9`,
// `10.0.0.5_443` and `10.0.0.5.443`; `at` when none begins there.
std::size_t end_of_ipv4(std::string_view text, std::size_t begin, std::size_t at, std::size_t end) {
  if (!is_digit(text[at])) return at;
  if (at > begin && text[at - 1] != '-' && text[at - 1] != '_') return at;
  std::size_t stop = at;
  int dots = 0;
  while (stop < end && (is_digit(text[stop]) || (text[stop] == '.' && dots < 3))) {
    if (text[stop] == '.') ++dots;
    ++stop;
  }
  if (dots != 3 || !is_ipv4(text.substr(at, stop - at))) return at;
  if (stop == end) return stop;
  if (text[stop] == '-' || text[stop] == '_' || is_cut(text[stop])) return stop;
  if (text[stop] != '.' || stop + 1 == end) return at;
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(stop) + 1,
                     text.begin() + static_cast<std::ptrdiff_t>(end), is_digit)
             ? stop
             : at;
}

bool is_name_char(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ']' || c == '_';
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
           to - from == 17 ? TokenClass::kMac : TokenClass::kPunctuation,
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
      return (is_cut(text.front()) && text.front() != ':') ||
             text.find('/') != std::string_view::npos;
    case TokenClass::kEmail:
      return is_cut(text.front());
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

// What is one thing, though it holds marks that would cut it. False: it is to be cut.
bool FineLexer::add_whole(const Token& token) {
  const std::string_view text = token.in(text_);
  const std::size_t begin = token.begin;
  const std::size_t end = begin + token.length;
  const bool is_escape =
      text.back() == '\\' && text.size() > 1 && end < text_.size() && text_[end] == '"';
  if (is_escape) {
    Token rest = token;
    --rest.length;
    add_pieces(rest);
    push(end - 1, end, TokenClass::kPunctuation, false);
    return true;
  }
  if (text.front() == '/' && is_ipv4(text.substr(1))) {
    push(begin, begin + 1, TokenClass::kPunctuation, token.is_spaced);
    push(begin + 1, end, TokenClass::kIp, false);
    return true;
  }
  if (is_level_and_date(text) && begin == 0) {
    push(0, 1, TokenClass::kWord, token.is_spaced);
    push(1, end, TokenClass::kNumber, false);
    return true;
  }
  // `mail/smtpd[12]` is no path.
  const bool is_tail =
      !token.is_spaced && begin > 0 && text.front() == '/' && is_name_char(text_[begin - 1]);
  const bool is_path =
      is_path_start(text) || (text.front() == '/' && token.type == TokenClass::kPath);
  if (is_tail || !is_path) return false;
  push(begin, end, TokenClass::kPath, token.is_spaced);
  return true;
}

void FineLexer::add_pieces(const Token& token) {
  if (token.length == 0 || add_whole(token)) return;
  std::size_t begin = token.begin;
  const std::size_t end = begin + token.length;
  bool is_spaced = token.is_spaced;
  const auto add_up_to = [&](std::size_t to) {
    add_piece(begin, to, is_spaced);
    is_spaced = is_spaced && to == begin;
    begin = to;
  };
  const auto take = [&](std::size_t to, TokenClass type) {
    push(begin, to, type, is_spaced);
    is_spaced = false;
    begin = to;
  };
  std::size_t at = begin;
  while (at < end) {
    const std::size_t address = end_of_ipv4(text_, token.begin, at, end);
    if (address > at && (at > token.begin || address < end)) {
      if (at > begin) {
        add_up_to(at - 1);
        take(at, TokenClass::kPunctuation);
      }
      take(address, TokenClass::kIp);
      if (address < end) take(address + 1, TokenClass::kPunctuation);
      at = begin;
    } else if (const std::size_t six = text_[at] == ':' ? end_of_ipv6(begin) : at; six > at) {
      take(six, TokenClass::kIp);
      at = begin;
    } else if (is_cut(text_[at])) {
      add_up_to(at);
      take(at + 1, TokenClass::kPunctuation);
      at = begin;
    } else {
      ++at;
    }
  }
  add_up_to(end);
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
  if (begin == end) return;
  const std::string_view piece = text_.substr(begin, end - begin);
  const Shape shape = shape_of(piece);
  const bool is_whole = shape.length == piece.size() && shape.type != TokenClass::kPunctuation;
  push(begin, end, is_whole ? shape.type : TokenClass::kIdentifier, is_spaced);
}

}  // namespace detector
