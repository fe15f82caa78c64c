#pragma once

#include <string>

#include "detector/model.h"

namespace detector::cli {

/// A whole file. Errors: kUnreadable naming it.
Result<std::string> read_whole(const std::string& path);

/// PATH and PATH.cal together. Errors name the file and say what to do.
Result<Model> load_model(const std::string& path);
Status save_model(const Model& model, const std::string& path);

}  // namespace detector::cli
