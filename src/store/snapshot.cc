// Snapshot files: `ANOMDET\n`, u32 version, u32 kind, u64 length, payload, SHA-256 of all before
// it; integers little-endian. A file that is not exactly that is refused.
#include "detector/snapshot.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

#include "base/hash.h"

namespace detector {
namespace {

constexpr std::string_view kMagic = "ANOMDET\n";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeader = 8 + 4 + 4 + 8;
constexpr std::size_t kChecksum = 32;

std::string reason_of(int error) {
  return std::generic_category().message(error);
}

template <typename T>
void append(std::string& out, T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}

template <typename T>
T read_at(const std::string& bytes, std::size_t at) {
  T value{};
  std::memcpy(&value, bytes.data() + at, sizeof(T));
  return value;
}

/// A POSIX descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Status write_all(int fd, const std::string& bytes, const std::string& path) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t n = ::write(fd, bytes.data() + at, bytes.size() - at);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fail(Code::kUnwritable, fmt::format("{}: {}", path, reason_of(errno)));
    at += static_cast<std::size_t>(n);
  }
  if (::fsync(fd) != 0) {
    return fail(Code::kUnwritable, fmt::format("{}: {}", path, reason_of(errno)));
  }
  return {};
}

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

std::string frame_snapshot(SnapshotKind kind, const std::string& payload) {
  std::string out(kMagic);
  append(out, kVersion);
  append(out, static_cast<std::uint32_t>(kind));
  append(out, static_cast<std::uint64_t>(payload.size()));
  out += payload;
  const Sha256 digest = sha256(out);
  out.append(reinterpret_cast<const char*>(digest.data()), digest.size());
  return out;
}

Result<std::string> unframe_snapshot(const std::string& bytes, SnapshotKind kind) {
  if (bytes.size() < kHeader + kChecksum || !bytes.starts_with(kMagic)) {
    return fail(Code::kCorrupt, "not a file of anomaly-detector, or cut short");
  }
  const auto version = read_at<std::uint32_t>(bytes, 8);
  if (version != kVersion) {
    return fail(Code::kUnsupported,
                fmt::format("file version {}; this program reads version {}", version, kVersion));
  }
  if (read_at<std::uint32_t>(bytes, 12) != static_cast<std::uint32_t>(kind)) {
    return fail(Code::kCorrupt, "a file of another kind (model and calibration mixed up?)");
  }
  const auto length = read_at<std::uint64_t>(bytes, 16);
  if (length != bytes.size() - kHeader - kChecksum) {
    return fail(Code::kCorrupt, "the file is shorter or longer than it says");
  }
  const std::string_view body = std::string_view(bytes).substr(0, bytes.size() - kChecksum);
  const Sha256 digest = sha256(body);
  if (std::memcmp(digest.data(), bytes.data() + body.size(), kChecksum) != 0) {
    return fail(Code::kCorrupt, "the checksum does not match: the file was damaged or altered");
  }
  return bytes.substr(kHeader, length);
}

Status write_snapshot(const std::string& path, SnapshotKind kind, const std::string& payload) {
  const std::string bytes = frame_snapshot(kind, payload);
  const std::string temporary = path + ".tmp";
  {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX
    const Descriptor file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (file.get() < 0) {
      return fail(Code::kUnwritable, fmt::format("{}: {}", temporary, reason_of(errno)));
    }
    if (auto written = write_all(file.get(), bytes, temporary); !written) {
      ::unlink(temporary.c_str());
      return written;
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const int error = errno;
    ::unlink(temporary.c_str());
    return fail(Code::kUnwritable, fmt::format("{}: {}", path, reason_of(error)));
  }
  const Descriptor directory(::open(directory_of(path).c_str(), O_RDONLY | O_CLOEXEC));
  if (directory.get() >= 0) ::fsync(directory.get());
  return {};
}

Result<std::string> read_snapshot(const std::string& path, SnapshotKind kind) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) {
    const Code code = errno == ENOENT ? Code::kNotFound : Code::kUnreadable;
    return fail(code, fmt::format("{}: {}", path, reason_of(errno)));
  }
  std::string bytes;
  std::string buffer(std::size_t{1} << 20U, '\0');
  while (true) {
    const ssize_t n = ::read(file.get(), buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(Code::kUnreadable, fmt::format("{}: {}", path, reason_of(errno)));
    if (n == 0) break;
    bytes.append(buffer, 0, static_cast<std::size_t>(n));
  }
  auto payload = unframe_snapshot(bytes, kind);
  if (!payload) {
    return fail(payload.error().code, fmt::format("{}: {}", path, payload.error().message));
  }
  return payload;
}

}  // namespace detector
