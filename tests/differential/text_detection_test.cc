// Logs of a program that nobody described: no format, no configuration.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/log_source.h"

namespace detector {
namespace {

using testing_support::Outcome;
using testing_support::run_detect;
using testing_support::run_train;

constexpr Day kFirst = 20000;
constexpr int kDays = 20;

// Sixteen sentences an hour of the working day, by people who come and go.
std::vector<std::string> ordinary_days(std::uint64_t seed) {
  constexpr std::string_view kUsers[] = {"alice", "bob",   "carol", "dave",
                                         "erin",  "frank", "grace", "heidi"};
  Rng rng(seed);
  std::vector<std::string> days;
  for (int d = 0; d < kDays; ++d) {
    std::string text;
    for (int i = 0; i < 128; ++i) {
      const TimeMs time = start_of_day(kFirst + d) + 9 * kHourMs + i * (kHourMs / 16);
      const std::string_view user = kUsers[rng.below(std::size(kUsers))];
      std::string message;
      switch (rng.below(4)) {
        case 0:
          message = fmt::format("session opened for user {} from 10.0.{}.{}", user, rng.below(3),
                                rng.between(1, 40));
          break;
        case 1:
          message = fmt::format("report {} exported by {} in {} ms", rng.below(9999), user,
                                rng.below(900));
          break;
        case 2:
          message = fmt::format("cache refreshed, {} entries", rng.below(100));
          break;
        default:
          message = "job nightly-sync finished with status ok";
      }
      text += format_time(time) + " " + message + "\n";
    }
    days.push_back(std::move(text));
  }
  return days;
}

std::string line_at(int day, int hour, std::string_view message) {
  return format_time(start_of_day(kFirst + day) + hour * kHourMs) + " " + std::string(message) +
         "\n";
}

PipelineOptions options_with_kinds() {
  PipelineOptions options;
  options.now = start_of_day(kFirst + kDays + 1);
  options.budget_milli = 100'000;
  options.policy.kinds = std::make_shared<MessageKinds>();
  return options;
}

Bits bits_of_day(const std::vector<std::string>& objects, int day) {
  PipelineOptions options = options_with_kinds();
  Bits bits = 0;
  testing_support::TextSource source(objects, {});
  auto pipeline = Pipeline::create(options, nullptr).value();
  EXPECT_TRUE(drive(source, pipeline, options, 1));
  const auto report = pipeline.finish([&](const Score& score, const Decision& /*decision*/) {
    if (score.day == kFirst + day) bits = std::max(bits, score.bits);
  });
  EXPECT_TRUE(report.has_value());
  return bits;
}

TEST(TextDetection, NewKindOfMessageIsNewsAndANewNameInAKnownOneIsNot) {
  auto days = ordinary_days(1);
  const Bits ordinary = bits_of_day(days, 18);
  auto with_name = days;
  with_name[18] += line_at(18, 18, "session opened for user kevin from 10.0.1.9");
  auto with_kind = days;
  with_kind[18] += line_at(18, 18, "signature check disabled by alice");
  EXPECT_LE(bits_of_day(with_name, 18), ordinary + 3 * kOneBit / 2);
  EXPECT_GE(bits_of_day(with_kind, 18), ordinary + 2 * kOneBit);
}

TEST(TextDetection, NewAddressAndBurstAreNews) {
  auto days = ordinary_days(2);
  const Bits ordinary = bits_of_day(days, 17);
  auto with_address = days;
  with_address[17] += line_at(17, 18, "session opened for user bob from 198.51.100.9");
  EXPECT_GE(bits_of_day(with_address, 17), ordinary + kOneBit);
  auto with_burst = days;
  for (int i = 0; i < 4000; ++i) with_burst[17] += line_at(17, 18, "cache refreshed, 7 entries");
  EXPECT_GE(bits_of_day(with_burst, 17), ordinary + 2 * kOneBit);
}

TEST(TextDetection, NamedPairsMakeUsersWithAHistory) {
  std::vector<std::string> days;
  for (int d = 0; d < kDays; ++d) {
    std::string text;
    for (int i = 0; i < 20; ++i) {
      text +=
          line_at(d, 10, fmt::format("level=info user=ann action=view page=/p/{} ip=10.0.0.3", i));
    }
    days.push_back(std::move(text));
  }
  days[15] += line_at(15, 11, "level=info user=ann action=export page=/all ip=198.51.100.9");
  const auto run = run_detect(days, options_with_kinds(), nullptr);
  ASSERT_FALSE(run.report.alerts.empty());
  EXPECT_EQ(run.report.alerts[0].score.entity, "ann");
  EXPECT_EQ(run.report.alerts[0].score.day, kFirst + 15);
}

TEST(TextDetection, SameForAnyThreadsBatchesAndSplits) {
  auto days = ordinary_days(3);
  for (int i = 0; i < 9000; ++i) {  // more than is kept, and more than the recogniser reads
    days[4] += line_at(4, 12,
                       fmt::format("oddity {} of kind {}q at host h{}x",
                                   std::string(static_cast<std::size_t>(i % 90 + 1), 'z'),
                                   std::string(static_cast<std::size_t>(i / 90 + 1), 'y'), i));
  }
  const PipelineOptions options = options_with_kinds();
  const Outcome one = run_detect(days, options, nullptr, 1);
  ASSERT_FALSE(one.report.alerts.empty());
  EXPECT_EQ(run_detect(days, options, nullptr, 4).alerts, one.alerts);
  const Model whole = run_train(days, options);
  Model merged = run_train({}, options);
  for (std::size_t d = days.size(); d-- > 0;) {
    ASSERT_TRUE(merged.merge(run_train({days[d]}, options)));
  }
  merged.calibrate(options.policy);
  EXPECT_EQ(merged.serialise(), whole.serialise());
  EXPECT_GT(one.report.messages, 9000U);
  EXPECT_GT(one.report.recognised, 100U);
  EXPECT_LE(one.report.recognised, 4096U);
}

}  // namespace
}  // namespace detector
