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

const Rarity::Summary& Rarity::summarise(const Place& place, const Visibility& visible) {
  const std::uint64_t table = (place.view * kLevels + place.level) * kMostSteps + place.step;
  const auto [found, inserted] = memory_.try_emplace(Key{table, place.context});
  Summary& summary = found->second;
  if (!inserted) return summary;
  const LevelReadOut::Context known =
      readout_.level(place.view, place.level, place.step).context(place.context);
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

bool Rarity::ask(const Place& place, std::uint64_t value, const Visibility& visible,
                 Finding& finding) {
  const Summary& summary = summarise(place, visible);
  if (summary.parts == 0) return false;
  const LevelReadOut::Context known =
      readout_.level(place.view, place.level, place.step).context(place.context);
  finding.level = static_cast<std::uint8_t>(place.level);
  finding.seen = parts_with(known.rows, value, visible);
  finding.parts = summary.bounded
                      ? std::max(informative_parts(known.days, value, visible), finding.seen)
                      : summary.parts;
  finding.singles = summary.singles;
  const std::uint64_t evidence = finding.seen > 0 ? finding.seen : summary.singles;
  const Bits bits = surprisal(2 * evidence + 1, 2 * (std::uint64_t{finding.parts} + 1));
  finding.bits = std::max<Bits>(bits, 0);
  return true;
}

// A new address of a familiar network is hardly news.
void Rarity::ask_coarser(Place place, const Visibility& visible, Finding& finding) {
  std::uint64_t value = finding.value;
  for (place.step = 1; place.step < step_count(views()[place.view]); ++place.step) {
    const Bits toll = static_cast<Bits>(place.step) * kOneBit;
    if (finding.bits <= toll) return;
    value = readout_.coarser(value);
    if (value == 0) return;
    Finding coarse = finding;
    if (!ask(place, value, visible, coarse) || coarse.bits + toll >= finding.bits) continue;
    finding = coarse;
    finding.bits += toll;
    finding.spoke = value;
  }
}

Finding Rarity::judge(const Question& question, const Visibility& visible) {
  Finding finding;
  finding.view = static_cast<std::uint8_t>(question.view);
  finding.context = question.context;
  finding.value = question.value;
  const std::array<std::uint64_t, kLevels> contexts = {question.context, question.parent, 1};
  const std::size_t levels = level_count(views()[question.view]);
  for (std::size_t level = 0; level < levels; ++level) {
    const Place place{question.view, level, 0, contexts[level]};
    if (place.context == kNoBound || !ask(place, question.value, visible, finding)) continue;
    ask_coarser(place, visible, finding);
    break;
  }
  return finding;
}

}  // namespace detector
