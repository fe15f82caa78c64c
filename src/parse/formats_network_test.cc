#include <gtest/gtest.h>

#include "parse/parsed_test.h"

namespace detector {
namespace {

TEST(ZeekJson, AConnectionIsOfWhoAskedForWhat) {
  EXPECT_EQ(parsed_one(R"({"ts":1772442764.25,"uid":"CMdzit1AMNsmfAIiQc","id.orig_h":"10.0.1.5",)"
                       R"("id.orig_p":36844,"id.resp_h":"10.0.0.2","id.resp_p":53,"proto":"udp",)"
                       R"("service":"dns","conn_state":"SF"})"),
            "zeek-json: 2026-03-02T09:12:44.250Z address\naction=zeek:conn SF\naddress=10.0.1.5\n"
            "peer=10.0.0.2\nport=udp/53\nendpoint=10.0.0.2 udp/53\nservice=zeek\nprogram=zeek");
  EXPECT_EQ(parsed_one(R"({"_path":"ssh","ts":"2026-03-02T09:12:44Z","uid":"C","id.orig_h":)"
                       R"("192.0.2.7","id.resp_h":"10.0.0.2","id.resp_p":22,"auth_success":false,)"
                       R"("client":"SSH-2.0-Go"})"),
            "zeek-json: 2026-03-02T09:12:44Z address failure\naction=ssh:failed\naddress=192.0.2.7"
            "\nproduct=SSH-2.0-Go\npeer=10.0.0.2\nport=tcp/22\nendpoint=10.0.0.2 tcp/22\n"
            "service=zeek/ssh\nprogram=zeek\nmessage=ssh");
}

TEST(Suricata, AlertsAndFlowsAreOfTheSource) {
  EXPECT_EQ(
      parsed_one(R"({"timestamp":"2026-03-02T10:12:44.250123+0100","flow_id":1,"event_type":)"
                 R"("alert","src_ip":"192.0.2.7","src_port":40000,"dest_ip":"10.0.0.2",)"
                 R"("dest_port":80,"proto":"TCP","alert":{"action":"blocked","signature_id":)"
                 R"(2019401,"signature":"ET SCAN Nmap"},"http":{"hostname":"example.com",)"
                 R"("url":"/a?b","http_user_agent":"nmap","http_method":"GET","status":404}})"),
      "suricata: 2026-03-02T09:12:44.250Z address\naction=suricata:alert 2019401\n"
      "address=192.0.2.7\nagent=nmap\nproduct=nmap\nerror=blocked\ntarget=example.com/a\n"
      "peer=10.0.0.2\nport=tcp/80\nendpoint=10.0.0.2 tcp/80\nservice=suricata\n"
      "program=suricata\nmessage=ET SCAN Nmap");
}

TEST(Suricata, CountersOfTheEngineAreNoEvents) {
  EXPECT_EQ(
      parsed_one(R"({"timestamp":"2026-03-02T10:12:44+0000","event_type":"stats","stats":{}})"),
      "suricata: !" + std::string(kNoEvent));
}

TEST(WebJson, NginxAndCaddyAreRead) {
  EXPECT_EQ(parsed_one(R"({"time":"02/Mar/2026:09:12:44 +0000","remote_ip":"192.0.2.7",)"
                       R"("remote_user":"-","request":"GET /a?b HTTP/1.1","response":304,)"
                       R"("bytes":0,"referrer":"-","agent":"Debian APT-HTTP/1.3"})"),
            "web-json: 2026-03-02T09:12:44Z address\naction=http:GET 304\naddress=192.0.2.7\n"
            "agent=Debian APT-HTTP/1.3\nproduct=Debian\ntarget=/a\nservice=web\nprogram=web");
  EXPECT_EQ(parsed_one(R"({"level":"info","ts":1772442764.25,"msg":"handled request","request":)"
                       R"({"remote_ip":"192.0.2.7","method":"POST","host":"example.com","uri":)"
                       R"("/login"},"status":500})"),
            "web-json: 2026-03-02T09:12:44.250Z address\naction=http:POST 500\naddress=192.0.2.7\n"
            "error=500\ntarget=/login\nhost=example.com\nservice=example.com/web\nprogram=web");
}

TEST(Ocsf, ApiCallsAreOfTheirActorAndLoginsOfTheirAddress) {
  EXPECT_EQ(parsed_one(R"({"class_uid":6003,"category_uid":6,"time":1772442764250,"metadata":)"
                       R"({"version":"1.1.0","uid":"e1","product":{"name":"CloudTrail"}},"actor":)"
                       R"({"user":{"uid":"arn:aws:sts::111122223333:assumed-role/deploy/s"}},)"
                       R"("api":{"operation":"GetObject","service":{"name":"s3.amazonaws.com"}},)"
                       R"("cloud":{"account":{"uid":"111122223333"},"region":"us-east-1"},)"
                       R"("src_endpoint":{"ip":"192.0.2.7"},"resources":[{"uid":"b"}]})"),
            "ocsf: 2026-03-02T09:12:44.250Z actor\nid=e1\n"
            "actor=arn:aws:iam::111122223333:role/deploy\naccount=111122223333\n"
            "action=s3:GetObject\naddress=192.0.2.7\nregion=us-east-1\ntarget=b\n"
            "service=CloudTrail\nprogram=CloudTrail");
  EXPECT_EQ(
      parsed_one(R"({"class_uid":3002,"activity_id":1,"status_id":2,"category_uid":3,"time":)"
                 R"(1772442764250,"metadata":{"version":"1.1.0"},"user":{"name":"alice"},)"
                 R"("src_endpoint":{"ip":"192.0.2.7"},"device":{"hostname":"WEB"},)"
                 R"("status_detail":"bad password"})"),
      "ocsf: 2026-03-02T09:12:44.250Z address failure\naction=ocsf:3002/1\naddress=192.0.2.7\n"
      "error=bad password\nhost=web\nservice=3002\nuser=alice");
}

}  // namespace
}  // namespace detector
