#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace {

constexpr std::size_t kBytesOfLine = 256;

// Octal escapes of three digits: what follows cannot be taken for a part of one.
std::string literal(std::string_view bytes) {
  std::string out = "    \"";
  for (const char c : bytes) {
    const bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '?';
    out += plain ? std::string(1, c) : fmt::format("\\{:03o}", static_cast<unsigned char>(c));
  }
  return out + "\"";
}

std::string source_of(std::string_view bytes) {
  std::string out =
      "// Made by apps/embed_model from config/ner/en.model.\n"
      "#include <string>\n#include <string_view>\n\n#include \"detector/entities.h\"\n\n"
      "namespace detector {\nnamespace {\n\n"
      "// One literal a line: no compiler has to take a longer one than 65536 bytes.\n"
      "constexpr std::string_view kLines[] = {\n";
  for (std::size_t at = 0; at < bytes.size(); at += kBytesOfLine) {
    const std::string_view part = bytes.substr(at, kBytesOfLine);
    out += fmt::format("    std::string_view({}, {}),\n", literal(part), part.size());
  }
  return out +
         "};\n\nResult<Recogniser> load() {\n"
         "  std::string bytes;\n"
         "  for (const std::string_view line : kLines) bytes += line;\n"
         "  return Recogniser::load(bytes);\n}\n\n}  // namespace\n\n"
         "Result<Recogniser> built_in_recogniser() {\n"
         "  static const Result<Recogniser> kLoaded = load();\n"
         "  return kLoaded;\n}\n\n}  // namespace detector\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: embed_model FILE.model OUT.cc\n");
    return 2;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  if (!in || bytes.empty()) {
    fmt::print(stderr, "{}: cannot be read, or is empty\n", argv[1]);
    return 1;
  }
  std::ofstream out(argv[2], std::ios::binary);
  out << source_of(bytes);
  out.close();
  if (!out) fmt::print(stderr, "{}: cannot be written\n", argv[2]);
  return out ? 0 : 1;
}
