// Any bytes as a message: tokens cover it in order, spaces apart; skeletons that are equal have one
// signature; templates of its lines do not depend on their order; entities lie in it and do not
// overlap; what is shown of it holds no secret that was found.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/secrets.h"
#include "detector/entities.h"
#include "entity/lexer.h"
#include "entity/signature.h"
#include "entity/skeleton.h"
#include "entity/template_miner.h"

namespace {

void require(bool holds) {
  if (!holds) __builtin_trap();
}

void check_tokens(std::string_view message) {
  static detector::Lexer lexer;
  std::size_t at = 0;
  for (const auto& token : lexer.lex(message)) {
    require(token.begin >= at && token.begin + std::size_t{token.length} <= message.size());
    for (; at < token.begin; ++at) require(static_cast<unsigned char>(message[at]) <= ' ');
    at += token.length;
  }
}

void check_signature(std::string_view message) {
  static detector::Signer used;
  detector::Signer fresh;
  require(used.sign(message) == fresh.sign(message));
  require(used.sign_text(message).size() <= 512);
  std::string skeleton;
  detector::make_skeleton(message, skeleton);
  require(detector::Signer().sign(skeleton) == fresh.sign(message));
}

void check_templates(std::vector<std::string_view> lines) {
  const auto shown = [&lines] {
    detector::TemplateMiner miner(64);
    for (const auto line : lines) miner.add("", line, 0);
    absl::flat_hash_map<std::uint64_t, std::uint32_t> template_of;
    std::string out;
    for (const auto& one : miner.templates(template_of)) out += detector::template_json(one);
    return out;
  };
  const std::string first = shown();
  std::reverse(lines.begin(), lines.end());
  require(shown() == first);
}

void check_entities(std::string_view message) {
  static auto recogniser = detector::built_in_recogniser();
  require(recogniser.has_value());
  std::size_t at = 0;
  for (const auto& entity : recogniser->recognise(message)) {
    require(entity.begin >= at && entity.length > 0);
    at = entity.begin + std::size_t{entity.length};
    require(at <= message.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  require(detector::mask_secrets(rest).size() == rest.size());
  require(detector::find_secrets(detector::mask_secrets(rest)).size() <=
          detector::find_secrets(rest).size() + 1);
  std::vector<std::string_view> lines;
  while (!rest.empty() && lines.size() < 40) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    check_tokens(line);
    check_signature(line);
    if (size % 8 == 0) check_entities(line);
    lines.push_back(line);
  }
  check_templates(std::move(lines));
  return 0;
}
