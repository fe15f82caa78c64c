#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "detector/config.h"

namespace detector::config {

/// A directory of configuration files that lives as long as one test. Only tests include this.
class ConfigDirectory : public testing::Test {
 public:
  ConfigDirectory() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path = std::string(testing::TempDir()) + "detector_config_" + test->name();
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
    options.directory = path;
  }
  ~ConfigDirectory() override { std::filesystem::remove_all(path); }

  void write(std::string_view name, std::string_view text) const {
    std::ofstream(path + "/" + std::string(name), std::ios::binary) << text;
  }
  /// The configuration; a test that calls this expects no problem.
  [[nodiscard]] LoadedConfig load() const {
    Result<LoadedConfig> loaded = load_config(options);
    EXPECT_TRUE(loaded.has_value()) << loaded.error().message;
    return loaded ? std::move(*loaded) : LoadedConfig();
  }
  /// The problems, with the directory's name cut; empty when there are none.
  [[nodiscard]] std::string problems() const {
    const Result<LoadedConfig> loaded = load_config(options);
    if (loaded) return {};
    EXPECT_EQ(loaded.error().code, Code::kUsage);
    std::string message = loaded.error().message;
    for (auto at = message.find(path + "/"); at != std::string::npos;
         at = message.find(path + "/")) {
      message.erase(at, path.size() + 1);
    }
    return message;
  }
  [[nodiscard]] std::string problems_of(std::string_view base) const {
    write("base.yaml", base);
    return problems();
  }
  [[nodiscard]] std::string origin(std::string_view key) const {
    std::string text = find_setting(load(), key).value().origin;
    if (text.rfind(path + "/", 0) == 0) text.erase(0, path.size() + 1);
    return text;
  }

  std::string path;
  ConfigOptions options;
};

}  // namespace detector::config
