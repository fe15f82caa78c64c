#pragma once

#include <string_view>

#include "detector/score.h"

namespace detector {

/// The window of `policy` that expects odd things of `entity` on `day`; null when there is none.
const AnnouncedWindow* announced_window(const Policy& policy, Day day, std::string_view entity);

}  // namespace detector
