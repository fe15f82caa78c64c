#include "entity/ner_features.h"

#include <algorithm>
#include <string>

#include "base/hash.h"

namespace detector {
namespace {

// One number for each kind of feature: their values share the buckets.
enum Kind : std::uint64_t {
  kBias = 1,
  kWord,
  kWordAt,
  kPairBefore,
  kPairBehind,
  kPairAround,
  kTwoBefore,
  kTwoBehind,
  kClasses,
  kClassesBefore,
  kClassesBehind,
  kClassAndBefore,
  kClassAndTwoBefore,
  kClassAndBehind,
  kPrefix,
  kSuffix,
  kGram,
  kShape,
  kShapeBefore,
  kShapeBehind,
  kSpaces,
  kNearBefore,
  kNearBehind,
  kNearBoth,
  kNearTwo,
  kKey,
  kKeyClass,
  kKeyPair,
  kKeyPart,
  kKeyLast,
  kKeyAffix,
  kKeyParent,
  kKeyWord,
  kIsKey,
  kOpener,
  kOpenerWord,
  kOpenerPlace,
  kHead,
  kFirst,
  kLineClass,
  kLength,
  kRange,
  kRangeNear,
  kShapeNear,
  kShapeHead,
  kExact,
};

constexpr std::size_t kLongestGrams = 24;
constexpr std::uint64_t kEdge = 0x9e37;

std::string lower(std::string_view text) {
  std::string out(text.substr(0, 64));
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

// The parts of a key: `client_ip`, `clientIp`, `client-ip` are client and ip.
std::vector<std::string_view> parts_of(std::string_view key) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= key.size() && parts.size() < 6; ++i) {
    const bool mark = i < key.size() && (key[i] == '_' || key[i] == '-' || key[i] == '.');
    const bool hump = i < key.size() && is_upper(key[i]) && !is_upper(key[i - 1]);
    if (i < key.size() && !mark && !hump) continue;
    if (i > begin) parts.push_back(key.substr(begin, i - begin));
    begin = mark ? i + 1 : i;
  }
  return parts;
}

std::uint64_t range_of(std::string_view digits) {
  if (digits.size() > 5) return 10 + std::min<std::size_t>(digits.size(), 20);
  std::uint64_t value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return 1;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (value == 0) return 2;
  if (value < 10) return 3;
  if (value < 100) return 4;
  if (value < 600) return 5;
  if (value < 1024) return 6;
  if (value < 32768) return 7;
  return value < 65536 ? 8 : 9;
}

}  // namespace

void FeatureMaker::add(std::uint64_t kind, std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  const std::uint64_t hash = combine(combine(combine(kind, a), b), c);
  features_.push_back(static_cast<std::uint32_t>(hash >> (64 - kBucketBits)));
}

std::uint64_t FeatureMaker::word(std::size_t at, int offset) const {
  const auto index = static_cast<std::ptrdiff_t>(at) + offset;
  if (index < 0 || index >= static_cast<std::ptrdiff_t>(places_.size())) {
    return kEdge + (index < 0 ? 0 : 1);
  }
  return places_[static_cast<std::size_t>(index)].word;
}

std::uint64_t FeatureMaker::kind(std::size_t at, int offset) const {
  const auto index = static_cast<std::ptrdiff_t>(at) + offset;
  if (index < 0 || index >= static_cast<std::ptrdiff_t>(places_.size())) return 99;
  const auto i = static_cast<std::size_t>(index);
  if (tokens_[i].type == TokenClass::kPunctuation) return 1000 + places_[i].word;
  return static_cast<std::uint64_t>(tokens_[i].type) + (tokens_[i].is_spaced ? 50 : 0);
}

