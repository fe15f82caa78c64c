// Rarity of a value in a context, in bits, from the parts in which it was seen:
//
//   n > 0:  log2(D+1) − log2(n+½)        n = 0:  log2(D+1) − log2(n1+½)        never below 0
//
// D: visible parts of the context; n: those with the value; n1: values seen in exactly one. A
// context in which every day brings something new has a large n1, and pays nothing for novelty.
// Parts on which the value would have been dropped by the bottom-k bound say nothing about it.
#include "score/rarity.h"

#include <algorithm>
#include <array>

namespace detector {
namespace {

std::uint32_t parts_with(std::span<const LevelReadOut::Row> rows, std::uint64_t value,
                         const Visibility& visible) {
  auto row = std::lower_bound(
      rows.begin(), rows.end(), value,
      [](const LevelReadOut::Row& r, std::uint64_t wanted) { return r.value < wanted; });
  std::uint32_t parts = 0;
  for (; row != rows.end() && row->value == value; ++row) {
    parts += visible.parts(row->day, row->hours);
  }
  return parts;
}

// Visible parts of the context on whose days `value` was within the bound.
std::uint32_t informative_parts(std::span<const LevelReadOut::ContextRow> days, std::uint64_t value,
                                const Visibility& visible) {
  std::uint32_t parts = 0;
  for (const auto& day : days) {
    if (value <= day.bound) parts += visible.parts(day.day, day.hours);
  }
  return parts;
}

}  // namespace

const Rarity::Summary& Rarity::summarise(std::size_t view, std::size_t level, std::uint64_t context,
                                         const Visibility& visible) {
  const auto [found, inserted] = memory_.try_emplace(Key{view * kLevels + level, context});
  Summary& summary = found->second;
  if (!inserted) return summary;
  const LevelReadOut::Context known = readout_.level(view, level).context(context);
  for (const auto& day : known.days) {
    summary.parts += visible.parts(day.day, day.hours);
    summary.bounded = summary.bounded || day.bound != kNoBound;
  }
  auto row = known.rows.begin();
  while (row != known.rows.end()) {
    const std::uint64_t value = row->value;
    std::uint32_t parts = 0;
    for (; row != known.rows.end() && row->value == value; ++row) {
      parts += visible.parts(row->day, row->hours);
    }
    if (parts == 1) ++summary.singles;
  }
  return summary;
}

Finding Rarity::judge(const Question& question, const Visibility& visible) {
  Finding finding;
  finding.view = static_cast<std::uint8_t>(question.view);
  finding.context = question.context;
  finding.value = question.value;
  const std::array<std::uint64_t, kLevels> contexts = {question.context, question.parent, 1};
  const std::size_t levels = level_count(views()[question.view]);
  for (std::size_t level = 0; level < levels; ++level) {
    if (contexts[level] == kNoBound) continue;
    const Summary& summary = summarise(question.view, level, contexts[level], visible);
    if (summary.parts == 0) continue;
    const LevelReadOut::Context known =
        readout_.level(question.view, level).context(contexts[level]);
    finding.level = static_cast<std::uint8_t>(level);
    finding.seen = parts_with(known.rows, question.value, visible);
    finding.parts =
        summary.bounded
            ? std::max(informative_parts(known.days, question.value, visible), finding.seen)
            : summary.parts;
    finding.singles = summary.singles;
    const std::uint64_t evidence = finding.seen > 0 ? finding.seen : summary.singles;
    const Bits bits = surprisal(2 * evidence + 1, 2 * (std::uint64_t{finding.parts} + 1));
    finding.bits = std::max<Bits>(bits, 0);
    break;
  }
  return finding;
}

}  // namespace detector
