#pragma once

#include <string_view>
#include <vector>

#include "entity/lexer.h"

namespace detector {

/// Cuts a message finer than the lexer does, so that no token is part of two entities: what stands
/// behind `key=` is cut as text, endpoints into address and port, names at `/`, `@`, `\`, `:`, `#`.
/// Addresses, paths, URLs, times and other things with a shape of their own stay whole. Pure. Not
/// thread safe: the result lives until the next call.
class FineLexer {
 public:
  const std::vector<Token>& lex(std::string_view text);

 private:
  void add_lexed(std::size_t begin, std::size_t length, int depth);
  [[nodiscard]] std::size_t cut_of(const Token& token, bool may_cut) const;
  [[nodiscard]] bool has_foreign_part(const Token& token) const;
  [[nodiscard]] std::size_t end_of_ipv6(std::size_t begin) const;
  void add(const Token& token, int depth);
  void add_value(const Token& token, int depth);
  void add_endpoint(const Token& token);
  bool add_whole(const Token& token);
  void add_pieces(const Token& token);
  void add_piece(std::size_t begin, std::size_t end, bool is_spaced);
  void push(std::size_t begin, std::size_t end, TokenClass type, bool is_spaced);

  std::string_view text_;
  std::vector<Token> tokens_;
};

}  // namespace detector
