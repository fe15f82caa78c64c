// What the pipeline promises about records, days and budgets, through its public interface.
#include "detector/pipeline.h"

#include <gtest/gtest.h>

#include "score/baseline.h"
#include "support/log_source.h"

namespace detector {
namespace {

using testing_support::Call;
using testing_support::cloudtrail_line;
using testing_support::run_detect;
using testing_support::run_train;
using testing_support::SmallLogs;

constexpr Day kFirst = 20000;

PipelineOptions options_at(Day now_day) {
  PipelineOptions options;
  options.now = start_of_day(now_day);
  return options;
}

Call call_at(Day day, int hour, const std::string& id) {
  return {start_of_day(day) + hour * kHourMs, id, "alice", "GetObject", "203.0.113.1"};
}

TEST(Accounting, EveryRecordEndsInExactlyOneState) {
  std::string text;
  text += cloudtrail_line(call_at(kFirst, 9, "a"));
  text += cloudtrail_line(call_at(kFirst, 10, "a"));      // duplicate
  text += cloudtrail_line(call_at(kFirst + 40, 9, "b"));  // in the future
  text += cloudtrail_line(call_at(kFirst - 9, 9, "c"));   // before --since
  text += cloudtrail_line(call_at(kFirst + 1, 9, "d"));   // at --until
  text += "{\"userIdentity\":{}, \"eventName\":\n";       // broken
  PipelineOptions options = options_at(kFirst + 2);
  options.since = start_of_day(kFirst);
  options.until = start_of_day(kFirst + 1);
  const auto run = run_detect({text}, options, nullptr);
  const Accounting& accounting = run.report.accounting;
  EXPECT_EQ(accounting.read, 6U);
  EXPECT_EQ(accounting.scored, 1U);
  EXPECT_EQ(accounting.duplicate, 1U);
  EXPECT_EQ(accounting.filtered, 2U);
  EXPECT_EQ(accounting.rejected_total(), 2U);
  EXPECT_TRUE(accounting.balances());
}

TEST(Accounting, RejectionsSayWhyAndWhere) {
  const std::string good = cloudtrail_line(call_at(kFirst, 9, "a"));
  const auto run = run_detect({good + "{\"half\":\n" + good}, options_at(kFirst + 1), nullptr);
  ASSERT_EQ(run.report.accounting.rejected.size(), 1U);
  const auto& [reason, reject] = *run.report.accounting.rejected.begin();
  EXPECT_FALSE(reason.empty());
  EXPECT_EQ(reject.first.offset, good.size());
  EXPECT_EQ(reject.count, 1U);
}

TEST(Duplicates, AreFoundAcrossObjectsAndChangeNothing) {
  SmallLogs logs;
  auto objects = logs.objects();
  PipelineOptions options;
  options.now = logs.now();
  const auto once = run_detect(objects, options, nullptr);
  objects.push_back(logs.cloudtrail_day(logs.days - 2));
  const auto twice = run_detect(objects, options, nullptr);
  EXPECT_GT(twice.report.accounting.duplicate, 0U);
  EXPECT_EQ(twice.report.accounting.scored, once.report.accounting.scored);
  ASSERT_GT(once.report.alerts.size(), 0U);
  EXPECT_EQ(twice.alerts, once.alerts);
}

TEST(Alerts, AddUpExactlyAndShowTheirRecords) {
  SmallLogs logs;
  PipelineOptions options;
  options.now = logs.now();
  const auto objects = logs.objects();
  const auto run = run_detect(objects, options, nullptr);
  ASSERT_GT(run.report.alerts.size(), 0U);
  for (const Alert& alert : run.report.alerts) {
    Bits sum = 0;
    for (const Evidence& evidence : alert.score.evidence) {
      if (evidence.summed) sum += evidence.bits;
    }
    EXPECT_EQ(sum, alert.score.bits);
    EXPECT_GT(alert.score.bits, alert.decision.threshold);
    ASSERT_FALSE(alert.score.records.empty());
    EXPECT_LE(alert.score.records.size(), 20U);
    for (const RecordNote& note : alert.score.records) {
      const std::string record =
          objects.at(note.ref.object).substr(note.ref.offset, note.ref.length);
      EXPECT_EQ(to_hex(sha256(record)), note.sha256);
      EXPECT_EQ(day_of(note.time), alert.score.day);
    }
  }
}

TEST(Alerts, KeepToTheBudgetOnTheLogsTheyAreCalibratedOn) {
  SmallLogs logs;
  logs.days = 20;
  for (const std::uint64_t budget_milli : {100U, 500U, 1000U, 3000U}) {
    PipelineOptions options;
    options.now = logs.now();
    options.budget_milli = budget_milli;
    const auto run = run_detect(logs.objects(), options, nullptr);
    EXPECT_LE(run.report.alerts.size(), budget_milli * run.report.days / 1000);
    EXPECT_GT(run.report.alerts.size(), 0U);
  }
}

TEST(Alerts, AreNotRaisedOnWhatWasAnnounced) {
  SmallLogs logs;
  PipelineOptions options;
  options.now = logs.now();
  const auto objects = logs.objects();
  const auto open = run_detect(objects, options, nullptr);
  ASSERT_GT(open.report.alerts.size(), 0U);
  const Score& first = open.report.alerts.front().score;
  options.policy.announced = {
      {first.entity, start_of_day(first.day), start_of_day(first.day + 1), "pen-test"}};
  const auto announced = run_detect(objects, options, nullptr);
  for (const Alert& alert : announced.report.alerts) {
    EXPECT_FALSE(alert.score.entity == first.entity && alert.score.day == first.day);
  }
  ASSERT_EQ(announced.report.notes.size(), 1U);
  EXPECT_EQ(announced.report.notes[0], "1 alert(s) not raised: announced as 'pen-test'");
  EXPECT_EQ(announced.report.entity_days, open.report.entity_days);
}

TEST(Alerts, ABudgetTooSmallForTheDaysIsRefusedWithAReason) {
  SmallLogs logs;
  PipelineOptions options;
  options.now = logs.now();
  options.budget_milli = 10;
  auto pipeline = Pipeline::create(options, nullptr).value();
  testing_support::TextSource source(logs.objects(), {});
  ASSERT_TRUE(drive(source, pipeline, options, 1));
  const auto report = pipeline.finish();
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, Code::kUnresolvable);
}

TEST(Models, OfAnotherHashKeyAreRefused) {
  SmallLogs logs;
  PipelineOptions options;
  options.now = logs.now();
  const Model model = run_train(logs.objects(), options);
  options.hash_key_hex = "000102030405060708090a0b0c0d0e0f";
  EXPECT_EQ(Pipeline::create(options, &model).error().code, Code::kConflict);
  options.hash_key_hex = "short";
  EXPECT_EQ(Pipeline::create(options, nullptr).error().code, Code::kUsage);
}

TEST(Models, KnowThePolicyOfTheirCalibration) {
  SmallLogs logs;
  PipelineOptions options;
  options.now = logs.now();
  Model model = run_train(logs.objects(), options);
  EXPECT_TRUE(model.calibrated_for(options.policy));
  options.policy.assets = {{"alice", "user", 10}};
  EXPECT_FALSE(model.calibrated_for(options.policy));
  model.calibrate(options.policy);
  EXPECT_TRUE(model.calibrated_for(options.policy));
}

TEST(Models, JudgeNewDaysByOldOnes) {
  SmallLogs logs;
  PipelineOptions options;
  options.now = start_of_day(kFirst + 40);
  const Model model = run_train(logs.objects(), options);
  const Day later = kFirst + 30;
  std::string text;
  for (int i = 0; i < 5; ++i) {
    Call call{start_of_day(later) + 9 * kHourMs, "n" + std::to_string(i), "user1",
              "Destroy" + std::to_string(i), "198.51.100.9"};
    text += cloudtrail_line(call);
  }
  const auto run = run_detect({text}, options, &model);
  ASSERT_EQ(run.report.alerts.size(), 1U);
  const Alert& alert = run.report.alerts.front();
  EXPECT_EQ(alert.score.mode, Mode::kProgressive);
  EXPECT_EQ(alert.decision.model_sha256, model.sha256());
  EXPECT_LT(alert.decision.p_value, 0.2);
}

TEST(Joining, LinesWithoutAnAddressBelongToTheirProcess) {
  std::string text;
  for (int day = 1; day <= 9; ++day) {
    text += "Oct  " + std::to_string(day) +
            " 10:00:00 h sshd[7]: Failed password for root from 192.0.2.1 port 1 ssh2\n"
            "Oct  " +
            std::to_string(day) + " 10:00:01 h sshd[7]: fatal: something odd\n";
  }
  PipelineOptions options;
  options.now = start_of_day(day_from_civil({2024, 11, 1}));
  const Model joined = run_train({text}, options);
  bool service_known = false;
  for (const auto& [hash, name] : joined.baseline().names()) {
    service_known = service_known || name.text == "h/sshd";
  }
  EXPECT_FALSE(service_known) << "a line of an address's process made an entity of its service";
}

TEST(Short, LogsSayHowLittleTheyKnow) {
  SmallLogs logs;
  logs.days = 3;
  PipelineOptions options;
  options.now = logs.now();
  const auto run = run_detect(logs.objects(), options, nullptr);
  ASSERT_EQ(run.report.notes.size(), 1U);
  EXPECT_NE(run.report.notes[0].find("only 3 day(s)"), std::string::npos);
  for (const Alert& alert : run.report.alerts) EXPECT_EQ(alert.score.grain, Grain::kHours);
}

TEST(Empty, InputGivesAnEmptyReport) {
  const auto run = run_detect({"", "\n"}, options_at(kFirst), nullptr);
  EXPECT_EQ(run.report.accounting.read, 0U);
  EXPECT_TRUE(run.report.alerts.empty());
  EXPECT_FALSE(run.report.threshold.has_value());
}

}  // namespace
}  // namespace detector
