#pragma once

#include <cstdint>
#include <string>

#include "detector/result.h"

namespace detector {

/// What a snapshot file holds.
enum class SnapshotKind : std::uint32_t { kModel = 1, kCalibration = 2 };

/// Writes `payload` to `path` whole or not at all: a temporary file beside it, flushed to disk,
/// then renamed. Mode 0600. Errors: kUnwritable.
Status write_snapshot(const std::string& path, SnapshotKind kind, const std::string& payload);

/// The payload of `path`. Errors: kNotFound, kUnreadable; kCorrupt for a file that is not ours, is
/// shorter or longer than it says, or fails its checksum; kUnsupported for another version.
Result<std::string> read_snapshot(const std::string& path, SnapshotKind kind);

/// The framing alone, for tests and fuzzing.
std::string frame_snapshot(SnapshotKind kind, const std::string& payload);
Result<std::string> unframe_snapshot(const std::string& bytes, SnapshotKind kind);

}  // namespace detector
