#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/time.h"
#include "parse/parser.h"

namespace detector {
namespace {

const std::string kV5 =
    "version vpc-id subnet-id instance-id interface-id account-id type srcaddr dstaddr srcport "
    "dstport pkt-srcaddr pkt-dstaddr protocol bytes packets start end action tcp-flags log-status "
    "region az-id sublocation-type sublocation-id pkt-src-aws-service pkt-dst-aws-service "
    "flow-direction traffic-path";

/// Parses lines of one object; an event's texts live until the next line.
class Lines {
 public:
  explicit Lines(std::string header = "") : header_(std::move(header)) {
    parser_->use_header(header_);
  }
  std::string reason(const std::string& line) {
    line_ = line + std::string(RecordBatch::kPadding, '\0');
    event = Event{};
    return std::string(parser_->parse(std::string_view(line_).substr(0, line.size()), event));
  }
  [[nodiscard]] std::string at(Field field) const { return std::string(event[field]); }

  Event event;

 private:
  std::unique_ptr<RecordParser> parser_ = make_vpc_flow_parser({});
  std::string header_;
  std::string line_;
};

// A line of the default format, made from its end points.
std::string flow(const std::string& ends, const std::string& rest = "ACCEPT OK") {
  return "2 111122223333 eni-0a1 " + ends + " 10 840 1772442000 1772442060 " + rest;
}

// Under a header of few columns: who asked whom for what.
std::string asked(const std::string& columns, const std::string& line) {
  Lines lines("start protocol " + columns);
  std::string reason = lines.reason("1772442000 " + line);
  if (!reason.empty()) return reason;
  return lines.at(Field::kAddress) + " > " + lines.at(Field::kEndpoint);
}

TEST(VpcFlow, ReadsTheDefaultFormat) {
  Lines lines;
  ASSERT_EQ(lines.reason(flow("198.51.100.7 10.0.1.5 51515 22 6")), "");
  EXPECT_EQ(format_time(lines.event.time), "2026-03-02T09:00:00Z");
  EXPECT_EQ(lines.event.entity, Field::kAddress);
  EXPECT_EQ(lines.at(Field::kAddress), "198.51.100.7");
  EXPECT_EQ(lines.at(Field::kPeer), "10.0.1.5");
  EXPECT_EQ(lines.at(Field::kPort), "tcp/22");
  EXPECT_EQ(lines.at(Field::kEndpoint), "10.0.1.5 tcp/22");
  EXPECT_EQ(lines.at(Field::kAccount), "111122223333");
  EXPECT_EQ(lines.at(Field::kAction), "flow:accept");
  EXPECT_EQ(lines.at(Field::kError), "");
  EXPECT_EQ(lines.at(Field::kHost), "");
  EXPECT_EQ(lines.event.count, 1U);
}

TEST(VpcFlow, TellsWhatWasRejected) {
  Lines lines;
  ASSERT_EQ(lines.reason(flow("198.51.100.7 10.0.1.5 51515 22 6", "REJECT OK")), "");
  EXPECT_EQ(lines.at(Field::kAction), "flow:reject");
  EXPECT_EQ(lines.at(Field::kError), "REJECT");
}

TEST(VpcFlow, WhatWasRejectedAskedWhateverItsPorts) {
  Lines lines;
  ASSERT_EQ(lines.reason(flow("198.51.100.7 10.0.1.5 1025 27017 6", "REJECT OK")), "");
  EXPECT_EQ(lines.at(Field::kAddress), "198.51.100.7");
  EXPECT_EQ(lines.at(Field::kEndpoint), "10.0.1.5 tcp/27017");
}

TEST(VpcFlow, ReadsAnyOrderOfColumnsByTheirNames) {
  Lines lines(kV5);
  ASSERT_EQ(lines.reason("5 vpc-1 subnet-1 i-0a1 eni-0a1 111122223333 IPv4 10.0.0.9 10.0.1.5 443 "
                         "50123 10.0.0.9 10.0.1.5 6 840 10 1772442000 1772442060 ACCEPT 18 OK "
                         "eu-west-1 euw1-az1 - - - - egress 1"),
            "");
  EXPECT_EQ(lines.at(Field::kAddress), "10.0.1.5");
  EXPECT_EQ(lines.at(Field::kEndpoint), "10.0.0.9 tcp/443");
  EXPECT_EQ(lines.at(Field::kRegion), "eu-west-1");
  EXPECT_EQ(lines.at(Field::kHost), "") << "each end's interface would give another host";
}

TEST(VpcFlow, PassesOverUnknownAndRepeatedColumns) {
  EXPECT_EQ(asked("future-thing srcaddr dstaddr dstaddr srcport dstport",
                  "6 x 10.0.0.1 10.0.0.2 junk 50000 22"),
            "10.0.0.1 > 10.0.0.2 tcp/22");
}

TEST(VpcFlow, TheSynSaysWhoAsked) {
  const std::string columns = "srcaddr dstaddr srcport dstport tcp-flags";
  EXPECT_EQ(asked(columns, "6 10.0.0.1 10.0.0.2 22 50000 2"), "10.0.0.1 > 10.0.0.2 tcp/50000");
  EXPECT_EQ(asked(columns, "6 10.0.0.1 10.0.0.2 22 50000 3"), "10.0.0.1 > 10.0.0.2 tcp/50000");
  EXPECT_EQ(asked(columns, "6 10.0.0.1 10.0.0.2 50000 22 18"), "10.0.0.2 > 10.0.0.1 tcp/50000");
  EXPECT_EQ(asked(columns, "6 10.0.0.1 10.0.0.2 50000 22 19"), "10.0.0.2 > 10.0.0.1 tcp/50000");
}

TEST(VpcFlow, WithoutASynThePortsDo) {
  const std::string columns = "srcaddr dstaddr srcport dstport tcp-flags";
  for (const std::string flags : {"0", "1", "4", "-"}) {
    EXPECT_EQ(asked(columns, "6 10.0.0.1 10.0.0.2 22 50000 " + flags),
              "10.0.0.2 > 10.0.0.1 tcp/22");
  }
}

TEST(VpcFlow, BothDirectionsOfAConnectionSayTheSame) {
  struct Case {
    std::string one, other, service;
  };
  const std::vector<Case> cases = {{"50000", "1023", "1023"},
                                   {"8443", "443", "443"},
                                   {"32768", "8080", "8080"},
                                   {"9000", "5432", "5432"},
                                   {"60000", "50000", "50000"}};
  for (const Case& c : cases) {
    const std::string columns = "srcaddr dstaddr srcport dstport";
    const std::string expected = "10.0.0.1 > 10.0.0.2 tcp/" + c.service;
    EXPECT_EQ(asked(columns, "6 10.0.0.1 10.0.0.2 " + c.one + " " + c.other), expected);
    EXPECT_EQ(asked(columns, "6 10.0.0.2 10.0.0.1 " + c.other + " " + c.one), expected);
  }
}

TEST(VpcFlow, WhereNothingTellsTheSourceAsked) {
  EXPECT_EQ(asked("srcaddr dstaddr srcport dstport", "17 10.0.0.2 10.0.0.1 123 123"),
            "10.0.0.2 > 10.0.0.1 udp/123");
  EXPECT_EQ(asked("srcaddr dstaddr", "6 10.0.0.2 10.0.0.1"), "10.0.0.2 > 10.0.0.1 tcp");
  EXPECT_EQ(asked("srcaddr dstaddr dstport", "6 10.0.0.2 10.0.0.1 50000"),
            "10.0.0.2 > 10.0.0.1 tcp/50000");
}

TEST(VpcFlow, NamesProtocols) {
  const std::string columns = "srcaddr dstaddr srcport dstport";
  EXPECT_EQ(asked(columns, "1 10.0.0.2 10.0.0.1 0 0"), "10.0.0.2 > 10.0.0.1 icmp");
  EXPECT_EQ(asked(columns, "58 fd00::2 fd00::1 0 0"), "fd00::2 > fd00::1 icmpv6");
  EXPECT_EQ(asked(columns, "47 10.0.0.2 10.0.0.1 0 0"), "10.0.0.2 > 10.0.0.1 gre");
  EXPECT_EQ(asked(columns, "132 10.0.0.2 10.0.0.1 50000 36412"), "10.0.0.2 > 10.0.0.1 sctp/36412");
  EXPECT_EQ(asked(columns, "103 10.0.0.2 10.0.0.1 0 0"), "10.0.0.2 > 10.0.0.1 ip/103");
  for (const std::string number : {"2", "33", "41", "50", "51", "136"}) {
    EXPECT_EQ(asked(columns, number + " 10.0.0.2 10.0.0.1 0 0").find("ip/"), std::string::npos);
  }
  EXPECT_EQ(asked(columns, "- 10.0.0.2 10.0.0.1 0 0"), "10.0.0.2 > ");
}

TEST(VpcFlow, BehindATranslationThePacketsAddressesCount) {
  const std::string columns = "srcaddr dstaddr pkt-srcaddr pkt-dstaddr srcport dstport";
  EXPECT_EQ(asked(columns, "6 10.0.0.220 203.0.113.5 10.0.1.5 203.0.113.5 50000 443"),
            "10.0.1.5 > 203.0.113.5 tcp/443");
  EXPECT_EQ(asked(columns, "6 203.0.113.5 10.0.0.220 203.0.113.5 10.0.1.5 443 50000"),
            "10.0.1.5 > 203.0.113.5 tcp/443");
  EXPECT_EQ(asked(columns, "6 10.0.0.220 203.0.113.5 - - 50000 443"),
            "10.0.0.220 > 203.0.113.5 tcp/443");
  EXPECT_EQ(asked("pkt-srcaddr pkt-dstaddr", "1 10.0.1.5 10.0.1.6"), "10.0.1.5 > 10.0.1.6 icmp");
}

TEST(VpcFlow, ALineWithoutDataIsOfTheInterface) {
  for (const std::string status : {"NODATA", "SKIPDATA"}) {
    Lines lines;
    ASSERT_EQ(
        lines.reason("2 111122223333 eni-0a1 - - - - - - - 1772442000 1772442060 - " + status), "");
    EXPECT_EQ(lines.event.entity, Field::kService);
    EXPECT_EQ(lines.at(Field::kService), "eni-0a1/vpc-flow");
    EXPECT_EQ(lines.at(Field::kProgram), "vpc-flow");
    EXPECT_EQ(lines.at(Field::kHost), "eni-0a1");
    EXPECT_EQ(lines.at(Field::kAccount), "111122223333");
    EXPECT_EQ(lines.event.message, status);
    EXPECT_EQ(lines.at(Field::kAddress), "");
  }
  Lines nameless("srcaddr dstaddr start log-status");
  ASSERT_EQ(nameless.reason("- - 1772442000 NODATA"), "");
  EXPECT_EQ(nameless.at(Field::kService), "vpc-flow");
}

TEST(VpcFlow, CloudWatchWritesATimeBeforeTheLine) {
  Lines lines;
  const std::string line = "2026-03-02T09:02:11.000Z " + flow("10.0.0.1 10.0.0.2 50000 22 6");
  ASSERT_EQ(lines.reason(line), "");
  EXPECT_EQ(format_time(lines.event.time), "2026-03-02T09:00:00Z") << "the flow's own start";
  EXPECT_TRUE(looks_like_vpc_flow(line));
}

TEST(VpcFlow, RefusesWrongNumbers) {
  Lines lines;
  const auto number = [&](const std::string& columns) {
    return lines.reason("2 1 eni-1 10.0.0.1 10.0.0.2 " + columns + " ACCEPT OK");
  };
  EXPECT_EQ(number("50000 65536 6 1 1 5 6"), "vpc-flow: dstport is not a port");
  EXPECT_EQ(number("-1 22 6 1 1 5 6"), "vpc-flow: srcport is not a port");
  EXPECT_EQ(number("022 22 6 1 1 5 6"), "vpc-flow: srcport is not a port");
  EXPECT_EQ(number("50000 22 256 1 1 5 6"), "vpc-flow: protocol is not a number up to 255");
  EXPECT_EQ(number("50000 22 tcp 1 1 5 6"), "vpc-flow: protocol is not a number up to 255");
  EXPECT_EQ(number("50000 22 6 1e3 1 5 6"), "vpc-flow: packets is not a number");
  EXPECT_EQ(number("50000 22 6 1 99999999999999999999 5 6"), "vpc-flow: bytes is not a number");
  EXPECT_EQ(asked("srcaddr dstaddr tcp-flags", "6 10.0.0.1 10.0.0.2 SYN"),
            "vpc-flow: tcp-flags is not a number up to 255");
}

TEST(VpcFlow, RefusesImpossibleTimes) {
  Lines lines;
  const auto times = [&](const std::string& start_and_end) {
    return lines.reason("2 1 eni-1 10.0.0.1 10.0.0.2 50000 22 6 1 1 " + start_and_end +
                        " ACCEPT OK");
  };
  EXPECT_EQ(times("0 60"), "vpc-flow: no start, or zero");
  EXPECT_EQ(times("- 60"), "vpc-flow: no start, or zero");
  EXPECT_EQ(times("61 60"), "vpc-flow: start is after end");
  EXPECT_EQ(times("1772442000000 1772442060000"), "vpc-flow: start is not a time in seconds");
  EXPECT_EQ(times("60 x"), "vpc-flow: end is not a time in seconds");
  EXPECT_EQ(times("60 60"), "");
}

TEST(VpcFlow, RefusesWhatIsNoFlow) {
  Lines lines;
  EXPECT_EQ(lines.reason(flow("10.0.0.256 10.0.0.2 50000 22 6")),
            "vpc-flow: the source is not an address");
  EXPECT_EQ(lines.reason(flow("10.0.0.1 - 50000 22 6")),
            "vpc-flow: the destination is not an address");
  EXPECT_EQ(lines.reason(flow("10.0.0.1 10.0.0.2 50000 22 6", "DROP OK")),
            "vpc-flow: action is neither ACCEPT nor REJECT");
  EXPECT_EQ(lines.reason(flow("10.0.0.1 10.0.0.2 50000 22 6", "ACCEPT FINE")),
            "vpc-flow: log-status is unknown");
  EXPECT_EQ(lines.reason(flow("10.0.0.1 10.0.0.2 50000 22", "ACCEPT OK")),
            "vpc-flow: too few columns");
  EXPECT_EQ(lines.reason(flow("10.0.0.1 10.0.0.2 50000 22 6", "ACCEPT OK 3")),
            "vpc-flow: more columns than the format has");
  EXPECT_EQ(lines.reason(flow("10.0.0.1 10.0.0.2 50000 22 6") + "  "), "") << "spaces at the end";
  EXPECT_EQ(lines.reason("6" + flow("10.0.0.1 10.0.0.2 50000 22 6").substr(1)),
            "vpc-flow: no header, and the first column is not a version from 2 to 5");
  EXPECT_EQ(lines.reason(""),
            "vpc-flow: no header, and the first column is not a version from 2 to 5");
}

TEST(VpcFlow, RefusesAHeaderThatCannotBeUsed) {
  EXPECT_EQ(Lines("srcaddr dstaddr end").reason("10.0.0.1 10.0.0.2 5"),
            "vpc-flow: the header names no start");
  std::string wide = "srcaddr dstaddr start";
  for (int i = 0; i < 126; ++i) wide += " x";
  EXPECT_EQ(Lines(wide).reason("x"), "vpc-flow: the header has more than 128 columns");
  EXPECT_EQ(Lines(wide.substr(0, wide.size() - 2)).reason("x"), "vpc-flow: too few columns");
}

TEST(VpcFlow, TheLastHeaderGivenCounts) {
  const auto parser = make_vpc_flow_parser({});
  const std::string wide = flow("10.0.0.1 10.0.0.2 50000 22 6");
  const std::string narrow = "10.0.0.3 10.0.0.4 1772442000";
  Event event;
  EXPECT_EQ(parser->parse(wide, event), "");
  parser->use_header("srcaddr dstaddr start");
  EXPECT_EQ(parser->parse(narrow, event), "");
  EXPECT_NE(parser->parse(wide, event), "");
  parser->use_header("");
  EXPECT_NE(parser->parse(narrow, event), "");
  EXPECT_EQ(parser->parse(wide, event), "");
}

TEST(VpcFlow, KnowsAHeaderAndALine) {
  EXPECT_TRUE(is_vpc_flow_header(kV5));
  EXPECT_TRUE(is_vpc_flow_header("dstaddr srcaddr"));
  EXPECT_TRUE(is_vpc_flow_header("pkt-dstaddr pkt-srcaddr"));
  EXPECT_FALSE(is_vpc_flow_header("srcaddr dstport"));
  EXPECT_FALSE(is_vpc_flow_header("srcaddr dstaddr 10.0.0.1"));
  EXPECT_FALSE(is_vpc_flow_header("srcaddr Dstaddr dstaddr"));
  EXPECT_FALSE(is_vpc_flow_header(""));
  EXPECT_FALSE(is_vpc_flow_header("srcaddr dstaddr" + std::string(5000, 'x')));
  EXPECT_TRUE(looks_like_vpc_flow(flow("10.0.0.1 10.0.0.2 50000 22 6")));
  EXPECT_FALSE(looks_like_vpc_flow("2 10.0.0.1 10.0.0.2 OK"));
  EXPECT_FALSE(looks_like_vpc_flow("7" + flow("10.0.0.1 10.0.0.2 50000 22 6").substr(1)));
  EXPECT_FALSE(looks_like_vpc_flow(""));
}

}  // namespace
}  // namespace detector
