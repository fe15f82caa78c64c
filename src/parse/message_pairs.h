#pragma once

#include <string_view>

#include "detector/event.h"
#include "parse/named_values.h"

namespace detector {

/// Understands messages that are `key=value` pairs for the most part (logfmt, firewalls), by what
/// the keys are called. One per thread; no allocation per message once its buffers have grown.
class MessagePairs {
 public:
  /// With fewer pairs a message is a sentence.
  static constexpr std::size_t kEnough = 3;

  explicit MessagePairs(TimeMs now) : values_(now) {}

  /// Where the event's message has enough pairs, fills what they say and chooses the primary entity
  /// by it; else leaves the event as it is. Its time is known, its host and program may be. The
  /// texts live until the next call.
  void read(Event& event);

 private:
  NamedValues values_;
};

}  // namespace detector
