// The budget is kept on the days since the model was made, not only on those of the model.
#include <gtest/gtest.h>

#include "support/log_source.h"

namespace detector {
namespace {

using testing_support::Call;
using testing_support::cloudtrail_line;
using testing_support::run_detect;
using testing_support::run_train;

constexpr Day kFirst = 20000;
constexpr Day kLearned = 30;
constexpr Day kJudged = 14;
constexpr int kPeople = 30;
constexpr int kChanging = 4;

/// Thirty people at their usual work; from `kLearned` on, four of them do new things each day.
std::string day_of_work(Day day) {
  std::string text;
  for (int person = 0; person < kPeople; ++person) {
    const std::string user = "user" + std::to_string(person);
    const TimeMs time = start_of_day(kFirst + day) + (9 + person % 3) * kHourMs;
    const std::string id = std::to_string(day) + "-" + user;
    text += cloudtrail_line({time, id, user, "GetObject", "203.0.113.1"});
    const bool changes =
        day >= kLearned && (person + kPeople - day * kChanging % kPeople) % kPeople < kChanging;
    if (!changes) continue;
    for (int i = 0; i < 4; ++i) {
      const std::string action = "New" + std::to_string(day) + "x" + std::to_string(i);
      text += cloudtrail_line({time + i + 1, id + action, user, action, "198.51.100.9"});
    }
  }
  return text;
}

TEST(Drift, RaisesTheThresholdToWhatKeepsTheBudgetOnRecentDays) {
  std::vector<std::string> learned;
  learned.reserve(kLearned);
  std::vector<std::string> judged;
  judged.reserve(kJudged);
  for (Day day = 0; day < kLearned; ++day) learned.push_back(day_of_work(day));
  for (Day day = kLearned; day < kLearned + kJudged; ++day) judged.push_back(day_of_work(day));
  PipelineOptions options;
  options.now = start_of_day(kFirst + kLearned + kJudged);
  options.budget_milli = 2000;
  const Model model = run_train(learned, options);
  const auto run = run_detect(judged, options, &model);
  std::size_t first_week = 0;
  std::size_t later = 0;
  for (const Alert& alert : run.report.alerts) {
    if (alert.score.day < kFirst + kLearned + 7) {
      ++first_week;
    } else {
      ++later;
    }
  }
  EXPECT_GT(first_week, 14U) << "what drifts is new at first";
  EXPECT_LE(later, 14U);
}

TEST(Drift, ADayRaisesAtMostFiveTimesTheBudgetAndSaysSo) {
  std::vector<std::string> learned;
  learned.reserve(kLearned);
  for (Day day = 0; day < kLearned; ++day) learned.push_back(day_of_work(day));
  // Everybody does something new on one day.
  std::string odd;
  for (int person = 0; person < kPeople; ++person) {
    const std::string user = "user" + std::to_string(person);
    const TimeMs time = start_of_day(kFirst + kLearned) + 9 * kHourMs + person;
    odd += cloudtrail_line({time, "odd-" + user, user, "New" + user, "198.51.100.9"});
  }
  PipelineOptions options;
  options.now = start_of_day(kFirst + kLearned + 1);
  const Model model = run_train(learned, options);
  for (const std::uint64_t budget : {1000U, 2000U, 20000U}) {
    options.budget_milli = budget;
    const auto run = run_detect({odd}, options, &model);
    EXPECT_EQ(run.report.alerts.size(), std::min<std::uint64_t>(5 * budget / 1000, kPeople));
    const bool told = std::any_of(
        run.report.notes.begin(), run.report.notes.end(),
        [](const std::string& note) { return note.find("five times") != std::string::npos; });
    EXPECT_EQ(told, 5 * budget / 1000 < kPeople) << budget;
  }
}

}  // namespace
}  // namespace detector
