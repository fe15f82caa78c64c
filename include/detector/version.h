#pragma once

#include <string_view>

namespace detector {

/// The program's version, `MAJOR.MINOR.PATCH`.
std::string_view version();

}  // namespace detector
