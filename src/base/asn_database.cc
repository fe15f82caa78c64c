// The only wrapper of libmaxminddb.
#include "detector/asn_database.h"

#include <fmt/format.h>
#include <maxminddb.h>
#include <netinet/in.h>

#include <cerrno>
#include <cstring>

#include "base/ip.h"

namespace detector {
namespace {

// `GeoLite2-ASN`, `DBIP-ASN-Lite (…)`, `ipinfo generic_asn_….mmdb`: every maker's name has it.
bool is_about_systems(std::string_view database_type) {
  for (std::size_t at = 0; at + 3 <= database_type.size(); ++at) {
    const std::string_view three = database_type.substr(at, 3);
    if (three == "ASN" || three == "asn") return true;
  }
  return false;
}

Error open_error(const std::string& path, int code, int system_error) {
  if (code == MMDB_FILE_OPEN_ERROR && system_error == ENOENT) {
    return {Code::kNotFound, path + ": no such file (features.asn_database)"};
  }
  if (code == MMDB_FILE_OPEN_ERROR || code == MMDB_IO_ERROR) {
    return {Code::kUnreadable, path + ": cannot be read (features.asn_database)"};
  }
  return {Code::kCorrupt, fmt::format("{}: is no MaxMind database, or a damaged one: {}", path,
                                      MMDB_strerror(code))};
}

}  // namespace

struct AsnDatabase::Impl {
  MMDB_s file{};
  Impl() = default;
  ~Impl() { MMDB_close(&file); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
};

AsnDatabase::AsnDatabase(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AsnDatabase::~AsnDatabase() = default;

Result<std::unique_ptr<AsnDatabase>> AsnDatabase::open(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  errno = 0;
  const int code = MMDB_open(path.c_str(), MMDB_MODE_MMAP, &impl->file);
  if (code != MMDB_SUCCESS) {
    impl->file = MMDB_s{};  // the library has cleaned up
    return tl::unexpected<Error>(open_error(path, code, errno));
  }
  const char* type = impl->file.metadata.database_type;
  if (type == nullptr || !is_about_systems(type)) {
    return fail(Code::kUsage,
                fmt::format("{}: is a database of type '{}'; features.asn_database needs one of "
                            "autonomous systems, such as GeoLite2-ASN",
                            path, type == nullptr ? "" : type));
  }
  return std::unique_ptr<AsnDatabase>(new AsnDatabase(std::move(impl)));
}

std::optional<std::uint32_t> AsnDatabase::find(std::string_view address) const {
  const auto ip = parse_ip(address);
  if (!ip) return std::nullopt;
  sockaddr_storage storage{};
  if (ip->family == IpAddress::Family::kV4) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    std::memcpy(&v4.sin_addr, ip->bytes.data(), 4);
    std::memcpy(&storage, &v4, sizeof(v4));
  } else {
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    std::memcpy(&v6.sin6_addr, ip->bytes.data(), 16);
    std::memcpy(&storage, &v6, sizeof(v6));
  }
  int error = MMDB_SUCCESS;
  MMDB_lookup_result_s found =
      MMDB_lookup_sockaddr(&impl_->file, reinterpret_cast<const sockaddr*>(&storage), &error);
  if (error != MMDB_SUCCESS || !found.found_entry) return std::nullopt;
  MMDB_entry_data_s number{};
  static constexpr const char* kPath[] = {"autonomous_system_number", nullptr};
  if (MMDB_aget_value(&found.entry, &number, kPath) != MMDB_SUCCESS || !number.has_data ||
      number.type != MMDB_DATA_TYPE_UINT32) {
    return std::nullopt;
  }
  return number.uint32;
}

}  // namespace detector
