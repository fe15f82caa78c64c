#pragma once

#include <absl/container/flat_hash_map.h>

#include <string_view>

#include "base/text_arena.h"
#include "detector/entities.h"
#include "detector/event.h"
#include "entity/lexer.h"
#include "entity/signature.h"

namespace detector {

/// Fills what the free text of an event says: its signature, and what the user's patterns and the
/// lexer find in it. A pure function of the message and the options. One per thread.
class MessageReader {
 public:
  static constexpr std::size_t kMostRemembered = 1U << 14U;

  explicit MessageReader(const EntityPatterns& patterns) : patterns_(patterns) {}

  /// Does nothing where the event has no message or is known by more than that. The texts live
  /// until the next call.
  void fill(Event& event);

 private:
  struct Shape {
    std::string_view signature;  // in texts_
    bool may_have_address = false;
  };
  const Shape& shape_of(std::string_view message);
  std::string_view address_in(std::string_view message);

  PatternFinder patterns_;
  Signer signer_;
  Lexer lexer_;
  absl::flat_hash_map<std::uint64_t, Shape> shapes_;  // by hash of skeleton
  TextArena texts_;
};

}  // namespace detector
