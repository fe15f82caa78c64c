#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "detector/evaluate.h"

namespace detector {

/// The lines of a truth file; fails on the first one that is not a truth record.
Result<std::vector<TruthRecord>> parse_truth(std::string_view text, const std::string& name);
/// The same for surprises.
Result<std::vector<SurpriseRecord>> parse_surprises(std::string_view text, const std::string& name);

/// The alerts among the lines of a detect run. Never fails: see AlertFile::malformed.
AlertFile parse_alerts(std::string_view text);

Result<std::string> read_text_file(const std::string& path);

}  // namespace detector
