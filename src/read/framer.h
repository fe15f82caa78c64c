#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/hash.h"
#include "detector/record.h"
#include "detector/source.h"
#include "read/byte_reader.h"

namespace detector {

/// Where the JSON value that begins at `begin` ends (one past it), or npos when it is incomplete.
/// Balances brackets outside strings; does not validate anything else.
std::size_t end_of_json_value(std::string_view text, std::size_t begin);

/// How an object that begins with `head` is cut into records. JSON framing is for one value after
/// another, arrays of values and `{"Records":[…]}`; NDJSON and text are lines; lines of the Linux
/// audit log are joined by event.
Framing detect_framing(std::string_view head);

/// Cuts the bytes of one object into batches of records. Memory: a batch and one longest record.
class Framer {
 public:
  Framer(std::unique_ptr<ByteReader> input, std::uint32_t object, const SourceOptions& options);

  /// Fills `batch`; false when the object has been given whole. Never fails: a damaged input ends
  /// early and is told by problem().
  bool next(RecordBatch& batch);

  [[nodiscard]] const std::optional<std::string>& problem() const { return problem_; }
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }
  /// Hex SHA-256 of all bytes; empty unless SourceOptions::hash_contents. Call once, at the end.
  std::string content_sha256();

 private:
  enum class Context { kTop, kArray, kRecords, kAfterRecords };
  enum class Step { kAgain, kNeedMore };

  void skip_byte_order_mark(RecordBatch& batch);
  void fill(RecordBatch& batch);
  void frame(RecordBatch& batch);
  void frame_lines(RecordBatch& batch);
  void add_line(RecordBatch& batch, std::size_t begin, std::size_t end);
  void join_audit(RecordBatch& batch);
  void frame_json(RecordBatch& batch);
  Step json_step(RecordBatch& batch);
  Step open_top(RecordBatch& batch);
  Step close_records(RecordBatch& batch);
  Step add_value(RecordBatch& batch);
  void reject(RecordBatch& batch, std::size_t begin, std::size_t end, std::string_view reason);

  std::unique_ptr<ByteReader> input_;
  std::uint32_t object_;
  SourceOptions options_;
  std::optional<Sha256Stream> hash_;
  std::optional<std::string> problem_;
  std::string carry_;         // bytes of an incomplete record
  std::uint64_t offset_ = 0;  // of carry_[0] in the object
  std::uint64_t bytes_read_ = 0;
  std::size_t at_ = 0;  // scan position in the batch being framed
  bool ended_ = false;
  bool started_ = false;
  bool skipping_ = false;  // inside a line that is too long
  Framing framing_ = Framing::kLines;
  Context context_ = Context::kTop;
};

}  // namespace detector
