// Any bytes as a configuration file: an error or a document, within the bounds, and never a crash.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "config/table.h"
#include "config/value.h"
#include "config/yaml.h"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it by this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace detector::config;  // NOLINT(google-build-using-namespace): a program of one
                                     // function
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const YamlDocument document = read_yaml(text);
  detector::Config config;
  Problems problems;
  for (const Setting& setting : settings()) {
    assign(setting, document.root, "file", config, problems);
    assign(setting, node_from_text(setting, text), "variable", config, problems);
  }
  return 0;
}
