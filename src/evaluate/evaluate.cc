// Joins alerts to truth on record ids, ranks them, and counts. Everything that is iterated into the
// result is a sorted map or a vector in rank order, so the result does not depend on input order.

#include "detector/evaluate.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace detector {
namespace {

struct TruthIndex {
  struct Campaign {
    std::string_view level;
    std::set<std::string_view> techniques;
    std::int64_t records = 0;
    std::int64_t first_ms = 0;
  };
  std::map<std::string_view, Campaign> campaigns;
  std::map<std::string_view, const TruthRecord*> records;
};

TruthIndex index_truth(std::span<const TruthRecord> truth) {
  TruthIndex index;
  for (const TruthRecord& record : truth) {
    if (!index.records.emplace(record.record_id, &record).second) continue;
    TruthIndex::Campaign& campaign = index.campaigns[record.campaign];
    if (campaign.records == 0 || record.time_ms < campaign.first_ms) {
      campaign.first_ms = record.time_ms;
    }
    campaign.level = record.level;
    campaign.techniques.insert(record.technique);
    ++campaign.records;
  }
  return index;
}

/// One row per alert id: see evaluate() for how revisions unite.
std::vector<AlertRow> unite_revisions(std::span<const AlertRow> alerts) {
  std::map<std::string_view, std::size_t> seen;
  std::vector<AlertRow> united;
  for (const AlertRow& row : alerts) {
    const auto [at, is_new] = seen.emplace(row.id, united.size());
    if (is_new) {
      united.push_back(row);
      continue;
    }
    AlertRow& alert = united[at->second];
    alert.score_bits = row.score_bits;
    alert.time_ms = std::min(alert.time_ms, row.time_ms);
    alert.record_ids.insert(alert.record_ids.end(), row.record_ids.begin(), row.record_ids.end());
  }
  std::sort(united.begin(), united.end(), [](const AlertRow& a, const AlertRow& b) {
    if (a.score_bits != b.score_bits) return a.score_bits > b.score_bits;
    return a.time_ms != b.time_ms ? a.time_ms < b.time_ms : a.id < b.id;
  });
  return united;
}

/// What the alerts, in rank order, did to one campaign.
struct Hits {
  std::optional<std::int64_t> rank;
  std::optional<std::int64_t> rank_in_day;
  std::int64_t earliest_ms = 0;
  std::set<std::string_view> techniques;
};

struct Judged {
  std::map<std::string_view, Hits> hits;
  std::vector<char> right;  ///< One per alert in rank order.
};

Judged judge(const TruthIndex& index, std::span<const AlertRow> ranked) {
  Judged judged;
  std::map<std::int64_t, std::int64_t> seen_in_day;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const AlertRow& alert = ranked[i];
    const std::int64_t rank_in_day = ++seen_in_day[alert.day];
    std::set<std::string_view> hit;
    for (const std::string& id : alert.record_ids) {
      const auto found = index.records.find(id);
      if (found == index.records.end()) continue;
      hit.insert(found->second->campaign);
      judged.hits[found->second->campaign].techniques.insert(found->second->technique);
    }
    for (const std::string_view name : hit) {
      Hits& hits = judged.hits[name];
      hits.earliest_ms = hits.rank ? std::min(hits.earliest_ms, alert.time_ms) : alert.time_ms;
      if (!hits.rank) hits.rank = static_cast<std::int64_t>(i) + 1;
      hits.rank_in_day = std::min(hits.rank_in_day.value_or(rank_in_day), rank_in_day);
    }
    judged.right.push_back(hit.empty() ? 0 : 1);
  }
  return judged;
}

PrecisionAt precision_at(const std::vector<char>& right, std::int64_t k) {
  PrecisionAt at{k, 0, std::min(k, static_cast<std::int64_t>(right.size()))};
  at.right = std::count(right.begin(), right.begin() + at.judged, 1);
  return at;
}

double average_precision(const std::vector<char>& right, std::int64_t unfound) {
  double sum = 0;
  std::int64_t hits = 0;
  for (std::size_t i = 0; i < right.size(); ++i) {
    if (right[i] == 0) continue;
    ++hits;
    sum += static_cast<double>(hits) / static_cast<double>(i + 1);
  }
  return hits + unfound == 0 ? 0 : sum / static_cast<double>(hits + unfound);
}

