#include "entity/ner_labels.h"

#include <algorithm>

namespace detector {
namespace {

using enum EntityType;

constexpr LabelSet bit(Label label) {
  return LabelSet{1} << label;
}
constexpr LabelSet begins(std::initializer_list<EntityType> types) {
  LabelSet set = 0;
  for (const EntityType type : types) set |= bit(begin_label(type));
  return set;
}

// What may go on over several tokens.
constexpr LabelSet all_insides() {
  LabelSet set = 0;
  for (std::size_t i = 0; i < kEntityTypes; ++i) {
    const auto type = static_cast<EntityType>(i);
    if (type == kIp || type == kPort || type == kMac || type == kCve) continue;
    set |= bit(inside_label(type));
  }
  return set;
}
constexpr LabelSet kInsides = all_insides();
constexpr LabelSet kInsideOfWords =
    kInsides & ~bit(inside_label(kNumber)) & ~bit(inside_label(kTime)) & ~bit(inside_label(kHash));

// Names of any kind, without what has a shape of its own.
constexpr LabelSet kNames =
    begins({kUser, kGroup, kRole, kHost, kProcess, kService, kCommand, kFile, kDomain, kAccount,
            kResource, kAccessKey, kSession, kAction, kStatus, kReason});
// What may hold a thing with a shape of its own: a reason that does is not labelled, and a name
// ends before it.
constexpr LabelSet kLong = bit(inside_label(kCommand)) | bit(inside_label(kFile)) |
                           bit(inside_label(kSession)) | bit(inside_label(kUrl));
constexpr LabelSet kLongName = kLong | bit(inside_label(kUser)) | bit(inside_label(kResource));

// No white space and no quote is inside these.
constexpr LabelSet kInsidesWithoutSpace =
    bit(inside_label(kArn)) | bit(inside_label(kUrl)) | bit(inside_label(kEmail)) |
    bit(inside_label(kHash)) | bit(inside_label(kDomain)) | bit(inside_label(kAccessKey)) |
    bit(inside_label(kSession)) | bit(inside_label(kHost)) | bit(inside_label(kAccount));

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_digit);
}
bool is_port_number(std::string_view text) {
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit)) {
    return false;
  }
  return text.size() < 5 || text <= "65535";
}
bool is_digest_like(std::string_view text) {
  return text.size() >= 7 && has_digit(text);
}

LabelSet of_text(std::string_view text) {
  LabelSet set = bit(kOutside) | kInsideOfWords | kNames;
  if (is_digit(text.front())) set |= begins({kTime, kNumber});
  if (has_digit(text)) set |= bit(inside_label(kTime));
  if (is_digest_like(text) || text.size() >= 20) set |= begins({kHash});
  // Months, zones and units.
  if (text.size() <= 9) set |= bit(inside_label(kTime)) | bit(inside_label(kNumber));
  return set | bit(inside_label(kHash)) | (has_digit(text) ? bit(inside_label(kNumber)) : 0);
}

LabelSet of_number(std::string_view text) {
  LabelSet set = bit(kOutside) | kInsides | kNames | begins({kNumber, kTime});
  if (is_port_number(text)) set |= begins({kPort});
  if (is_digest_like(text)) set |= begins({kHash});
  return set & ~begins({kAction, kRole});
}

LabelSet of_class(const Token& token, std::string_view text) {
  switch (token.type) {
    case TokenClass::kPunctuation:
      return bit(kOutside) | kInsides;
    case TokenClass::kIp:
    case TokenClass::kCidr:
      return begins({kIp}) | kLong;
    case TokenClass::kMac:
      return begins({kMac, kHash}) | kLong;
    case TokenClass::kEmail:
      return begins({kEmail, kSession, kUser, kDomain, kService}) | kLongName;
    case TokenClass::kCve:
      return begins({kCve}) | kLong;
    case TokenClass::kArn:
      return begins({kArn}) | bit(inside_label(kCommand));
    case TokenClass::kUrl:
      return begins({kUrl, kFile, kResource}) | kLongName;
    case TokenClass::kTime:
      return bit(kOutside) | begins({kTime, kNumber}) | bit(inside_label(kTime)) |
             bit(inside_label(kNumber)) | kLongName | bit(inside_label(kReason));
    case TokenClass::kAccessKey:
    case TokenClass::kJwt:
    case TokenClass::kPrivateKey:
      return bit(kOutside) | begins({kAccessKey}) | kLong;
    case TokenClass::kPath:
      return bit(kOutside) | kInsideOfWords |
             begins({kFile, kUrl, kProcess, kCommand, kService, kResource, kHost, kSession, kUser,
                     kReason, kGroup, kDomain});
    case TokenClass::kHash:
      return bit(kOutside) | kInsideOfWords |
             begins({kHash, kSession, kResource, kAccessKey, kUser, kFile, kAccount});
    case TokenClass::kNumber:
      return of_number(token.in(text));
    case TokenClass::kText:
      return bit(kOutside);
    case TokenClass::kLiteral:
      return bit(kOutside) | kInsideOfWords | begins({kStatus, kReason, kCommand, kAction});
    default:
      return of_text(token.in(text));
  }
}

}  // namespace

LabelSet allowed_labels(const Token& token, std::string_view text) {
  const LabelSet set = of_class(token, text);
  const char first = token.in(text).front();
  return token.is_spaced || first == '"' || first == '\'' ? set & ~kInsidesWithoutSpace : set;
}

void encode(std::span<const Token> tokens, std::span<const Span> spans,
            std::vector<Label>& labels) {
  labels.assign(tokens.size(), kOutside);
  std::size_t next = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::uint32_t begin = tokens[i].begin;
    const std::uint32_t end = begin + tokens[i].length;
    while (next < spans.size() && spans[next].end <= begin) ++next;
    if (next == spans.size() || spans[next].begin >= end) continue;
    const Span& span = spans[next];
    const bool goes_on = i > 0 && tokens[i - 1].begin + tokens[i - 1].length > span.begin;
    labels[i] =
        goes_on && labels[i - 1] != kOutside ? inside_label(span.type) : begin_label(span.type);
  }
}

}  // namespace detector
