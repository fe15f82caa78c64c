#include "entity/signature.h"

#include "base/hash.h"
#include "entity/skeleton.h"
#include "entity/token_chars.h"

namespace detector {
namespace {

constexpr std::size_t kLongest = 512;
constexpr std::uint64_t kVariable = 0x9d39247e33776d41ULL;
constexpr std::uint64_t kSpaced = 0x2af7398005aaa5c7ULL;

bool is_quote(const Piece& piece) {
  return !piece.is_variable && (piece.text == "\"" || piece.text == "'" || piece.text == "`");
}

std::string_view join(std::string_view first, std::string_view last) {
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

}  // namespace

// The lexer sees the skeleton, never the message: so equal skeletons have equal pieces.
void Signer::fold_skeleton(std::string_view message) {
  make_skeleton(message, skeleton_);
  fold(skeleton_);
}

void Signer::fold(std::string_view message) {
  pieces_.clear();
  may_have_address_ = false;
  // Separators since the last variable: they join it with the next one, if there is one.
  std::size_t pending = 0;
  bool after_variable = false;
  for (const Token& token : lexer_.lex(message)) {
    const std::string_view text = token.in(message);
    may_have_address_ = may_have_address_ || holds_address(token.type);
    if (token.type == TokenClass::kPunctuation) {
      pieces_.push_back({text, false, false, token.is_spaced});
      if (after_variable && joins_values(text)) {
        ++pending;
      } else {
        after_variable = false;
      }
      continue;
    }
    if (token.type == TokenClass::kWord) {
      pieces_.push_back({text, false, true, token.is_spaced});
      after_variable = false;
      continue;
    }
    if (after_variable) {
      pieces_.resize(pieces_.size() - pending);
      pieces_.back().text = join(pieces_.back().text, text);
    } else {
      pieces_.push_back({text, true, false, token.is_spaced});
    }
    after_variable = true;
    pending = 0;
  }
}

std::uint64_t Signer::hash_pieces() const {
  std::uint64_t hash = pieces_.size();
  for (const Piece& piece : pieces_) {
    const std::uint64_t part = piece.is_variable ? kVariable : quick_hash(piece.text);
    hash = (hash ^ (piece.is_spaced ? part + kSpaced : part)) * 0x9e3779b97f4a7c15ULL;
    hash ^= hash >> 32;
  }
  return mix(hash);
}

std::span<const Piece> Signer::pieces(std::string_view message) {
  fold_skeleton(message);
  return pieces_;
}

std::uint64_t Signer::sign_in_place(std::string_view message) {
  fold(message);
  return hash_pieces();
}

std::uint64_t Signer::sign(std::string_view message) {
  const std::uint64_t key = skeleton_hash(message);
  if (const auto known = signatures_.find(key); known != signatures_.end()) return known->second;
  fold_skeleton(message);
  if (signatures_.size() >= kMostRemembered) signatures_.clear();
  return signatures_[key] = hash_pieces();
}

void append_pieces(std::span<const Piece> pieces, std::size_t longest, std::string& out) {
  bool is_first = true;
  for (const Piece& piece : pieces) {
    if (out.size() >= longest) break;
    if (piece.is_spaced && !is_first) out += ' ';
    out += piece.is_variable ? std::string_view("<*>") : piece.text;
    is_first = false;
  }
  if (out.size() > longest) out.resize(longest);
}

std::string_view Signer::sign_text(std::string_view message) {
  fold_skeleton(message);
  // One message alone cannot tell whether a quoted word varies: it mostly does.
  for (std::size_t i = 0; i + 1 < pieces_.size(); ++i) {
    if (!is_quote(pieces_[i])) continue;
    std::size_t close = i + 1;
    while (close < pieces_.size() && pieces_[close].text != pieces_[i].text) ++close;
    if (close == pieces_.size() || close == i + 1) continue;
    pieces_[i + 1].is_variable = true;
    pieces_.erase(pieces_.begin() + static_cast<std::ptrdiff_t>(i) + 2,
                  pieces_.begin() + static_cast<std::ptrdiff_t>(close));
    i += 2;
  }
  signature_.clear();
  append_pieces(pieces_, kLongest, signature_);
  return signature_;
}

}  // namespace detector
