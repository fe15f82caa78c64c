// The table of actions, and its canonical text: one row a line, sorted, so that equal knowledge has
// equal bytes whatever file it came from. The program carries the built-in knowledge in this form,
// since it is read fifty times faster than YAML.
//
//   knowledge 1
//   action iam:CreateAccessKey write 4096 T1098.001      harm in 1/1024 bit; ids by comma, or -
//   otherwise write 512 -
//   technique T1098.001 Account Manipulation: Additional Cloud Credentials
//   verb Get read 0 -

#include "detector/knowledge.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/hash.h"
#include "config/action_name.h"

namespace detector {
namespace {

constexpr std::string_view kHeader = "knowledge 1";

template <typename Row>
std::string_view key_of(const Row& row) {
  if constexpr (requires { row.id; }) {
    return row.id;
  } else {
    return row.name;
  }
}

template <typename Row>
void sort_by_key(std::vector<Row>& rows) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return key_of(a) < key_of(b); });
  rows.erase(std::unique(rows.begin(), rows.end(),
                         [](const Row& a, const Row& b) { return key_of(a) == key_of(b); }),
             rows.end());
}

template <typename Row>
const Row* find_row(const std::vector<Row>& rows, std::string_view key) {
  const auto at =
      std::lower_bound(rows.begin(), rows.end(), key,
                       [](const Row& row, std::string_view name) { return key_of(row) < name; });
  return at != rows.end() && key_of(*at) == key ? &*at : nullptr;
}

const KnowledgeRow* find_action(const std::vector<KnowledgeRow>& actions, std::string_view name) {
  if (const KnowledgeRow* row = find_row(actions, name)) return row;
  const std::string_view plain = config::without_api_version(name);
  return plain.size() == name.size() ? nullptr : find_row(actions, plain);
}

void write_row(std::string& out, std::string_view kind, const ActionKnowledge& what) {
  fmt::format_to(std::back_inserter(out), "{} {} {} {}\n", kind,
                 what.access == Access::kRead ? "read" : "write", what.harm,
                 what.techniques.empty() ? "-" : fmt::to_string(fmt::join(what.techniques, ",")));
}

// The text before the next `separator`, which is taken away too; at the end, all there is.
std::string_view take_until(std::string_view& text, char separator) {
  const std::string_view word = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(word.size() + 1, text.size()));
  return word;
}

// `write 4096 T1098.001,T1136` → what it says.
std::optional<ActionKnowledge> read_what(std::string_view text) {
  ActionKnowledge what;
  const std::string_view access = take_until(text, ' ');
  const std::string_view harm = take_until(text, ' ');
  if (access != "read" && access != "write") return std::nullopt;
  what.access = access == "read" ? Access::kRead : Access::kWrite;
  const auto number = std::from_chars(harm.data(), harm.data() + harm.size(), what.harm);
  if (number.ec != std::errc() || number.ptr != harm.data() + harm.size()) return std::nullopt;
  if (text.empty() || text == "-") return text.empty() ? std::nullopt : std::optional(what);
  while (!text.empty()) what.techniques.emplace_back(take_until(text, ','));
  return what;
}

bool read_row(std::string_view line, KnowledgeRows& rows) {
  const std::string_view kind = take_until(line, ' ');
  if (kind == "otherwise") {
    auto what = read_what(line);
    if (what) rows.otherwise = std::move(*what);
    return what.has_value();
  }
  std::string name(take_until(line, ' '));
  if (name.empty()) return false;
  if (kind == "technique") {
    rows.techniques.push_back({std::move(name), std::string(line)});
    return true;
  }
  if (kind != "action" && kind != "verb") return false;
  auto what = read_what(line);
  if (!what) return false;
  (kind == "action" ? rows.actions : rows.verbs).push_back({std::move(name), std::move(*what)});
  return true;
}

}  // namespace

Knowledge::Knowledge(KnowledgeRows rows) : rows_(std::move(rows)) {
  sort_by_key(rows_.actions);
  sort_by_key(rows_.verbs);
  sort_by_key(rows_.techniques);
}

const ActionKnowledge& Knowledge::lookup(std::string_view action) const {
  if (action.empty()) return nothing_;
  if (const KnowledgeRow* row = find_action(rows_.actions, action)) return row->what;
  const std::string_view name = action.substr(action.find(':') + 1);
  const KnowledgeRow* longest = nullptr;
  for (const KnowledgeRow& row : rows_.verbs) {
    if (!config::begins_with_verb(name, row.name)) continue;
    if (longest == nullptr || row.name.size() > longest->name.size()) longest = &row;
  }
  return longest == nullptr ? rows_.otherwise : longest->what;
}

bool Knowledge::knows(std::string_view action) const {
  return find_action(rows_.actions, action) != nullptr;
}

std::string_view Knowledge::technique_name(std::string_view id) const {
  const TechniqueName* row = find_row(rows_.techniques, id);
  return row == nullptr ? std::string_view() : std::string_view(row->name);
}

std::string Knowledge::canonical() const {
  std::string out = fmt::format("{}\n", kHeader);
  for (const KnowledgeRow& row : rows_.actions) write_row(out, "action " + row.name, row.what);
  write_row(out, "otherwise", rows_.otherwise);
  for (const TechniqueName& row : rows_.techniques) {
    out += fmt::format("technique {} {}\n", row.id, row.name);
  }
  for (const KnowledgeRow& row : rows_.verbs) write_row(out, "verb " + row.name, row.what);
  return out;
}

std::string Knowledge::sha256() const {
  return to_hex(detector::sha256(canonical()));
}

Result<Knowledge> knowledge_from_canonical(std::string_view text) {
  KnowledgeRows rows;
  if (take_until(text, '\n') != kHeader) {
    return fail(Code::kCorrupt, fmt::format("knowledge: does not begin with \"{}\"", kHeader));
  }
  for (std::size_t line = 2; !text.empty(); ++line) {
    if (!read_row(take_until(text, '\n'), rows)) {
      return fail(Code::kCorrupt, fmt::format("knowledge: line {} is malformed", line));
    }
  }
  return Knowledge(std::move(rows));
}

}  // namespace detector
