#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "detector/result.h"

namespace detector {

/// `text` as one gzip member (RFC 1952) without time or name in its header, so that the same text
/// gives the same bytes. Level 1: the generator's speed is its compressor's.
/// Errors: kInternal when zlib has no memory.
Result<std::string> gzip(std::string_view text);

/// Decompresses gzip in steps, several members as one stream. Not thread safe.
class Gunzip {
 public:
  Gunzip();
  ~Gunzip();
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  struct Progress {
    std::size_t consumed = 0;
    std::size_t produced = 0;
  };
  /// One step from `in` to `out` (at most `size` bytes). Errors: kCorrupt for a damaged stream,
  /// once what stands before the damage was given.
  Result<Progress> step(std::string_view in, char* out, std::size_t size);
  /// Whether the input so far ends with a whole member (or padding after one).
  [[nodiscard]] bool between_members() const { return between_members_; }

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
  bool between_members_ = false;
};

}  // namespace detector
