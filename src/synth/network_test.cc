#include "synth/network.h"

#include <gtest/gtest.h>

namespace detector::synth {
namespace {

constexpr TimeMs kNoon = 1'768'000'000'000;

const Estate& estate() {
  static const Estate kEstate = build_estate(Rng(1), 10, 20'458);
  return kEstate;
}

Connection from_internet(std::string_view to) {
  Connection connection;
  connection.time = kNoon;
  connection.client = ipv4_number("185.20.30.40");
  connection.client_port = 51'000;
  for (const Host& host : estate().hosts) {
    if (host.name == to) connection.server = host.number;
  }
  connection.server_port = 443;
  return connection;
}

TEST(Network, ConnectionOfOneHostIsALineInEachDirection) {
  Plan plan;
  add_connection(estate(), from_internet("web-1"), plan);
  ASSERT_EQ(plan.flows.size(), 2U);
  const FlowLine& up = plan.flows[0];
  const FlowLine& down = plan.flows[1];
  EXPECT_EQ(up.source, down.destination);
  EXPECT_EQ(up.source_port, 51'000);
  EXPECT_EQ(down.source_port, 443);
  EXPECT_EQ(up.tcp_flags, 3);     // SYN and FIN
  EXPECT_EQ(down.tcp_flags, 19);  // SYN, ACK and FIN
  EXPECT_GE(up.bytes, up.packets * 40);
  EXPECT_EQ(estate().hosts[up.interface].name, "web-1");
}

TEST(Network, BothEndsInTheEstateAreFourLines) {
  Plan plan;
  Connection connection = from_internet("db-1");
  connection.client = estate().hosts[3].number;
  add_connection(estate(), connection, plan);
  EXPECT_EQ(plan.flows.size(), 4U);
}

TEST(Network, WhatIsRejectedHasNoAnswer) {
  Plan plan;
  Connection connection = from_internet("web-1");
  connection.verdict = FlowLine::Verdict::kReject;
  add_connection(estate(), connection, plan);
  ASSERT_EQ(plan.flows.size(), 1U);
  EXPECT_EQ(plan.flows[0].tcp_flags, 2);
  EXPECT_LE(plan.flows[0].packets, 3U);
}

TEST(Network, OutsidersAreNotSeen) {
  Plan plan;
  Connection connection = from_internet("web-1");
  connection.server = ipv4_number("185.1.1.1");
  add_connection(estate(), connection, plan);
  EXPECT_TRUE(plan.flows.empty());
}

TEST(Network, LongConnectionHasALineForEachInterval) {
  Plan plan;
  Connection connection = from_internet("web-1");
  connection.duration = 35 * kMinuteMs;
  connection.bytes_up = 500'000;
  add_connection(estate(), connection, plan);
  std::uint64_t up = 0;
  int intervals = 0;
  for (const FlowLine& line : plan.flows) {
    EXPECT_EQ(interval_start(line.interface, line.start), interval_start(line.interface, line.end));
    EXPECT_LE(line.start, line.end);
    if (line.source != connection.client) continue;
    up += line.bytes;
    EXPECT_EQ((line.tcp_flags & 2) != 0, intervals == 0);
    ++intervals;
  }
  EXPECT_GE(intervals, 4);
  EXPECT_GE(up, 500'000U);
  EXPECT_LT(up, 520'000U);
}

TEST(Network, ReadsDottedQuadsOnly) {
  EXPECT_EQ(ipv4_number("10.20.0.7"), 0x0a140007U);
  for (const char* text : {"", "10.20.0", "10.20.0.256", "1.2.3.4.5", "a.b.c.d", "1..2.3"}) {
    EXPECT_EQ(ipv4_number(text), 0U) << text;
  }
}

TEST(Network, EveryHostHasAnInterfaceOfItsOwn) {
  for (std::uint16_t i = 0; i < host_count(estate()); ++i) {
    EXPECT_EQ(host_at(estate(), estate().hosts[i].number), i);
  }
  EXPECT_FALSE(host_at(estate(), 1).has_value());
}

}  // namespace
}  // namespace detector::synth
