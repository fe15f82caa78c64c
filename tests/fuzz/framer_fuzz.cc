// Any bytes: every record lies in the input, after the one before it, and says where; neither the
// size of batches nor that of reads changes what is found; compressed input gives the same.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "read/framer.h"

namespace {

using detector::Framer;
using detector::RecordBatch;

class PieceReader final : public detector::ByteReader {
 public:
  PieceReader(std::string_view text, std::size_t piece) : text_(text), piece_(piece) {}
  detector::Result<std::size_t> read(char* out, std::size_t size) override {
    const std::size_t n = std::min({size, piece_, text_.size()});
    std::memcpy(out, text_.data(), n);
    text_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view text_;
  std::size_t piece_;
};

void require(bool holds) {
  if (!holds) __builtin_trap();
}

struct Found {
  std::uint64_t offset;
  std::uint32_t length;
  std::string_view reason;  // empty: a record
  bool operator==(const Found&) const = default;
};

std::vector<Found> frame(std::string_view text, std::size_t batch_bytes, std::size_t piece) {
  detector::SourceOptions options;
  options.batch_bytes = batch_bytes;
  Framer framer(std::make_unique<PieceReader>(text, piece), 3, options);
  std::vector<Found> found;
  RecordBatch batch;
  std::uint64_t end = 0;
  while (framer.next(batch)) {
    require(batch.bytes.size() >= RecordBatch::kPadding && batch.object == 3);
    for (const auto& span : batch.records) {
      const auto ref = batch.ref(span);
      require(ref.offset >= end && ref.length > 0);
      end = ref.offset + ref.length;
      require(end <= text.size() && text.substr(ref.offset, ref.length) == batch.text(span));
      found.push_back({ref.offset, ref.length, {}});
    }
    for (const auto& reject : batch.rejected) {
      require(!reject.reason.empty() && reject.ref.offset + reject.ref.length <= text.size());
      found.push_back({reject.ref.offset, reject.ref.length, reject.reason});
    }
  }
  require(framer.bytes_read() == text.size() && !framer.problem());
  std::sort(found.begin(), found.end(),
            [](const Found& a, const Found& b) { return a.offset < b.offset; });
  return found;
}

void read_compressed(std::string_view text) {
  auto reader = detector::decompressed(std::make_unique<PieceReader>(text, 100));
  if (!reader) return;
  Framer framer(std::move(*reader), 0, {});
  RecordBatch batch;
  while (framer.next(batch) && framer.bytes_read() < (std::size_t{1} << 24U)) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t large = std::max<std::size_t>(size, 64);  // one batch; a fixed 1 MiB is slow
  const auto whole = frame(text, large, large);
  require(frame(text, large, 3) == whole);
  for (const std::size_t batch : {std::size_t{64}, std::size_t{300}}) {
    // The framing is decided by the first batch alone.
    if (detector::detect_framing(text.substr(0, batch)) != detector::detect_framing(text)) continue;
    require(frame(text, batch, large) == whole);
  }
  read_compressed(text);
  return 0;
}
