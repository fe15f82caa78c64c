// Lines of web servers, load balancers, S3, and of CEF and Zeek.
#include <gtest/gtest.h>

#include "parse/parsed_test.h"

namespace detector {
namespace {

const std::string kWho = R"(192.0.2.7 - - [02/Mar/2026:10:12:44 +0100] )";

TEST(WebAccess, CommonAndCombinedLinesAreOfTheirAddress) {
  EXPECT_EQ(parsed_one(kWho + R"("GET /a?b=c HTTP/1.1" 200 12)"),
            "web-access: 2026-03-02T09:12:44Z address\naction=http:GET 200\naddress=192.0.2.7\n"
            "target=/a\nservice=web\nprogram=web");
  EXPECT_EQ(parsed_one(kWho + R"("GET / HTTP/1.1" 404 - "-" "curl/8.5.0" "extra")"),
            "web-access: 2026-03-02T09:12:44Z address\naction=http:GET 404\naddress=192.0.2.7\n"
            "agent=curl/8.5.0\nproduct=curl\nerror=404\ntarget=/\nservice=web\nprogram=web");
}

TEST(WebAccess, AVirtualHostMayStandFirstAndALineMayBeInQuotes) {
  EXPECT_EQ(parsed_one("Example.com:443 " + kWho + R"("POST /x HTTP/1.1" 200 1)"),
            "web-access: 2026-03-02T09:12:44Z address\naction=http:POST 200\naddress=192.0.2.7\n"
            "target=/x\nhost=example.com\nservice=example.com/web\nprogram=web");
  EXPECT_EQ(parsed_one("\"" + kWho + R"("GET / HTTP/1.1" 200 1 "-" "w3af.org"")"),
            "web-access: 2026-03-02T09:12:44Z address\naction=http:GET 200\naddress=192.0.2.7\n"
            "agent=w3af.org\nproduct=w3af.org\ntarget=/\nservice=web\nprogram=web");
}

TEST(WebAccess, WhatAClientSendsCannotLookLikeTheServersWords) {
  const std::string odd = parsed_one(kWho + R"("\x16\x03\x01 x" 400 0 "-" "a \" 200 [b")");
  EXPECT_NE(odd.find("action=http:malformed 400"), std::string::npos) << odd;
  EXPECT_NE(odd.find(R"(agent=a \" 200 [b)"), std::string::npos) << odd;
  const std::string user =
      parsed_one(R"(192.0.2.7 - x [01/Jan/1999:00:00:00 +0000] y [02/Mar/2026:09:12:44 +0000] )"
                 R"("GET / HTTP/1.1" 401 0)");
  EXPECT_NE(user.find("2026-03-02T09:12:44Z"), std::string::npos) << user;
}

TEST(WebAccess, HalfALineTellsWhatItHas) {
  const auto object =
      parsed({kWho + R"("GET / HTTP/1.1" 200 1 "-" "Mozil)", kWho + R"("GET / HTTP/1.1" 200)",
              kWho + R"("GET / HT)", kWho + R"("GET / HTTP/1.1" OK)", "192.0.2.7 - -"});
  EXPECT_EQ(object.events[0].find("agent"), std::string::npos);
  EXPECT_EQ(object.events[1], object.events[0]);
  EXPECT_EQ(object.events[2], "!web-access: a quote or bracket is not closed");
  EXPECT_EQ(object.events[3], "!web-access: no status behind the request");
  EXPECT_EQ(object.events[4], "!web-access: no address, time and request");
}

const std::string kOwner(64, 'a');

TEST(S3Access, SpeaksOfActionsAsCloudTrailDoes) {
  EXPECT_EQ(parsed_one(kOwner + " payroll [02/Mar/2026:09:12:44 +0000] 192.0.2.7 "
                                "arn:aws:sts::111122223333:assumed-role/deploy/s 3E57 "
                                "REST.GET.OBJECT a.pdf \"GET /payroll/a.pdf HTTP/1.1\" 403 "
                                "AccessDenied 243 - 7 - \"-\" \"S3Console/0.4\" - id= SigV4"),
            "s3-access: 2026-03-02T09:12:44Z actor\nid=3E57/REST.GET.OBJECT/a.pdf\n"
            "actor=arn:aws:iam::111122223333:role/deploy\naction=s3:GetObject\naddress=192.0.2.7\n"
            "agent=S3Console/0.4\nproduct=S3Console\nerror=AccessDenied\ntarget=payroll\n"
            "service=payroll/s3\nprogram=s3");
}

TEST(S3Access, TheAddressActsWhereNobodyIsNamed) {
  const std::string begin = kOwner + " b [02/Mar/2026:09:12:44 +0000] 192.0.2.7 - 3E57 ";
  const auto object = parsed({begin + "REST.GET.NOTIFICATION - \"GET /b HTTP/1.1\" 200 - 1 - 7 -",
                              begin + "REST.GET.OBJECT"});
  EXPECT_EQ(object.events[0].substr(0, 28), "2026-03-02T09:12:44Z address");
  EXPECT_NE(object.events[0].find("action=s3:REST.GET.NOTIFICATION"), std::string::npos);
  EXPECT_EQ(object.events[1], "!s3-access: record has too few words");
}

TEST(LoadBalancers, RequestsAreOfTheClient) {
  const std::string event =
      "2026-03-02T09:12:44.186Z address\naction=http:GET 200\naddress=192.0.2.7\n"
      "agent=curl/7.46.0\nproduct=curl\ntarget=/a\nhost=www.example.com\nservice=app/lb/50dc/elb\n"
      "program=elb";
  const std::string rest =
      "2026-03-02T09:12:44.186641Z app/lb/50dc 192.0.2.7:2817 10.0.0.1:80 0.086 0.048 0.037 200 "
      "200 0 57 \"GET https://www.example.com:443/a?b HTTP/1.1\" \"curl/7.46.0\" ECDHE TLSv1.2";
  EXPECT_EQ(parsed_one("https " + rest + " arn:x \"Root=1\" \"www.example.com\""), "alb: " + event);
  EXPECT_EQ(parsed_one(rest), "elb: " + event);
}

TEST(LoadBalancers, ARequestThatNobodyTookHasNoStatusOfATarget) {
  EXPECT_EQ(parsed_one("h2 2026-03-02T09:12:44Z app/lb/50dc 192.0.2.7:2817 - -1 -1 -1 503 - 0 57 "
                       "\"- http://www.example.com:80- -\" \"-\" - -"),
            "alb: 2026-03-02T09:12:44Z address\naction=http:malformed 503\naddress=192.0.2.7\n"
            "error=503\ntarget=/\nhost=www.example.com\nservice=app/lb/50dc/elb\nprogram=elb");
}

TEST(Cef, IsReadBareAndBehindSyslog) {
  EXPECT_EQ(parsed_one(R"(CEF:0|Trend Micro|Deep\|Sec|9.6|600|User Signed In|3|src=192.0.2.7 )"
                       R"(suser=CORP\\Alice msg=a \= b c rt=1772442764250)"),
            "cef: 2026-03-02T09:12:44.250Z address\naction=deep\\|sec:600\naddress=192.0.2.7\n"
            "service=Deep\\|Sec\nprogram=Deep\\|Sec\nuser=alice\nmessage=a \\= b c");
  EXPECT_EQ(parsed_one("<14>Mar  2 09:12:44 gw CEF:0|P|PAN-OS|9|end|TRAFFIC|1|src=10.0.0.5 "
                       "dst=203.0.113.4 dpt=443 proto=UDP act=allow"),
            "cef: 2026-03-02T09:12:44Z address\naction=pan-os:end allow\naddress=10.0.0.5\n"
            "peer=203.0.113.4\nport=udp/443\nendpoint=203.0.113.4 udp/443\nhost=gw\n"
            "service=gw/PAN-OS\nprogram=PAN-OS\nmessage=TRAFFIC");
}

TEST(Cef, SaysWhatIsMissing) {
  EXPECT_EQ(parsed_one("CEF:0|a|b|c"), "cef: !cef: the header has too few parts");
  EXPECT_EQ(parsed_one("CEF:0|a|b|c|d|e|f|src=192.0.2.7"), "cef: !cef: no time");
  EXPECT_EQ(parsed_one("CEF:7|a|b|c|d|e|f|"), "unknown: ");
}

const std::vector<std::string> kZeek = {
    "#separator \\x09",
    "#path\tssh",
    "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tauth_success\tclient",
    "#types\ttime\tstring\taddr\tport\taddr\tport\tbool\tstring",
    "1772442764.250000\tCx\t192.0.2.7\t4444\t10.0.0.2\t22\tT\t(empty)",
    "1772442764.250000\tCx\t192.0.2.7",
    "#close\t2026-03-02-10-00-00",
    "#path\tdns"};

TEST(Zeek, ColumnsAreWhatTheHeaderSays) {
  const auto object = parsed(kZeek);
  EXPECT_EQ(object.format, "zeek");
  EXPECT_EQ(object.events[4],
            "2026-03-02T09:12:44.250Z address success\naction=ssh:accepted\naddress=192.0.2.7\n"
            "peer=10.0.0.2\nport=tcp/22\nendpoint=10.0.0.2 tcp/22\nservice=zeek/ssh\nprogram=zeek\n"
            "message=ssh");
  EXPECT_EQ(object.events[5], "!zeek: record has too few words");
  for (const std::size_t aside : {0, 1, 2, 3, 6}) {
    EXPECT_EQ(object.events[aside], "!" + std::string(kNoEvent)) << aside;
  }
  EXPECT_EQ(object.events[7], "!zeek: another header than the object began with; split the object");
}

TEST(Zeek, WithoutAHeaderNothingIsKnown) {
  EXPECT_EQ(parsed({kZeek[4]}).format, "text");
}

}  // namespace
}  // namespace detector
