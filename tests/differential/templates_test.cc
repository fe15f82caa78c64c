// Templates follow from the set of lines: batches, objects and blank lines make no difference.
#include "detector/templates.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/log_source.h"

namespace detector {
namespace {

using testing_support::TextSource;

TemplateReport mine(const std::vector<std::string>& objects, TemplateOptions::Lines lines,
                    std::size_t batch_bytes = 1U << 20U) {
  SourceOptions source_options;
  source_options.batch_bytes = batch_bytes;
  if (lines == TemplateOptions::Lines::kMessages) source_options.framing = Framing::kLines;
  TextSource source(objects, source_options);
  TemplateOptions options;
  options.input.now = start_of_day(20000);
  options.lines = lines;
  options.per_line = TemplateOptions::PerLine::kYes;
  auto report = mine_templates(source, options);
  EXPECT_TRUE(report.has_value());
  return std::move(*report);
}

std::string per_line(const TemplateReport& report) {
  std::string out;
  for (const std::uint32_t index : report.template_of_line) {
    out += index == TemplateReport::kNoTemplate ? "-" : report.templates[index].text;
    out += '\n';
  }
  return out;
}

TEST(MineTemplates, EveryLineOfTheInputHasItsRow) {
  const std::vector<std::string> objects = {"\na 1\n\n\nb x\r\n[c] d\n", "a 2\nb x", "b x\n"};
  const std::string expected = "-\na <*>\n-\n-\nb x\n[c] d\na <*>\nb x\nb x\n";
  for (const std::size_t batch : {3U, 7U, 1000U}) {
    EXPECT_EQ(per_line(mine(objects, TemplateOptions::Lines::kMessages, batch)), expected) << batch;
  }
}

TEST(MineTemplates, HeadersAreNoPartOfMessages) {
  const auto report = mine({"Jan  5 09:12:44 web sshd[12]: Connection closed by 10.0.0.1\n"
                            "not a line of syslog\n"
                            "Jan  5 09:12:49 db sshd[7]: Connection closed by 10.0.0.2\n"
                            "Jan  5 09:13:00 db sshd[7]: Bye\n"},
                           TemplateOptions::Lines::kWithHeader);
  ASSERT_EQ(report.templates.size(), 2U);
  EXPECT_EQ(report.templates[0].typed, "Connection closed by <ip>");
  EXPECT_EQ(report.templates[0].program, "sshd");
  EXPECT_EQ(report.templates[0].count, 2U);
  EXPECT_EQ(report.accounting.scored, 3U);
  EXPECT_EQ(report.accounting.rejected_total(), 1U);
  EXPECT_TRUE(report.accounting.balances());
  EXPECT_EQ(per_line(report), "Connection closed by <*>\n-\nConnection closed by <*>\nBye\n");
}

TEST(MineTemplates, RecordsWithoutAMessageAreFiltered) {
  testing_support::Call call;
  call.id = "1";
  call.user = "alice";
  call.action = "GetObject";
  call.address = "10.0.0.1";
  call.time = start_of_day(19999);
  const auto report =
      mine({testing_support::cloudtrail_line(call) + "\n"}, TemplateOptions::Lines::kWithHeader);
  EXPECT_EQ(report.templates.size(), 0U);
  EXPECT_EQ(report.accounting.filtered, 1U);
  EXPECT_TRUE(report.accounting.balances());
}

}  // namespace
}  // namespace detector
