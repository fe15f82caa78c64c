// Files and standard input as ByteReaders, over POSIX descriptors.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "read/byte_reader.h"

namespace detector {
namespace {

std::string reason_of(int error) {
  return std::generic_category().message(error);
}

class FileReader final : public ByteReader {
 public:
  explicit FileReader(int descriptor) : descriptor_(descriptor) {}
  ~FileReader() override {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;

  Result<std::size_t> read(char* out, std::size_t size) override {
    while (true) {
      const ssize_t got = ::read(descriptor_, out, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) return fail(Code::kUnreadable, reason_of(errno));
    }
  }

 private:
  int descriptor_;
};

/// Gives `prefix` first, then the rest of `input`.
class PrefixedReader final : public ByteReader {
 public:
  PrefixedReader(std::string prefix, std::unique_ptr<ByteReader> input)
      : prefix_(std::move(prefix)), input_(std::move(input)) {}

  Result<std::size_t> read(char* out, std::size_t size) override {
    if (given_ == prefix_.size()) return input_->read(out, size);
    const std::size_t n = std::min(size, prefix_.size() - given_);
    std::memcpy(out, prefix_.data() + given_, n);
    given_ += n;
    return n;
  }

 private:
  std::string prefix_;
  std::size_t given_ = 0;
  std::unique_ptr<ByteReader> input_;
};

}  // namespace

Result<std::unique_ptr<ByteReader>> open_file(const std::string& path) {
  if (path == "-") return std::make_unique<FileReader>(STDIN_FILENO);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT: variadic by design
  if (descriptor < 0) {
    return fail(Code::kUnreadable, reason_of(errno));  // ObjectInfo has the name beside it
  }
  return std::make_unique<FileReader>(descriptor);
}

Result<std::unique_ptr<ByteReader>> decompressed(std::unique_ptr<ByteReader> input) {
  static constexpr std::string_view kGzip = "\x1f\x8b";
  static constexpr std::string_view kZstd = "\x28\xb5\x2f\xfd";
  std::string prefix(4, '\0');
  std::size_t got = 0;
  while (got < prefix.size()) {
    DETECTOR_TRY(const std::size_t n, input->read(prefix.data() + got, prefix.size() - got));
    if (n == 0) break;
    got += n;
  }
  prefix.resize(got);
  if (prefix.starts_with(kGzip)) return gunzip(std::move(prefix), std::move(input));
  if (prefix.starts_with(kZstd)) return unzstd(std::move(prefix), std::move(input));
  return std::make_unique<PrefixedReader>(std::move(prefix), std::move(input));
}

}  // namespace detector
