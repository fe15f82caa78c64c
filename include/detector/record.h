#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace detector {

/// Where the bytes of one record lie. `offset` counts bytes of the decompressed object.
struct RecordRef {
  std::uint32_t object = 0;  ///< Index into Source::objects().
  std::uint64_t offset = 0;
  std::uint32_t length = 0;
};

/// How the bytes of an object were cut into records.
enum class Framing : std::uint8_t {
  kLines,
  kJson,
  kAudit  ///< Lines of the Linux audit log: those of one event are one record.
};

/// Some consecutive records of one object, in order. The bytes end with kPadding spare ones, so
/// that a parser may read past a record's end.
struct RecordBatch {
  static constexpr std::size_t kPadding = 64;

  struct Span {
    std::uint32_t begin = 0;  ///< Into `bytes`.
    std::uint32_t length = 0;
  };
  /// Bytes that could not be made a record, with a reason that is a string literal.
  struct Rejected {
    RecordRef ref;
    std::string_view reason;
  };

  std::uint32_t object = 0;
  std::uint64_t base_offset = 0;  ///< Offset of bytes[0] in the decompressed object.
  Framing framing = Framing::kLines;
  bool starts_object = false;
  std::uint32_t format = 0;  ///< Set by Pipeline::prepare(), as the header.
  std::string header;        ///< The line that names the columns of the object; empty: none.
  std::string bytes;
  std::vector<Span> records;
  std::vector<Rejected> rejected;

  [[nodiscard]] std::string_view text(const Span& span) const {
    return std::string_view(bytes).substr(span.begin, span.length);
  }
  [[nodiscard]] RecordRef ref(const Span& span) const {
    return {object, base_offset + span.begin, span.length};
  }
};

/// What became of every record: each ends in exactly one of these states.
struct Accounting {
  struct Reject {
    std::uint64_t count = 0;
    RecordRef first;  ///< The first one met, as an example.
  };

  std::uint64_t read = 0;
  std::uint64_t scored = 0;
  std::uint64_t late = 0;
  std::uint64_t duplicate = 0;
  std::uint64_t filtered = 0;
  std::map<std::string, Reject, std::less<>> rejected;  ///< By reason.

  [[nodiscard]] std::uint64_t rejected_total() const {
    std::uint64_t total = 0;
    for (const auto& [reason, reject] : rejected) total += reject.count;
    return total;
  }
  /// read = scored + rejected + late + duplicate + filtered.
  [[nodiscard]] bool balances() const {
    return read == scored + late + duplicate + filtered + rejected_total();
  }
};

}  // namespace detector
