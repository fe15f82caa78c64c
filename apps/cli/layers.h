#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "detector/config.h"

namespace detector::cli {

/// Which configuration a command reads: the flags for it, and the layers they stand for.
struct LayerFlags {
  std::string environment;
  std::string directory;
  std::vector<std::string> assignments;

  void add_to(CLI::App& command);
  /// Whether the user named an environment or a folder, by flag or by $DETECTOR_CONFIG_DIR.
  [[nodiscard]] bool names_files() const;
  /// All layers. Errors: kUsage with every problem.
  [[nodiscard]] Result<LoadedConfig> load() const;
  /// The same without files unless names_files(): a command run anywhere must not trip over a
  /// folder that happens to be called config.
  [[nodiscard]] Result<LoadedConfig> load_if_named() const;
};

}  // namespace detector::cli
