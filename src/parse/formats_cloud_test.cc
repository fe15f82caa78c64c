#include <gtest/gtest.h>

#include "parse/parsed_test.h"

namespace detector {
namespace {

const std::string kFinding =
    R"({"schemaVersion":"2.0","accountId":"111122223333","region":"us-east-1","id":"16af",)"
    R"("type":"Discovery:S3/MaliciousIPCaller","resource":{"resourceType":"AccessKey",)"
    R"("accessKeyDetails":{"accessKeyId":"x","userType":"IAMUser","userName":"alice"},)"
    R"("s3BucketDetails":[{"name":"payroll"}]},"service":{"serviceName":"guardduty",)"
    R"("detectorId":"12abc","action":{"actionType":"AWS_API_CALL","awsApiCallAction":)"
    R"({"api":"ListObjects","remoteIpDetails":{"ipAddressV4":"198.51.100.7"}}},)"
    R"("eventLastSeen":"2026-03-02T09:12:44Z"},"updatedAt":"2026-03-02T09:14:00.000Z",)"
    R"("title":"S3 API called from a known malicious IP."})";
const std::string kFindingEvent =
    "guardduty: 2026-03-02T09:12:44Z actor\nid=16af/2026-03-02T09:14:00.000Z\n"
    "actor=arn:aws:iam::111122223333:user/alice\naccount=111122223333\n"
    "action=guardduty:Discovery:S3/MaliciousIPCaller\naddress=198.51.100.7\nregion=us-east-1\n"
    "target=payroll\nservice=guardduty\nprogram=guardduty\n"
    "message=S3 API called from a known malicious IP.";

TEST(GuardDuty, FindingsAreTheSameBareAndFromEventBridge) {
  EXPECT_EQ(parsed_one(kFinding), kFindingEvent);
  EXPECT_EQ(parsed_one(R"({"version":"0","id":"c","detail-type":"GuardDuty Finding",)"
                       R"("source":"aws.guardduty","time":"2026-03-02T09:15:00Z","detail":)" +
                       kFinding + "}"),
            kFindingEvent);
}

TEST(GuardDuty, AnInstanceWithoutARemoteAddressIsTheEntity) {
  EXPECT_EQ(parsed_one(R"({"schemaVersion":"2.0","accountId":"1","id":"a","type":"T","resource":)"
                       R"({"instanceDetails":{"instanceId":"i-0a"}},"service":{"detectorId":"d",)"
                       R"("eventLastSeen":"2026-03-02T09:12:44Z"},"title":"Odd."})"),
            "guardduty: 2026-03-02T09:12:44Z service\nid=a\naccount=1\naction=guardduty:T\n"
            "target=i-0a\nhost=i-0a\nservice=i-0a/guardduty\nprogram=guardduty\nmessage=Odd.");
}

TEST(CloudTrailDigest, IsKeptAside) {
  EXPECT_EQ(parsed_one(R"({"awsAccountId":"111122223333","digestStartTime":"2026-03-02T09:00:00Z",)"
                       R"("digestEndTime":"2026-03-02T10:00:00Z","digestS3Bucket":"b",)"
                       R"("digestS3Object":"o","previousDigestSignature":null,"logFiles":[]})"),
            "cloudtrail-digest: !" + std::string(kNoEvent));
}

TEST(ResolverQuery, TheAddressThatAskedIsTheEntity) {
  const std::string query =
      R"({"version":"1.1","account_id":"111122223333","region":"us-east-1","vpc_id":"vpc-0a",)"
      R"("query_timestamp":"2026-03-02T09:12:44Z","query_name":"x1.tunnel.example.","query_type":)"
      R"("TXT","query_class":"IN","rcode":"NXDOMAIN","answers":[],"srcaddr":"10.0.1.5",)"
      R"("srcport":"56067","transport":"UDP","srcids":{"instance":"i-0a"}})";
  EXPECT_EQ(parsed_one(query),
            "route53-resolver: 2026-03-02T09:12:44Z address\naccount=111122223333\naction=dns:TXT\n"
            "address=10.0.1.5\nregion=us-east-1\nerror=NXDOMAIN\ntarget=tunnel.example\nport=udp/53"
            "\nhost=i-0a\nservice=vpc-0a/resolver\nprogram=resolver");
}

TEST(KubernetesAudit, TheUserIsTheActorAndOnlyTheLastStageCounts) {
  const std::string begin =
      R"({"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"ab",)";
  const std::string rest =
      R"("requestURI":"/api/v1/namespaces/prod/pods/web-0/exec?command=sh","verb":"create",)"
      R"("user":{"username":"alice","groups":["dev"]},"sourceIPs":["192.0.2.7","10.0.0.1"],)"
      R"("userAgent":"kubectl/v1.29.1","objectRef":{"resource":"pods","namespace":)"
      R"("prod","name":"web-0","subresource":"exec"},"responseStatus":{"code":403,"reason":)"
      R"("Forbidden"},"requestReceivedTimestamp":"2026-03-02T09:12:44.123456Z"})";
  const auto object = parsed({begin + R"("stage":"RequestReceived",)" + rest,
                              begin + R"("stage":"ResponseComplete",)" + rest});
  EXPECT_EQ(object.format, "kubernetes-audit");
  EXPECT_EQ(object.events[0], "!" + std::string(kNoEvent));
  EXPECT_EQ(object.events[1],
            "2026-03-02T09:12:44.123Z actor\nid=ab/ResponseComplete\nactor=kubernetes:alice\n"
            "action=k8s:create pods/exec\naddress=192.0.2.7\nagent=kubectl/v1.29.1\n"
            "product=kubectl\nerror=Forbidden\ntarget=prod/pods/web-0\nprogram=kubernetes");
}

TEST(JsonFormats, BrokenRecordsOfAnObjectAreRejectedWithTheFormatsName) {
  const auto object =
      parsed({kFinding, kFinding, kFinding, "{\"schemaVersion\":", "[]", "{\"id\":1}"});
  EXPECT_EQ(object.events[3], "!guardduty: record is cut off");
  EXPECT_EQ(object.events[4], "!guardduty: record is not a JSON object");
  EXPECT_EQ(object.events[5], "!guardduty: no time");
}

}  // namespace
}  // namespace detector
