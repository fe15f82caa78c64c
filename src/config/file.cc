#include "config/file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "config/yaml.h"

namespace detector::config {
namespace {

namespace fs = std::filesystem;

// At most one byte more than is allowed, so that a device or a huge file cannot fill the memory.
std::string read_bounded(const std::string& path, Problems& problems) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::is_regular_file(status)) {
    problems.add({path, {}}, "",
                 fs::is_directory(status) ? "is a directory, not a file" : "is not a regular file");
    return {};
  }
  std::ifstream file(path, std::ios::binary);
  std::string text(kMaxYamlBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad()) {
    problems.add({path, {}}, "", "cannot be read: check its permissions");
  }
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return text;
}

}  // namespace

DirectoryState state_of(const std::string& directory) {
  std::error_code error;
  const fs::file_status status = fs::status(directory, error);
  if (directory.empty() || !fs::exists(status)) return DirectoryState::kMissing;
  return fs::is_directory(status) ? DirectoryState::kPresent : DirectoryState::kNotADirectory;
}

bool exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

std::vector<std::string> environments_in(const std::string& directory) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
    const fs::path& path = at->path();
    if (path.extension() == ".yaml" && path.stem() != "base") names.push_back(path.stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

WrittenValue read_file(const std::string& path, Problems& problems) {
  YamlDocument document = read_yaml(read_bounded(path, problems));
  for (const SyntaxError& error : document.errors) {
    problems.add({path, error.position}, "", error.message);
  }
  return std::move(document.root);
}

}  // namespace detector::config
