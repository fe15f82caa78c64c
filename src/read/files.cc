// A Source over files: one object after another, each through decompression and framing.
#include "read/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>

#include "read/framer.h"

namespace detector {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) {
  return path.filename().string().starts_with('.');
}

// Adds the files below `folder`. A folder that cannot be listed stands for itself: opening it later
// fails, and so it is reported with its reason instead of being passed over.
void walk(const fs::path& folder, std::vector<std::string>& out) {
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
    if (is_hidden(entry->path())) continue;
    std::error_code ignored;  // an entry that vanished is no file
    const auto status = entry->symlink_status(ignored);
    if (fs::is_directory(status)) {
      walk(entry->path(), out);
    } else if (entry->is_regular_file(ignored)) {
      out.push_back(entry->path().string());
    }
  }
  if (error) out.push_back(folder.string());
}

// Adds the files that `input` stands for.
Status expand(const std::string& input, std::vector<std::string>& out) {
  std::error_code error;
  const auto status = input == "-" ? fs::file_status() : fs::status(input, error);
  if (input != "-" && !fs::exists(status)) {
    return fail(Code::kUnreadable, fmt::format("{}: {}", input, error.message()));
  }
  if (!fs::is_directory(status)) {
    out.push_back(input);
    return {};
  }
  std::vector<std::string> below;
  walk(input, below);
  std::sort(below.begin(), below.end());
  out.insert(out.end(), below.begin(), below.end());
  return {};
}

class FileSource final : public Source {
 public:
  FileSource(const std::vector<std::string>& paths, const SourceOptions& options)
      : options_(options) {
    for (const auto& path : paths) objects_.push_back({path, 0, {}, {}});
  }

  Result<bool> next(RecordBatch& batch) override {
    while (true) {
      if (!framer_ && !open_next()) return false;
      const bool given = framer_->next(batch);
      ObjectInfo& object = objects_[current_];
      object.bytes = framer_->bytes_read();
      if (given) return true;
      object.problem = framer_->problem();
      object.content_sha256 = framer_->content_sha256();
      framer_.reset();
      ++current_;
    }
  }

  [[nodiscard]] const std::vector<ObjectInfo>& objects() const override { return objects_; }

 private:
  // Opens the next object that can be opened; false when there is none left.
  bool open_next() {
    for (; current_ < objects_.size(); ++current_) {
      auto opened = open_file(objects_[current_].name);
      if (opened) opened = decompressed(std::move(*opened));
      if (opened) {
        framer_.emplace(std::move(*opened), static_cast<std::uint32_t>(current_), options_);
        return true;
      }
      objects_[current_].problem = opened.error().message;
    }
    return false;
  }

  SourceOptions options_;
  std::vector<ObjectInfo> objects_;
  std::size_t current_ = 0;
  std::optional<Framer> framer_;
};

}  // namespace

Result<std::vector<std::string>> expand_inputs(const std::vector<std::string>& inputs) {
  std::vector<std::string> paths;
  for (const auto& input : inputs) DETECTOR_CHECK(expand(input, paths));
  return paths;
}

Result<std::unique_ptr<Source>> open_files(const std::vector<std::string>& inputs,
                                           const SourceOptions& options) {
  DETECTOR_TRY(const auto paths, expand_inputs(inputs));
  return std::make_unique<FileSource>(paths, options);
}

}  // namespace detector
