// The YAML form of the knowledge (docs/knowledge.md). Everything that is wrong is reported at once,
// as for the configuration; a file with any problem is refused.

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "base/utf8.h"
#include "config/action_name.h"
#include "config/file.h"
#include "config/names.h"
#include "config/pattern.h"
#include "config/problem.h"
#include "detector/knowledge.h"

namespace detector {
namespace config {
namespace {

constexpr std::string_view kSections[] = {"version", "verbs", "otherwise", "techniques", "actions"};
constexpr std::string_view kFields[] = {"access", "harm", "techniques"};
constexpr std::string_view kDefaultFields[] = {"access", "harm"};
constexpr std::string_view kVersion = "1";
constexpr double kMostHarm = 8;
constexpr double kHarmSteps = 4;  // in a bit: what a person can tell apart, and exact in Bits
constexpr std::size_t kMostTechniques = 8;
constexpr std::size_t kLongestTitle = 200;
constexpr std::size_t kLongestShown = 80;

class KnowledgeReader {
 public:
  explicit KnowledgeReader(const std::string& path) : path_(path) {}

  Result<Knowledge> run() {
    const WrittenValue root = read_file(path_, problems_);
    if (problems_.empty()) read_root(root);
    if (!problems_.empty()) return tl::unexpected(problems_.to_error("the knowledge"));
    return Knowledge(std::move(rows_));
  }

 private:
  void wrong(Position at, std::string_view key, std::string_view what) {
    problems_.add({path_, at}, key, what);
  }
  void unexpected(const WrittenValue& node, std::string_view key, std::string_view expected) {
    const bool is_text = node.kind == WrittenValue::Kind::kScalar;
    wrong(node.position, key,
          fmt::format("expected {}{}", expected,
                      is_text ? fmt::format(", got \"{}\"", clip_utf8(node.text, kLongestShown))
                              : std::string()));
  }

  bool is_map(const WrittenValue& node, std::string_view key, std::string_view expected);
  void report_unknown(const Key& key, std::string_view where,
                      std::span<const std::string_view> known);
  void report_duplicates(const WrittenValue& map, std::string_view where);

  void read_root(const WrittenValue& root);
  void read_techniques(const WrittenValue& map);
  void read_verbs(const WrittenValue& map);
  void read_actions(const WrittenValue& map);
  void read_service(std::string_view service, const WrittenValue& map);
  ActionKnowledge read_entry(const WrittenValue& node, std::string_view key,
                             std::span<const std::string_view> fields);
  Access read_access(const WrittenValue& node, std::string_view key);
  Bits read_harm(const WrittenValue& node, std::string_view key);
  std::vector<std::string> read_ids(const WrittenValue& node, std::string_view key);

  const std::string& path_;
  Problems problems_;
  KnowledgeRows rows_;
  std::set<std::string, std::less<>> named_;  // the ids that `techniques` has a name for
};

bool KnowledgeReader::is_map(const WrittenValue& node, std::string_view key,
                             std::string_view expected) {
  if (node.kind != WrittenValue::Kind::kMap) {
    unexpected(node, key, expected);
    return false;
  }
  report_duplicates(node, key);
  return true;
}

void KnowledgeReader::report_unknown(const Key& key, std::string_view where,
                                     std::span<const std::string_view> known) {
  wrong(key.position, where,
        fmt::format("unknown key \"{}\"{}", clip_utf8(key.name, kLongestShown),
                    did_you_mean(nearest(key.name, known))));
}

void KnowledgeReader::report_duplicates(const WrittenValue& map, std::string_view where) {
  std::map<std::string_view, int> first_lines;
  for (const Key& key : map.keys) {
    const auto [first, is_new] = first_lines.emplace(key.name, key.position.line);
    if (is_new) continue;
    wrong(key.position, where,
          fmt::format("\"{}\" is written twice, first in line {}",
                      clip_utf8(key.name, kLongestShown), first->second));
  }
}

void KnowledgeReader::read_root(const WrittenValue& root) {
  if (!is_map(root, "", "a map of version, verbs, otherwise, techniques and actions")) return;
  std::array<const WrittenValue*, std::size(kSections)> sections{};
  for (std::size_t i = 0; i < root.keys.size(); ++i) {
    const auto* const at = std::find(std::begin(kSections), std::end(kSections), root.keys[i].name);
    if (at == std::end(kSections)) {
      report_unknown(root.keys[i], "", kSections);
    } else {
      sections[static_cast<std::size_t>(at - std::begin(kSections))] = &root.items[i];
    }
  }
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (sections[i] == nullptr) {
      wrong(root.position, "", fmt::format("no \"{}\"", kSections[i]));
    }
  }
  const auto [version, verbs, otherwise, techniques, actions] = sections;
  if (version != nullptr && version->text != kVersion) {
    unexpected(*version, "version", "1, the only version there is");
  }
  // Names come before their uses, wherever they stand in the file.
  if (techniques != nullptr) read_techniques(*techniques);
  if (verbs != nullptr) read_verbs(*verbs);
  if (otherwise != nullptr) rows_.otherwise = read_entry(*otherwise, "otherwise", kDefaultFields);
  if (actions != nullptr) read_actions(*actions);
}

void KnowledgeReader::read_techniques(const WrittenValue& map) {
  if (!is_map(map, "techniques", "a map of ids to names (\"T1098: Account Manipulation\")")) return;
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    const Key& id = map.keys[i];
    const WrittenValue& name = map.items[i];
    if (!is_technique_id(id.name)) {
      wrong(id.position, "techniques",
            fmt::format("expected an id such as T1098 or T1098.001, got \"{}\"",
                        clip_utf8(id.name, kLongestShown)));
    }
    if (name.text.empty() || name.text.size() > kLongestTitle || !is_printable(name.text)) {
      unexpected(name, id.name, "a name of 1–200 bytes");
    }
    named_.insert(id.name);
    rows_.techniques.push_back({id.name, name.text});
  }
}

void KnowledgeReader::read_verbs(const WrittenValue& map) {
  if (!is_map(map, "verbs", "a map of words (\"Get: {access: read, harm: 0}\")")) return;
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    const Key& verb = map.keys[i];
    if (!is_verb(verb.name)) {
      wrong(verb.position, "verbs",
            fmt::format("expected a word such as Get, got \"{}\"",
                        clip_utf8(verb.name, kLongestShown)));
    }
    rows_.verbs.push_back({verb.name, read_entry(map.items[i], verb.name, kDefaultFields)});
  }
}

