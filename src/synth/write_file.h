#pragma once

#include <string>
#include <string_view>

#include "detector/result.h"

namespace detector::synth {

/// Writes a whole file, making its folders.
Status write_file(const std::string& path, std::string_view bytes);
/// Adds to the end of a file that is there.
Status append_file(const std::string& path, std::string_view bytes);

}  // namespace detector::synth
