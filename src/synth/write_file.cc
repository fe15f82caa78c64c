#include "synth/write_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace detector::synth {
namespace {

Status write(const std::string& path, std::string_view bytes, std::ios::openmode mode) {
  std::ofstream out(path, std::ios::binary | mode);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) {
    return fail(Code::kUnwritable,
                fmt::format("{}: cannot be written; check the space and the permissions", path));
  }
  return {};
}

}  // namespace

Status write_file(const std::string& path, std::string_view bytes) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  return write(path, bytes, std::ios::trunc);
}

Status append_file(const std::string& path, std::string_view bytes) {
  return write(path, bytes, std::ios::app);
}

}  // namespace detector::synth
