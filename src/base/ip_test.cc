#include "base/ip.h"

#include <gtest/gtest.h>

#include <string>

namespace detector {
namespace {

TEST(Ip, KnowsIpv4) {
  for (const char* text : {"0.0.0.0", "192.0.2.7", "255.255.255.255", "1.2.3.4"}) {
    EXPECT_TRUE(is_ipv4(text)) << text;
    EXPECT_TRUE(is_ip(text)) << text;
    EXPECT_FALSE(is_ipv6(text)) << text;
  }
  for (const char* text :
       {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.256", "1..3.4", ".1.2.3", "1.2.3.4.",
        "1.2.3.4 ", " 1.2.3.4", "+1.2.3.4", "1.2.3.0x4", "a.b.c.d", "1234.1.1.1", "0001.1.1.1",
        "1.2.3.4/24", "99999999999999999999.1.1.1"}) {
    EXPECT_FALSE(is_ipv4(text)) << text;
    EXPECT_FALSE(is_ip(text)) << text;
  }
}

TEST(Ip, KnowsIpv6) {
  for (const char* text :
       {"::", "::1", "1::", "2001:db8::7", "2001:DB8:0:0:8:800:200C:417A", "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:192.0.2.7", "64:ff9b::192.0.2.7",
        "1:2:3:4:5:6:192.0.2.7", "fe80::1%eth0", "0000:0000:0000:0000:0000:ffff:255.255.255.255"}) {
    EXPECT_TRUE(is_ipv6(text)) << text;
    EXPECT_TRUE(is_ip(text)) << text;
    EXPECT_FALSE(is_ipv4(text)) << text;
  }
  for (const char* text : {"",
                           ":",
                           ":::",
                           "1",
                           "1:",
                           ":1",
                           "1:2",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1:2:3:4:5:6:7:8::",
                           "1::2::3",
                           "12345::",
                           "g::1",
                           "::192.0.2",
                           "::192.0.2.256",
                           "1:2:3:4:5:6:7:192.0.2.7",
                           "192.0.2.7::",
                           "::1 ",
                           " ::1",
                           "[::1]",
                           "%eth0",
                           "::1/128",
                           "00:1a:2b:3c:4d:5e",
                           "2001:db8::7:"}) {
    EXPECT_FALSE(is_ipv6(text)) << text;
  }
}

TEST(Ip, AnyPrefixOfAnAddressIsSafeToRead) {
  for (const std::string text :
       {"255.255.255.255", "1:2:3:4:5:6:192.0.2.7", "::ffff:192.0.2.7", "fe80::1%eth0"}) {
    for (std::size_t n = 0; n < text.size(); ++n) {
      const std::string prefix = text.substr(0, n);  // its own memory, for the sanitizer
      EXPECT_EQ(is_ip(prefix), is_ipv4(prefix) || is_ipv6(prefix)) << prefix;
    }
  }
}

TEST(Ip, DigitsAreAscii) {
  for (int c = 0; c < 256; ++c) {
    const char byte = static_cast<char>(c);
    EXPECT_EQ(is_digit(byte), c >= '0' && c <= '9');
    EXPECT_EQ(is_hex_digit(byte),
              c < 128 && std::string("0123456789abcdefABCDEF").find(byte) != std::string::npos);
  }
}

std::string network(std::string_view text) {
  const auto address = parse_ip(text);
  return address ? network_of(*address) : "none";
}

TEST(Network, IsTheSlash24OfIpv4AndTheSlash48OfIpv6) {
  EXPECT_EQ(network("192.0.2.255"), "192.0.2.0/24");
  EXPECT_EQ(network("2001:db8:1:2::7"), "2001:db8:1::/48");
  EXPECT_EQ(network("2001:DB8::7"), "2001:db8:0::/48");
  EXPECT_EQ(network("::1"), "0:0:0::/48");
  EXPECT_EQ(network("fe80::1%eth0"), "fe80:0:0::/48");
}

TEST(Network, AMappedAddressIsTheIpv4AddressItself) {
  EXPECT_EQ(network("::ffff:192.0.2.7"), "192.0.2.0/24");
  EXPECT_EQ(network("::FFFF:c000:0207"), "192.0.2.0/24");
  EXPECT_EQ(network("0:0:0:0:0:ffff:192.0.2.7"), "192.0.2.0/24");
}

TEST(Network, WhatIsNoAddressHasNone) {
  for (const auto* text : {"", "s3.amazonaws.com", "192.0.2", "2001:db8:::1", "AWS Internal"}) {
    EXPECT_EQ(network(text), "none") << text;
  }
}

TEST(ParseIp, GivesTheBytesInNetworkOrder) {
  const auto address = parse_ip("2001:db8::a:192.0.2.7").value();
  EXPECT_EQ(address.family, IpAddress::Family::kV6);
  const std::array<std::uint8_t, 16> expected = {0x20, 0x01, 0x0d, 0xb8, 0,   0, 0, 0,
                                                 0,    0,    0,    0x0a, 192, 0, 2, 7};
  EXPECT_EQ(address.bytes, expected);
  const auto whole = parse_ip("1:2:3:4:5:6:7:8").value();
  for (std::size_t i = 0; i < 8; ++i) EXPECT_EQ(whole.bytes[2 * i + 1], i + 1);
}

TEST(OnlyAddress, IsFreedOfPortsListsAndMapping) {
  EXPECT_EQ(only_address("10.0.0.1:443"), "10.0.0.1");
  EXPECT_EQ(only_address("10.0.0.1, 10.0.0.2"), "10.0.0.1");
  EXPECT_EQ(only_address("[2001:db8::1]:443"), "2001:db8::1");
  EXPECT_EQ(only_address("2001:db8::1"), "2001:db8::1");
  EXPECT_EQ(only_address("::ffff:10.0.0.1"), "10.0.0.1");
  for (const auto* none : {"", "host", "0.0.0.0", "::", "[::1", "1.2.3.4.5", "10.0.0.256"}) {
    EXPECT_EQ(only_address(none), "") << none;
  }
  EXPECT_EQ(only_address(std::string(1000, '1')), "");
}

}  // namespace
}  // namespace detector
