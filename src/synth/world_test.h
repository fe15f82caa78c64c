#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "detector/synth.h"

/// Generated logs, read back. Only tests include this.
namespace detector::synth_world {

namespace fs = std::filesystem;

constexpr int kDays = 6;
constexpr int kPeople = 16;

inline std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::string gunzip(const std::string& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  std::string out;
  std::string part(1 << 16, '\0');
  int count = 0;
  while ((count = gzread(file, part.data(), static_cast<unsigned>(part.size()))) > 0) {
    out.append(part, 0, static_cast<std::size_t>(count));
  }
  gzclose(file);
  return out;
}

inline std::vector<std::string> split(const std::string& text, const std::string& mark) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, begin)) {
    parts.push_back(text.substr(begin, at - begin));
    begin = at + mark.size();
  }
  if (begin < text.size()) parts.push_back(text.substr(begin));
  return parts;
}

inline std::string between(const std::string& text, const std::string& from,
                           const std::string& to) {
  const std::size_t begin = text.find(from);
  if (begin == std::string::npos) return {};
  const std::size_t start = begin + from.size();
  return text.substr(start, text.find(to, start) - start);
}

inline std::string field(const std::string& record, const std::string& name) {
  return between(record, "\"" + name + "\":\"", "\"");
}

/// What one run wrote: records and lines by file, in file order.
struct World {
  SynthSummary summary;
  std::map<std::string, std::string> bytes;
  std::map<std::string, std::vector<std::string>> records;
  std::map<std::string, std::vector<std::string>> lines;
  std::map<std::string, std::vector<std::string>> flows;  ///< The header line first.
  std::vector<std::string> truth;
  std::multiset<std::string> truth_ids;
};

inline Result<SynthSummary> generate_fresh(const SynthOptions& options,
                                           const std::string& directory) {
  fs::remove_all(directory);
  return generate(options, directory);
}

inline World make_world(const std::string& attacks, std::uint64_t seed,
                        const std::string& only = {}) {
  // Named by the test too: ctest runs tests in processes side by side.
  const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
  const std::string directory =
      fmt::format("{}synth_{}_{}_{}", testing::TempDir(), test->name(), attacks, seed);
  SynthOptions options;
  options.days = kDays;
  options.people = kPeople;
  options.attacks = attacks;
  options.seed = seed;
  options.only = only;
  World world;
  world.summary = generate_fresh(options, directory).value();
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = fs::relative(entry.path(), directory).string();
    world.bytes[name] = read_file(entry.path());
    if (name.find("/vpcflowlogs/") != std::string::npos) {
      world.flows[name] = split(gunzip(entry.path().string()), "\n");
    } else if (entry.path().extension() == ".gz") {
      const std::string json = gunzip(entry.path().string());
      world.records[name] = split(json.substr(12, json.size() - 14), ",{\"eventVersion\"");
    } else if (entry.path().filename() == "auth.log") {
      world.lines[name] = split(world.bytes[name], "\n");
    }
  }
  world.truth = split(world.bytes["truth.jsonl"], "\n");
  for (const std::string& row : world.truth) world.truth_ids.insert(field(row, "record_id"));
  fs::remove_all(directory);
  return world;
}

inline const World& attacked() {
  static const World kWorld = make_world("default", 1);
  return kWorld;
}
inline const World& peaceful() {
  static const World kWorld = make_world("none", 1);
  return kWorld;
}

}  // namespace detector::synth_world
