#include "layers.h"

#include <unistd.h>

#include <cstdlib>
#include <map>
#include <string_view>

namespace detector::cli {
namespace {

/// The process's variables; the library is given them and never reads them itself.
std::map<std::string, std::string> process_variables() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

std::string directory_variable() {
  const auto variables = process_variables();
  const auto found = variables.find("DETECTOR_CONFIG_DIR");
  return found == variables.end() ? std::string() : found->second;
}

Result<ConfigOptions> to_options(const LayerFlags& flags, const std::string& directory) {
  ConfigOptions options;
  options.environment = flags.environment;
  options.variables = process_variables();
  options.directory = directory;
  for (const std::string& assignment : flags.assignments) {
    const auto equals = assignment.find('=');
    // The text is not repeated: it may be a secret.
    if (equals == std::string::npos || equals == 0) {
      return fail(Code::kUsage, "--set expects section.key=value");
    }
    options.overrides.emplace_back(assignment.substr(0, equals), assignment.substr(equals + 1));
  }
  return options;
}

}  // namespace

void LayerFlags::add_to(CLI::App& command) {
  command.add_option("--env", environment, "The environment, such as dev");
  command.add_option("--config-dir", directory,
                     "Where base.yaml and <env>.yaml are ($DETECTOR_CONFIG_DIR, else config)");
  command.add_option("--set", assignments, "section.key=value, over everything; repeatable")
      ->take_all()
      ->allow_extra_args(false);
}

bool LayerFlags::names_files() const {
  return !environment.empty() || !directory.empty() || !directory_variable().empty();
}

Result<LoadedConfig> LayerFlags::load() const {
  const std::string from_variable = directory_variable();
  std::string chosen = "config";
  if (!from_variable.empty()) chosen = from_variable;
  if (!directory.empty()) chosen = directory;
  DETECTOR_TRY(const ConfigOptions options, to_options(*this, chosen));
  return load_config(options);
}

Result<LoadedConfig> LayerFlags::load_if_named() const {
  if (names_files()) return load();
  DETECTOR_TRY(const ConfigOptions options, to_options(*this, ""));
  return load_config(options);
}

}  // namespace detector::cli
