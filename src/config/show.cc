#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/hash.h"
#include "base/json_writer.h"
#include "config/names.h"
#include "detector/config.h"

namespace detector {
namespace {

// An empty value still needs something to look at.
std::string_view visible(const SettingValue& value) {
  if (!value.text.empty()) return value.text;
  if (value.json == "null") return "(not set)";
  return value.json == "[]" ? "[]" : "\"\"";
}

}  // namespace

Result<SettingValue> find_setting(const LoadedConfig& loaded, std::string_view key) {
  const auto found = std::find_if(loaded.settings.begin(), loaded.settings.end(),
                                  [&](const SettingValue& value) { return value.key == key; });
  if (found == loaded.settings.end()) return fail(Code::kUsage, config::unknown_key(key));
  return *found;
}

std::string config_as_text(const LoadedConfig& loaded) {
  constexpr std::size_t kWidestColumn = 44;
  std::size_t key_width = 0;
  std::size_t value_width = 0;
  for (const SettingValue& value : loaded.settings) {
    key_width = std::max(key_width, value.key.size());
    value_width = std::max(value_width, std::min(visible(value).size(), kWidestColumn));
  }
  std::string text;
  for (const SettingValue& value : loaded.settings) {
    fmt::format_to(std::back_inserter(text), "{:<{}}  {:<{}}  {}\n", value.key, key_width,
                   visible(value), value_width, value.origin);
  }
  return text;
}

std::string config_as_json(const LoadedConfig& loaded) {
  JsonWriter writer;
  writer.begin_object().key("files").begin_array();
  for (const std::string& file : loaded.files) writer.string(file);
  writer.end_array().key("settings").begin_object();
  for (const SettingValue& value : loaded.settings) {
    writer.key(value.key).begin_object().key("value").raw(value.json);
    writer.field("origin", value.origin).end_object();
  }
  writer.end_object().end_object();
  return writer.take() + "\n";
}

std::string config_fingerprint(const LoadedConfig& loaded) {
  std::string all;
  for (const SettingValue& setting : loaded.settings) {
    all.append(setting.key).append("=").append(setting.json).append("\n");
  }
  return to_hex(sha256(all));
}

}  // namespace detector
