#include "detector/config.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "command.h"

namespace detector::cli {
namespace {

struct ConfigFlags {
  std::string environment;
  std::string directory;
  std::vector<std::string> assignments;
  std::string key;
  std::string format = "text";
};

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

Result<ConfigOptions> to_options(const ConfigFlags& flags) {
  ConfigOptions options;
  options.environment = flags.environment;
  options.variables = process_variables();
  const auto from_variable = options.variables.find("DETECTOR_CONFIG_DIR");
  if (!flags.directory.empty()) {
    options.directory = flags.directory;
  } else if (from_variable != options.variables.end() && !from_variable->second.empty()) {
    options.directory = from_variable->second;
  } else {
    options.directory = "config";
  }
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

Result<LoadedConfig> load(const ConfigFlags& flags) {
  DETECTOR_TRY(const ConfigOptions options, to_options(flags));
  return load_config(options);
}

Status show(const ConfigFlags& flags) {
  DETECTOR_TRY(const LoadedConfig loaded, load(flags));
  const bool wants_json = flags.format == "json";
  if (flags.key.empty()) {
    fmt::print("{}", wants_json ? config_as_json(loaded) : config_as_text(loaded));
    return {};
  }
  DETECTOR_TRY(const SettingValue value, find_setting(loaded, flags.key));
  fmt::print("{}\n", wants_json ? value.json : value.text);
  return {};
}

Status validate(const ConfigFlags& flags) {
  DETECTOR_TRY(const LoadedConfig loaded, load(flags));
  fmt::print("configuration ok: environment {}, {} settings, from {}\n", loaded.config.environment,
             loaded.settings.size(),
             loaded.files.empty() ? "defaults only (no file was found)"
                                  : fmt::to_string(fmt::join(loaded.files, ", ")));
  return {};
}

void add_layer_flags(CLI::App& command, ConfigFlags& flags) {
  command.add_option("--env", flags.environment, "The environment, such as dev");
  command.add_option("--config-dir", flags.directory,
                     "Where base.yaml and <env>.yaml are ($DETECTOR_CONFIG_DIR, else config)");
  command.add_option("--set", flags.assignments, "section.key=value, over everything; repeatable")
      ->take_all()
      ->allow_extra_args(false);
}

}  // namespace

void add_config(CLI::App& app, Context& context) {
  auto flags = std::make_shared<ConfigFlags>();
  CLI::App* config = app.add_subcommand("config", "Show or check the configuration");
  config->require_subcommand(1);
  config->footer("Example: detector config show --env dev --get s3.model_bucket_name");

  CLI::App* show_command = config->add_subcommand("show", "Every value and where it came from");
  add_layer_flags(*show_command, *flags);
  show_command->add_option("--get", flags->key, "Print the value of one key only");
  show_command->add_option("--format", flags->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  show_command->callback([flags, &context] {
    if (const Status done = show(*flags); !done) context.report(done.error());
  });

  CLI::App* validate_command =
      config->add_subcommand("validate", "Report everything that is wrong");
  add_layer_flags(*validate_command, *flags);
  validate_command->callback([flags, &context] {
    if (const Status done = validate(*flags); !done) context.report(done.error());
  });

  CLI::App* schema = config->add_subcommand("schema", "A JSON Schema of the YAML files");
  schema->callback([] { fmt::print("{}", config_schema()); });
}

}  // namespace detector::cli
