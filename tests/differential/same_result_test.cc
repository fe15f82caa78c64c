// The same events must give the same bytes, however they are read, split, threaded or resumed.
// Every comparison also asserts that there was something to compare.
#include <gtest/gtest.h>

#include "detector/pipeline.h"
#include "detector/snapshot.h"
#include "support/log_source.h"

namespace detector {
namespace {

using testing_support::Outcome;
using testing_support::run_detect;
using testing_support::run_train;
using testing_support::SmallLogs;
using testing_support::TextSource;

PipelineOptions options_for(const SmallLogs& logs) {
  PipelineOptions options;
  options.now = logs.now();
  options.budget_milli = 1000;
  return options;
}

class SameResult : public testing::TestWithParam<std::uint64_t> {
 protected:
  SameResult() { logs.seed = GetParam(); }
  SmallLogs logs;
};

TEST_P(SameResult, OnOneAndOnManyThreads) {
  for (const Mode mode : {Mode::kLeaveOut, Mode::kProgressive}) {
    PipelineOptions options = options_for(logs);
    options.mode = mode;
    const Outcome one = run_detect(logs.objects(), options, nullptr, 1);
    ASSERT_GT(one.report.alerts.size(), 0U);
    for (const std::size_t threads : {2, 4, 7}) {
      const Outcome many = run_detect(logs.objects(), options, nullptr, threads);
      EXPECT_EQ(many.alerts, one.alerts) << threads;
      EXPECT_EQ(many.report.threshold, one.report.threshold);
    }
    EXPECT_EQ(run_train(logs.objects(), options, 4).serialise(),
              run_train(logs.objects(), options, 1).serialise());
  }
}

// Who asks for all scores has the days scored again; who does not, gets what was kept of them.
TEST_P(SameResult, WithAndWithoutAllScores) {
  for (const std::uint64_t budget : {1000U, 5000U, 400'000U}) {
    PipelineOptions options = options_for(logs);
    options.budget_milli = budget;
    const Outcome kept = run_detect(logs.objects(), options, nullptr, 1);
    ASSERT_GT(kept.report.alerts.size(), 0U);
    TextSource source(logs.objects(), {});
    auto pipeline = Pipeline::create(options, nullptr).value();
    ASSERT_TRUE(drive(source, pipeline, options, 1));
    const Report again = pipeline.finish([](const Score&, const Decision&) {}).value();
    EXPECT_EQ(testing_support::alerts_text(again, source.objects()), kept.alerts) << budget;
  }
}

TEST_P(SameResult, WhateverTheSizeOfABatch) {
  PipelineOptions options = options_for(logs);
  std::string first;
  for (const std::size_t batch_bytes : {300, 5000, 1 << 20}) {
    SourceOptions source_options;
    source_options.batch_bytes = batch_bytes;
    TextSource source(logs.objects(), source_options);
    auto pipeline = Pipeline::create(options, nullptr).value();
    ASSERT_TRUE(drive(source, pipeline, options, 1));
    const Report report = pipeline.finish().value();
    const std::string alerts = testing_support::alerts_text(report, source.objects());
    if (first.empty()) first = alerts;
    EXPECT_EQ(alerts, first) << batch_bytes;
  }
  EXPECT_FALSE(first.empty());
}

TEST_P(SameResult, MergedFromAnySplitByObject) {
  const PipelineOptions options = options_for(logs);
  const auto objects = logs.objects();
  const Model whole = run_train(objects, options);
  ASSERT_GT(whole.summary().cells, 100U);
  Rng rng(GetParam());
  for (int round = 0; round < 4; ++round) {
    std::vector<std::vector<std::string>> parts(1 + rng.below(5));
    for (const auto& object : objects) parts[rng.below(parts.size())].push_back(object);
    std::vector<Model> models;
    models.reserve(parts.size());
    for (const auto& part : parts) models.push_back(run_train(part, options));
    // In a random order, as a chain.
    Model merged = run_train({}, options);
    while (!models.empty()) {
      const std::size_t pick = rng.below(models.size());
      ASSERT_TRUE(merged.merge(models[pick]));
      models.erase(models.begin() + static_cast<std::ptrdiff_t>(pick));
    }
    merged.calibrate(options.policy);
    EXPECT_EQ(merged.serialise(), whole.serialise());
    EXPECT_EQ(merged.serialise_calibration(), whole.serialise_calibration());
  }
}

TEST_P(SameResult, AfterSavingAndLoading) {
  const PipelineOptions options = options_for(logs);
  SmallLogs later = logs;
  later.seed += 1000;
  const Model model = run_train(logs.objects(), options);
  const auto framed = frame_snapshot(SnapshotKind::kModel, model.serialise());
  const auto loaded = Model::parse(unframe_snapshot(framed, SnapshotKind::kModel).value(),
                                   model.serialise_calibration());
  ASSERT_TRUE(loaded);
  const Outcome direct = run_detect(later.objects(), options, &model);
  const Outcome resumed = run_detect(later.objects(), options, &*loaded);
  ASSERT_GT(direct.report.alerts.size(), 0U);
  EXPECT_EQ(resumed.alerts, direct.alerts);
}

TEST_P(SameResult, LearnedInTwoStepsOrInOne) {
  const PipelineOptions options = options_for(logs);
  const auto objects = logs.objects();
  const auto half = static_cast<std::ptrdiff_t>(objects.size() / 2);
  Model first = run_train({objects.begin(), objects.begin() + half}, options);
  const auto saved = first.serialise();
  Model resumed = Model::parse(saved, first.serialise_calibration()).value();
  ASSERT_TRUE(resumed.merge(run_train({objects.begin() + half, objects.end()}, options)));
  EXPECT_EQ(resumed.serialise(), run_train(objects, options).serialise());
}

TEST_P(SameResult, StreamedOrInOneBatch) {
  PipelineOptions options = options_for(logs);
  options.mode = Mode::kProgressive;
  const auto objects = logs.objects();
  const Outcome batch = run_detect(objects, options, nullptr);
  ASSERT_GT(batch.report.alerts.size(), 0U);

  SourceOptions source_options;
  source_options.batch_bytes = 2000;
  TextSource source(objects, source_options);
  auto pipeline = Pipeline::create(options, nullptr).value();
  RecordBatch records;
  std::size_t provisional = 0;
  while (source.next(records).value()) {
    pipeline.push(records);
    if (!records.starts_object) continue;
    // Two objects per day, one after another: the watermark follows the first.
    const TimeMs day = start_of_day(logs.first_day + static_cast<Day>(records.object / 2));
    const auto alerts = pipeline.advance(day);
    ASSERT_TRUE(alerts);
    provisional += alerts->size();
  }
  const Report streamed = pipeline.finish().value();
  EXPECT_EQ(testing_support::alerts_text(streamed, source.objects()), batch.alerts);
  EXPECT_GE(provisional, batch.report.alerts.size());
  EXPECT_EQ(streamed.accounting.late, 0U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, SameResult, testing::Values(1, 2, 3));

TEST(Modes, AModelThatLearnedTheSameDaysLeavesThemOut) {
  SmallLogs logs;
  PipelineOptions options = options_for(logs);
  const Model model = run_train(logs.objects(), options);
  const Outcome alone = run_detect(logs.objects(), options, nullptr);
  options.mode = Mode::kLeaveOut;
  const Outcome with_model = run_detect(logs.objects(), options, &model);
  ASSERT_GT(alone.report.alerts.size(), 0U);
  ASSERT_EQ(with_model.report.alerts.size(), alone.report.alerts.size());
  for (std::size_t i = 0; i < alone.report.alerts.size(); ++i) {
    EXPECT_EQ(with_model.report.alerts[i].score.bits, alone.report.alerts[i].score.bits);
  }
}

TEST(Modes, FindTheIdentityThatDoesNewThingsFromANewPlace) {
  SmallLogs logs;
  for (const Mode mode : {Mode::kLeaveOut, Mode::kProgressive}) {
    PipelineOptions options = options_for(logs);
    options.mode = mode;
    const Outcome run = run_detect(logs.objects(), options, nullptr);
    bool stolen_key = false;
    bool guessed_password = false;
    for (const Alert& alert : run.report.alerts) {
      stolen_key = stolen_key || (alert.score.entity.ends_with("user/user0") &&
                                  alert.score.day == logs.first_day + logs.days - 2);
      guessed_password = guessed_password || alert.score.entity == "198.51.100.77";
    }
    EXPECT_TRUE(stolen_key) << static_cast<int>(mode);
    EXPECT_TRUE(guessed_password) << static_cast<int>(mode);
  }
}

TEST(Streaming, CountsWhatComesAfterItsDayWasClosedAsLate) {
  SmallLogs logs;
  PipelineOptions options = options_for(logs);
  options.mode = Mode::kProgressive;
  auto pipeline = Pipeline::create(options, nullptr).value();
  const auto push = [&](const std::string& text) {
    TextSource source({text}, {});
    RecordBatch batch;
    while (source.next(batch).value()) pipeline.push(batch);
  };
  push(logs.cloudtrail_day(0));
  ASSERT_TRUE(pipeline.advance(start_of_day(logs.first_day + 2)));
  push(testing_support::cloudtrail_line(
      {start_of_day(logs.first_day) + kHourMs, "late", "user0", "GetObject", "203.0.113.1"}));
  EXPECT_EQ(pipeline.accounting().late, 1U);
  EXPECT_TRUE(pipeline.accounting().balances());
}

}  // namespace
}  // namespace detector
