#pragma once

#include <absl/container/flat_hash_map.h>

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
/// value becomes a variable, and variables joined by nothing but separators are one. A signature is
/// a pure function of the message, by way of its skeleton (skeleton.h), whose results are
/// remembered: at most kMostRemembered, then all are forgotten. Not thread safe.
class Signer {
 public:
  static constexpr std::size_t kMostRemembered = 1U << 16U;

  /// The hash of the message's pieces. Not keyed: for counting patterns, not for telling normal
  /// from abnormal.
  std::uint64_t sign(std::string_view message);
  /// The constant part of a message as text, at most 512 bytes; what is quoted is a variable too.
  /// `Failed password for root from 10.0.0.1 port 22` → `Failed password for root from <*> port
  /// <*>`. Not remembered; valid until the next call.
  std::string_view sign_text(std::string_view message);
  /// Whether the message that was last signed as text may have an address in it: a function of its
  /// skeleton.
  [[nodiscard]] bool may_have_address() const { return may_have_address_; }
  /// The pieces themselves, of the skeleton. They live until the next call.
  std::span<const Piece> pieces(std::string_view message);
  /// The pieces where they stand in `message`, and their hash: for those who need to know what a
  /// variable stands for. Not remembered, and in rare cases other than those of the skeleton.
  std::uint64_t sign_in_place(std::string_view message);
  [[nodiscard]] std::span<const Piece> in_place() const { return pieces_; }

 private:
  void fold(std::string_view message);
  void fold_skeleton(std::string_view message);
  [[nodiscard]] std::uint64_t hash_pieces() const;

  Lexer lexer_;
  std::string skeleton_;
  std::string signature_;
  std::vector<Piece> pieces_;
  bool may_have_address_ = false;
  absl::flat_hash_map<std::uint64_t, std::uint64_t> signatures_;  // by hash of skeleton
};

/// The text of pieces: variables as `<*>`, white space as one blank. At most `longest` bytes.
void append_pieces(std::span<const Piece> pieces, std::size_t longest, std::string& out);

}  // namespace detector
