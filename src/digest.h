#pragma once

#include "base/hash.h"
#include "detector/pipeline.h"

namespace detector {

/// The key that the options name; the built-in one when they name none or a malformed one.
HashKey hash_key_of(const PipelineOptions& options);

}  // namespace detector
