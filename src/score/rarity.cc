// Rarity of a value in a context, in bits, from the parts in which it was seen:
//
//   log2(D+1) − log2(k+½), never below 0
//
// D: visible parts of the context. k: those of them that have a value as rare as this one, itself
// left out: a value of this context that was seen in n other parts makes its part one of these when
// n is not larger than for the judged value. A context in which every day brings something new has
// a large k, and pays nothing for novelty; a flood of new values on one day is one day.
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

// Each visible part's rarest value, by the number of visible parts that have it; ascending.
std::vector<std::uint32_t> rarest_of_parts(const LevelReadOut::Context& known,
                                           const Visibility& visible, std::size_t parts) {
  absl::flat_hash_map<Day, std::array<std::uint32_t, 24>> rarest;  // by day and hour
  for (std::size_t begin = 0; begin < known.rows.size();) {
    std::size_t end = begin;
    std::uint32_t seen = 0;
    for (; end < known.rows.size() && known.rows[end].value == known.rows[begin].value; ++end) {
      seen += visible.parts(known.rows[end].day, known.rows[end].hours);
    }
    for (; begin < end; ++begin) {
      const auto& row = known.rows[begin];
      visible.for_each_part(row.day, row.hours, [&](std::size_t hour) {
        std::uint32_t& least = rarest[row.day][hour];
        if (least == 0 || seen < least) least = seen;
      });
    }
  }
  std::vector<std::uint32_t> out;
  out.reserve(parts);
  for (const auto& [day, hours] : rarest) {
    for (const std::uint32_t least : hours) {
      if (least > 0) out.push_back(least);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
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
  summary.rarest = rarest_of_parts(known, visible, summary.parts);
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
  const auto commoner =
      std::upper_bound(summary.rarest.begin(), summary.rarest.end(), finding.seen + 1);
  finding.as_rare = static_cast<std::uint32_t>(commoner - summary.rarest.begin());
  const std::uint64_t as_rare = std::max(finding.as_rare, finding.seen);
  const Bits bits = surprisal(2 * as_rare + 1, 2 * (std::uint64_t{finding.parts} + 1));
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

std::vector<Rarity::Rate> Rarity::rates(const Question& question, const Visibility& visible) {
  std::vector<Rate> rates;
  const View& view = views()[question.view];
  const std::array<std::uint64_t, kLevels> contexts = {question.context, question.parent, 1};
  for (std::size_t level = 0; level < level_count(view); ++level) {
    if (contexts[level] == kNoBound) continue;
    std::uint64_t value = question.value;
    for (std::size_t step = 0; step < step_count(view) && value != 0; ++step) {
      if (step > 0) value = readout_.coarser(value);
      Finding found;
      if (value == 0 ||
          !ask({question.view, level, step, contexts[level]}, value, visible, found)) {
        break;
      }
      rates.push_back({level, step == 0 ? 0 : value, found.seen, found.parts});
    }
  }
  return rates;
}

}  // namespace detector
