#pragma once

#include <string_view>

namespace detector {

/// The program's version, `MAJOR.MINOR.PATCH`.
std::string_view version();

/// Of the alerts' JSON (docs/alert-schema.md): one more with every key that comes, goes or changes
/// its type or meaning.
constexpr int kAlertSchemaVersion = 1;

}  // namespace detector
