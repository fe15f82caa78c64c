#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "detector/result.h"

namespace detector {

/// Which autonomous system an address belongs to, from a file in MaxMind's format. The file is
/// mapped, not read: it must not change while this lives. Thread safe.
class AsnDatabase {
 public:
  /// Errors: kNotFound, kUnreadable, kCorrupt; kUsage when the database is about something else.
  /// Each names `path`.
  static Result<std::unique_ptr<AsnDatabase>> open(const std::string& path);
  ~AsnDatabase();
  AsnDatabase(const AsnDatabase&) = delete;
  AsnDatabase& operator=(const AsnDatabase&) = delete;

  /// The system's number; none for what is no address, or in no system. O(bits of the address).
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view address) const;

 private:
  struct Impl;
  explicit AsnDatabase(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace detector
