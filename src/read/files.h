#pragma once

#include <string>
#include <vector>

#include "detector/result.h"
#include "detector/source.h"

namespace detector {

/// The regular files that `inputs` stand for, in order: a directory gives the files below it sorted
/// by the bytes of their paths, without hidden ones; links to directories are not followed.
/// Errors: kUnreadable naming the input that does not exist.
Result<std::vector<std::string>> expand_inputs(const std::vector<std::string>& inputs);

/// A Source over files and standard input (`-`).
Result<std::unique_ptr<Source>> open_files(const std::vector<std::string>& inputs,
                                           const SourceOptions& options);

}  // namespace detector
