#pragma once

#include <memory>
#include <string>

#include "detector/source.h"

namespace detector {

/// A Source over one object whose bytes are `text`, called `name`.
std::unique_ptr<Source> text_source(const std::string& name, std::string text,
                                    const SourceOptions& options);

}  // namespace detector
