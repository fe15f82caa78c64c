// A phrase is text with slots in angle brackets:
//   <name>        the section of that name; when it is a type of entity, labelled with it
//   <type=name>   that section, labelled with the type
//   <type:text>   the text (slots inside allowed), labelled
//   <?a|b|c>      one of these
//   <#kind>       a value of a built-in kind (phrase_values.h)
//   <*style:section:low-high>  pairs of key and value: `key TAB value` in that section
//   <!slot>       the slot (one of the above, without its brackets) as it stands in a JSON string
//   <@name|a|b>   the section of that name, with a and b where its phrases say <1> and <2>
// A backslash keeps the next character. What stands inside a labelled slot has no label of its own.
#include "entity/phrase_grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <span>

#include "base/hash.h"
#include "entity/phrase_values.h"

namespace detector {
namespace {

constexpr int kDeepest = 24;

// One past the `>` that closes the slot which begins at `at`; npos when none does.
std::size_t end_of_slot(std::string_view text, std::size_t at) {
  int depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '<') {
      ++depth;
    } else if (text[i] == '>' && --depth == 0) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

// The alternatives of `a|b|c`, those inside slots left whole.
std::vector<std::string_view> alternatives(std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '\\') {
      ++i;
      continue;
    }
    if (i < text.size() && text[i] == '<') ++depth;
    if (i < text.size() && text[i] == '>') --depth;
    if (i == text.size() || (text[i] == '|' && depth == 0)) {
      found.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  return found;
}

std::uint32_t number_of(std::string_view text, std::uint32_t otherwise) {
  std::uint32_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

struct PairsSlot {
  std::string_view style, section;
  std::uint32_t low = 1, high = 1;
};

PairsSlot pairs_slot(std::string_view slot) {
  PairsSlot pairs;
  const std::size_t first = slot.find(':');
  const std::size_t second = slot.find(':', first + 1);
  pairs.style = slot.substr(0, first);
  pairs.section = slot.substr(first + 1, second - first - 1);
  const std::string_view range = slot.substr(second + 1);
  pairs.low = number_of(range, 1);
  pairs.high = std::max(pairs.low, number_of(range.substr(range.find('-') + 1), 1));
  return pairs;
}

// The number of the argument that stands at `at`, as in `<1>`; 0 when none does.
std::size_t argument_at(std::string_view phrase, std::size_t at) {
  const std::string_view three = phrase.substr(at, 3);
  if (three.size() < 3 || three[0] != '<' || three[2] != '>') return 0;
  return three[1] > '0' && three[1] <= '9' ? static_cast<std::size_t>(three[1] - '0') : 0;
}

// The phrase with `arguments` in their places.
std::string with_arguments(std::string_view phrase, std::span<const std::string_view> arguments) {
  std::string out;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    const std::size_t number = argument_at(phrase, i);
    if (number > 0 && number <= arguments.size()) {
      out += arguments[number - 1];
      i += 2;
    } else {
      out += phrase[i];
    }
  }
  return out;
}

bool has_arguments(std::string_view phrase) {
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (argument_at(phrase, i) > 0) return true;
  }
  return false;
}

}  // namespace

// Expands phrases into one line.
struct PhraseGrammar::Maker {
  const PhraseGrammar& grammar;
  Rng& rng;
  LabelledLine line;
  int depth = 0;
  bool labelled = false;

  void expand(std::string_view phrase) {
    if (++depth > kDeepest || line.text.size() > kLongest) {
      --depth;
      return;
    }
    for (std::size_t i = 0; i < phrase.size(); ++i) {
      if (phrase[i] == '\\' && i + 1 < phrase.size()) {
        line.text += phrase[++i];
      } else if (phrase[i] == '<') {
        const std::size_t end = end_of_slot(phrase, i);
        slot(phrase.substr(i + 1, end - i - 2));
        i = end - 1;
      } else {
        line.text += phrase[i];
      }
    }
    --depth;
  }

  [[nodiscard]] std::string_view draw(std::string_view name) const {
    const Section* found = grammar.find(name);
    if (found == nullptr) return {};
    const auto drawn = static_cast<std::uint32_t>(rng.below(found->ends.back()));
    const auto at = std::upper_bound(found->ends.begin(), found->ends.end(), drawn);
    return found->choices[static_cast<std::size_t>(at - found->ends.begin())];
  }
  void section(std::string_view name) { expand(draw(name)); }

  void section_with_arguments(std::string_view slot) {
    const auto parts = alternatives(slot);
    expand(with_arguments(draw(parts.front()), std::span(parts).subspan(1)));
  }

