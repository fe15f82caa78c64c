// A score is a function of the entity's own cells of the day (views.h), so a changed day needs only
// these. "Usual" takes the value's cells away; "at most n" scales a volume's cells, or keeps n of a
// view's values. Nothing is assumed about how findings depend on each other: each trial is scored.
#include "score/silencing.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace detector {
namespace {

constexpr Bits kKeepNothing = INT64_MAX;

bool is_count(Detector detector) {
  return detector == Detector::kVolume || detector == Detector::kSpread;
}

struct Reach {
  Bits own = 0;   // bits of the subset's findings
  Bits most = 0;  // and of those that may fall with them
};

// What was rare is also what is counted as different or new, and what is harmful.
Reach reach_of(const EntityScore& score, unsigned subset) {
  Reach reach;
  Bits dependent = 0;
  bool has_values = false;
  for (std::size_t i = 0; i < score.summed; ++i) {
    const Finding& finding = score.findings[i];
    const Detector detector = finding.detector;
    if ((subset >> i & 1U) != 0) {
      reach.own += finding.bits;
      has_values = has_values || (detector != Detector::kVolume && detector != Detector::kLogins);
    } else if (detector != Detector::kVolume && detector != Detector::kLogins) {
      dependent += finding.bits;
    }
  }
  reach.most = reach.own + (has_values ? dependent : 0);
  return reach;
}

}  // namespace

SilencingSearch::SilencingSearch(Scorer& scorer, const DaySlice& judged, const EntityScore& score)
    : scorer_(scorer), score_(score) {
  collect(judged);
}

void SilencingSearch::collect(const DaySlice& judged) {
  for (std::size_t v = 0; v < views().size(); ++v) {
    const bool by_value = entity_is_value(views()[v]);
    const LevelSlice& level = judged.level(v, 0);
    for (const auto& [key, cell] : level.cells()) {
      if ((by_value ? key.value : key.context) != score_.entity) continue;
      cells_.push_back({v, key, cell, level.contexts().at(key.context), false});
    }
  }
  for (OwnCell& own : cells_) own.is_new = is_new(own);
  // New values first: of fewer different values they are the last to go.
  std::sort(cells_.begin(), cells_.end(), [](const OwnCell& a, const OwnCell& b) {
    return std::tuple(a.view, !a.is_new, a.key.value, a.key.context) <
           std::tuple(b.view, !b.is_new, b.key.value, b.key.context);
  });
  const auto found = judged.logins().find(score_.entity);
  if (found != judged.logins().end()) logins_ = &found->second;
}

Silencing::Step SilencingSearch::step_of(std::size_t finding) const {
  return {finding, is_count(score_.findings[finding].detector) ? std::uint64_t{1} : 0};
}

// Whether the value was seen on no other day.
bool SilencingSearch::is_new(const OwnCell& own) const {
  const auto known = scorer_.readout().level(own.view, 0).context(own.key.context);
  return std::none_of(known.rows.begin(), known.rows.end(), [&](const LevelReadOut::Row& row) {
    return row.value == own.key.value && row.day != score_.day;
  });
}

bool SilencingSearch::takes_away(const Finding& finding, const OwnCell& own) const {
  const View& view = views()[finding.view];
  if (finding.detector == Detector::kNovelty) return own.view == finding.view && own.is_new;
  if (finding.detector != Detector::kRarity && finding.detector != Detector::kSensitivity) {
    return false;
  }
  if (entity_is_value(view)) {
    return own.view == finding.view && own.key.context == finding.context;
  }
  // Other views of the same field met the same value.
  return own.key.value == finding.value && views()[own.view].value == view.value;
}

std::uint32_t SilencingSearch::count_after(const Steps& steps, const OwnCell& own,
                                           std::vector<std::uint64_t>& left) const {
  std::uint64_t count = own.cell.count;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Finding& finding = score_.findings[steps[i].evidence];
    if (takes_away(finding, own)) return 0;
    if (!is_count(finding.detector) || own.view != finding.view) continue;
    if (finding.detector == Detector::kVolume) {
      count = count * steps[i].at_most / std::max<std::uint64_t>(finding.count, 1);
    } else if (left[i] == 0) {
      return 0;
    } else {
      --left[i];
    }
  }
  return static_cast<std::uint32_t>(count);
}

DaySlice SilencingSearch::day_with(const Steps& steps) const {
  DaySlice day;
  std::vector<std::uint64_t> left;  // values that a spread may still have, by step
  left.reserve(steps.size());
  for (const auto& step : steps) left.push_back(step.at_most);
  for (const OwnCell& own : cells_) {
    const std::uint32_t count = count_after(steps, own, left);
    if (count == 0) continue;
    LevelSlice& level = day.level(own.view, 0);
    if (!level.contexts().contains(own.key.context)) {
      level.restore_context(own.key.context, own.context);
    }
    level.restore_cell(own.key, {count, own.cell.hours});
  }
  if (logins_ == nullptr) return day;
  const bool without_success = std::any_of(steps.begin(), steps.end(), [&](const auto& step) {
    return score_.findings[step.evidence].detector == Detector::kLogins;
  });
  LoginHistory logins = *logins_;
  if (without_success) {
    std::erase_if(logins.rows, [](const LoginRow& row) { return row.success; });
  }
  day.restore_logins(score_.entity, std::move(logins));
  return day;
}

Bits SilencingSearch::score_with(const Steps& steps) {
  ++trials_;
  const auto scores = scorer_.score_day(score_.day, day_with(steps), kKeepNothing);
  const auto own = std::find_if(scores.begin(), scores.end(), [&](const EntityScore& score) {
    return score.entity == score_.entity;
  });
  return own == scores.end() ? 0 : own->bits;
}

// Subsets of the summed findings, the smallest first.
std::optional<SilencingSearch::Steps> SilencingSearch::smallest(Bits threshold) {
  const std::size_t count = std::min<std::size_t>(score_.summed, 10);
  std::vector<std::tuple<int, Bits, unsigned>> subsets;
  for (unsigned subset = 1; subset < 1U << count; ++subset) {
    const Reach reach = reach_of(score_, subset);
    if (score_.bits - reach.most > threshold) continue;
    subsets.emplace_back(std::popcount(subset), reach.own, subset);
  }
  std::sort(subsets.begin(), subsets.end());
  for (const auto& [size, own, subset] : subsets) {
    if (trials_ >= kMostTrials) break;
    Steps steps;
    for (std::size_t i = 0; i < count; ++i) {
      if ((subset >> i & 1U) != 0) steps.push_back(step_of(i));
    }
    if (score_with(steps) <= threshold) return steps;
  }
  return std::nullopt;
}

void SilencingSearch::loosen(Steps& steps, std::size_t index, Bits threshold) {
  const Finding& finding = score_.findings[steps[index].evidence];
  std::uint64_t silent = steps[index].at_most;
  std::uint64_t loud = finding.count;
  while (loud > silent + 1) {
    const std::uint64_t middle = silent + (loud - silent) / 2;
    steps[index].at_most = middle;
    (score_with(steps) <= threshold ? silent : loud) = middle;
  }
  steps[index].at_most = silent;
}

std::optional<Silencing> SilencingSearch::find(Bits threshold) {
  trials_ = 0;
  auto steps = smallest(threshold);
  if (!steps) return std::nullopt;
  for (std::size_t i = 0; i < steps->size(); ++i) {
    if (is_count(score_.findings[(*steps)[i].evidence].detector)) loosen(*steps, i, threshold);
  }
  return Silencing{*steps, score_with(*steps)};
}

}  // namespace detector
