#include "score/scorer.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "base/log2.h"
#include "base/time.h"
#include "score/volume.h"

namespace detector {
namespace {

bool in_part(const Cell& cell, Grain grain, const Part& part) {
  return grain == Grain::kDays || ((cell.hours >> static_cast<unsigned>(part.hour)) & 1U) != 0;
}

// Fewer parts than this are no history to compare a count with.
constexpr std::size_t kOwnParts = 3;

std::size_t population_key(std::size_t view, Measure measure) {
  return 4 * view + static_cast<std::size_t>(measure);
}

// How much every context did in the part.
absl::flat_hash_map<std::uint64_t, std::uint64_t> counts_of(const LevelSlice& slice,
                                                            Measure measure, Grain grain,
                                                            const Part& part) {
  absl::flat_hash_map<std::uint64_t, std::uint64_t> counts;
  for (const auto& [key, cell] : slice.cells()) {
    if (!in_part(cell, grain, part)) continue;
    counts[key.context] += measure == Measure::kEvents ? cell.count : 1;
  }
  if (measure == Measure::kEvents || grain == Grain::kHours) return counts;
  for (auto& [context, count] : counts) {
    count = distinct_estimate(count, slice.contexts().at(context).bound);
  }
  return counts;
}

}  // namespace

void Scorer::judge_rarity(std::size_t view, const Part& part, const DaySlice& judged,
                          Findings& out) {
  const LevelSlice& slice = judged.level(view, 0);
  const bool by_value = entity_is_value(views()[view]);
  const Visibility visible = readout_.visibility(mode_, grain_, part);
  absl::flat_hash_map<std::uint64_t, std::uint64_t> news;
  for (const auto& [key, cell] : slice.cells()) {
    if (!in_part(cell, grain_, part)) continue;
    const auto context = slice.contexts().find(key.context);
    const std::uint64_t parent =
        context == slice.contexts().end() ? kNoBound : context->second.parent;
    Finding finding = rarity_.judge({view, key.context, parent, key.value}, visible);
    finding.entity = by_value ? key.value : key.context;
    finding.count = cell.count;
    if (finding.bits > 0) out.push_back(finding);
    const bool is_new = finding.level == 0 && finding.parts > 0 && finding.seen == 0;
    if (is_new && !views()[view].spread_words.empty()) ++news[key.context];
  }
  for (const auto& [context, count] : news) {
    Finding finding;
    finding.detector = Detector::kNovelty;
    finding.view = static_cast<std::uint8_t>(view);
    finding.entity = context;
    finding.context = context;
    finding.count = count;
    finding.bits = novelty_bits(view, finding, visible);
    if (finding.bits > 0) out.push_back(finding);
  }
}

const std::vector<DayCount>& Scorer::population_by_day(std::size_t view, Measure measure) {
  const auto [found, inserted] = populations_by_day_.try_emplace(population_key(view, measure));
  std::vector<DayCount>& counts = found->second;
  if (!inserted) return counts;
  readout_.level(view, 0).for_each_context([&](const LevelReadOut::Context& context) {
    const auto own = day_counts(context, measure);
    counts.insert(counts.end(), own.begin(), own.end());
  });
  std::sort(counts.begin(), counts.end(),
            [](const DayCount& a, const DayCount& b) { return a.count < b.count; });
  return counts;
}

const std::vector<std::uint64_t>& Scorer::population(std::size_t view, Measure measure,
                                                     const Visibility& visible) {
  const auto [found, inserted] = populations_.try_emplace(population_key(view, measure));
  std::vector<std::uint64_t>& counts = found->second;
  if (!inserted) return counts;
  if (grain_ == Grain::kDays && measure != Measure::kNew) {
    for (const DayCount& day : population_by_day(view, measure)) {
      if (visible.sees(day.day)) counts.push_back(day.count);
    }
    return counts;
  }
  readout_.level(view, 0).for_each_context([&](const LevelReadOut::Context& context) {
    const auto own = visible_counts(context, measure, grain_, visible);
    counts.insert(counts.end(), own.begin(), own.end());
  });
  std::sort(counts.begin(), counts.end());
  return counts;
}

Bits Scorer::population_bits(std::size_t view, Measure measure, Finding& finding,
                             const Visibility& visible) {
  const auto& counts = population(view, measure, visible);
  finding.own_history = false;
  finding.parts = static_cast<std::uint32_t>(counts.size());
  finding.usual = counts.empty() ? 0 : counts[counts.size() / 2];
  finding.seen = static_cast<std::uint32_t>(
      counts.end() - std::lower_bound(counts.begin(), counts.end(), finding.count));
  const Bits bits = population_volume_bits(finding.count, counts);
  // Small numbers of different things have no Pareto tail to extrapolate.
  return measure == Measure::kEvents ? bits : std::min(bits, log2_bits(2 * (counts.size() + 1)));
}

// New values are odd where neither the others bring as many, nor, where new ones are usual for it,
// the context itself.
Bits Scorer::novelty_bits(std::size_t view, Finding& finding, const Visibility& visible) {
  Finding own = finding;
  const Bits population = population_bits(view, Measure::kNew, finding, visible);
  const auto counts = visible_counts(readout_.level(view, 0).context(finding.context),
                                     Measure::kNew, grain_, visible);
  if (counts.size() < kOwnParts) return population;
  const Bits bits = own_history_bits(counts, own);
  if (own.usual == 0 || bits >= population) return population;
  finding = own;
  return bits;
}

Bits Scorer::own_history_bits(const std::vector<std::uint64_t>& counts, Finding& finding) {
  finding.own_history = true;
  finding.parts = static_cast<std::uint32_t>(counts.size());
  std::uint64_t total = 0;
  for (const std::uint64_t count : counts) total += count;
  finding.usual = counts.empty() ? 0 : (total + counts.size() / 2) / counts.size();
  return own_volume_bits(finding.count, counts);
}

// A spread is compared with the context's own history where there is one, else with all others'.
Bits Scorer::count_bits(std::size_t view, Measure measure, Finding& finding,
                        const Visibility& visible) {
  finding.own_history = views()[view].reading != Reading::kPopulationVolume;
  if (finding.own_history) {
    const auto counts =
        visible_counts(readout_.level(view, 0).context(finding.context), measure, grain_, visible);
    const Bits own = own_history_bits(counts, finding);
    if (measure == Measure::kEvents || counts.size() >= kOwnParts) return own;
  }
  return population_bits(view, measure, finding, visible);
}

void Scorer::judge_counts(std::size_t view, Measure measure, const Part& part,
                          const DaySlice& judged, Findings& out) {
  const Visibility visible = readout_.visibility(mode_, grain_, part);
  for (const auto& [context, count] : counts_of(judged.level(view, 0), measure, grain_, part)) {
    Finding finding;
    finding.detector = measure == Measure::kEvents ? Detector::kVolume : Detector::kSpread;
    finding.view = static_cast<std::uint8_t>(view);
    finding.entity = context;
    finding.context = context;
    finding.count = count;
    finding.bits = count_bits(view, measure, finding, visible);
    // A volume of 0 bits stays: this is what makes every entity of the day known.
    if (finding.bits > 0 || measure == Measure::kEvents) out.push_back(finding);
  }
}

// The days of the source itself, when there are enough to tell what is usual for it: behind an
// address that many share, somebody mistypes a password every week.
LoginPopulation Scorer::own_days_like(const ReadOut::LoginDay& own,
                                      const Visibility& visible) const {
  LoginPopulation days;
  const auto [begin, end] =
      std::equal_range(readout_.logins().begin(), readout_.logins().end(), own,
                       [](const auto& a, const auto& b) { return a.entity < b.entity; });
  for (auto day = begin; day != end; ++day) {
    if (!visible.sees(day->day) || day->kind != own.kind) continue;
    ++days.as_many_failures;
    if (day->success) ++days.then_success;
  }
  return days;
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

// The other sources' days with a login, and those of them that began with as many failures: people
// mistype passwords, and are not to be compared with guessers who never get in.
LoginPopulation Scorer::logins_like(const ReadOut::LoginDay& own, const Visibility& visible) const {
  LoginPopulation others;
  for (const auto& other : readout_.logins()) {
    const bool same = other.entity == own.entity && other.day == own.day;
    const bool seen = mode_ == Mode::kLeaveOut ? !same : visible.sees(other.day);
    if (!seen || other.kind != own.kind || !other.logged_in) continue;
    ++others.as_many_failures;
    if (other.success && other.failures >= own.failures) ++others.then_success;
  }
  return others;
}

void Scorer::judge_logins(const Part& part, const DaySlice& judged, Findings& out) {
  const Visibility visible = readout_.visibility(mode_, Grain::kDays, part);
  for (const auto& [entity, history] : judged.logins()) {
    const auto own = read_logins(entity, part.day, history);
    if (!own.success) continue;
    if (grain_ == Grain::kHours && hour_of(own.success_time) != part.hour) continue;
    LoginPopulation others = population_like(own, visible);
    const LoginPopulation logins = logins_like(own, visible);
    const bool of_logins = logins.then_success > 0 && login_bits(logins) < login_bits(others);
    if (of_logins) others = logins;
    const LoginPopulation itself = own_days_like(own, visible);
    const bool own_history =
        itself.as_many_failures >= kOwnParts && login_bits(itself) < login_bits(others);
    if (own_history) others = itself;
    Finding finding;
    finding.detector = Detector::kLogins;
    finding.entity = entity;
    finding.context = entity;
    finding.own_history = own_history;
    finding.of_logins = of_logins;
    finding.count = own.failures;
    finding.parts = static_cast<std::uint32_t>(others.as_many_failures);
    finding.seen = static_cast<std::uint32_t>(others.then_success);
    // Where those who get in fail as often, it need not have been guessed.
    const bool is_usual = (of_logins || own_history) && others.then_success > 0;
    finding.bits = login_bits(others) + (is_usual ? 0 : kLoginHarm);
    if (finding.bits > 0) out.push_back(finding);
  }
}

namespace {

// What counts of an entity's findings, each seen once, strongest first: one finding per rarity
// view, the four strongest of those, the strongest volume, the strongest spread or novelty, the
// logins.
class Selection {
 public:
  bool counts(const Finding& finding) {
    if (finding.bits == 0) return false;
    switch (finding.detector) {
      case Detector::kVolume:
        return !std::exchange(volume_, true);
      case Detector::kSpread:
      case Detector::kNovelty:
        return !std::exchange(spread_, true);
      case Detector::kRarity:
        return counts_rarity(finding);
      default:
        return true;
    }
  }

 private:
  bool counts_rarity(const Finding& finding) {
    const std::uint32_t bit = 1U << finding.view;
    if ((views_ & bit) != 0 || rarities_ == Scorer::kSummedRarities) return false;
    views_ |= bit;
    ++rarities_;
    return true;
  }

  std::uint32_t views_ = 0;
  std::size_t rarities_ = 0;
  bool volume_ = false;
  bool spread_ = false;
};

}  // namespace

EntityScore Scorer::combine_findings(std::span<const Finding> findings, Day day, Bits keep_above) {
  EntityScore score;
  score.entity = findings.front().entity;
  score.day = day;
  Finding harm;
  for (const Finding& finding : findings) {
    if (finding.detector != Detector::kLogins) score.kind = views()[finding.view].entity;
    const Finding weighed = sensitivity_.weigh(finding);
    if (weighed.bits > harm.bits) harm = weighed;
  }
  std::vector<Finding> ordered(findings.begin(), findings.end());
  if (harm.bits > 0) ordered.push_back(harm);
  Selection selection;
  const auto end =
      std::stable_partition(ordered.begin(), ordered.end(),
                            [&](const Finding& finding) { return selection.counts(finding); });
  score.summed = static_cast<std::uint32_t>(end - ordered.begin());
  for (auto finding = ordered.begin(); finding != end; ++finding) score.bits += finding->bits;
  if (score.bits > keep_above) {
    ordered.resize(std::min(ordered.size(), std::max<std::size_t>(score.summed, kMostFindings)));
    score.findings = std::move(ordered);
  }
  return score;
}

// What is remembered of a part is of the read-out alone, whatever cells are judged.
void Scorer::enter(const Part& part) {
  if (part_ == part) return;
  rarity_.next_part();
  populations_.clear();
  part_ = part;
}

std::vector<Rarity::Rate> Scorer::rates(const Rarity::Question& question, Day day) {
  enter({day, 0});
  return rarity_.rates(question, readout_.visibility(mode_, Grain::kDays, {day, 0}));
}

Scorer::Findings Scorer::judge_part(const Part& part, const DaySlice& judged) {
  enter(part);
  Findings findings;
  for (std::size_t v = 0; v < views().size(); ++v) {
    if (views()[v].reading == Reading::kRarity) {
      // An hour of the day is no news to hours.
      if (grain_ == Grain::kHours && views()[v].value == Field::kWeekdayHour) continue;
      judge_rarity(v, part, judged, findings);
    } else {
      judge_counts(v, Measure::kEvents, part, judged, findings);
    }
    if (!views()[v].spread_words.empty()) {
      judge_counts(v, Measure::kDistinct, part, judged, findings);
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
  return findings;
}

std::vector<EntityScore> Scorer::score_part(const Part& part, const DaySlice& judged,
                                            Bits keep_above) {
  const Findings findings = judge_part(part, judged);
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
