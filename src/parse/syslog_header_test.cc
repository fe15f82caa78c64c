#include "parse/syslog_header.h"

#include <gtest/gtest.h>

#include <string>

namespace detector {
namespace {

const TimeMs kNow = parse_iso_time("2026-11-22T10:00:00Z")->time;

/// `time|host|program|process|message`, or `none`.
std::string cut(std::string_view line) {
  const auto header = parse_syslog_header(line, LatestTime(kNow));
  if (!header) return "none";
  std::string out = format_time(header->time);
  for (const auto part : {header->host, header->program, header->process, header->message}) {
    out += '|';
    out += part;
  }
  return out;
}

TEST(SyslogHeader, ReadsRfc3164WithAndWithoutPriority) {
  const std::string expected = "2026-01-05T09:12:44Z|web|sshd|31|Connection closed";
  EXPECT_EQ(cut("Jan  5 09:12:44 web sshd[31]: Connection closed"), expected);
  EXPECT_EQ(cut("<38>Jan  5 09:12:44 web sshd[31]: Connection closed"), expected);
  EXPECT_EQ(cut("<0>Jan  5 09:12:44 web sshd[31]: Connection closed"), expected);
  EXPECT_EQ(cut("Jan  5 09:12:44 web /usr/sbin/sshd[31]: Connection closed"), expected);
}

TEST(SyslogHeader, ReadsTagsInTheFormsThatProgramsUse) {
  EXPECT_EQ(cut("Jan  5 09:12:44 web kernel: [1.5] up"),
            "2026-01-05T09:12:44Z|web|kernel||[1.5] up");
  EXPECT_EQ(cut("Jan  5 09:12:44 web cron[9] no colon"),
            "2026-01-05T09:12:44Z|web|cron|9|no colon");
  EXPECT_EQ(cut("Jan  5 09:12:44 web sshd(pam_unix)[9]: x"),
            "2026-01-05T09:12:44Z|web|sshd(pam_unix)|9|x");
  EXPECT_EQ(cut("Jan  5 09:12:44 web app:"), "2026-01-05T09:12:44Z|web|app||");
  EXPECT_EQ(cut("Jan  5 09:12:44 web app[]: x"), "2026-01-05T09:12:44Z|web|app||x");
  EXPECT_EQ(cut("Jan  5 09:12:44 web app:  two"), "2026-01-05T09:12:44Z|web|app|| two");
}

TEST(SyslogHeader, TakesAnAddressForAHost) {
  EXPECT_EQ(cut("Jan  5 09:12:44 192.0.2.7 sshd[31]: x"),
            "2026-01-05T09:12:44Z|192.0.2.7|sshd|31|x");
  EXPECT_EQ(cut("Jan  5 09:12:44 2001:db8::7 sshd[31]: x"),
            "2026-01-05T09:12:44Z|2001:db8::7|sshd|31|x");
}

TEST(SyslogHeader, ReadsIsoTimesInFrontOfATag) {
  EXPECT_EQ(cut("2026-01-05T09:12:44.123456+01:00 web sshd[31]: x"),
            "2026-01-05T08:12:44.123Z|web|sshd|31|x");
  EXPECT_EQ(cut("<38>2026-01-05T09:12:44Z web sshd[31]: x"), "2026-01-05T09:12:44Z|web|sshd|31|x");
  EXPECT_EQ(cut("2026-01-05 09:12:44 web sshd[31]: x"), "2026-01-05T09:12:44Z|web|sshd|31|x");
}

TEST(SyslogHeader, ReadsRfc5424) {
  EXPECT_EQ(cut("<34>1 2026-01-05T09:12:44.003Z web su - ID47 - \xef\xbb\xbf'su root' failed"),
            "2026-01-05T09:12:44.003Z|web|su||'su root' failed");
  EXPECT_EQ(cut("<34>1 2026-01-05T09:12:44Z web sshd 31 - - x"),
            "2026-01-05T09:12:44Z|web|sshd|31|x");
  EXPECT_EQ(cut("<34>1 2026-01-05T09:12:44Z - app - - -"), "2026-01-05T09:12:44Z||app||");
  EXPECT_EQ(cut("<34>1 2026-01-05T09:12:44Z web /usr/sbin/sshd 31 - - x"),
            "2026-01-05T09:12:44Z|web|sshd|31|x");
}

TEST(SyslogHeader, StepsOverStructuredDataWithEscapes) {
  EXPECT_EQ(cut(R"(<34>1 2026-01-05T09:12:44Z web app 7 ID [a@1 k="v"][b@1] x)"),
            "2026-01-05T09:12:44Z|web|app|7|x");
  EXPECT_EQ(cut(R"(<34>1 2026-01-05T09:12:44Z web app 7 ID [a@1 k="a \"]\" \\" l="]"] x [y])"),
            "2026-01-05T09:12:44Z|web|app|7|x [y]");
  EXPECT_EQ(cut(R"(<34>1 2026-01-05T09:12:44Z web app 7 ID [a@1 k="v"])"),
            "2026-01-05T09:12:44Z|web|app|7|");
  EXPECT_EQ(cut(R"(<34>1 2026-01-05T09:12:44Z web app 7 ID [a@1 k="v] x)"), "none");
  EXPECT_EQ(cut(R"(<34>1 2026-01-05T09:12:44Z web app 7 ID [a@1 k="v\)"), "none");
  EXPECT_EQ(cut(R"(<34>1 2026-01-05T09:12:44Z web app 7 ID x)"), "none");
}

TEST(SyslogHeader, RefusesWhatLacksATimeAHostOrAProgram) {
  for (const char* line : {"",
                           "x",
                           "Jan  5 09:12:44",
                           "Jan  5 09:12:44 web",
                           "Jan  5 09:12:44 sshd[31]: no host",
                           "Jan  5 09:12:44 sshd: no host",
                           "Jan  5 09:12:44 web no tag here",
                           "Jan  5 09:12:44 web app[31 x",
                           "Jan  5 09:12:44 web : x",
                           "Jan  5 09:12:44 web /: x",
                           "Jan 45 09:12:44 web sshd[31]: x",
                           "2026-01-05T09:12:44Zweb sshd[31]: x",
                           "<>Jan  5 09:12:44 web sshd[31]: x",
                           "<1234>Jan  5 09:12:44 web sshd[31]: x",
                           "<3x>Jan  5 09:12:44 web sshd[31]: x",
                           "<38 Jan  5 09:12:44 web sshd[31]: x",
                           "<192>Jan  5 09:12:44 web sshd[31]: x",
                           "<34>1 - web app - - - no time",
                           "<34>1 2026-01-05T09:12:44Z web - - - - no program",
                           "<34>1 2026-01-05T09:12:44Zjunk web app - - - x",
                           "<34>1 2026-01-05T09:12:44Z",
                           "<34>1 ",
                           "<34>2 2026-01-05T09:12:44Z web app - - - x"}) {
    EXPECT_EQ(cut(line), "none") << line;
  }
}

TEST(SyslogHeader, AnyPrefixOfALineIsSafeToRead) {
  for (const std::string line :
       {"<38>Jan  5 09:12:44 web /usr/sbin/sshd[31]: Connection closed",
        R"(<34>1 2026-01-05T09:12:44.003Z web app 7 ID [a@1 k="a \"]\" \\"][b@1] x)"}) {
    for (std::size_t n = 0; n <= line.size(); ++n) {
      const std::string prefix = line.substr(0, n);  // its own memory, for the sanitizer
      const auto header = parse_syslog_header(prefix, LatestTime(kNow));
      if (header) {
        EXPECT_FALSE(header->program.empty());
      }
    }
  }
}

}  // namespace
}  // namespace detector
