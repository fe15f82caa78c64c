#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "detector/record.h"
#include "detector/result.h"

namespace detector {

/// One input object: a file, standard input, later an S3 object.
struct ObjectInfo {
  std::string name;
  std::uint64_t bytes = 0;             ///< Decompressed bytes read so far.
  std::string content_sha256;          ///< Hex, of the decompressed bytes, once read to the end.
  std::optional<std::string> problem;  ///< Why it could not be read to its end.
};

/// Where records come from. Not thread safe: one reader.
class Source {
 public:
  Source() = default;
  virtual ~Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  /// Fills `batch` with the next records in order; false at the end of all objects. A damaged
  /// object is no error: its `problem` says what happened and the rest is read.
  virtual Result<bool> next(RecordBatch& batch) = 0;
  [[nodiscard]] virtual const std::vector<ObjectInfo>& objects() const = 0;
};

struct SourceOptions {
  std::size_t batch_bytes = std::size_t{1} << 20U;
  std::size_t max_record_bytes = std::size_t{1} << 20U;  ///< Longer ones are rejected.
  bool hash_contents = false;                            ///< Fill ObjectInfo::content_sha256.
  std::optional<Framing> framing;                        ///< Instead of finding it out.
};

/// A Source over `inputs`: files, directories (walked in byte order of their paths, hidden files
/// left out), `-` for standard input. gzip and zstd are recognised by content.
/// Errors: kUnreadable naming the first input that does not exist or may not be read.
Result<std::unique_ptr<Source>> open_source(const std::vector<std::string>& inputs,
                                            const SourceOptions& options);

/// A Source over the bytes `text`, an object called `name`.
std::unique_ptr<Source> open_text(const std::string& name, std::string text,
                                  const SourceOptions& options);

}  // namespace detector
