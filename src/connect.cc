// From what a user names (paths, later URIs) to the edge that serves it.
#include "detector/source.h"
#include "read/files.h"

namespace detector {

Result<std::unique_ptr<Source>> open_source(const std::vector<std::string>& inputs,
                                            const SourceOptions& options) {
  return open_files(inputs, options);
}

}  // namespace detector
