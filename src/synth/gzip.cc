// The only file of the generator that knows zlib, and its way to disk.

#include "synth/gzip.h"

#include <fmt/format.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace detector::synth {

Result<std::string> gzip(std::string_view text) {
  constexpr int kGzipWindow = 15 + 16;
  constexpr int kMemory = 9;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    return fail(Code::kInternal, "synth: zlib could not start");
  }
  std::string out(deflateBound(&stream, text.size()), '\0');
  std::string in(text);  // zlib's input pointer is not const in every build
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) return fail(Code::kInternal, "synth: zlib could not finish");
  return out;
}

Status write_file(const std::string& path, std::string_view bytes) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) {
    return fail(Code::kUnwritable,
                fmt::format("{}: cannot be written; check the space and the permissions", path));
  }
  return {};
}

}  // namespace detector::synth
