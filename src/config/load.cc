// The layers, in the order of precedence. Each value of every layer is checked, also those that a
// later layer replaces, so that a mistake does not wait for the day its turn comes.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "config/check.h"
#include "config/file.h"
#include "config/names.h"
#include "config/pattern.h"
#include "config/problem.h"
#include "config/table.h"
#include "config/value.h"
#include "detector/config.h"

namespace detector {
namespace config {
namespace {

constexpr std::string_view kEnvironmentKey = "environment";
constexpr std::string_view kDefaultSource = "default";
/// Environments that need no file when there is no directory at all.
constexpr std::string_view kKnownEnvironments[] = {"dev", "staging", "prod"};

class Loader {
 public:
  explicit Loader(const ConfigOptions& options) : options_(options) {}

  Result<LoadedConfig> run() {
    apply_defaults();
    apply_files();
    apply_plain_variables();
    apply_layered_variables();
    apply_overrides();
    check_across(config_, origins_, problems_);
    if (!problems_.empty()) return tl::unexpected(problems_.to_error());
    return collect();
  }

 private:
  struct Asked {
    std::string name;
    std::string source;
  };

  void apply(const Setting& setting, const WrittenValue& node, const std::string& source) {
    if (!assign(setting, node, source, config_, problems_)) return;
    origins_.insert_or_assign(std::string(setting.key), Place{source, node.position});
  }
  void apply_text(const Setting& setting, std::string_view text, const std::string& source) {
    apply(setting, node_from_text(setting, text), source);
  }

  void apply_defaults() {
    for (const Setting& setting : settings()) {
      apply_text(setting, setting.fallback, std::string(kDefaultSource));
    }
  }

  void apply_files();
  void apply_environment_file();
  void apply_file(const std::string& path);
  void apply_map(const WrittenValue& map, std::string_view section, const std::string& path);
  void apply_entry(const Key& key, const WrittenValue& value, const std::string& full,
                   const std::string& path);
  void report_duplicates(const WrittenValue& node, const std::string& path);
  void report_missing_environment(const Asked& asked);
  [[nodiscard]] Asked asked_environment() const;

  void apply_plain_variables() {
    for (const Setting& setting : settings()) {
      const auto found = options_.variables.find(std::string(setting.variable));
      if (setting.variable.empty() || found == options_.variables.end()) continue;
      // Empty is unset: shells and CI systems pass variables on that nobody filled in.
      if (!found->second.empty()) apply_text(setting, found->second, "$" + found->first);
    }
  }
  void apply_layered_variables();
  void apply_overrides();
  LoadedConfig collect();

