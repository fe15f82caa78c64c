#include "detector/config.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "command.h"
#include "layers.h"

namespace detector::cli {
namespace {

struct ConfigFlags {
  LayerFlags layers;
  std::string key;
  std::string format = "text";
};

Status show(const ConfigFlags& flags) {
  DETECTOR_TRY(const LoadedConfig loaded, flags.layers.load());
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
  DETECTOR_TRY(const LoadedConfig loaded, flags.layers.load());
  fmt::print("configuration ok: environment {}, {} settings, from {}\n", loaded.config.environment,
             loaded.settings.size(),
             loaded.files.empty() ? "defaults only (no file was found)"
                                  : fmt::to_string(fmt::join(loaded.files, ", ")));
  return {};
}

}  // namespace

void add_config(CLI::App& app, Context& context) {
  auto flags = std::make_shared<ConfigFlags>();
  CLI::App* config = app.add_subcommand("config", "Show or check the configuration");
  config->require_subcommand(1);
  config->footer("Example: detector config show --env dev --get s3.model_bucket_name");

  CLI::App* show_command = config->add_subcommand("show", "Every value and where it came from");
  flags->layers.add_to(*show_command);
  show_command->add_option("--get", flags->key, "Print the value of one key only");
  show_command->add_option("--format", flags->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  show_command->callback([flags, &context] {
    if (const Status done = show(*flags); !done) context.report(done.error());
  });

  CLI::App* validate_command =
      config->add_subcommand("validate", "Report everything that is wrong");
  flags->layers.add_to(*validate_command);
  validate_command->callback([flags, &context] {
    if (const Status done = validate(*flags); !done) context.report(done.error());
  });

  CLI::App* schema = config->add_subcommand("schema", "A JSON Schema of the YAML files");
  schema->callback([] { fmt::print("{}", config_schema()); });
}

}  // namespace detector::cli