  // As in a JSON string.
  void escaped(std::string_view inner_slot) {
    Maker inner{grammar, rng, {}, depth, labelled};
    inner.slot(inner_slot);
    std::vector<std::uint32_t> moved;  // where each byte of the inner text has come to
    for (const char c : inner.line.text) {
      moved.push_back(static_cast<std::uint32_t>(line.text.size()));
      if (c == '"' || c == '\\' || c == '\t') line.text += '\\';
      line.text += c == '\t' ? 't' : c;
    }
    moved.push_back(static_cast<std::uint32_t>(line.text.size()));
    for (const Span& span : inner.line.spans) {
      line.spans.push_back({span.type, moved[span.begin], moved[span.end]});
    }
  }

  template <typename Body>
  void label(EntityType type, const Body& body) {
    const auto begin = static_cast<std::uint32_t>(line.text.size());
    const bool outermost = !labelled;
    labelled = true;
    body();
    if (!outermost) return;
    labelled = false;
    const auto end = static_cast<std::uint32_t>(line.text.size());
    if (end > begin) line.spans.push_back({type, begin, end});
  }

  void slot(std::string_view slot) {
    if (slot.front() == '?') {
      const auto choices = alternatives(slot.substr(1));
      expand(choices[rng.below(choices.size())]);
      return;
    }
    if (slot.front() == '#') {
      append_value(slot.substr(1), rng, line.text);
      return;
    }
    if (slot.front() == '*') {
      pairs(pairs_slot(slot.substr(1)));
      return;
    }
    if (slot.front() == '!') {
      escaped(slot.substr(1));
      return;
    }
    if (slot.front() == '@') {
      section_with_arguments(slot.substr(1));
      return;
    }
    const std::size_t mark = slot.find_first_of("=:");
    const auto type = entity_type_of(slot.substr(0, mark));
    if (!type) {
      section(slot);
    } else if (mark == std::string_view::npos) {
      label(*type, [&] { section(slot); });
    } else if (slot[mark] == '=') {
      label(*type, [&] { section(slot.substr(mark + 1)); });
    } else {
      label(*type, [&] { expand(slot.substr(mark + 1)); });
    }
  }

  void pairs(const PairsSlot& pairs) {
    const PairStyle style = pair_style(pairs.style, rng);
    const auto count = pairs.low + rng.below(pairs.high - pairs.low + 1);
    const bool braces = style.name == "json" || style.name == "jsons";
    if (braces) line.text += '{';
    for (std::uint64_t i = 0; i < count; ++i) {
      const PairMarks marks = pair(pairs.section, style);
      line.text += marks.behind_value;
      if (i + 1 < count) line.text += marks.separator;
    }
    if (braces) line.text += '}';
  }

  PairMarks pair(std::string_view name, const PairStyle& style) {
    Maker inner{grammar, rng, {}, depth, labelled};
    inner.section(name);
    const std::size_t tab = inner.line.text.find('\t');
    const std::string_view all = inner.line.text;
    const std::string key = styled_key(all.substr(0, tab), style);
    const std::string_view value = tab == std::string_view::npos ? "" : all.substr(tab + 1);
    const PairMarks marks = pair_marks(style, value, rng);
    line.text += marks.before_key;
    line.text += key;
    line.text += marks.between;
    const std::size_t shift = line.text.size();
    for (Span span : inner.line.spans) {
      span.begin = static_cast<std::uint32_t>(span.begin - tab - 1 + shift);
      span.end = static_cast<std::uint32_t>(span.end - tab - 1 + shift);
      line.spans.push_back(span);
    }
    line.text += value;
    return marks;
  }
};

const PhraseGrammar::Section* PhraseGrammar::find(std::string_view name) const {
  const auto found = sections_.find(std::string(name));
  return found == sections_.end() || found->second.choices.empty() ? nullptr : &found->second;
}

// `[name]`, or `[line name weight]` for the phrases of a system.
Status PhraseGrammar::open_section(std::string_view head, std::string_view where) {
  if (head.starts_with("line ")) {
    head.remove_prefix(5);
    const std::size_t space = head.find(' ');
    open_ = "line " + std::string(head.substr(0, space));
    const std::uint32_t weight =
        space == std::string_view::npos ? 10 : number_of(head.substr(space + 1), 10);
    const std::uint32_t before = roots_.empty() ? 0 : roots_.back().end;
    if (sections_.contains(open_)) {
      return fail(Code::kUsage, fmt::format("{}: '{}' stands twice", where, open_));
    }
    roots_.push_back({open_, before + std::max(weight, 1U)});
  } else {
    open_ = head;
  }
  sections_[open_];
  return {};
}

Status PhraseGrammar::add(std::string_view text, std::string_view name) {
  std::size_t number = 0;
  open_.clear();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    DETECTOR_CHECK(add_line(text.substr(at, end - at), fmt::format("{}:{}", name, ++number)));
    at = end + 1;
  }
  return {};
}

