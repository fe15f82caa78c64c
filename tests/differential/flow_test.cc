// Objects whose columns a header names: neither batches nor threads change what is found, although
// only the first batch of an object holds its header.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "detector/pipeline.h"
#include "support/log_source.h"

namespace detector {
namespace {

using testing_support::Outcome;
using testing_support::run_detect;
using testing_support::TextSource;

constexpr Day kFirstDay = 20000;
constexpr int kDays = 12;

// Columns in another order every other day; the header again in the middle; an odd line.
std::string flow_day(int index) {
  const std::string header = index % 2 == 0
                                 ? "start srcaddr dstaddr srcport dstport protocol action"
                                 : "action protocol dstport srcport dstaddr srcaddr start";
  std::string out = header + "\n";
  Rng rng = Rng(1).fork(fmt::format("flow {}", index));
  const auto add = [&](TimeMs time, const std::string& client, const std::string& peer, int port) {
    const auto start = time / kSecondMs;
    const auto from = rng.between(32768, 60000);
    out += index % 2 == 0
               ? fmt::format("{} {} {} {} {} 6 ACCEPT\n", start, client, peer, from, port)
               : fmt::format("ACCEPT 6 {} {} {} {} {}\n", port, from, peer, client, start);
  };
  const TimeMs day = start_of_day(kFirstDay + index);
  for (int client = 1; client <= 8; ++client) {
    const auto n = rng.between(4, 12);
    for (std::int64_t i = 0; i < n; ++i) {
      add(day + rng.between(0, 86399) * kSecondMs, fmt::format("10.0.0.{}", client), "10.0.1.5",
          443);
    }
    if (client == 4) out += header + "\nneither header nor flow\n";
  }
  for (int i = 0; i < 30 && index == kDays - 2; ++i) {
    add(day + 3 * kHourMs, "10.0.0.3", fmt::format("10.0.9.{}", i + 1), 445);
  }
  return out;
}

std::vector<std::string> flow_objects() {
  std::vector<std::string> out;
  out.reserve(kDays);
  for (int day = 0; day < kDays; ++day) out.push_back(flow_day(day));
  return out;
}

PipelineOptions flow_options() {
  PipelineOptions options;
  options.now = start_of_day(kFirstDay + kDays + 1);
  options.budget_milli = 300;
  return options;
}

TEST(Flows, GiveTheSameOnOneAndOnManyThreads) {
  const Outcome one = run_detect(flow_objects(), flow_options(), nullptr, 1);
  ASSERT_GT(one.report.alerts.size(), 0U);
  EXPECT_EQ(one.report.alerts.front().score.entity, "10.0.0.3");
  EXPECT_EQ(one.report.accounting.filtered, 2U * kDays);
  EXPECT_EQ(one.report.accounting.rejected_total(), std::uint64_t{kDays});
  for (const std::size_t threads : {2, 4, 7}) {
    EXPECT_EQ(run_detect(flow_objects(), flow_options(), nullptr, threads).alerts, one.alerts);
  }
}

TEST(Flows, GiveTheSameWhateverTheSizeOfABatch) {
  std::string first;
  for (const std::size_t batch_bytes : {100, 300, 5000, 1 << 20}) {
    SourceOptions source_options;
    source_options.batch_bytes = batch_bytes;
    TextSource source(flow_objects(), source_options);
    const PipelineOptions options = flow_options();
    auto pipeline = Pipeline::create(options, nullptr).value();
    ASSERT_TRUE(drive(source, pipeline, options, 1));
    const Report report = pipeline.finish().value();
    EXPECT_TRUE(report.accounting.balances());
    EXPECT_EQ(report.accounting.filtered, 2U * kDays) << batch_bytes;
    const std::string alerts = testing_support::alerts_text(report, source.objects());
    if (first.empty()) first = alerts;
    EXPECT_EQ(alerts, first) << batch_bytes;
  }
  EXPECT_FALSE(first.empty());
}

TEST(Flows, AForeignHeaderIsRejectedAndSaysSo) {
  const std::string text =
      "srcaddr dstaddr start\n10.0.0.1 10.0.0.2 1727956800\ndstaddr srcaddr start\n";
  TextSource source({text, "dstaddr srcaddr start\n10.0.0.1 10.0.0.2 1727956800\n"}, {});
  const PipelineOptions options = flow_options();
  auto pipeline = Pipeline::create(options, nullptr).value();
  ASSERT_TRUE(drive(source, pipeline, options, 1));
  const Accounting& accounting = pipeline.accounting();
  EXPECT_EQ(accounting.scored, 2U);
  EXPECT_EQ(accounting.filtered, 2U);
  ASSERT_EQ(accounting.rejected.size(), 1U);
  EXPECT_EQ(accounting.rejected.begin()->first,
            "header is not the one that the object began with; split the object");
  EXPECT_EQ(accounting.rejected.begin()->second.first.offset, 51U);
  EXPECT_TRUE(accounting.balances());
}

}  // namespace
}  // namespace detector
