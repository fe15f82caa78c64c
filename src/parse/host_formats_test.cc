// journald's JSON, the Linux audit log, and VPC flow logs as JSON.
#include <gtest/gtest.h>

#include "parse/parsed_test.h"

namespace detector {
namespace {

TEST(Journald, TellsWhatSyslogTells) {
  EXPECT_EQ(parsed_one(R"({"__CURSOR":"s=1;i=2","__REALTIME_TIMESTAMP":"1772442764250123","_PID":)"
                       R"("31","_HOSTNAME":"web","SYSLOG_IDENTIFIER":"sshd","PRIORITY":"6",)"
                       R"("MESSAGE":"Failed password for root from 192.0.2.7 port 5 ssh2"})"),
            "journald: 2026-03-02T09:12:44.250Z address failure\nid=s=1;i=2\naction=ssh:failed\n"
            "address=192.0.2.7\nhost=web\nservice=web/sshd\nprogram=sshd\nuser=root\n"
            "message=Failed password for root from 192.0.2.7 port 5 ssh2\nprocess=31");
}

TEST(Journald, BytesThatAreNoTextLeaveTheMessageEmpty) {
  const auto object = parsed(
      {R"({"__REALTIME_TIMESTAMP":"1772442764250123","_COMM":"x","_HOSTNAME":"h","MESSAGE":[1,2]})",
       R"({"__REALTIME_TIMESTAMP":"1772442764250123","MESSAGE":"a"})",
       R"({"__REALTIME_TIMESTAMP":"soon","_COMM":"x","MESSAGE":"a"})",
       R"({"__REALTIME_TIMESTAMP":"1)"});
  EXPECT_EQ(object.events[0], "2026-03-02T09:12:44.250Z service\nhost=h\nservice=h/x\nprogram=x");
  EXPECT_EQ(object.events[1], "!journald: no SYSLOG_IDENTIFIER, _COMM or _SYSTEMD_UNIT");
  EXPECT_EQ(object.events[2], "!journald: no __REALTIME_TIMESTAMP");
  EXPECT_EQ(object.events[3], "!journald: record is not a well-formed JSON object");
}

TEST(Auditd, AllLinesOfAnEventAreOneEvent) {
  EXPECT_EQ(
      parsed_one(
          "node=WEB type=SYSCALL msg=audit(1772442764.250:42): arch=c000003e syscall=59 "
          "success=yes exit=0 auid=1000 uid=0 comm=\"cat\" exe=\"/usr/bin/cat\" key=\"shadow\""
          "\x1d"
          "SYSCALL=execve AUID=\"alice\" UID=\"root\"\n"
          "node=WEB type=PATH msg=audit(1772442764.250:42): item=0 name=\"/etc/shadow\" x=1\n"
          "node=WEB type=PROCTITLE msg=audit(1772442764.250:42): proctitle=636174"),
      "auditd: 2026-03-02T09:12:44.250Z user\nid=WEB/1772442764.250:42\naction=audit:execve\n"
      "target=/etc/shadow\nhost=web\nservice=web/audit\nprogram=audit\nuser=alice\ncommand=cat\n"
      "message=SYSCALL shadow");
}

TEST(Auditd, LoginsAreOfTheirAddressAndHexadecimalIsRead) {
  EXPECT_EQ(parsed_one("type=USER_LOGIN msg=audit(1772442764.250:43): pid=9 uid=0 auid=4294967295 "
                       "ses=4294967295 msg='op=login acct=28696E76616C6964207573657229 "
                       "exe=\"/usr/sbin/sshd\" hostname=? addr=192.0.2.7 terminal=ssh res=failed'"),
            "auditd: 2026-03-02T09:12:44.250Z address failure\nid=1772442764.250:43\n"
            "action=audit:user_login\naddress=192.0.2.7\nerror=failed\nservice=audit\n"
            "program=audit\nuser=(invalid user)\ncommand=sshd\nmessage=USER_LOGIN login");
}

TEST(Auditd, SaysWhyARecordIsNone) {
  const auto object = parsed({"type=LOGIN msg=audit(1772442764.250:44): uid=0", "type=LOGIN",
                              "type=LOGIN msg=audit(soon:44): uid=0"});
  EXPECT_EQ(object.events[0].substr(0, 29), "2026-03-02T09:12:44.250Z user");
  EXPECT_EQ(object.events[1], "!auditd: no msg=audit(time:serial):");
  EXPECT_EQ(object.events[2], "!auditd: the time is not one");
}

TEST(VpcFlowJson, IsReadAsTheTextIs) {
  const std::string event =
      "2026-03-02T09:12:44Z address\naccount=111122223333\naction=flow:reject\n"
      "address=192.0.2.7\nerror=REJECT\npeer=10.0.0.2\nport=tcp/22\nendpoint=10.0.0.2 tcp/22";
  EXPECT_EQ(
      parsed_one(R"({"version":2,"account_id":"111122223333","interface_id":"eni-0a","srcaddr":)"
                 R"("192.0.2.7","dstaddr":"10.0.0.2","srcport":40000,"dstport":22,"protocol":6,)"
                 R"("packets":1,"bytes":40,"start":1772442764,"end":1772442800,"action":)"
                 R"("REJECT","log_status":"OK"})"),
      "vpc-flow-json: " + event);
  EXPECT_EQ(
      parsed_one(R"({"accountId":"111122223333","srcAddr":"192.0.2.7","dstAddr":"10.0.0.2",)"
                 R"("srcPort":40000,"dstPort":22,"protocol":6,"start":"2026-03-02T09:12:44Z",)"
                 R"("end":"2026-03-02T09:13:20Z","action":"REJECT","status":"OK"})"),
      "vpc-flow-json: " + event);
  EXPECT_EQ(parsed_one(R"({"srcaddr":"x","dstaddr":"10.0.0.2","start":1772442764})"),
            "vpc-flow-json: !vpc-flow: the source is not an address");
}

}  // namespace
}  // namespace detector