std::uint64_t FeatureMaker::near_word(std::size_t at, int step, int n) const {
  auto index = static_cast<std::ptrdiff_t>(at);
  for (int looked = 0; looked < 8; ++looked) {
    index += step;
    if (index < 0 || index >= static_cast<std::ptrdiff_t>(places_.size())) return kEdge;
    const auto i = static_cast<std::size_t>(index);
    if (tokens_[i].type == TokenClass::kPunctuation) continue;
    if (--n > 0) continue;
    const bool named = tokens_[i].type == TokenClass::kWord ||
                       tokens_[i].type == TokenClass::kIdentifier ||
                       tokens_[i].type == TokenClass::kLiteral;
    return named ? places_[i].word : static_cast<std::uint64_t>(tokens_[i].type);
  }
  return kEdge + 2;
}

void FeatureMaker::run(std::string_view text, std::span<const Token> tokens) {
  text_ = text;
  tokens_ = tokens;
  find_places(text, tokens, places_);
  features_.clear();
  first_.clear();
  line_kind_ = text.starts_with("{") ? 1 : text.find("CEF:") != std::string_view::npos ? 2 : 3;
  if (line_kind_ == 3 && std::count(text.begin(), text.end(), '=') > 3) line_kind_ = 4;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    first_.push_back(features_.size());
    add_context(i);
    add_text(i);
    add_key(i);
    add_enclosure(i);
    add_position(i);
  }
  first_.push_back(features_.size());
}

void FeatureMaker::add_context(std::size_t at) {
  const std::uint64_t own = kind(at, 0);
  add(kBias, own);
  for (const int offset : {-3, -2, -1, 1, 2, 3}) {
    add(kWordAt, 8 + static_cast<std::uint64_t>(offset), word(at, offset));
  }
  add(kPairBefore, word(at, -1), word(at, 0));
  add(kPairBehind, word(at, 0), word(at, 1));
  add(kPairAround, word(at, -1), word(at, 1), own);
  add(kTwoBefore, word(at, -2), word(at, -1));
  add(kTwoBehind, word(at, 1), word(at, 2));
  add(kClasses, kind(at, -1), own, kind(at, 1));
  add(kClassesBefore, kind(at, -2), kind(at, -1), own);
  add(kClassesBehind, own, kind(at, 1), kind(at, 2));
  add(kClassAndBefore, own, word(at, -1));
  add(kClassAndTwoBefore, own, word(at, -2), word(at, -1));
  add(kClassAndBehind, own, word(at, 1));
  const std::uint64_t before = near_word(at, -1, 1);
  const std::uint64_t behind = near_word(at, 1, 1);
  add(kNearBefore, before, own);
  add(kNearBehind, behind, own);
  add(kNearBoth, before, behind);
  add(kNearTwo, near_word(at, -1, 2), before);
  add(kNearTwo, 7, near_word(at, -1, 2), own);
  add(kNearTwo, 8, near_word(at, 1, 2), behind);
  add(kShapeNear, places_[at].shape, before);
  const bool next_spaced = at + 1 < tokens_.size() && tokens_[at + 1].is_spaced;
  add(kSpaces, (tokens_[at].is_spaced ? 2U : 0U) + (next_spaced ? 1U : 0U), own, word(at, -1));
}

void FeatureMaker::add_text(std::size_t at) {
  const TokenPlace& place = places_[at];
  if (tokens_[at].type == TokenClass::kPunctuation) {
    add(kWord, place.word);
    return;
  }
  const std::string_view text = tokens_[at].in(text_);
  add(kWord, place.word);
  add(kShape, place.shape);
  add(kShape, place.shape, kind(at, -1));
  add(kShapeBefore, at > 0 ? places_[at - 1].shape : kEdge, place.shape);
  add(kShapeBehind, at + 1 < places_.size() ? places_[at + 1].shape : kEdge, place.shape);
  add(kLength, std::min<std::size_t>(text.size(), 40), kind(at, 0));
  if (tokens_[at].type == TokenClass::kNumber) {
    add_number(text, at);
  } else {
    add_affixes(text);
  }
}

void FeatureMaker::add_affixes(std::string_view text) {
  const std::string word = lower(text);
  const std::string_view view = word;
  for (std::size_t n = 1; n <= 4 && n < view.size(); ++n) {
    add(kPrefix, folded_hash(view.substr(0, n)), n);
    add(kSuffix, folded_hash(view.substr(view.size() - n)), n);
  }
  if (view.size() > kLongestGrams) return;
  for (std::size_t i = 1; i + 3 < view.size(); ++i) add(kGram, folded_hash(view.substr(i, 3)));
}

