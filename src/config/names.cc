#include "config/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "config/table.h"

namespace detector::config {

std::string_view section_of(std::string_view key) {
  const auto dot = key.find('.');
  return dot == std::string_view::npos ? std::string_view() : key.substr(0, dot);
}

std::string_view name_in_section(std::string_view key) {
  const auto dot = key.find('.');
  return dot == std::string_view::npos ? key : key.substr(dot + 1);
}

std::vector<std::string_view> keys_and_sections() {
  std::vector<std::string_view> names;
  std::string_view section;
  for (const Setting& setting : settings()) {
    if (section_of(setting.key) != section) {
      section = section_of(setting.key);
      if (!section.empty()) names.push_back(section);
    }
    names.push_back(setting.key);
  }
  return names;
}

std::string layered_variable(std::string_view key) {
  std::string name(kVariablePrefix);
  for (const char c : key) {
    if (c == '.') {
      name += "__";
    } else {
      name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
  }
  return name;
}

std::string key_of_variable(std::string_view name) {
  name.remove_prefix(kVariablePrefix.size());
  std::string key;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '_' && i + 1 < name.size() && name[i + 1] == '_') {
      key += '.';
      ++i;
    } else {
      key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return key;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Three rows of the matrix: the one before the last is for swaps.
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before.swap(above);
    above.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, above[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t kLongest = 100;
  constexpr std::size_t kShortestPart = 3;
  if (word.size() > kLongest) return {};
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance >= best_distance) continue;
    best = candidate;
    best_distance = distance;
  }
  if (!best.empty() || word.size() < kShortestPart) return best;
  const auto whole = std::find_if(candidates.begin(), candidates.end(), [&](std::string_view name) {
    return name.find(word) != std::string_view::npos;
  });
  return whole == candidates.end() ? std::string_view() : *whole;
}

std::string_view nearest_key(std::string_view key) {
  std::vector<const Setting*> rows;
  std::vector<std::string_view> names;
  const auto by_name = [&](std::string_view section) {
    rows.clear();
    names.clear();
    for (const Setting& setting : settings()) {
      if (!section.empty() && section_of(setting.key) != section) continue;
      rows.push_back(&setting);
      names.push_back(name_in_section(setting.key));
    }
    const std::string_view name = nearest(name_in_section(key), names);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!name.empty() && names[i] == name) return rows[i]->key;
    }
    return std::string_view();
  };
  std::string_view found;
  if (!section_of(key).empty()) found = by_name(section_of(key));
  if (found.empty()) found = nearest(key, keys_and_sections());
  return found.empty() ? by_name({}) : found;
}

std::string unknown_key(std::string_view key) {
  std::string names;
  for (const Setting& setting : settings()) {
    if (section_of(setting.key) == key) {
      names += fmt::format("{}{}", names.empty() ? "" : ", ", setting.key);
    }
  }
  if (!names.empty()) return fmt::format("\"{}\" is a section; its keys are {}", key, names);
  constexpr std::size_t kLongest = 100;
  return fmt::format("unknown key \"{}\"{}", clip_utf8(key, kLongest),
                     did_you_mean(nearest_key(key)));
}

std::string did_you_mean(std::string_view name) {
  return name.empty() ? std::string() : fmt::format("; did you mean \"{}\"?", name);
}

}  // namespace detector::config
