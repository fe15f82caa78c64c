#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>

#include "detector/knowledge.h"

namespace {

constexpr std::string_view kHead =
    R"(// Made by apps/embed_knowledge from config/knowledge/actions.yaml.
#include <string>
#include <string_view>

#include "detector/knowledge.h"

namespace detector {
namespace {

// One literal a line: no compiler has to take a longer one than 65536 bytes.
constexpr std::string_view kLines[] = {
)";

constexpr std::string_view kTail = R"(};

}  // namespace

Knowledge built_in_knowledge() {
  std::string text;
  for (const std::string_view line : kLines) text += line;
  // The text was checked when this file was made.
  return knowledge_from_canonical(text).value_or(Knowledge());
}

}  // namespace detector
)";

std::string literal(std::string_view line) {
  std::string out = "    \"";
  for (const char c : line) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\\n\",\n";
}

std::string source_of(const detector::Knowledge& knowledge) {
  std::string out(kHead);
  const std::string text = knowledge.canonical();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    out += literal(std::string_view(text).substr(at, end - at));
    at = end + 1;
  }
  out += kTail;
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: embed_knowledge ACTIONS.yaml OUT.cc\n");
    return 2;
  }
  const auto knowledge = detector::load_knowledge(argv[1]);
  if (!knowledge) {
    fmt::print(stderr, "{}\n", knowledge.error().message);
    return 1;
  }
  std::ofstream out(argv[2], std::ios::binary);
  out << source_of(*knowledge);
  out.close();
  if (!out) fmt::print(stderr, "{}: cannot be written\n", argv[2]);
  return out ? 0 : 1;
}
