#include "entity/template_miner.h"

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "base/utf8.h"
#include "entity/template_slots.h"

namespace detector {
// Above the bound the largest hash goes: what is kept does not depend on the order.
bool TemplateMiner::make_room(std::uint64_t signature) {
  if (largest_.empty()) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(known_.size() + 1);
    for (const auto& [hash, known] : known_) hashes.push_back(hash);
    largest_ = Heap({}, std::move(hashes));
  }
  if (signature > largest_.top()) return false;
  known_.erase(largest_.top());
  largest_.pop();
  largest_.push(signature);
  return true;
}

TemplateMiner::Known* TemplateMiner::find_or_make(std::uint64_t signature,
                                                  std::string_view program) {
  const auto found = known_.find(signature);
  if (found != known_.end()) return &found->second;
  if (known_.size() >= most_signatures_ && !make_room(signature)) return nullptr;
  Known& known = known_[signature];
  known.program = program;
  return &known;
}

std::uint64_t TemplateMiner::add(std::string_view program, std::string_view message, TimeMs time,
                                 std::uint32_t count) {
  const std::uint64_t pattern = signer_.sign(message);
  const std::uint64_t signature = program.empty() ? pattern : combine(quick_hash(program), pattern);
  total_ += count;
  Known* known = find_or_make(signature, program);
  if (known == nullptr) return signature;
  if (known->count == 0) {
    known->pattern = pattern_of(signer_.pieces(message));
    known->first = time;
    known->last = time;
  }
  known->count += count;
  known->first = std::min(known->first, time);
  known->last = std::max(known->last, time);
  const std::uint64_t hash = quick_hash(message);
  if (known->examples.size() < kExamples || hash < known->examples.back().hash) {
    Example example{hash, std::string(clip_utf8(message, kLongestExample))};
    auto at = std::lower_bound(known->examples.begin(), known->examples.end(), example);
    if (at == known->examples.end() || example < *at) {
      known->examples.insert(at, std::move(example));
      if (known->examples.size() > kExamples) known->examples.pop_back();
    }
  }
  return signature;
}

void TemplateMiner::merge(const TemplateMiner& other) {
  total_ += other.total_;
  for (const auto& [signature, theirs] : other.known_) {
    Known* ours = find_or_make(signature, theirs.program);
    if (ours == nullptr) continue;
    if (ours->count == 0) {
      *ours = theirs;
      continue;
    }
    ours->count += theirs.count;
    ours->first = std::min(ours->first, theirs.first);
    ours->last = std::max(ours->last, theirs.last);
    std::vector<Example> both;
    std::set_union(ours->examples.begin(), ours->examples.end(), theirs.examples.begin(),
                   theirs.examples.end(), std::back_inserter(both));
    both.resize(std::min(both.size(), kExamples));
    ours->examples = std::move(both);
  }
}

std::uint64_t TemplateMiner::kept_total() const {
  std::uint64_t total = 0;
  for (const auto& [signature, known] : known_) total += known.count;
  return total;
}

// A template while its signatures are being added to it.
struct TemplateMiner::Group {
  Template result;
  Pattern pattern;
  std::vector<Example> examples;
  std::vector<std::uint64_t> signatures;

  void add(std::uint64_t signature, const Known& known) {
    if (signatures.empty()) {
      result.first = known.first;
      result.last = known.last;
    }
    result.count += known.count;
    ++result.signatures;
    result.first = std::min(result.first, known.first);
    result.last = std::max(result.last, known.last);
    examples.insert(examples.end(), known.examples.begin(), known.examples.end());
    signatures.push_back(signature);
  }

  void finish() {
    std::sort(examples.begin(), examples.end());
    if (examples.size() > kExamples) examples.resize(kExamples);
    for (Example& example : examples) result.examples.push_back(std::move(example.text));
    result.typed = typed_text(pattern, result.examples);
  }
};

// By id. A template of one program is never joined with that of another.
std::map<std::string, TemplateMiner::Group> TemplateMiner::groups() const {
  // In order of signature, so that nothing depends on the hash table.
  std::map<std::string_view, std::map<std::uint64_t, const Known*>> programs;
  for (const auto& [signature, known] : known_) programs[known.program][signature] = &known;
  std::map<std::string, Group> groups;
  for (const auto& [program, members] : programs) {
    std::vector<Pattern> patterns;
    patterns.reserve(members.size());
    for (const auto& [signature, known] : members) patterns.push_back(known->pattern);
    std::vector<Pattern> clusters;
    const auto cluster_of = cluster_patterns(patterns, clusters);
    std::vector<Group*> group_of;
    group_of.reserve(clusters.size());
    for (Pattern& cluster : clusters) {
      std::string text = text_of(cluster);
      std::string id = to_hex(combine(quick_hash(program), quick_hash(text)));
      Group& group = groups[id];
      group_of.push_back(&group);
      group.pattern = std::move(cluster);
      group.result.id = std::move(id);
      group.result.program = program;
      group.result.text = std::move(text);
    }
    std::size_t i = 0;
    for (const auto& [signature, known] : members) {
      group_of[cluster_of[i++]]->add(signature, *known);
    }
  }
  return groups;
}

std::vector<Template> TemplateMiner::templates(
    absl::flat_hash_map<std::uint64_t, std::uint32_t>& template_of) const {
  auto groups = this->groups();
  std::vector<Group*> order;
  order.reserve(groups.size());
  for (auto& [id, group] : groups) order.push_back(&group);
  std::sort(order.begin(), order.end(), [](const Group* a, const Group* b) {
    if (a->result.count != b->result.count) return a->result.count > b->result.count;
    if (a->result.text != b->result.text) return a->result.text < b->result.text;
    return a->result.program < b->result.program;
  });
  std::vector<Template> result;
  result.reserve(order.size());
  template_of.clear();
  for (Group* group : order) {
    for (const std::uint64_t signature : group->signatures) {
      template_of[signature] = static_cast<std::uint32_t>(result.size());
    }
    group->finish();
    result.push_back(std::move(group->result));
  }
  return result;
}

}  // namespace detector