void KnowledgeReader::read_actions(const WrittenValue& map) {
  if (!is_map(map, "actions", "a map of services, each a map of its actions")) return;
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    const Key& service = map.keys[i];
    if (!is_service(service.name)) {
      wrong(service.position, "actions",
            fmt::format("expected a service such as s3 or resource-explorer-2, got \"{}\"",
                        clip_utf8(service.name, kLongestShown)));
    }
    read_service(service.name, map.items[i]);
  }
}

void KnowledgeReader::read_service(std::string_view service, const WrittenValue& map) {
  if (!is_map(map, service, "a map of actions (\"GetThing: {access: read, harm: 0}\")")) return;
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    const Key& action = map.keys[i];
    if (!is_action_name(action.name)) {
      wrong(action.position, service,
            fmt::format("expected an action such as GetObject, got \"{}\"",
                        clip_utf8(action.name, kLongestShown)));
    } else if (const auto plain = without_api_version(action.name); plain != action.name) {
      wrong(action.position, service,
            fmt::format("write \"{}\" as {}: the API version is not part of the name", action.name,
                        plain));
    }
    std::string name = fmt::format("{}:{}", service, action.name);
    ActionKnowledge what = read_entry(map.items[i], name, kFields);
    rows_.actions.push_back({std::move(name), std::move(what)});
  }
}

ActionKnowledge KnowledgeReader::read_entry(const WrittenValue& node, std::string_view key,
                                            std::span<const std::string_view> fields) {
  ActionKnowledge what;
  bool has_access = false;
  bool has_harm = false;
  if (!is_map(node, key, fmt::format("a map of {}", fmt::join(fields, ", ")))) return what;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string& field = node.keys[i].name;
    const WrittenValue& value = node.items[i];
    if (std::find(fields.begin(), fields.end(), field) == fields.end()) {
      report_unknown(node.keys[i], key, fields);
    } else if (field == "access") {
      has_access = true;
      what.access = read_access(value, key);
    } else if (field == "harm") {
      has_harm = true;
      what.harm = read_harm(value, key);
    } else {
      what.techniques = read_ids(value, key);
    }
  }
  if (!has_access) wrong(node.position, key, "no access");
  if (!has_harm) wrong(node.position, key, "no harm");
  return what;
}

Access KnowledgeReader::read_access(const WrittenValue& node, std::string_view key) {
  if (node.text != "read" && node.text != "write") {
    unexpected(node, key, "an access: read or write");
  }
  return node.text == "write" ? Access::kWrite : Access::kRead;
}

Bits KnowledgeReader::read_harm(const WrittenValue& node, std::string_view key) {
  double bits = -1;
  const char* const end = node.text.data() + node.text.size();
  const auto read = std::from_chars(node.text.data(), end, bits);
  const bool is_number = node.kind == WrittenValue::Kind::kScalar &&
                         node.style == WrittenValue::Style::kPlain && read.ec == std::errc() &&
                         read.ptr == end && bits >= 0 && bits <= kMostHarm;
  const auto steps = is_number ? static_cast<Bits>(bits * kHarmSteps) : 0;
  if (!is_number || static_cast<double>(steps) != bits * kHarmSteps) {
    unexpected(node, key, "a harm from 0 to 8 bits in steps of 0.25");
    return 0;
  }
  return steps * kOneBit / static_cast<Bits>(kHarmSteps);
}

std::vector<std::string> KnowledgeReader::read_ids(const WrittenValue& node, std::string_view key) {
  std::vector<std::string> ids;
  if (node.kind != WrittenValue::Kind::kList || node.items.size() > kMostTechniques) {
    unexpected(node, key, "a list of at most 8 techniques");
    return ids;
  }
  for (const WrittenValue& item : node.items) {
    if (!is_technique_id(item.text)) {
      unexpected(item, key, "a technique such as T1098 or T1098.001");
    } else if (!named_.contains(item.text)) {
      wrong(item.position, key, fmt::format("{} has no name under \"techniques:\"", item.text));
    } else if (std::find(ids.begin(), ids.end(), item.text) != ids.end()) {
      wrong(item.position, key, fmt::format("{} is listed twice", item.text));
    }
    ids.push_back(item.text);
  }
  return ids;
}

}  // namespace
}  // namespace config

Result<Knowledge> load_knowledge(const std::string& path) {
  return config::KnowledgeReader(path).run();
}

}  // namespace detector
