// Tables of the JSON formats of clouds and clusters.
// Sources: AWS CloudTrail User Guide, "CloudTrail digest file structure"; Amazon GuardDuty User
// Guide, "GuardDuty finding format"; Amazon Route 53 Developer Guide, "Values that appear in
// Resolver query logs"; Kubernetes, "Auditing" and audit.k8s.io/v1.
#include "parse/json_format.h"

namespace detector {
namespace {

// The hash chain over delivered log files: nothing that anyone did. A ledger reads them.
constexpr Row kDigestRows[] = {
    {Part::kAside, "{digestEndTime}"},
};
constexpr std::string_view kDigestSigns[] = {
    "{?digestStartTime}{?digestEndTime}{?digestS3Bucket}",
};

constexpr Row kGuardDutyRows[] = {
    {Part::kTime, "{service.eventLastSeen,updatedAt,createdAt}"},
    // A finding is sent again whenever it is updated.
    {Part::kId, "{id}[/{updatedAt}]"},
    {Part::kMessage, "{title}"},
    {Field::kActor,
     "arn:aws:iam::{accountId}:user/{resource.accessKeyDetails.userName}"
     "{?resource.accessKeyDetails.userType=IAMUser}"},
    {Field::kActor,
     "arn:aws:iam::{accountId}:role/{resource.accessKeyDetails.userName}"
     "{?resource.accessKeyDetails.userType=AssumedRole|Role}"},
    {Field::kActor,
     "arn:aws:iam::{accountId}:root{?resource.accessKeyDetails.userType=Root|RootUser}"},
    {Field::kAccount, "{accountId}"},
    {Field::kAction, "guardduty:{type}"},
    {Field::kAddress, "{service.action.awsApiCallAction.remoteIpDetails.ipAddressV4|ip}"},
    {Field::kAddress, "{service.action.networkConnectionAction.remoteIpDetails.ipAddressV4|ip}"},
    {Field::kAddress, "{service.action.kubernetesApiCallAction.remoteIpDetails.ipAddressV4|ip}"},
    {Field::kAddress, "{service.action.rdsLoginAttemptAction.remoteIpDetails.ipAddressV4|ip}"},
    {Field::kAddress,
     "{service.action.portProbeAction.portProbeDetails.0.remoteIpDetails.ipAddressV4|ip}"},
    {Field::kRegion, "{region}"},
    {Field::kTarget,
     "{resource.s3BucketDetails.0.name,resource.instanceDetails.instanceId,"
     "resource.eksClusterDetails.name,resource.rdsDbInstanceDetails.dbInstanceIdentifier,"
     "resource.lambdaDetails.functionName,resource.ecsClusterDetails.name}"},
    {Field::kHost, "{resource.instanceDetails.instanceId,resource.eksClusterDetails.name}"},
    {Field::kProgram, "guardduty{?id}"},
    {Field::kService,
     "[{resource.instanceDetails.instanceId,resource.eksClusterDetails.name}/]guardduty"},
};
constexpr std::string_view kGuardDutySigns[] = {
    "{?detail.service.serviceName=guardduty}",
    "{?service.serviceName=guardduty}",
    "{?source=aws.guardduty}{?detail}",
    "{?detail.schemaVersion}{?detail.service.detectorId}",
    "{?schemaVersion}{?service.detectorId}",
};
constexpr Field kGuardDutyEntities[] = {Field::kActor, Field::kAddress, Field::kService};

constexpr Row kResolverRows[] = {
    {Part::kTime, "{query_timestamp}"},
    {Field::kAccount, "{account_id}"},
    {Field::kRegion, "{region}"},
    {Field::kAddress, "{srcaddr|ip}"},
    {Field::kAction, "dns:{query_type}"},
    {Field::kTarget, "{query_name|zone}"},
    {Field::kPort, "{transport|lower}/53"},
    {Field::kError, "{firewall_rule_action}{?firewall_rule_action=BLOCK|ALERT}"},
    {Field::kError, "{rcode}{!rcode=NOERROR}"},
    {Field::kHost, "{srcids.instance,srcids.resolver_endpoint}"},
    {Field::kProgram, "resolver{?query_name}"},
    {Field::kService, "[{vpc_id}/]resolver"},
};
constexpr std::string_view kResolverSigns[] = {
    "{?query_timestamp}{?query_name}{?query_type}",
};
constexpr Field kResolverEntities[] = {Field::kAddress, Field::kService};

// A request is logged at several stages; the first one says nothing that the last does not.
constexpr Row kKubernetesRows[] = {
    {Part::kAside, "{stage}{?stage=RequestReceived}"},
    {Part::kTime, "{requestReceivedTimestamp,stageTimestamp}"},
    {Part::kId, "{auditID}/{stage}"},
    {Part::kId, "{auditID}"},
    {Field::kActor, "kubernetes:{user.username}[ as {impersonatedUser.username}]"},
    {Field::kAction, "k8s:{verb} {objectRef.resource}[/{objectRef.subresource}]"},
    {Field::kAction, "k8s:{verb} {requestURI|path}"},
    {Field::kAddress, "{sourceIPs.0|ip}"},
    {Field::kAgent, "{userAgent}"},
    {Field::kProduct, "{userAgent|product}"},
    {Field::kTarget, "[{objectRef.namespace}/]{objectRef.resource}/{objectRef.name}"},
    {Field::kTarget, "{objectRef.namespace}/{objectRef.resource}"},
    {Field::kError, "{responseStatus.reason,responseStatus.code}{?responseStatus.code>=400}"},
    {Field::kProgram, "kubernetes{?auditID}"},
};
constexpr std::string_view kKubernetesSigns[] = {
    "{?auditID}{?verb}{?stage}",
};
constexpr Field kKubernetesEntities[] = {Field::kActor, Field::kAddress};

}  // namespace

constinit const JsonFormat kCloudTrailDigest = {
    .table = {"cloudtrail-digest", kDigestRows, {}},
    .signs = kDigestSigns,
};
constinit const JsonFormat kGuardDuty = {
    .table = {"guardduty", kGuardDutyRows, kGuardDutyEntities},
    .signs = kGuardDutySigns,
    .envelope = "detail",
};
constinit const JsonFormat kResolverQuery = {
    .table = {"route53-resolver", kResolverRows, kResolverEntities},
    .signs = kResolverSigns,
};
constinit const JsonFormat kKubernetesAudit = {
    .table = {"kubernetes-audit", kKubernetesRows, kKubernetesEntities},
    .signs = kKubernetesSigns,
};

}  // namespace detector
