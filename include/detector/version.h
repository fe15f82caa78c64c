#pragma once

#include <string>
#include <string_view>

namespace detector {

/// The program's version, `MAJOR.MINOR.PATCH`.
std::string_view version();

/// What tells this build of the program from any other: the linker's build id in hexadecimal, or
/// the version where the linker wrote none.
std::string build_id();

/// Of the alerts' JSON (docs/alert-schema.md): one more with every key that comes, goes or changes
/// its type or meaning.
constexpr int kAlertSchemaVersion = 2;

}  // namespace detector
