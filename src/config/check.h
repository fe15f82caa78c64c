#pragma once

#include <functional>
#include <map>
#include <string>

#include "config/problem.h"
#include "detector/config.h"

namespace detector::config {

/// Where each key's value came from.
using Origins = std::map<std::string, Place, std::less<>>;

/// Adds a problem for settings that are each right but wrong together, at the place of the one to
/// change. Settings that already have a problem are left alone.
void check_across(const Config& config, const Origins& origins, Problems& problems);

}  // namespace detector::config
