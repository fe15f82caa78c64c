// The wrapper of zlib.
#include "base/gzip.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

namespace detector {
namespace {

// 15 window bits, +16: gzip framing only.
constexpr int kGzipWindow = 15 + 16;
// zlib counts in 32 bits; longer input is given in pieces.
constexpr std::size_t kLongestStep = std::size_t{1} << 30U;

}  // namespace

Result<std::string> gzip(std::string_view text) {
  constexpr int kMemory = 9;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    return fail(Code::kInternal, "gzip: zlib could not start");
  }
  std::string out(deflateBound(&stream, text.size()), '\0');
  std::string in(text);  // zlib's input pointer is not const in every build
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) return fail(Code::kInternal, "gzip: zlib could not finish");
  return out;
}

struct Gunzip::Stream {
  z_stream z{};
  bool ready = false;
};

Gunzip::Gunzip() : stream_(std::make_unique<Stream>()) {
  stream_->ready = inflateInit2(&stream_->z, kGzipWindow) == Z_OK;
}
Gunzip::~Gunzip() {
  inflateEnd(&stream_->z);
}

Result<Gunzip::Progress> Gunzip::step(std::string_view in, char* out, std::size_t size) {
  if (!stream_->ready) return fail(Code::kInternal, "gzip: zlib could not start");
  z_stream& z = stream_->z;
  if (between_members_) {
    // Zero padding after the last member is legal; anything else must be another member.
    const std::size_t padding = std::min(in.find_first_not_of('\0'), in.size());
    if (padding > 0) return Progress{padding, 0};
    inflateReset(&z);
    between_members_ = false;
  }
  in = in.substr(0, kLongestStep);
  size = std::min(size, kLongestStep);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));  // NOLINT: zlib reads only
  z.avail_in = static_cast<uInt>(in.size());
  z.next_out = reinterpret_cast<Bytef*>(out);
  z.avail_out = static_cast<uInt>(size);
  const int code = inflate(&z, Z_NO_FLUSH);
  const Progress progress{in.size() - z.avail_in, size - z.avail_out};
  if (code == Z_DATA_ERROR && progress.produced > 0) {
    // What was inflated before the damage is good. zlib tells the damage again with the next byte.
    return Progress{std::max<std::size_t>(progress.consumed, 1) - 1, progress.produced};
  }
  if (code == Z_STREAM_END) {
    between_members_ = true;
  } else if (code != Z_OK && code != Z_BUF_ERROR) {
    return fail(Code::kCorrupt,
                fmt::format("gzip stream is damaged: {}", z.msg == nullptr ? "unknown" : z.msg));
  }
  return progress;
}

}  // namespace detector
