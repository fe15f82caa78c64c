#pragma once

#include <string>
#include <vector>

#include "config/problem.h"
#include "config/written_value.h"

namespace detector::config {

enum class DirectoryState { kMissing, kPresent, kNotADirectory };
DirectoryState state_of(const std::string& directory);

bool exists(const std::string& path);

/// The environments that `directory` has a file for, sorted: the stems of its `*.yaml`, but `base`.
std::vector<std::string> environments_in(const std::string& directory);

/// The document in the file, or an empty one and what is wrong with it in `problems`.
WrittenValue read_file(const std::string& path, Problems& problems);

}  // namespace detector::config
