#include "score/scorer.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "base/time.h"
#include "score/volume.h"

namespace detector {
namespace {

bool in_part(const Cell& cell, Grain grain, const Part& part) {
  return grain == Grain::kDays || ((cell.hours >> static_cast<unsigned>(part.hour)) & 1U) != 0;
}

// Counts of the visible parts of a volume context, one number per part, in order of time.
std::vector<std::uint64_t> visible_counts(const LevelReadOut::Context& context, Grain grain,
                                          const Visibility& visible) {
  const std::size_t parts_per_day = grain == Grain::kHours ? 24 : 1;
  // Rows come by value, that is by hour; days are few, so they are summed in a table.
  Day first = std::numeric_limits<Day>::max();
  Day last = std::numeric_limits<Day>::min();
  for (const auto& day : context.days) {
    if (!visible.sees(day.day)) continue;
    first = std::min(first, day.day);
    last = std::max(last, day.day);
  }
  if (first > last) return {};
  const auto days = static_cast<std::size_t>(last - first) + 1;
  std::vector<std::uint64_t> counts(days * parts_per_day);
  for (const auto& row : context.rows) {
    if (visible.parts(row.day, row.hours) == 0) continue;
    const auto day = static_cast<std::size_t>(row.day - first);
    const auto hour = static_cast<std::size_t>(std::countr_zero(row.hours));
    counts[day * parts_per_day + (parts_per_day == 1 ? 0 : hour)] += row.count;
  }
  counts.erase(std::remove(counts.begin(), counts.end(), 0U), counts.end());
  return counts;
}

}  // namespace

void Scorer::judge_rarity(std::size_t view, const Part& part, const DaySlice& judged,
                          Findings& out) {
  const LevelSlice& slice = judged.level(view, 0);
  const bool by_value = entity_is_value(views()[view]);
  const Visibility visible = readout_.visibility(mode_, grain_, part);
  for (const auto& [key, cell] : slice.cells()) {
    if (!in_part(cell, grain_, part)) continue;
    const auto context = slice.contexts().find(key.context);
    const std::uint64_t parent =
        context == slice.contexts().end() ? kNoBound : context->second.parent;
    Finding finding = rarity_.judge({view, key.context, parent, key.value}, visible);
    finding.entity = by_value ? key.value : key.context;
    finding.count = cell.count;
    if (finding.bits > 0) out.push_back(finding);
  }
}

Bits Scorer::own_volume(std::size_t view, Finding& finding, const Visibility& visible) {
  const auto counts =
      visible_counts(readout_.level(view, 0).context(finding.context), grain_, visible);
  finding.parts = static_cast<std::uint32_t>(counts.size());
  std::uint64_t total = 0;
  for (const std::uint64_t count : counts) total += count;
  finding.usual = counts.empty() ? 0 : (total + counts.size() / 2) / counts.size();
  return own_volume_bits(finding.count, counts);
}

const std::vector<std::uint64_t>& Scorer::population(std::size_t view, const Visibility& visible) {
  const auto [found, inserted] = populations_.try_emplace(view);
  std::vector<std::uint64_t>& counts = found->second;
  if (!inserted) return counts;
  readout_.level(view, 0).for_each_context([&](const LevelReadOut::Context& context) {
    const auto own = visible_counts(context, grain_, visible);
    counts.insert(counts.end(), own.begin(), own.end());
  });
  std::sort(counts.begin(), counts.end());
  return counts;
}

Bits Scorer::population_volume(std::size_t view, Finding& finding, const Visibility& visible) {
  const auto& counts = population(view, visible);
  finding.parts = static_cast<std::uint32_t>(counts.size());
  finding.usual = counts.empty() ? 0 : counts[counts.size() / 2];
  finding.seen = static_cast<std::uint32_t>(
      counts.end() - std::lower_bound(counts.begin(), counts.end(), finding.count));
  return population_volume_bits(finding.count, counts);
}

void Scorer::judge_volume(std::size_t view, const Part& part, const DaySlice& judged,
                          Findings& out) {
  const Visibility visible = readout_.visibility(mode_, grain_, part);
  absl::flat_hash_map<std::uint64_t, std::uint64_t> counts;
  for (const auto& [key, cell] : judged.level(view, 0).cells()) {
    if (in_part(cell, grain_, part)) counts[key.context] += cell.count;
  }
  for (const auto& [context, count] : counts) {
    Finding finding;
    finding.detector = Detector::kVolume;
    finding.view = static_cast<std::uint8_t>(view);
    finding.entity = context;
    finding.context = context;
    finding.count = count;
    finding.bits = views()[view].reading == Reading::kOwnVolume
                       ? own_volume(view, finding, visible)
                       : population_volume(view, finding, visible);
    out.push_back(finding);  // also with 0 bits: this is what makes every entity of the day known
  }
}

// The other sources' days that may be compared with `own`.
LoginPopulation Scorer::population_like(const ReadOut::LoginDay& own,
                                        const Visibility& visible) const {
  LoginPopulation others;
  for (const auto& other : readout_.logins()) {
    const bool same = other.entity == own.entity && other.day == own.day;
    const bool seen = mode_ == Mode::kLeaveOut ? !same : visible.sees(other.day);
    if (!seen || other.kind != own.kind || other.failures < own.failures) continue;
    ++others.as_many_failures;
    if (other.success) ++others.then_success;
  }
  return others;
}

void Scorer::judge_logins(const Part& part, const DaySlice& judged, Findings& out) {
  const Visibility visible = readout_.visibility(mode_, Grain::kDays, part);
  for (const auto& [entity, history] : judged.logins()) {
    const auto own = read_logins(entity, part.day, history);
    if (!own.success) continue;
    if (grain_ == Grain::kHours && hour_of(own.success_time) != part.hour) continue;
    const LoginPopulation others = population_like(own, visible);
    Finding finding;
    finding.detector = Detector::kLogins;
    finding.entity = entity;
    finding.context = entity;
    finding.count = own.failures;
    finding.parts = static_cast<std::uint32_t>(others.as_many_failures);
    finding.seen = static_cast<std::uint32_t>(others.then_success);
    finding.bits = login_bits(others);
    if (finding.bits > 0) out.push_back(finding);
  }
}

// Puts what counts first: one finding per rarity view, the four strongest of those, the strongest
// volume, the logins. `findings` are one entity's, strongest first.
EntityScore Scorer::combine_findings(std::span<Finding> findings, Day day, Bits keep_above) {
  EntityScore score;
  score.entity = findings.front().entity;
  for (const Finding& finding : findings) {
    if (finding.detector != Detector::kLogins) score.kind = views()[finding.view].entity;
  }
  score.day = day;
  std::uint32_t views_used = 0;
  std::size_t rarities = 0;
  bool volume_used = false;
  const auto counts = [&](const Finding& finding) {
    if (finding.bits == 0) return false;
    switch (finding.detector) {
      case Detector::kLogins:
        return true;
      case Detector::kVolume:
        return !std::exchange(volume_used, true);
      case Detector::kRarity:
        break;
    }
    const std::uint32_t bit = 1U << finding.view;
    if ((views_used & bit) != 0 || rarities == kSummedRarities) return false;
    views_used |= bit;
    ++rarities;
    return true;
  };
  const auto end = std::stable_partition(findings.begin(), findings.end(), counts);
  for (auto finding = findings.begin(); finding != end; ++finding) score.bits += finding->bits;
  score.summed = static_cast<std::uint32_t>(end - findings.begin());
  if (score.bits > keep_above) {
    const auto n = std::min(findings.size(), kMostFindings);
    score.findings.assign(findings.begin(), findings.begin() + static_cast<std::ptrdiff_t>(n));
  }
  return score;
}

std::vector<EntityScore> Scorer::score_part(const Part& part, const DaySlice& judged,
                                            Bits keep_above) {
  rarity_.next_part();
  populations_.clear();
  Findings findings;
  for (std::size_t v = 0; v < views().size(); ++v) {
    if (views()[v].reading == Reading::kRarity) {
      // An hour of the day is no news to hours.
      if (grain_ == Grain::kHours && views()[v].value == Field::kWeekdayHour) continue;
      judge_rarity(v, part, judged, findings);
    } else {
      judge_volume(v, part, judged, findings);
    }
  }
  judge_logins(part, judged, findings);
  std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    if (a.entity != b.entity) return a.entity < b.entity;
    if (a.bits != b.bits) return a.bits > b.bits;
    if (a.view != b.view) return a.view < b.view;
    if (a.context != b.context) return a.context < b.context;
    return a.value < b.value;
  });
  std::vector<EntityScore> scores;
  for (std::size_t begin = 0; begin < findings.size();) {
    std::size_t end = begin + 1;
    while (end < findings.size() && findings[end].entity == findings[begin].entity) ++end;
    scores.push_back(
        combine_findings(std::span(findings).subspan(begin, end - begin), part.day, keep_above));
    begin = end;
  }
  return scores;
}

std::vector<EntityScore> Scorer::score_day(Day day, const DaySlice& judged, Bits keep_above) {
  grain_ = readout_.grain(mode_, day);
  if (grain_ == Grain::kDays) return score_part({day, 0}, judged, keep_above);
  std::vector<EntityScore> best;
  for (int hour = 0; hour < 24; ++hour) {
    auto scores = score_part({day, hour}, judged, keep_above);
    best.insert(best.end(), std::make_move_iterator(scores.begin()),
                std::make_move_iterator(scores.end()));
  }
  std::stable_sort(best.begin(), best.end(), [](const EntityScore& a, const EntityScore& b) {
    return a.entity != b.entity ? a.entity < b.entity : a.bits > b.bits;
  });
  const auto last = std::unique(best.begin(), best.end(),
                                [](const auto& a, const auto& b) { return a.entity == b.entity; });
  best.erase(last, best.end());
  return best;
}

}  // namespace detector
