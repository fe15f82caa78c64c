// Formats that nobody described: JSON objects and lines under a line of names.
#include "parse/named_values.h"

#include <gtest/gtest.h>

#include "parse/parsed_test.h"

namespace detector {
namespace {

TEST(AnyJson, NamesTellWhatAValueIs) {
  EXPECT_EQ(parsed_one(R"({"@timestamp":"2026-03-02T09:12:44Z","actor":{"email":"a@example.com"},)"
                       R"("client":{"ip":"192.0.2.7"},"event_name":"repo.destroy","repo":"x/y",)"
                       R"("org_id":7,"user_agent":"Go/1.2","visibility":{"was":"public"}})"),
            "json: 2026-03-02T09:12:44Z actor\nactor=a@example.com\naccount=7\n"
            "action=repo.destroy\naddress=192.0.2.7\nagent=Go/1.2\nproduct=Go\ntarget=x/y\n"
            "service=log\nprogram=log\nuser=a@example.com\nvisibility.was=public");
}

TEST(AnyJson, ALoginIsOfItsAddress) {
  EXPECT_EQ(parsed_one(R"({"time":1772442764250,"user":"alice","src_ip":"192.0.2.7","action":)"
                       R"("login","result":"FAILURE","app":"vpn"})"),
            "json: 2026-03-02T09:12:44.250Z address failure\naction=login\naddress=192.0.2.7\n"
            "error=FAILURE\nservice=vpn\nprogram=vpn\nuser=alice");
  const std::string good = parsed_one(
      R"({"time":1772442764250,"user":"alice","src_ip":"192.0.2.7","action":"user.login_success"})");
  EXPECT_NE(good.find("address success"), std::string::npos) << good;
  EXPECT_NE(good.find("login=alice@log"), std::string::npos) << good;
}

TEST(AnyJson, WithoutNamesTheMessageIsMadeOfWhatThereIs) {
  EXPECT_EQ(parsed_one(R"({"x":"2026-03-02 09:12:44","host":"web","size":5,"kind":"disk"})"),
            "json: 2026-03-02T09:12:44Z service\nhost=web\nservice=web/log\nprogram=log\n"
            "message=size=5 kind=disk\nsize=5\nkind=disk");
}

TEST(AnyJson, SaysWhyARecordIsNone) {
  const auto object = parsed({R"({"a":1})", R"({"a":{}})", R"({"a":1]})", R"({"n":1772442764})"});
  EXPECT_EQ(object.format, "json");
  EXPECT_EQ(object.events[0], "!json: no value is a time");
  EXPECT_EQ(object.events[2], "!json: record is not well-formed JSON");
  EXPECT_EQ(object.events[3].substr(0, 20), "2026-03-02T09:12:44Z");
}

TEST(Csv, TheFirstLineNamesTheColumns) {
  const auto object =
      parsed({"Time,User Name,Host,Command,Note", R"(2026-03-02T09:12:44Z,alice,web,/usr/bin/id,)",
              R"("2026-03-02T09:12:44Z",bob,web,"sh -c ""x""","a, ""b""")", "1,2", "a,b,c,d,e,f",
              R"(2026-03-02T09:12:44Z,"alice,web,x,y)", "soon,alice,web,x,y",
              "Time,User Name,Host,Command,Note"});
  EXPECT_EQ(object.format, "csv");
  EXPECT_EQ(object.events[0], "!" + std::string(kNoEvent));
  EXPECT_EQ(object.events[1],
            "2026-03-02T09:12:44Z user\nhost=web\nservice=web/log\nprogram=log\nuser=alice\n"
            "command=id");
  EXPECT_EQ(object.events[2],
            "2026-03-02T09:12:44Z user\nhost=web\nservice=web/log\nprogram=log\nuser=bob\n"
            "command=sh\nNote=a, \"b\"");
  EXPECT_EQ(object.events[3], "!csv: fewer values than columns");
  EXPECT_EQ(object.events[4], "!csv: more values than columns");
  EXPECT_EQ(object.events[5], "!csv: a quote is not closed");
  EXPECT_EQ(object.events[6], "!csv: no value is a time");
  EXPECT_EQ(object.events[7], "!" + std::string(kNoEvent));
}

TEST(Csv, OtherSeparatorsAndDateAndTimeApart) {
  const auto object = parsed({"date;time;src_ip;dst_ip;dst_port;protocol;bytes",
                              "2026-03-02;09:12:44;192.0.2.7;10.0.0.2;443;UDP;17"});
  ASSERT_EQ(object.format, "csv");
  EXPECT_EQ(object.events[1],
            "2026-03-02T09:12:44Z address\naddress=192.0.2.7\npeer=10.0.0.2\nport=udp/443\n"
            "endpoint=10.0.0.2 udp/443\nservice=log\nprogram=log\nbytes=17");
}

TEST(Csv, ProseAndTimedTextAreNone) {
  EXPECT_EQ(
      parsed({"Apache License, Version 2.0", "January 2004", "terms, and more, follow"}).format,
      "unknown");
  EXPECT_EQ(parsed({"2026-03-02 09:12:44,123 INFO a", "2026-03-02 09:12:44,124 INFO b"}).format,
            "text");
}

TEST(NamedValues, AreBounded) {
  NamedValues named(kTestNow);
  std::vector<std::string> names;
  names.reserve(20000);
  for (int i = 0; i < 20000; ++i) names.push_back("k" + std::to_string(i));
  named.add("time", "2026-03-02T09:12:44Z");
  for (const auto& name : names) named.add(name, "v");
  Event event;
  ASSERT_TRUE(named.fill(event));
  EXPECT_EQ(event.attributes.size(), NamedValues::kMost - 1);
  EXPECT_LE(event.message.size(), 512U);
}

}  // namespace
}  // namespace detector
