#pragma once

#include <memory>
#include <string>

#include "detector/result.h"

namespace detector {

/// Bytes from somewhere, in order. Not thread safe.
class ByteReader {
 public:
  ByteReader() = default;
  virtual ~ByteReader() = default;
  ByteReader(const ByteReader&) = delete;
  ByteReader& operator=(const ByteReader&) = delete;

  /// Writes up to `size` bytes to `out`; 0 at the end. After an error the reader is finished; the
  /// bytes it gave before are good.
  virtual Result<std::size_t> read(char* out, std::size_t size) = 0;
};

/// `path`, or standard input for `-`. Errors: kUnreadable, the message without the path.
Result<std::unique_ptr<ByteReader>> open_file(const std::string& path);

/// The same bytes, decompressed if they begin with the magic of gzip or zstd.
/// Errors: kUnreadable when not even the first bytes can be read.
Result<std::unique_ptr<ByteReader>> decompressed(std::unique_ptr<ByteReader> input);

/// gzip (RFC 1952; several members are read as one) and zstd (RFC 8878; several frames as one).
/// `prefix` are bytes already taken from `input`. Errors while reading: kCorrupt for a damaged
/// stream, kUnreadable for one that ends early.
std::unique_ptr<ByteReader> gunzip(std::string prefix, std::unique_ptr<ByteReader> input);
std::unique_ptr<ByteReader> unzstd(std::string prefix, std::unique_ptr<ByteReader> input);

}  // namespace detector
