// What an alert says of each rarity beyond its bits: how often the value is seen at each level of
// back-off, and what the context usually has in its place.
#include <algorithm>

#include "score/explain.h"

namespace detector {
namespace {

/// The commonest values of a context among its visible parts.
std::vector<UsualValue> usual_values(const LevelReadOut::Context& known, const Visibility& visible,
                                     const ReadOut& readout) {
  std::vector<std::pair<std::uint32_t, std::uint64_t>> seen;  // parts, value
  for (const LevelReadOut::Row& row : known.rows) {
    const std::uint32_t parts = visible.parts(row.day, row.hours);
    if (parts == 0) continue;
    if (seen.empty() || seen.back().second != row.value) seen.emplace_back(0, row.value);
    seen.back().first += parts;
  }
  const std::size_t kept = std::min(seen.size(), kMostUsual);
  std::partial_sort(seen.begin(), seen.begin() + static_cast<std::ptrdiff_t>(kept), seen.end(),
                    [](const auto& a, const auto& b) {
                      return a.first != b.first ? a.first > b.first : a.second < b.second;
                    });
  std::vector<UsualValue> usual;
  for (std::size_t i = 0; i < kept; ++i) {
    usual.push_back({std::string(readout.name(seen[i].second)), seen[i].first});
  }
  return usual;
}

std::uint64_t parent_of(const LevelReadOut::Context& known, Day day) {
  const auto row =
      std::find_if(known.days.begin(), known.days.end(),
                   [&](const LevelReadOut::ContextRow& one) { return one.day == day; });
  return row == known.days.end() ? kNoBound : row->parent;
}

}  // namespace

void explain_rarities(const EntityScore& found, const ExplainContext& context, Scorer& scorer,
                      Score& score) {
  if (context.grain != Grain::kDays) return;
  const ReadOut& readout = *context.readout;
  const Visibility visible = readout.visibility(context.mode, Grain::kDays, {found.day, 0});
  for (std::size_t i = 0; i < found.summed; ++i) {
    const Finding& finding = found.findings[i];
    if (finding.detector != Detector::kRarity) continue;
    const View& view = views()[finding.view];
    const auto known = readout.level(finding.view, 0).context(finding.context);
    const Rarity::Question question{finding.view, finding.context, parent_of(known, found.day),
                                    finding.value};
    Evidence& evidence = score.evidence[i];
    for (const Rarity::Rate& rate : scorer.rates(question, found.day)) {
      evidence.base_rates.push_back(
          {view.contexts[rate.level],
           rate.among == 0 ? std::string() : std::string(readout.name(rate.among)), rate.seen,
           rate.parts});
    }
    evidence.usually = usual_values(known, visible, readout);
  }
}

}  // namespace detector
