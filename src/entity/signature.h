#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entity/lexer.h"

namespace detector {

/// A part of a signature: a constant token, or a variable that stands for one or more tokens.
struct Piece {
  std::string_view text;  ///< Of the message; a variable's is what it stands for.
  bool is_variable = false;
  bool is_word = false;    ///< A constant of letters, not punctuation.
  bool is_spaced = false;  ///< White space stands before it.
};

/// Folds messages to signatures: words and punctuation stay, what a validator knows or names a
/// value becomes a variable, and variables joined by nothing but separators are one. Pure: depends
/// on the message alone. Not thread safe: results live until the next call.
class Signer {
 public:
  /// Lexes `message` and returns the hash of its pieces. Not keyed: for counting patterns, not for
  /// telling normal from abnormal.
  std::uint64_t sign(std::string_view message);
  /// The constant part of a message as text, at most 512 bytes, replacing `out`; what is quoted is
  /// a variable too. `Failed password for root from 10.0.0.1 port 22` → `Failed password for root
  /// from <*> port <*>`.
  void sign_text(std::string_view message, std::string& out);
  [[nodiscard]] std::span<const Piece> pieces() const { return pieces_; }
  [[nodiscard]] std::span<const Token> tokens() const { return tokens_; }

 private:
  Lexer lexer_;
  std::span<const Token> tokens_;
  std::vector<Piece> pieces_;
};

/// The text of pieces: variables as `<*>`, white space as one blank. At most `longest` bytes.
void append_pieces(std::span<const Piece> pieces, std::size_t longest, std::string& out);

}  // namespace detector