void FeatureMaker::add_number(std::string_view text, std::size_t at) {
  const std::uint64_t range = range_of(text);
  add(kRange, range, kind(at, -1));
  if (text.size() <= 3) add(kExact, keyed_hash(text, HashKey{1, 2}), word(at, -1));
  if (text.size() <= 3) add(kExact, keyed_hash(text, HashKey{1, 2}));
  add(kRangeNear, range, word(at, -1));
  add(kRangeNear, range, near_word(at, -1, 1), 3);
  add(kRangeNear, range, near_word(at, 1, 1), 4);
  if (text.size() > 1) {
    std::size_t unit = text.size();
    while (unit > 0 && (text[unit - 1] < '0' || text[unit - 1] > '9')) --unit;
    add(kSuffix, folded_hash(text.substr(unit)), 9);
  }
}

void FeatureMaker::add_key(std::size_t at) {
  const TokenPlace& place = places_[at];
  add(kIsKey, place.is_key ? 1 : 0, kind(at, 0));
  if (place.is_key) add(kIsKey, 2, place.word);
  if (place.key == 0) return;
  const std::uint64_t depth = std::min<std::uint32_t>(place.depth_in_value, 3);
  const std::uint64_t own = kind(at, 0);
  add(kKey, place.key, depth);
  add(kKeyClass, place.key, own);
  add(kKeyWord, place.key, place.word);
  add(kKeyParent, place.key, place.parent, own);
  add(kKeyParent, place.key, place.parent);
  if (place.parent != 0) add(kKeyParent, place.parent, own, 1);
  if (place.key_at > 0) add(kKeyPair, word(place.key_at, -1), place.key, depth);
  const std::string_view key = tokens_[place.key_at].in(text_);
  const auto parts = parts_of(key);
  for (const std::string_view part : parts) {
    const std::uint64_t hash = folded_hash(part);
    add(kKeyPart, hash, depth);
    add(kKeyPart, hash, own, 5);
  }
  if (!parts.empty()) add(kKeyLast, folded_hash(parts.back()), own, depth);
  const std::string folded = lower(key);
  const std::string_view view = folded;
  for (const std::size_t n : {2U, 3U, 4U}) {
    if (n >= view.size()) break;
    add(kKeyAffix, folded_hash(view.substr(view.size() - n)), n, own);
    add(kKeyAffix, folded_hash(view.substr(0, n)), n + 8, own);
  }
}

void FeatureMaker::add_enclosure(std::size_t at) {
  const TokenPlace& place = places_[at];
  const auto opener = static_cast<std::uint64_t>(static_cast<unsigned char>(place.opener));
  const std::uint64_t own = kind(at, 0);
  if (place.opener == ' ') {
    add(kOpener, opener, own);
    return;
  }
  const std::uint64_t distance = std::min<std::uint64_t>(at - place.opened_at, 3);
  add(kOpener, opener, own, distance);
  add(kOpenerWord, opener, near_word(place.opened_at, -1, 1), own);
  add(kOpenerWord, word(place.opened_at, -1), word(place.opened_at, -2), distance);
  add(kOpenerPlace, opener, distance, word(at, 1));
}

void FeatureMaker::add_position(std::size_t at) {
  const TokenPlace& place = places_[at];
  const std::uint64_t own = kind(at, 0);
  const std::uint64_t head = std::min<std::uint32_t>(place.after_head, 6);
  add(kHead, head, own);
  add(kShapeHead, head, place.shape);
  if (head == 1) add(kHead, 9, place.word);
  if (at < 8) add(kFirst, at, own, line_kind_);
  if (at < 8) add(kFirst, at + 20, own, kind(at, -1));
  add(kLineClass, line_kind_, own, word(at, -1));
}

}  // namespace detector
