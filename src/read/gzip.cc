// gunzip as a ByteReader, with bounded memory.
#include "base/gzip.h"

#include <fmt/format.h>

#include "read/byte_reader.h"

namespace detector {
namespace {

class GzipReader final : public ByteReader {
 public:
  GzipReader(std::string prefix, std::unique_ptr<ByteReader> input)
      : pending_(std::move(prefix)), end_(pending_.size()), input_(std::move(input)) {
    pending_.resize(kInputBytes);
  }

  Result<std::size_t> read(char* out, std::size_t size) override {
    while (true) {
      if (begin_ == end_) {
        DETECTOR_TRY(end_, input_->read(pending_.data(), pending_.size()));
        begin_ = 0;
        if (end_ == 0) return end_of_input();
        total_ += end_;
      }
      const std::string_view in = std::string_view(pending_).substr(begin_, end_ - begin_);
      DETECTOR_TRY(const auto progress, gunzip_.step(in, out, size));
      begin_ += progress.consumed;
      if (progress.produced > 0) return progress.produced;
    }
  }

 private:
  static constexpr std::size_t kInputBytes = std::size_t{1} << 17U;

  [[nodiscard]] Result<std::size_t> end_of_input() const {
    if (gunzip_.between_members()) return std::size_t{0};
    return fail(Code::kUnreadable,
                fmt::format("gzip stream ends early, after {} compressed bytes", total_));
  }

  Gunzip gunzip_;
  std::string pending_;
  std::size_t begin_ = 0;
  std::size_t end_;
  std::size_t total_ = 4;  // the prefix
  std::unique_ptr<ByteReader> input_;
};

}  // namespace

std::unique_ptr<ByteReader> gunzip(std::string prefix, std::unique_ptr<ByteReader> input) {
  return std::make_unique<GzipReader>(std::move(prefix), std::move(input));
}

}  // namespace detector
