#pragma once

#include <string>
#include <string_view>

#include "config/problem.h"
#include "config/table.h"
#include "config/written_value.h"

namespace detector::config {

/// Sets the setting in `config` from what was written at `source` (a file's or variable's name).
/// Returns false, leaves `config` as it was and adds a problem for everything wrong with it.
bool assign(const Setting& setting, const WrittenValue& node, const std::string& source,
            Config& config, Problems& problems);

/// The text of a variable, a flag or a default as the node it stands for: lists are split at
/// commas, where two together are one of the item; the items of a list of maps are in their
/// one-line form (items.h).
WrittenValue node_from_text(const Setting& setting, std::string_view text);

/// The value as text that node_from_text() reads again; a secret that is set is masked.
std::string value_text(const Setting& setting, Config& config);
/// The value as JSON, null when it is not set; a secret that is set is masked.
std::string value_json(const Setting& setting, Config& config);

/// What a value may be, for messages and documentation: `a number from 0 to 1 (a p-value)`.
std::string describe(const Setting& setting);

}  // namespace detector::config
