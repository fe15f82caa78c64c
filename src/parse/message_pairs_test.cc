// Messages of programs that nobody described, but which name what they say.
#include "parse/message_pairs.h"

#include <gtest/gtest.h>

#include "parse/parsed_test.h"

namespace detector {
namespace {

TEST(MessagePairs, FirewallNamesBothEnds) {
  const std::string event = parsed_one(
      "Mar  2 09:12:44 gw kernel: [UFW BLOCK] IN=eth0 OUT= SRC=203.0.113.9 DST=10.0.1.5 LEN=60 "
      "PROTO=TCP SPT=43812 DPT=22 SYN");
  EXPECT_NE(event.find(" address\n"), std::string::npos) << event;
  EXPECT_NE(event.find("\naddress=203.0.113.9\n"), std::string::npos);
  EXPECT_NE(event.find("\npeer=10.0.1.5\n"), std::string::npos);
  EXPECT_NE(event.find("\nport=tcp/22\n"), std::string::npos);
  EXPECT_NE(event.find("\nhost=gw\n"), std::string::npos);
  EXPECT_NE(event.find("\nservice=gw/kernel\n"), std::string::npos);
}

TEST(MessagePairs, LogfmtLoginIsOfItsAddress) {
  const std::string event = parsed_one(
      "2026-03-02T09:12:44Z level=warn msg=\"bad password\" action=login result=failure "
      "user='ann lee' ip=192.0.2.7");
  EXPECT_NE(event.find(" address failure\n"), std::string::npos) << event;
  EXPECT_NE(event.find("\nuser=ann lee\n"), std::string::npos);
  EXPECT_NE(event.find("\nmessage= level=warn"), std::string::npos);
}

TEST(MessagePairs, HeaderOutranksTheMessage) {
  const std::string event =
      parsed_one("Mar  2 09:12:44 gw app: host=other program=x user=ann id=7");
  EXPECT_NE(event.find("\nhost=gw\n"), std::string::npos) << event;
  EXPECT_NE(event.find("\nprogram=app\n"), std::string::npos);
  EXPECT_NE(event.find("\nuser=ann\n"), std::string::npos);
}

TEST(MessagePairs, PamOfADaemonIsALoginThatFailed) {
  const std::string event = parsed_one(
      "Mar  2 09:12:44 mx dovecot: pam_unix(dovecot:auth): authentication failure; logname= uid=0 "
      "euid=0 tty=dovecot ruser=ann rhost=192.0.2.7  user=ann");
  EXPECT_NE(event.find(" address failure\n"), std::string::npos) << event;
  EXPECT_NE(event.find("\naction=dovecot:failed\n"), std::string::npos);
  EXPECT_NE(event.find("\nuser=ann\n"), std::string::npos);
}

TEST(MessagePairs, PamWithoutAnAddressSaysNothingNew) {
  const std::string event = parsed_one(
      "Mar  2 09:12:44 db su: pam_unix(su:auth): authentication failure; logname=ann uid=1000 "
      "euid=0 tty=pts/1 ruser=ann rhost=  user=root");
  EXPECT_NE(event.find(" service\n"), std::string::npos) << event;
}

TEST(MessagePairs, TwoPairsAreASentence) {
  const std::string event = parsed_one("Mar  2 09:12:44 gw app: uid=0 did x=1, a==b ===");
  EXPECT_NE(event.find(" service\n"), std::string::npos) << event;
  EXPECT_EQ(event.find("attribute"), std::string::npos);
}

TEST(MessagePairs, OpenQuoteEndsWithTheMessage) {
  const std::string event = parsed_one("Mar  2 09:12:44 gw app: a=1 b=2 user=\"ann");
  EXPECT_NE(event.find("\nuser=ann\n"), std::string::npos) << event;
}

}  // namespace
}  // namespace detector
