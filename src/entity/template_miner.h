#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <map>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

#include "detector/templates.h"
#include "detector/time.h"
#include "entity/signature.h"
#include "entity/template_families.h"

namespace detector {

/// Counts signatures and groups them to templates. What it holds is a function of the multiset of
/// what was added: order and split do not matter, and merge() of shards equals one miner that saw
/// all. Bounded: the `most_signatures` with the smallest hashes are kept, with exact counts; what
/// the others had is told by dropped(). Not thread safe.
class TemplateMiner {
 public:
  static constexpr std::size_t kExamples = 5;
  static constexpr std::size_t kLongestExample = 1024;

  explicit TemplateMiner(std::size_t most_signatures) : most_signatures_(most_signatures) {}

  /// Counts a message of `program` (may be empty); returns its signature.
  std::uint64_t add(std::string_view program, std::string_view message, TimeMs time,
                    std::uint32_t count = 1);
  void merge(const TemplateMiner& other);

  /// The templates by count, then text; `template_of` gives each kept signature its index.
  [[nodiscard]] std::vector<Template> templates(
      absl::flat_hash_map<std::uint64_t, std::uint32_t>& template_of) const;

  [[nodiscard]] std::size_t signatures() const { return known_.size(); }
  /// Messages whose signature was not kept.
  [[nodiscard]] std::uint64_t dropped() const { return total_ - kept_total(); }

 private:
  struct Example {
    std::uint64_t hash = 0;
    std::string text;
    friend bool operator<(const Example& a, const Example& b) {
      return a.hash != b.hash ? a.hash < b.hash : a.text < b.text;
    }
  };
  struct Known {
    std::string program;
    Pattern pattern;
    std::uint64_t count = 0;
    TimeMs first = 0;
    TimeMs last = 0;
    std::vector<Example> examples;  // kExamples with the smallest hashes, in order
  };

  struct Group;
  [[nodiscard]] std::map<std::string, Group> groups() const;
  Known* find_or_make(std::uint64_t signature, std::string_view program);
  /// False when `signature` is none of those to keep.
  bool make_room(std::uint64_t signature);
  [[nodiscard]] std::uint64_t kept_total() const;

  std::size_t most_signatures_;
  std::uint64_t total_ = 0;
  Signer signer_;
  absl::flat_hash_map<std::uint64_t, Known> known_;
  using Heap = std::priority_queue<std::uint64_t>;
  Heap largest_;  // of the known ones; filled when there are many
};

}  // namespace detector
