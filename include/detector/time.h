#pragma once

#include <cstdint>

namespace detector {

/// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds (POSIX). Negative before 1970.
using TimeMs = std::int64_t;
/// Days since 1970-01-01, UTC.
using Day = std::int32_t;

}  // namespace detector