Status PhraseGrammar::add_line(std::string_view line, const std::string& where) {
  if (line.empty() || line.starts_with("# ")) return {};
  if (line.front() == '[' && line.back() == ']' && line.find('<') == std::string_view::npos) {
    return open_section(line.substr(1, line.size() - 2), where);
  }
  if (open_.empty()) return fail(Code::kUsage, where + ": a phrase stands before any [section]");
  add_phrase(line);
  return {};
}

void PhraseGrammar::add_phrase(std::string_view line) {
  std::uint32_t weight = 1;
  if (const std::size_t star = line.find("* "); star > 0 && star <= 2) {
    weight = number_of(line.substr(0, star), 0);
    if (weight > 0) line.remove_prefix(star + 2);
    weight = std::max(weight, 1U);
  }
  Section& section = sections_[open_];
  section.choices.emplace_back(line);
  section.ends.push_back((section.ends.empty() ? 0 : section.ends.back()) + weight);
}

// What is wrong with the slots of a phrase; empty when nothing is.
std::string PhraseGrammar::fault_of(std::string_view phrase) const {
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (phrase[i] == '\\') {
      ++i;
      continue;
    }
    if (phrase[i] != '<') continue;
    const std::size_t end = end_of_slot(phrase, i);
    if (end == std::string_view::npos || end == i + 2) return "a slot is empty or open";
    std::string fault = fault_of_slot(phrase.substr(i + 1, end - i - 2));
    if (!fault.empty()) return fault;
    i = end - 1;
  }
  return {};
}

std::string PhraseGrammar::fault_of_slot(std::string_view slot) const {
  if (slot.front() == '?') {
    for (const std::string_view one : alternatives(slot.substr(1))) {
      std::string fault = fault_of(one);
      if (!fault.empty()) return fault;
    }
    return {};
  }
  if (slot.front() == '#') {
    Rng rng(1);
    std::string ignored;
    return append_value(slot.substr(1), rng, ignored) ? "" : "no such kind of value";
  }
  if (slot.front() == '!') {
    return slot.size() > 1 ? fault_of_slot(slot.substr(1)) : "there is nothing to escape";
  }
  if (slot.front() == '@') return fault_of_call(slot.substr(1));
  const std::size_t mark = slot.find_first_of("=:");
  const bool has_type = mark != std::string_view::npos && entity_type_of(slot.substr(0, mark));
  if (has_type && slot[mark] == ':') return fault_of(slot.substr(mark + 1));
  std::string_view named = has_type ? slot.substr(mark + 1) : slot;
  if (slot.front() == '*') named = pairs_slot(slot.substr(1)).section;
  if (find(named) != nullptr) return {};
  return fmt::format("there is no section '{}'", named);
}

std::string PhraseGrammar::fault_of_call(std::string_view slot) const {
  const auto parts = alternatives(slot);
  const Section* section = find(parts.front());
  if (section == nullptr) return fmt::format("there is no section '{}'", parts.front());
  for (const std::string& phrase : section->choices) {
    std::string fault = fault_of(with_arguments(phrase, std::span(parts).subspan(1)));
    if (!fault.empty()) return fault;
  }
  return {};
}

Status PhraseGrammar::check() const {
  if (roots_.empty()) return fail(Code::kUsage, "the corpus has no [line …] section");
  std::vector<std::string> names;
  for (const auto& [name, section] : sections_) names.push_back(name);
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    const Section& section = sections_.at(name);
    if (section.choices.empty()) return fail(Code::kUsage, fmt::format("[{}] is empty", name));
    for (const std::string& phrase : section.choices) {
      // One with arguments is looked at where it is called.
      const std::string fault = has_arguments(phrase) ? "" : fault_of(phrase);
      if (!fault.empty()) {
        return fail(Code::kUsage, fmt::format("[{}] {}: {}", name, phrase, fault));
      }
    }
  }
  return {};
}

const PhraseGrammar::Root& PhraseGrammar::draw(Rng& rng, Part part) const {
  constexpr int kMostDraws = 1000;
  const Root* root = nullptr;
  for (int draws = 0; draws < kMostDraws; ++draws) {
    const auto drawn = static_cast<std::uint32_t>(rng.below(roots_.back().end));
    root = &*std::upper_bound(roots_.begin(), roots_.end(), drawn,
                              [](std::uint32_t at, const Root& one) { return at < one.end; });
    const bool held_out = keyed_hash(root->name, HashKey{3, 4}) % 3 == 0;
    if (part == Part::kAll || held_out == (part == Part::kHeldOut)) break;
  }
  return *root;
}

LabelledLine PhraseGrammar::make(Rng& rng, Part part) const {
  Maker maker{*this, rng, {}, 0, false};
  maker.section(draw(rng, part).name);
  return std::move(maker.line);
}

std::size_t PhraseGrammar::phrases() const {
  std::size_t count = 0;
  for (const Root& root : roots_) count += sections_.at(root.name).choices.size();
  return count;
}

}  // namespace detector