CampaignOutcome outcome_of(std::string_view name, const TruthIndex::Campaign& campaign,
                           const Judged& judged) {
  CampaignOutcome outcome;
  outcome.name = name;
  outcome.level = campaign.level;
  outcome.records = campaign.records;
  outcome.techniques.assign(campaign.techniques.begin(), campaign.techniques.end());
  const auto hits = judged.hits.find(name);
  if (hits == judged.hits.end()) return outcome;
  const Hits& hit = hits->second;
  outcome.rank = hit.rank;
  outcome.rank_in_day = hit.rank_in_day;
  outcome.found_techniques.assign(hit.techniques.begin(), hit.techniques.end());
  constexpr std::int64_t kMinute = 60'000;
  outcome.minutes_to_alert =
      std::max<std::int64_t>(0, hit.earliest_ms - campaign.first_ms) / kMinute;
  return outcome;
}

std::vector<RecallOf> as_rows(const std::map<std::string_view, RecallOf>& rows) {
  std::vector<RecallOf> out;
  for (const auto& [name, row] : rows) {
    out.push_back(row);
    out.back().name = name;
  }
  return out;
}

void count_recall(Evaluation& evaluation) {
  std::map<std::string_view, RecallOf> levels;
  std::map<std::string_view, RecallOf> techniques;
  for (const CampaignOutcome& outcome : evaluation.campaigns) {
    const bool found = outcome.rank.has_value();
    if (found) ++evaluation.found;
    RecallOf& level = levels[outcome.level];
    ++level.total;
    if (found) ++level.found;
    for (const std::string& technique : outcome.techniques) ++techniques[technique].total;
    for (const std::string& technique : outcome.found_techniques) ++techniques[technique].found;
  }
  evaluation.by_level = as_rows(levels);
  evaluation.by_technique = as_rows(techniques);
}

std::int64_t days_spanned(std::span<const AlertRow> ranked) {
  if (ranked.empty()) return 0;
  const auto by_day = [](const AlertRow& a, const AlertRow& b) { return a.day < b.day; };
  const auto [first, last] = std::minmax_element(ranked.begin(), ranked.end(), by_day);
  return last->day - first->day + 1;
}

/// By kind, how many surprises an alert that hits no campaign refers to.
std::vector<RecallOf> count_surprises(std::span<const SurpriseRecord> surprises,
                                      std::span<const AlertRow> ranked,
                                      const std::vector<char>& right) {
  std::set<std::string_view> alerted_records;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    if (right[i] != 0) continue;
    alerted_records.insert(ranked[i].record_ids.begin(), ranked[i].record_ids.end());
  }
  struct Surprise {
    std::string_view kind;
    bool alerted = false;
  };
  std::map<std::string_view, Surprise> by_name;
  for (const SurpriseRecord& record : surprises) {
    Surprise& surprise = by_name[record.surprise];
    surprise.kind = record.kind;
    surprise.alerted = surprise.alerted || alerted_records.contains(record.record_id);
  }
  std::map<std::string_view, RecallOf> kinds;
  for (const auto& [name, surprise] : by_name) {
    RecallOf& kind = kinds[surprise.kind];
    ++kind.total;
    if (surprise.alerted) ++kind.found;
  }
  return as_rows(kinds);
}

}  // namespace

Evaluation evaluate(const Truth& truth, std::span<const AlertRow> alerts,
                    std::optional<std::int64_t> days) {
  const TruthIndex index = index_truth(truth.attacks);
  const std::vector<AlertRow> ranked = unite_revisions(alerts);
  const Judged judged = judge(index, ranked);
  Evaluation evaluation;
  for (const auto& [name, campaign] : index.campaigns) {
    evaluation.campaigns.push_back(outcome_of(name, campaign, judged));
  }
  count_recall(evaluation);
  evaluation.alerts = static_cast<std::int64_t>(ranked.size());
  evaluation.days = days.value_or(days_spanned(ranked));
  evaluation.surprises = count_surprises(truth.surprises, ranked, judged.right);
  for (const std::int64_t k : {std::int64_t{5}, std::int64_t{10}, evaluation.alerts}) {
    evaluation.precision.push_back(precision_at(judged.right, k));
  }
  const auto unfound = static_cast<std::int64_t>(evaluation.campaigns.size()) - evaluation.found;
  evaluation.auprc = index.campaigns.empty() ? 0 : average_precision(judged.right, unfound);
  return evaluation;
}

}  // namespace detector
