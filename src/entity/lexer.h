#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace detector {

/// What a validator found a token to be. Everything but words and punctuation names one instance of
/// something, so it is a variable of the message.
enum class TokenClass : std::uint8_t {
  kWord,         ///< Letters, `_`, and `-` or `.` between them: may be constant.
  kPunctuation,  ///< A run of one punctuation character.
  kNumber,       ///< Sign, digits, fraction, exponent, unit, `%`; also `0x1f`.
  kTime,         ///< A date, a time of day, or both.
  kIp,           ///< IPv4 or IPv6.
  kCidr,         ///< An address with a prefix length.
  kEndpoint,     ///< `address:port` or `host:port`.
  kMac,
  kUuid,
  kHash,  ///< Hexadecimal digits as long as MD5, SHA-1, SHA-256 or SHA-512.
  kHex,   ///< Other hexadecimal text of eight digits or more.
  kPath,  ///< Unix, Windows, or relative with two slashes; with its query.
  kFile,  ///< A name with a known extension.
  kUrl,
  kDomain,
  kEmail,
  kCve,
  kArn,
  kResourceId,  ///< `i-0abc…`, `vpc-…`: ids as AWS makes them.
  kAccessKey,   ///< `AKIA…`, `ASIA…`.
  kJwt,
  kPrivateKey,  ///< In PEM, to its end.
  kLiteral,     ///< true, false, null, none, nil.
  kIdentifier,  ///< A word with a digit in it.
  kValue,       ///< The value of `key=value`, when it is none of the above; may be empty.
  kText,        ///< What is left of a line that is too long.
};

/// Whether a token of this class may name an IP address.
constexpr bool holds_address(TokenClass type) {
  return type == TokenClass::kIp || type == TokenClass::kEndpoint;
}

struct Token {
  std::uint32_t begin = 0;
  std::uint32_t length = 0;
  TokenClass type = TokenClass::kWord;
  bool is_spaced = false;  ///< White space stands before it.

  [[nodiscard]] std::string_view in(std::string_view text) const {
    return text.substr(begin, length);
  }
};

/// Cuts a message into typed tokens, in one pass. A pure function of the text. At most kLongest
/// bytes and kMostTokens tokens are looked at; the rest is one token of class kText. Not thread
/// safe: the result lives until the next call.
class Lexer {
 public:
  static constexpr std::size_t kLongest = 8192;
  static constexpr std::size_t kMostTokens = 400;

  std::span<const Token> lex(std::string_view text);

 private:
  void take_rest(std::string_view text);
  bool lex_word();
  void lex_chunk();
  void lex_punctuation();
  void lex_path();
  bool lex_enclosed();
  void lex_value();
  void lex_after_word();
  void push(std::size_t end, TokenClass type);
  void skip_space();
  [[nodiscard]] char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }

  std::string_view text_;
  std::size_t at_ = 0;
  bool is_spaced_ = false;
  std::vector<Token> tokens_;
};

/// The name of a class as outputs show it: `ip`, `path`, …
std::string_view token_class_name(TokenClass type);

}  // namespace detector
