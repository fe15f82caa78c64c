// The API operations that the synthetic world knows, as a table: one row is one operation with the
// request and response a record of it holds. Field names are those CloudTrail records have.

#include "synth/catalog.h"

#include <algorithm>
#include <charconv>

namespace detector::synth {
namespace {

// clang-format off
constexpr Operation kOperations[] = {
    {"unknown", "Unknown", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"sts", "GetCallerIdentity", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"sts", "AssumeRole", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kRole, R"({"roleArn":"arn:aws:iam::%a:role/%r","roleSessionName":"%s"})", R"({"credentials":{"accessKeyId":"%t","sessionToken":"%x%x","expiration":"%e"},"assumedRoleUser":{"assumedRoleId":"%i:%s","arn":"arn:aws:sts::%a:assumed-role/%r/%s"}})"},
    {"sts", "AssumeRoleWithSAML", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kRole, R"({"sAMLAssertionID":"_%u","roleSessionName":"%s","principalArn":"arn:aws:iam::%a:saml-provider/sso","roleArn":"arn:aws:iam::%a:role/%r","durationSeconds":28800})", R"({"subjectType":"persistent","issuer":"https://idp.example.com/saml","audience":"https://signin.aws.amazon.com/saml"})"},
    {"sts", "GetSessionToken", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, R"({"durationSeconds":43200})", R"({"credentials":{"accessKeyId":"ASIA%k","expiration":"%e"}})"},
    {"signin", "ConsoleLogin", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, "null", R"({"ConsoleLogin":"Success"})"},
    {"s3", "ListBuckets", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"Host":"s3.%g.amazonaws.com"})", "null"},
    {"s3", "GetBucketLocation", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kBucket, R"({"bucketName":"%r","Host":"%r.s3.%g.amazonaws.com","location":""})", "null"},
    {"s3", "GetBucketPolicy", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kBucket, R"({"bucketName":"%r","Host":"%r.s3.%g.amazonaws.com","policy":""})", "null"},
    {"s3", "GetBucketAcl", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kBucket, R"({"bucketName":"%r","Host":"%r.s3.%g.amazonaws.com","acl":""})", "null"},
    {"s3", "GetBucketEncryption", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kBucket, R"({"bucketName":"%r","Host":"%r.s3.%g.amazonaws.com","encryption":""})", "null"},
    {"s3", "GetBucketTagging", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kBucket, R"({"bucketName":"%r","Host":"%r.s3.%g.amazonaws.com","tagging":""})", "null"},
    {"s3", "PutBucketPolicy", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kBucket, R"({"bucketName":"%r","bucketPolicy":{"Version":"2012-10-17"},"policy":""})", "null"},
    {"s3", "PutBucketTagging", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kBucket, R"({"bucketName":"%r","tagging":""})", "null"},
    {"s3", "ListObjects", Access::kRead, Reach::kRegional, Category::kData, ResourceKind::kBucket, R"({"bucketName":"%r","list-type":"2","prefix":"%p/","Host":"%r.s3.%g.amazonaws.com"})", "null"},
    {"s3", "HeadObject", Access::kRead, Reach::kRegional, Category::kData, ResourceKind::kBucket, R"({"bucketName":"%r","key":"%p/%x.parquet","Host":"%r.s3.%g.amazonaws.com"})", "null"},
    {"s3", "GetObject", Access::kRead, Reach::kRegional, Category::kData, ResourceKind::kBucket, R"({"bucketName":"%r","key":"%p/%x.parquet","Host":"%r.s3.%g.amazonaws.com"})", "null"},
    {"s3", "PutObject", Access::kWrite, Reach::kRegional, Category::kData, ResourceKind::kBucket, R"({"bucketName":"%r","key":"%p/%x.parquet","Host":"%r.s3.%g.amazonaws.com","x-amz-server-side-encryption":"aws:kms"})", R"({"x-amz-version-id":"%x"})"},
    {"s3", "DeleteObject", Access::kWrite, Reach::kRegional, Category::kData, ResourceKind::kBucket, R"({"bucketName":"%r","key":"%p/%x.parquet"})", "null"},
    {"iam", "ListUsers", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, R"({"maxItems":100})", "null"},
    {"iam", "ListRoles", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, R"({"maxItems":100})", "null"},
    {"iam", "ListPolicies", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, R"({"maxItems":100})", "null"},
    {"iam", "ListGroups", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, R"({"maxItems":100})", "null"},
    {"iam", "ListAccountAliases", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, R"({"maxItems":100})", "null"},
    {"iam", "GetAccountSummary", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"iam", "GetAccountAuthorizationDetails", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"iam", "GenerateCredentialReport", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"iam", "GetAccountPasswordPolicy", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"iam", "GetUser", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r"})", "null"},
    {"iam", "ListAccessKeys", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r"})", "null"},
    {"iam", "ListMFADevices", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r"})", "null"},
    {"iam", "ListAttachedUserPolicies", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r"})", "null"},
    {"iam", "GetRole", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kRole, R"({"roleName":"%r"})", "null"},
    {"iam", "ListRolePolicies", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kRole, R"({"roleName":"%r"})", "null"},
    {"iam", "ListAttachedRolePolicies", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kRole, R"({"roleName":"%r"})", "null"},
    {"iam", "PassRole", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kRole, R"({"roleName":"%r"})", "null"},
    {"iam", "CreateUser", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r"})", R"({"user":{"userName":"%r","path":"/","arn":"arn:aws:iam::%a:user/%r","userId":"AIDA%k"}})"},
    {"iam", "AddUserToGroup", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r","groupName":"developers"})", "null"},
    {"iam", "ChangePassword", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"iam", "CreateAccessKey", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r"})", R"({"accessKey":{"userName":"%r","accessKeyId":"AKIA%k","status":"Active","createDate":"%e"}})"},
    {"iam", "DeleteAccessKey", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r","accessKeyId":"AKIA%k"})", "null"},
    {"iam", "AttachUserPolicy", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"})", "null"},
    {"iam", "AttachRolePolicy", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kRole, R"({"roleName":"%r","policyArn":"arn:aws:iam::aws:policy/ReadOnlyAccess"})", "null"},
    {"iam", "CreateRole", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kRole, R"({"roleName":"%r-%n","path":"/"})", R"({"role":{"roleName":"%r-%n","roleId":"AROA%k"}})"},
    {"ec2", "DescribeInstances", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeInstanceStatus", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeVpcs", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeSubnets", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeImages", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeVolumes", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeSnapshots", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeAddresses", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeKeyPairs", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeRegions", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeTags", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeNetworkInterfaces", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeRouteTables", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeAvailabilityZones", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeLaunchTemplates", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100,"filterSet":{}})", "null"},
    {"ec2", "DescribeSecurityGroups", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kGroup, R"({"securityGroupSet":{"items":[{"groupId":"%r"}]},"filterSet":{}})", "null"},
    {"ec2", "DescribeInstanceAttribute", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kInstance, R"({"instanceId":"%r","attribute":"userData"})", "null"},
    {"ec2", "StartInstances", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kInstance, R"({"instancesSet":{"items":[{"instanceId":"%r"}]}})", R"({"requestId":"%u","instancesSet":{"items":[{"instanceId":"%r","currentState":{"code":16}}]}})"},
    {"ec2", "StopInstances", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kInstance, R"({"instancesSet":{"items":[{"instanceId":"%r"}]}})", R"({"requestId":"%u","instancesSet":{"items":[{"instanceId":"%r","currentState":{"code":64}}]}})"},
    {"ec2", "RebootInstances", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kInstance, R"({"instancesSet":{"items":[{"instanceId":"%r"}]}})", R"({"requestId":"%u","instancesSet":{"items":[{"instanceId":"%r","currentState":{"code":16}}]}})"},
    {"ec2", "TerminateInstances", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kInstance, R"({"instancesSet":{"items":[{"instanceId":"%r"}]}})", R"({"requestId":"%u","instancesSet":{"items":[{"instanceId":"%r","currentState":{"code":32}}]}})"},
    {"ec2", "RunInstances", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"instancesSet":{"items":[{"imageId":"ami-%x","minCount":1,"maxCount":1}]},"instanceType":"m6i.large"})", R"({"requestId":"%u","instancesSet":{"items":[{"instanceId":"i-%x","imageId":"ami-%x"}]}})"},
    {"ec2", "AuthorizeSecurityGroupIngress", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kGroup, R"({"groupId":"%r","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":443,"toPort":443}]}})", R"({"requestId":"%u","_return":true})"},
    {"ec2", "CreateSnapshot", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kVolume, R"({"volumeId":"%r","description":"scheduled"})", R"({"requestId":"%u","snapshotId":"snap-%x","volumeId":"%r","status":"pending"})"},
    {"ec2", "DeleteSnapshot", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kSnapshot, R"({"snapshotId":"%r"})", R"({"requestId":"%u","_return":true})"},
    {"ec2", "ModifySnapshotAttribute", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kSnapshot, R"({"snapshotId":"%r","createVolumePermission":{"add":{"items":[{"userId":"%d"}]}},"attributeType":"CREATE_VOLUME_PERMISSION"})", R"({"requestId":"%u","_return":true})"},
    {"ec2", "CreateTags", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kInstance, R"({"resourcesSet":{"items":[{"resourceId":"%r"}]},"tagSet":{"items":[{"key":"team","value":"%p"}]}})", R"({"requestId":"%u","_return":true})"},
    {"lambda", "ListFunctions20150331", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"lambda", "GetFunction20150331v2", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kFunction, R"({"functionName":"%r"})", "null"},
    {"lambda", "UpdateFunctionCode20150331v2", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kFunction, R"({"functionName":"%r","publish":true,"dryRun":false})", R"({"functionName":"%r","version":"%n","codeSize":%d})"},
    {"lambda", "UpdateFunctionConfiguration20150331v2", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kFunction, R"({"functionName":"%r","timeout":%n})", R"({"functionName":"%r"})"},
    {"lambda", "Invoke", Access::kWrite, Reach::kRegional, Category::kData, ResourceKind::kFunction, R"({"functionName":"%r","invocationType":"RequestResponse"})", "null"},
    {"logs", "DescribeLogGroups", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"limit":50})", "null"},
    {"logs", "DescribeLogStreams", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kLogGroup, R"({"logGroupName":"%r","orderBy":"LastEventTime","descending":true})", "null"},
    {"logs", "FilterLogEvents", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kLogGroup, R"({"logGroupName":"%r","startTime":%d})", "null"},
    {"logs", "StartQuery", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kLogGroup, R"({"logGroupName":"%r","queryString":"***"})", R"({"queryId":"%u"})"},
    {"logs", "GetQueryResults", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"queryId":"%u"})", "null"},
    {"logs", "CreateLogStream", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kLogGroup, R"({"logGroupName":"%r","logStreamName":"%x"})", "null"},
    {"monitoring", "DescribeAlarms", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxRecords":100})", "null"},
    {"monitoring", "GetMetricData", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"monitoring", "ListMetrics", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"monitoring", "PutMetricAlarm", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"alarmName":"%p-%n","threshold":%n})", "null"},
    {"dynamodb", "ListTables", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"limit":100})", "null"},
    {"dynamodb", "DescribeTable", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kTable, R"({"tableName":"%r"})", "null"},
    {"dynamodb", "UpdateTable", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kTable, R"({"tableName":"%r","provisionedThroughput":{"readCapacityUnits":%n}})", "null"},
    {"sqs", "ListQueues", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"sqs", "GetQueueAttributes", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kQueue, R"({"queueUrl":"https://sqs.%g.amazonaws.com/%a/%r"})", "null"},
    {"sqs", "PurgeQueue", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kQueue, R"({"queueUrl":"https://sqs.%g.amazonaws.com/%a/%r"})", "null"},
    {"kms", "ListKeys", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"kms", "ListAliases", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"kms", "DescribeKey", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kKey, R"({"keyId":"%r"})", "null"},
    {"kms", "Decrypt", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kKey, R"({"keyId":"arn:aws:kms:%g:%a:key/%r","encryptionAlgorithm":"SYMMETRIC_DEFAULT"})", "null"},
    {"kms", "GenerateDataKey", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kKey, R"({"keyId":"arn:aws:kms:%g:%a:key/%r","keySpec":"AES_256"})", "null"},
    {"secretsmanager", "ListSecrets", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":100})", "null"},
    {"secretsmanager", "DescribeSecret", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kSecret, R"({"secretId":"%r"})", "null"},
    {"secretsmanager", "GetSecretValue", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kSecret, R"({"secretId":"%r"})", "null"},
    {"secretsmanager", "PutSecretValue", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kSecret, R"({"secretId":"%r","clientRequestToken":"%u"})", R"({"aRN":"arn:aws:secretsmanager:%g:%a:secret:%r"})"},
    {"secretsmanager", "RotateSecret", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kSecret, R"({"secretId":"%r"})", R"({"aRN":"arn:aws:secretsmanager:%g:%a:secret:%r"})"},
    {"ssm", "GetParameter", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kParameter, R"({"name":"%r","withDecryption":true})", "null"},
    {"ssm", "GetParametersByPath", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kParameter, R"({"path":"%r","recursive":true})", "null"},
    {"ssm", "DescribeInstanceInformation", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"ssm", "StartSession", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kInstance, R"({"target":"%r"})", R"({"sessionId":"%s-%x"})"},
    {"ssm", "PutParameter", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kParameter, R"({"name":"%r","type":"SecureString","overwrite":true})", R"({"version":%n,"tier":"Standard"})"},
    {"rds", "DescribeDBInstances", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kDatabase, R"({"dBInstanceIdentifier":"%r"})", "null"},
    {"rds", "DescribeDBSnapshots", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kDatabase, R"({"dBInstanceIdentifier":"%r"})", "null"},
    {"rds", "CreateDBSnapshot", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kDatabase, R"({"dBInstanceIdentifier":"%r","dBSnapshotIdentifier":"%r-%x"})", R"({"dBInstanceIdentifier":"%r","status":"creating"})"},
    {"rds", "ModifyDBInstance", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kDatabase, R"({"dBInstanceIdentifier":"%r","applyImmediately":false})", R"({"dBInstanceIdentifier":"%r"})"},
    {"cloudformation", "DescribeStacks", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kStack, R"({"stackName":"%r"})", "null"},
    {"cloudformation", "DescribeStackEvents", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kStack, R"({"stackName":"%r"})", "null"},
    {"cloudformation", "ListStacks", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"cloudformation", "CreateChangeSet", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kStack, R"({"stackName":"%r","changeSetName":"cs-%x","changeSetType":"UPDATE"})", R"({"id":"arn:aws:cloudformation:%g:%a:changeSet/cs-%x"})"},
    {"cloudformation", "ExecuteChangeSet", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kStack, R"({"stackName":"%r","changeSetName":"cs-%x"})", "null"},
    {"cloudtrail", "DescribeTrails", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"trailNameList":[],"includeShadowTrails":true})", "null"},
    {"cloudtrail", "GetTrailStatus", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kTrail, R"({"name":"%r"})", "null"},
    {"cloudtrail", "LookupEvents", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":50})", "null"},
    {"cloudtrail", "StopLogging", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kTrail, R"({"name":"arn:aws:cloudtrail:%g:%a:trail/%r"})", "null"},
    {"cloudtrail", "DeleteTrail", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kTrail, R"({"name":"arn:aws:cloudtrail:%g:%a:trail/%r"})", "null"},
    {"guardduty", "ListDetectors", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"guardduty", "ListFindings", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"config", "DescribeConfigRules", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"config", "GetComplianceSummaryByConfigRule", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"config", "PutEvaluations", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"resultToken":"***","testMode":false})", "null"},
    {"athena", "StartQueryExecution", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"queryString":"***","workGroup":"primary","clientRequestToken":"%u"})", R"({"queryExecutionId":"%u"})"},
    {"athena", "GetQueryExecution", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"queryExecutionId":"%u"})", "null"},
    {"athena", "GetQueryResults", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"queryExecutionId":"%u","maxResults":1000})", "null"},
    {"glue", "GetTables", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kTable, R"({"databaseName":"%r"})", "null"},
    {"glue", "GetDatabases", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"ce", "GetCostAndUsage", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, R"({"granularity":"DAILY","metrics":["UnblendedCost"]})", "null"},
    {"ce", "GetCostForecast", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, R"({"granularity":"MONTHLY","metric":"UNBLENDED_COST"})", "null"},
    {"budgets", "DescribeBudgets", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, R"({"accountId":"%a"})", "null"},
    {"ecr", "GetAuthorizationToken", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"ecr", "BatchGetImage", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kCluster, R"({"repositoryName":"%r","imageIds":[{"imageTag":"%x"}]})", "null"},
    {"ecr", "PutImage", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kCluster, R"({"repositoryName":"%r","imageTag":"%x"})", R"({"image":{"repositoryName":"%r"}})"},
    {"ecs", "ListClusters", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"ecs", "DescribeServices", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kCluster, R"({"cluster":"main","services":["%r"]})", "null"},
    {"ecs", "UpdateService", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kCluster, R"({"cluster":"main","service":"%r","forceNewDeployment":true})", R"({"service":{"serviceName":"%r","status":"ACTIVE"}})"},
    {"ecs", "RegisterTaskDefinition", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kCluster, R"({"family":"%r"})", R"({"taskDefinition":{"family":"%r","revision":%n}})"},
    {"elasticloadbalancing", "DescribeLoadBalancers", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"elasticloadbalancing", "DescribeTargetHealth", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kCluster, R"({"targetGroupArn":"arn:aws:elasticloadbalancing:%g:%a:targetgroup/%r/%x"})", "null"},
    {"autoscaling", "DescribeAutoScalingGroups", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"autoscaling", "SetDesiredCapacity", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kCluster, R"({"autoScalingGroupName":"%r","desiredCapacity":%n})", "null"},
    {"route53", "ListHostedZones", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, "null", "null"},
    {"route53", "ChangeResourceRecordSets", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, R"({"hostedZoneId":"Z%k"})", R"({"changeInfo":{"status":"PENDING"}})"},
    {"ses", "SendEmail", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"destination":{"toAddresses":["***"]}})", R"({"messageId":"%x"})"},
    {"ec2", "ModifyInstanceAttribute", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kInstance, R"({"instanceId":"%r","groupSet":{"items":[{"groupId":"sg-0%x"}]}})", R"({"requestId":"%u","_return":true})"},
    // What only attacks of src/synth/campaign_*.cc call.
    {"iam", "ListUserPolicies", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r"})", "null"},
    {"iam", "GetPolicyVersion", Access::kRead, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, R"({"policyArn":"arn:aws:iam::%a:policy/team-%p","versionId":"v%n"})", "null"},
    {"iam", "PutUserPolicy", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r","policyName":"inline-%n"})", "null"},
    {"iam", "CreatePolicyVersion", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kNone, R"({"policyArn":"arn:aws:iam::%a:policy/team-%p","setAsDefault":true})", R"({"policyVersion":{"versionId":"v%n","isDefaultVersion":true,"createDate":"%e"}})"},
    {"iam", "CreateLoginProfile", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r","passwordResetRequired":false})", R"({"loginProfile":{"userName":"%r","createDate":"%e","passwordResetRequired":false}})"},
    {"iam", "UpdateLoginProfile", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r"})", "null"},
    {"iam", "UpdateAssumeRolePolicy", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kRole, R"({"roleName":"%r"})", "null"},
    {"iam", "DeactivateMFADevice", Access::kWrite, Reach::kGlobal, Category::kManagement, ResourceKind::kUser, R"({"userName":"%r","serialNumber":"arn:aws:iam::%a:mfa/%r"})", "null"},
    {"lambda", "CreateFunction20150331", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kFunction, R"({"functionName":"%r","runtime":"python3.11"})", R"({"functionName":"%r","runtime":"python3.11","codeSize":%d,"state":"Pending"})"},
    {"ec2", "DescribeFlowLogs", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"DescribeFlowLogsRequest":{}})", "null"},
    {"ec2", "DeleteFlowLogs", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"DeleteFlowLogsRequest":{"FlowLogId":{"tag":1,"content":"fl-0%x"}}})", R"({"DeleteFlowLogsResponse":{"requestId":"%u","unsuccessful":""}})"},
    {"ec2", "DescribeSnapshotAttribute", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kSnapshot, R"({"snapshotId":"%r","attributeType":"CREATE_VOLUME_PERMISSION"})", "null"},
    {"ec2", "CreateKeyPair", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"keyName":"key-%n","keyType":"rsa"})", R"({"requestId":"%u","keyName":"key-%n","keyPairId":"key-0%x"})"},
    {"ec2", "CreateSecurityGroup", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"groupName":"launch-%n","groupDescription":"launch-%n"})", R"({"requestId":"%u","_return":true,"groupId":"sg-0%x"})"},
    {"cloudtrail", "GetEventSelectors", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kTrail, R"({"trailName":"%r"})", "null"},
    {"cloudtrail", "PutEventSelectors", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kTrail, R"({"trailName":"%r","eventSelectors":[{"readWriteType":"ReadOnly","includeManagementEvents":false,"dataResources":[],"excludeManagementEventSources":[]}]})", R"({"trailARN":"arn:aws:cloudtrail:%g:%a:trail/%r"})"},
    {"cloudtrail", "StartLogging", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kTrail, R"({"name":"arn:aws:cloudtrail:%g:%a:trail/%r"})", "null"},
    {"guardduty", "DeleteDetector", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"detectorId":"%x%x"})", "null"},
    {"config", "StopConfigurationRecorder", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"configurationRecorderName":"default"})", "null"},
    {"logs", "DeleteLogGroup", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kLogGroup, R"({"logGroupName":"%r"})", "null"},
    {"rds", "ModifyDBSnapshotAttribute", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kDatabase, R"({"dBSnapshotIdentifier":"%r-%x","attributeName":"restore","valuesToAdd":["%d"]})", R"({"dBSnapshotIdentifier":"%r"})"},
    {"rds", "DeleteDBSnapshot", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kDatabase, R"({"dBSnapshotIdentifier":"%r-%x"})", R"({"dBInstanceIdentifier":"%r","status":"deleted"})"},
    {"secretsmanager", "BatchGetSecretValue", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"filters":[{"key":"name","values":["prod"]}],"maxResults":20})", "null"},
    {"ssm", "DescribeParameters", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"maxResults":50})", "null"},
    {"s3", "GetBucketVersioning", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kBucket, R"({"bucketName":"%r","Host":"%r.s3.%g.amazonaws.com","versioning":""})", "null"},
    {"s3", "PutBucketVersioning", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kBucket, R"({"bucketName":"%r","VersioningConfiguration":{"Status":"Suspended"},"versioning":""})", "null"},
    {"s3", "PutBucketLifecycle", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kBucket, R"({"bucketName":"%r","LifecycleConfiguration":{"Rule":{"ID":"rule-%n","Status":"Enabled","Prefix":"","Expiration":{"Days":1}}},"lifecycle":""})", "null"},
    {"s3", "PutBucketPublicAccessBlock", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kBucket, R"({"bucketName":"%r","PublicAccessBlockConfiguration":{"BlockPublicAcls":false,"IgnorePublicAcls":false,"BlockPublicPolicy":false,"RestrictPublicBuckets":false},"publicAccessBlock":""})", "null"},
    {"kms", "ScheduleKeyDeletion", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kKey, R"({"keyId":"%r","pendingWindowInDays":7})", R"({"keyId":"arn:aws:kms:%g:%a:key/%r","deletionDate":"%e"})"},
    {"servicequotas", "GetServiceQuota", Access::kRead, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"serviceCode":"ec2","quotaCode":"L-%k"})", "null"},
    {"servicequotas", "RequestServiceQuotaIncrease", Access::kWrite, Reach::kRegional, Category::kManagement, ResourceKind::kNone, R"({"serviceCode":"ec2","quotaCode":"L-%k","desiredValue":%n})", R"({"requestedQuota":{"status":"PENDING","serviceCode":"ec2"}})"},
};
// clang-format on

std::int64_t number_in(std::string_view text) {
  std::int64_t value = 1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::span<const Operation> operations() {
  return kOperations;
}

const Operation* operation(std::string_view name) {
  const std::size_t colon = std::min(name.find(':'), name.size());
  const std::string_view service = name.substr(0, colon);
  const std::string_view action = name.substr(std::min(colon + 1, name.size()));
  const auto* const found = std::find_if(
      std::begin(kOperations), std::end(kOperations),
      [&](const Operation& row) { return row.service == service && row.name == action; });
  return found == std::end(kOperations) ? &kOperations[0] : found;
}

std::vector<Step> parse_steps(std::string_view text) {
  std::vector<Step> steps;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const std::size_t star = word.find('*');
    Step step{operation(word.substr(0, star)), 1, 1};
    if (star != std::string_view::npos) {
      const std::string_view range = word.substr(star + 1);
      step.low = number_in(range);
      step.high = number_in(range.substr(range.find('-') + 1));
    }
    steps.push_back(step);
  }
  return steps;
}

}  // namespace detector::synth
