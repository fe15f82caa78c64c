// The wrapper of zlib: streaming gunzip with bounded memory.
#include <fmt/format.h>
#include <zlib.h>

#include "read/byte_reader.h"

namespace detector {
namespace {

class GzipReader final : public ByteReader {
 public:
  GzipReader(std::string prefix, std::unique_ptr<ByteReader> input)
      : pending_(std::move(prefix)), input_(std::move(input)) {
    // 15 window bits, +16: gzip framing only.
    ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK;
    available_ = pending_.size();
    pending_.resize(kInputBytes);
  }
  ~GzipReader() override { inflateEnd(&stream_); }
  GzipReader(const GzipReader&) = delete;
  GzipReader& operator=(const GzipReader&) = delete;

  Result<std::size_t> read(char* out, std::size_t size) override {
    if (!ready_) return fail(Code::kInternal, "zlib could not be initialised");
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(size);
    while (stream_.avail_out == size && status_) {
      DETECTOR_TRY(const bool more, refill());
      if (!more) return end_of_input();
      status_ = step();
    }
    // What was inflated before the damage is given first, the damage with the next call.
    if (stream_.avail_out == size) return tl::unexpected<Error>(status_.error());
    return size - stream_.avail_out;
  }

 private:
  static constexpr std::size_t kInputBytes = std::size_t{1} << 17U;

  // True when there are compressed bytes to work on.
  Result<bool> refill() {
    if (available_ > 0) return true;
    DETECTOR_TRY(available_, input_->read(pending_.data(), pending_.size()));
    begin_ = 0;
    return available_ > 0;
  }

  Result<std::size_t> end_of_input() {
    if (between_members_) return std::size_t{0};
    return fail(Code::kUnreadable,
                fmt::format("gzip stream ends early, after {} compressed bytes", stream_.total_in));
  }

  Status step() {
    if (between_members_) {
      // Zero padding after the last member is legal; anything else must be another member.
      if (pending_[begin_] == '\0') {
        ++begin_;
        --available_;
        return {};
      }
      inflateReset(&stream_);
      between_members_ = false;
    }
    stream_.next_in = reinterpret_cast<Bytef*>(pending_.data() + begin_);
    stream_.avail_in = static_cast<uInt>(available_);
    const int code = inflate(&stream_, Z_NO_FLUSH);
    begin_ += available_ - stream_.avail_in;
    available_ = stream_.avail_in;
    if (code == Z_STREAM_END) {
      between_members_ = true;
      return {};
    }
    if (code != Z_OK && code != Z_BUF_ERROR) {
      return fail(Code::kCorrupt, fmt::format("gzip stream is damaged: {}",
                                              stream_.msg == nullptr ? "unknown" : stream_.msg));
    }
    return {};
  }

  z_stream stream_{};
  Status status_;
  bool ready_ = false;
  bool between_members_ = false;
  std::string pending_;
  std::size_t begin_ = 0;
  std::size_t available_ = 0;
  std::unique_ptr<ByteReader> input_;
};

}  // namespace

std::unique_ptr<ByteReader> gunzip(std::string prefix, std::unique_ptr<ByteReader> input) {
  return std::make_unique<GzipReader>(std::move(prefix), std::move(input));
}

}  // namespace detector
