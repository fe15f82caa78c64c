// The two references: hourly counts per entity against their median and MAD, as the ancestor of
// this project did, and what an entity was never seen doing, as simple rules do. Everything is kept
// in ordered maps, so the order of events does not matter.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

#include "base/hash.h"
#include "base/time.h"
#include "detector/evaluate.h"

namespace detector {
namespace {

constexpr std::size_t kMostRecordsShown = 20;
constexpr std::size_t kHistoryHours = 8;
constexpr double kOutlier = 3.5;
// Iglewicz and Hoaglin: the modified z-score is 0.6745·(x − median)/MAD; where the MAD is 0,
// (x − median)/(1.2533·mean absolute deviation).
constexpr double kMadFactor = 0.6745;
constexpr double kMeanFactor = 1.253314;

double median_of(std::vector<double> values) {
  const std::size_t half = values.size() / 2;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(half);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

/// 0 where nothing varies and `count` does not differ either.
double modified_z(double count, const std::vector<double>& history) {
  const double median = median_of(history);
  std::vector<double> deviations;
  double sum = 0;
  deviations.reserve(history.size());
  for (const double value : history) {
    deviations.push_back(std::fabs(value - median));
    sum += deviations.back();
  }
  const double mad = median_of(std::move(deviations));
  if (mad > 0) return kMadFactor * std::fabs(count - median) / mad;
  const double mean = sum / static_cast<double>(history.size());
  if (mean > 0) return std::fabs(count - median) / (kMeanFactor * mean);
  return count == median ? 0 : kOutlier * 2;
}

struct Hour {
  std::int64_t events = 0;
  TimeMs first = 0;
  std::vector<std::string> record_ids;  // the first that came, and only on judged days
};

using Hours = std::map<std::int64_t, Hour>;

std::vector<double> counts_before(const Hours& hours, Day day) {
  std::vector<double> counts;
  for (const auto& [index, hour] : hours) {
    if (index >= std::int64_t{day} * 24) break;
    counts.push_back(static_cast<double>(hour.events));
  }
  return counts;
}

struct Action {
  TimeMs first = 0;
  std::string record_id;
};

std::string record_id_of(const Event& event, std::string_view record) {
  return event.id.empty() ? to_hex(sha256(record)) : std::string(event.id);
}

AlertRow& row_of(std::map<std::pair<Day, std::string>, AlertRow>& rows, Day day,
                 const std::string& entity, TimeMs time) {
  AlertRow& row = rows[{day, entity}];
  if (row.id.empty()) {
    row.id = format_day(day) + " " + entity;
    row.day = day;
    row.time_ms = time;
  }
  row.time_ms = std::min<std::int64_t>(row.time_ms, time);
  return row;
}

void add_record(AlertRow& row, const std::string& id) {
  if (row.record_ids.size() < kMostRecordsShown) row.record_ids.push_back(id);
}

std::vector<AlertRow> values_of(std::map<std::pair<Day, std::string>, AlertRow>&& rows) {
  std::vector<AlertRow> out;
  out.reserve(rows.size());
  for (auto& [key, row] : rows) out.push_back(std::move(row));
  return out;
}

}  // namespace

struct References::Impl {
  Day since = 0;
  std::map<std::string, Hours> hours;  // by entity, by hour since 1970
  std::map<std::string, std::map<std::string, Action>> actions;
};

References::References(std::int64_t since_ms) : impl_(std::make_unique<Impl>()) {
  impl_->since = day_of(since_ms);
}
References::~References() = default;
References::References(References&&) noexcept = default;
References& References::operator=(References&&) noexcept = default;

void References::observe(const Event& event, std::string_view record) {
  const std::string entity(event[event.entity]);
  const bool judged = day_of(event.time) >= impl_->since;
  const std::int64_t index = std::int64_t{day_of(event.time)} * 24 + hour_of(event.time);
  Hour& hour = impl_->hours[entity][index];
  if (hour.events == 0 || event.time < hour.first) hour.first = event.time;
  hour.events += event.count;
  std::string id;
  if (judged && hour.record_ids.size() < kMostRecordsShown) {
    id = record_id_of(event, record);
    hour.record_ids.push_back(id);
  }
  const std::string_view what =
      event[Field::kAction].empty() ? event[Field::kProgram] : event[Field::kAction];
  const auto [found, inserted] = impl_->actions[entity].try_emplace(std::string(what));
  Action& action = found->second;
  if (!inserted && action.first <= event.time) return;
  action.first = event.time;
  action.record_id = id.empty() && judged ? record_id_of(event, record) : id;
}

std::vector<AlertRow> References::hourly_counts() const {
  std::map<std::pair<Day, std::string>, AlertRow> rows;
  for (const auto& [entity, hours] : impl_->hours) {
    Day compared = impl_->since - 1;
    std::vector<double> history;
    for (const auto& [index, hour] : hours) {
      const Day day = day_of(hour.first);
      if (day < impl_->since) continue;
      if (std::exchange(compared, day) != day) history = counts_before(hours, day);
      if (history.size() < kHistoryHours) continue;
      const double z = modified_z(static_cast<double>(hour.events), history);
      if (z <= kOutlier) continue;
      AlertRow& row = row_of(rows, day, entity, hour.first);
      row.score_bits = std::max(row.score_bits, z);
      for (const std::string& id : hour.record_ids) add_record(row, id);
    }
  }
  return values_of(std::move(rows));
}

std::vector<AlertRow> References::first_seen() const {
  std::map<std::pair<Day, std::string>, AlertRow> rows;
  for (const auto& [entity, actions] : impl_->actions) {
    for (const auto& [name, action] : actions) {
      const Day day = day_of(action.first);
      if (day < impl_->since) continue;
      AlertRow& row = row_of(rows, day, entity, action.first);
      row.score_bits += 1;
      add_record(row, action.record_id);
    }
  }
  return values_of(std::move(rows));
}

namespace {

/// The best `most` of the rows, as evaluate() ranks them.
std::vector<AlertRow> best_of(std::vector<AlertRow> rows, std::int64_t most) {
  std::sort(rows.begin(), rows.end(), [](const AlertRow& a, const AlertRow& b) {
    if (a.score_bits != b.score_bits) return a.score_bits > b.score_bits;
    return a.time_ms != b.time_ms ? a.time_ms < b.time_ms : a.id < b.id;
  });
  rows.resize(std::min(rows.size(), static_cast<std::size_t>(std::max<std::int64_t>(most, 0))));
  return rows;
}

}  // namespace

std::vector<ReferenceOutcome> evaluate_references(const References& references, const Truth& truth,
                                                  std::int64_t alerts, std::int64_t days) {
  std::vector<ReferenceOutcome> outcomes;
  const auto judge = [&](std::string name, std::vector<AlertRow> rows) {
    ReferenceOutcome& outcome = outcomes.emplace_back();
    outcome.name = std::move(name);
    outcome.all = evaluate(truth, rows, days);
    outcome.same_number = evaluate(truth, best_of(std::move(rows), alerts), days);
  };
  judge("hourly counts, modified z-score above 3.5", references.hourly_counts());
  judge("first seen entity and action", references.first_seen());
  return outcomes;
}

}  // namespace detector