  const ConfigOptions& options_;
  Config config_;
  Problems problems_;
  Origins origins_;
  std::vector<std::string> files_;
};

std::string in_directory(const std::string& directory, std::string_view name) {
  return fmt::format("{}{}{}.yaml", directory, directory.back() == '/' ? "" : "/", name);
}

void Loader::apply_files() {
  const DirectoryState state = state_of(options_.directory);
  if (state == DirectoryState::kNotADirectory) {
    problems_.add({options_.directory, {}}, "", "is not a directory");
    return;
  }
  if (state == DirectoryState::kPresent) {
    const std::string base = in_directory(options_.directory, "base");
    if (exists(base)) apply_file(base);
  }
  apply_environment_file();
}

void Loader::apply_environment_file() {
  const Asked asked = asked_environment();
  const Rule& rule = find(kEnvironmentKey)->rule;
  // A name that is wrong in itself is reported where it is applied; it never becomes a path.
  if (asked.name.size() > rule.max_length || !matches(rule.pattern, asked.name)) return;
  const bool has_directory = state_of(options_.directory) == DirectoryState::kPresent;
  const std::string path =
      has_directory ? in_directory(options_.directory, asked.name) : std::string();
  if (asked.name == "base" || !has_directory || !exists(path)) {
    report_missing_environment(asked);
    return;
  }
  apply_file(path);
  const Place origin = origins_.find(kEnvironmentKey)->second;
  if (origin.source == path && config_.environment != asked.name) {
    problems_.add(origin, kEnvironmentKey,
                  fmt::format("expected \"{}\", the name of the file, got \"{}\"", asked.name,
                              config_.environment));
  }
}

Loader::Asked Loader::asked_environment() const {
  if (!options_.environment.empty()) return {options_.environment, "--env"};
  const auto flag =
      std::find_if(options_.overrides.rbegin(), options_.overrides.rend(),
                   [](const auto& override) { return override.first == kEnvironmentKey; });
  if (flag != options_.overrides.rend()) return {flag->second, "--set"};
  for (const std::string& name :
       {layered_variable(kEnvironmentKey), std::string(find(kEnvironmentKey)->variable)}) {
    const auto found = options_.variables.find(name);
    if (found != options_.variables.end() && !found->second.empty()) {
      return {found->second, "$" + name};
    }
  }
  return {config_.environment, exact(origins_.find(kEnvironmentKey)->second)};
}

void Loader::report_missing_environment(const Asked& asked) {
  if (asked.source == kDefaultSource) return;
  const bool has_directory = state_of(options_.directory) == DirectoryState::kPresent;
  const std::vector<std::string> names =
      has_directory
          ? environments_in(options_.directory)
          : std::vector<std::string>(std::begin(kKnownEnvironments), std::end(kKnownEnvironments));
  if (!has_directory && std::find(names.begin(), names.end(), asked.name) != names.end()) return;
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  std::string what = fmt::format("unknown environment \"{}\"", asked.name);
  if (has_directory) what += ": no file " + in_directory(options_.directory, asked.name);
  if (asked.name == "base") what = "base.yaml is what all environments share, not one of them";
  what += did_you_mean(nearest(asked.name, candidates));
  what += fmt::format(" (there are: {})",
                      names.empty() ? "none" : fmt::to_string(fmt::join(names, ", ")));
  problems_.add({asked.source, {}}, kEnvironmentKey, what);
}

void Loader::apply_file(const std::string& path) {
  const WrittenValue root = read_file(path, problems_);
  files_.push_back(path);
  if (root.kind == WrittenValue::Kind::kNull) return;
  if (root.kind != WrittenValue::Kind::kMap) {
    problems_.add({path, root.position}, "", "expected a map of sections (\"s3:\" …)");
    return;
  }
  report_duplicates(root, path);
  apply_map(root, "", path);
}

void Loader::report_duplicates(const WrittenValue& node, const std::string& path) {
  std::map<std::string_view, int> first_lines;
  for (const Key& key : node.keys) {
    const auto [first, is_new] = first_lines.emplace(key.name, key.position.line);
    if (is_new) continue;
    problems_.add(
        {path, key.position}, "",
        fmt::format("key \"{}\" is written twice, first in line {}", key.name, first->second));
  }
  for (const WrittenValue& item : node.items) report_duplicates(item, path);
}

void Loader::apply_map(const WrittenValue& map, std::string_view section, const std::string& path) {
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    const Key& key = map.keys[i];
    const std::string full = section.empty() ? key.name : fmt::format("{}.{}", section, key.name);
    apply_entry(key, map.items[i], full, path);
  }
}

void Loader::apply_entry(const Key& key, const WrittenValue& value, const std::string& full,
                         const std::string& path) {
  const Setting* setting = find(full);
  // A dotted key in a file would be a second way to write the same thing.
  const bool is_dotted = key.name.find('.') != std::string::npos;
  if (setting != nullptr && !is_dotted) {
    apply(*setting, value, path);
    return;
  }
  const Place place = {path, key.position};
  if (setting != nullptr) {
    problems_.add(
        place, full,
        fmt::format("write it as \"{}\" under \"{}:\"", name_in_section(full), section_of(full)));
    return;
  }
  const bool is_section =
      std::any_of(settings().begin(), settings().end(),
                  [&](const Setting& row) { return section_of(row.key) == full; });
  if (is_section && !is_dotted) {
    if (value.kind == WrittenValue::Kind::kMap) {
      apply_map(value, full, path);
    } else if (value.kind != WrittenValue::Kind::kNull) {
      // The value is not shown: it may hold a secret in the wrong place.
      problems_.add({path, value.position}, full, "expected a map of settings (\"name: value\")");
    }
    return;
  }
  std::string what = "unknown key";  // finding what was meant takes time; nobody reads the 101st
  if (key.name == "<<") {
    what = "merge keys (<<) are not read: repeat the keys, or alias a value";
  } else if (!problems_.is_full()) {
    what = unknown_key(full);
  }
  problems_.add(place, "", what);
}

void Loader::apply_layered_variables() {
  for (const auto& variable : options_.variables) {
    const std::string& name = variable.first;
    if (name.rfind(kVariablePrefix, 0) != 0) continue;
    const auto row =
        std::find_if(settings().begin(), settings().end(),
                     [&](const Setting& setting) { return layered_variable(setting.key) == name; });
    if (row != settings().end()) {
      apply_text(*row, variable.second, "$" + name);
      continue;
    }
    const std::string_view meant = nearest_key(key_of_variable(name));
    problems_.add(
        {"$" + name, {}}, "",
        "unknown setting" +
            did_you_mean(find(meant) == nullptr ? std::string() : layered_variable(meant)));
  }
}

void Loader::apply_overrides() {
  for (const auto& [key, text] : options_.overrides) {
    const Setting* setting = find(key);
    if (setting != nullptr) {
      apply_text(*setting, text, "--set");
    } else {
      problems_.add({"--set", {}}, "", unknown_key(key));
    }
  }
  if (!options_.environment.empty()) {
    apply_text(*find(kEnvironmentKey), options_.environment, "--env");
  }
}

LoadedConfig Loader::collect() {
  LoadedConfig loaded;
  for (const Setting& setting : settings()) {
    loaded.settings.push_back({std::string(setting.key), value_text(setting, config_),
                               value_json(setting, config_),
                               brief(origins_.find(setting.key)->second)});
  }
  loaded.config = std::move(config_);
  loaded.files = std::move(files_);
  return loaded;
}

}  // namespace
}  // namespace config

Result<LoadedConfig> load_config(const ConfigOptions& options) {
  return config::Loader(options).run();
}

}  // namespace detector
