// From what a user names (paths, later URIs) to the edge that serves it.
#include "detector/source.h"
#include "read/files.h"
#include "read/text.h"

namespace detector {

Result<std::unique_ptr<Source>> open_source(const std::vector<std::string>& inputs,
                                            const SourceOptions& options) {
  return open_files(inputs, options);
}

std::unique_ptr<Source> open_text(const std::string& name, std::string text,
                                  const SourceOptions& options) {
  return text_source(name, std::move(text), options);
}

}  // namespace detector
