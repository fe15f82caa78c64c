// The wrapper of libzstd: streaming decompression with bounded memory.
#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>

#include "read/byte_reader.h"

namespace detector {
namespace {

class ZstdReader final : public ByteReader {
 public:
  ZstdReader(std::string prefix, std::unique_ptr<ByteReader> input)
      : stream_(ZSTD_createDStream()), pending_(std::move(prefix)), input_(std::move(input)) {
    // 128 MiB of window, the format's recommended limit: a hostile frame may ask for more.
    ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, 27);
    buffer_ = {pending_.data(), pending_.size(), 0};
  }

  Result<std::size_t> read(char* out, std::size_t size) override {
    ZSTD_outBuffer target{out, size, 0};
    while (target.pos == 0) {
      if (buffer_.pos == buffer_.size) {
        pending_.resize(ZSTD_DStreamInSize());
        DETECTOR_TRY(const std::size_t got, input_->read(pending_.data(), pending_.size()));
        if (got == 0) {
          if (between_frames_) return std::size_t{0};
          return fail(Code::kUnreadable, "zstd stream ends early");
        }
        buffer_ = {pending_.data(), got, 0};
      }
      // Not more at once than the decoder asks for, a block: when a block is damaged, libzstd
      // throws away what it decoded in the same call, and that is then nothing.
      ZSTD_inBuffer piece = buffer_;
      piece.size = std::min(buffer_.size, buffer_.pos + wanted_);
      const std::size_t code = ZSTD_decompressStream(stream_.get(), &target, &piece);
      buffer_.pos = piece.pos;
      if (ZSTD_isError(code) != 0) {
        return fail(Code::kCorrupt,
                    fmt::format("zstd stream is damaged: {}", ZSTD_getErrorName(code)));
      }
      between_frames_ = code == 0;
      wanted_ = code == 0 ? kFirstPiece : code;
    }
    return target.pos;
  }

 private:
  static constexpr std::size_t kFirstPiece = 5;  // the least from which a frame's header is known

  struct Free {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  std::unique_ptr<ZSTD_DStream, Free> stream_;
  std::string pending_;
  ZSTD_inBuffer buffer_{};
  std::size_t wanted_ = kFirstPiece;
  bool between_frames_ = true;
  std::unique_ptr<ByteReader> input_;
};

}  // namespace

std::unique_ptr<ByteReader> unzstd(std::string prefix, std::unique_ptr<ByteReader> input) {
  return std::make_unique<ZstdReader>(std::move(prefix), std::move(input));
}

}  // namespace detector
