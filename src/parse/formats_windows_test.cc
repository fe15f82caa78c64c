#include <gtest/gtest.h>

#include "parse/parsed_test.h"

namespace detector {
namespace {

TEST(Windows, AFailedLogonIsOfItsAddress) {
  EXPECT_EQ(
      parsed_one(R"({"EventTime":"2026-03-02 04:12:44","@timestamp":"2026-03-02T09:12:44.250Z",)"
                 R"("Hostname":"DC1.example.com","EventID":4625,"Channel":"Security",)"
                 R"("SourceName":"Microsoft-Windows-Security-Auditing","RecordNumber":7,)"
                 R"("TargetUserName":"Alice","SubjectUserName":"-","IpAddress":"192.0.2.7",)"
                 R"("Status":"0xc000006d","SubStatus":"0xc000006a","LogonType":"3"})"),
      "windows: 2026-03-02T09:12:44.250Z address failure\n"
      "id=DC1.example.com/Security/7/2026-03-02 04:12:44\naction=windows:4625\n"
      "address=192.0.2.7\nerror=0xc000006a\nhost=dc1.example.com\n"
      "service=dc1.example.com/Microsoft-Windows-Security-Auditing\n"
      "program=Microsoft-Windows-Security-Auditing\nuser=alice");
}

TEST(Windows, ASuccessfulLogonFromWinlogbeatNamesUserAndHost) {
  EXPECT_EQ(parsed_one(R"({"@timestamp":"2026-03-02T09:12:44.250Z","message":"An account was )"
                       R"(successfully logged on.","winlog":{"event_id":4624,"channel":"Security",)"
                       R"("provider_name":"P","record_id":8,"computer_name":"WS1","event_data":)"
                       R"({"TargetUserName":"alice","IpAddress":"::ffff:192.0.2.7"}}})"),
            "windows: 2026-03-02T09:12:44.250Z address success\n"
            "id=WS1/Security/8/2026-03-02T09:12:44.250Z\naction=windows:4624\naddress=192.0.2.7\n"
            "host=ws1\nservice=ws1/P\nprogram=P\nuser=alice\nlogin=alice@ws1\n"
            "message=An account was successfully logged on.");
}

TEST(Windows, SysmonProcessesAreOfTheirUser) {
  EXPECT_EQ(parsed_one(R"({"Event":{"System":{"Provider":{"#attributes":{"Name":)"
                       R"("Microsoft-Windows-Sysmon"}},"EventID":10,"Computer":"WS1","Channel":)"
                       R"("Microsoft-Windows-Sysmon/Operational","TimeCreated":{"#attributes":)"
                       R"({"SystemTime":"2026-03-02T09:12:44.250Z"}}},"EventData":{"SourceUser":)"
                       R"("CORP\\Bob","SourceImage":"C:\\T\\Mimi.exe","TargetImage":)"
                       R"("C:\\Windows\\System32\\lsass.exe"}}})"),
            "windows: 2026-03-02T09:12:44.250Z user\naction=sysmon:10\ntarget=lsass.exe\nhost=ws1\n"
            "service=ws1/Microsoft-Windows-Sysmon\nprogram=Microsoft-Windows-Sysmon\nuser=bob\n"
            "command=mimi.exe");
}

TEST(Windows, WhatNamesNobodyIsOfItsService) {
  EXPECT_EQ(parsed_one(R"({"TimeCreated":"2026-03-02 09:12:44.250","EventID":1102,"Channel":)"
                       R"("Security","Hostname":"WS1","SourceName":"Microsoft-Windows-Eventlog",)"
                       R"("Message":"The audit log was cleared."})"),
            "windows: 2026-03-02T09:12:44.250Z service\naction=windows:1102\nhost=ws1\n"
            "service=ws1/Microsoft-Windows-Eventlog\nprogram=Microsoft-Windows-Eventlog\n"
            "message=The audit log was cleared.");
}

}  // namespace
}  // namespace detector
