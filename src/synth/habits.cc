// The tables of benign behaviour: what people do at work and which programs run when. A new habit
// is a new row. The letters of `jobs`: d developer, o operator, a analyst, s security, f finance,
// m manager.

#include "synth/habits.h"

#include <array>

namespace detector::synth {
namespace {

constexpr Tool kWeb = Tool::kConsole;
constexpr Tool kCli = Tool::kCli;
constexpr Tool kSdk = Tool::kSdk;
constexpr Tool kTf = Tool::kTerraform;
constexpr ServiceRow::Visits kNobody = ServiceRow::Visits::kNobody;
constexpr ServiceRow::Visits kDeploys = ServiceRow::Visits::kDeploys;
constexpr ServiceRow::Visits kAudits = ServiceRow::Visits::kAudits;
constexpr ServiceRow::Starts kLater = ServiceRow::Starts::kLater;

// clang-format off
constexpr Task kTasks[] = {
    {"browse-instances", kWeb, "dos", "ec2:DescribeRegions ec2:DescribeInstances*1-3 ec2:DescribeInstanceStatus*1-2 ec2:DescribeTags ec2:DescribeVolumes*0-1 ec2:DescribeSecurityGroups*0-2"},
    {"browse-buckets", kWeb, "doasm", "s3:ListBuckets s3:GetBucketLocation*1-3 s3:ListObjects*1-4 s3:HeadObject*0-3 s3:GetObject*0-2"},
    {"read-logs", kWeb, "do", "logs:DescribeLogGroups logs:DescribeLogStreams*1-4 logs:FilterLogEvents*1-6 logs:StartQuery*0-2 logs:GetQueryResults*0-5"},
    {"check-alarms", kWeb, "dom", "monitoring:DescribeAlarms*1-2 monitoring:ListMetrics monitoring:GetMetricData*2-8"},
    {"look-at-function", kWeb, "d", "lambda:ListFunctions20150331 lambda:GetFunction20150331v2*1-3 monitoring:GetMetricData*1-4 logs:DescribeLogStreams*0-2"},
    {"who-am-i", kCli, "doas", "sts:GetCallerIdentity"},
    {"tail-logs", kCli, "do", "logs:FilterLogEvents*3-14"},
    {"copy-objects", kCli, "doa", "s3:ListObjects*1-2 s3:GetObject*1-20"},
    {"upload-objects", kCli, "da", "s3:ListObjects*0-1 s3:PutObject*1-8 kms:GenerateDataKey*0-2"},
    {"deploy-function", kCli, "d", "sts:GetCallerIdentity lambda:GetFunction20150331v2 lambda:UpdateFunctionCode20150331v2*1-2 lambda:UpdateFunctionConfiguration20150331v2*0-1 lambda:Invoke*0-3"},
    {"push-image", kCli, "do", "ecr:GetAuthorizationToken ecr:BatchGetImage*1-2 ecr:PutImage*1-2 ecs:RegisterTaskDefinition*0-1 ecs:UpdateService*0-1 ecs:DescribeServices*0-6"},
    {"queue-look", kCli, "d", "sqs:ListQueues sqs:GetQueueAttributes*1-4"},
    {"purge-queue", kCli, "d", "sqs:GetQueueAttributes sqs:PurgeQueue"},
    {"table-look", kWeb, "da", "dynamodb:ListTables dynamodb:DescribeTable*1-4"},
    {"read-parameter", kCli, "do", "ssm:GetParameter*1-3 kms:Decrypt*0-2"},
    {"write-parameter", kCli, "o", "ssm:GetParameter ssm:PutParameter*1-2"},
    {"read-secret", kCli, "do", "secretsmanager:GetSecretValue*1-2 kms:Decrypt*0-1"},
    {"browse-secrets", kWeb, "os", "secretsmanager:ListSecrets*1-2 secretsmanager:DescribeSecret*1-4 secretsmanager:GetSecretValue*0-2"},
    {"shell-on-instance", kCli, "do", "ec2:DescribeInstances ssm:DescribeInstanceInformation ssm:StartSession"},
    {"restart-instance", kWeb, "o", "ec2:DescribeInstances*1-2 ec2:DescribeInstanceStatus*1-3 ec2:RebootInstances"},
    {"start-stop", kCli, "do", "ec2:DescribeInstances ec2:StopInstances*0-2 ec2:StartInstances*0-2"},
    {"launch", kWeb, "o", "ec2:DescribeImages ec2:DescribeKeyPairs ec2:DescribeVpcs ec2:DescribeSubnets ec2:RunInstances ec2:CreateTags*1-2"},
    {"terminate", kCli, "o", "ec2:DescribeInstances ec2:TerminateInstances*1-3"},
    {"plan", kTf, "od", "sts:GetCallerIdentity ec2:DescribeVpcs*1-4 ec2:DescribeSubnets*2-8 ec2:DescribeSecurityGroups*3-20 ec2:DescribeRouteTables*1-5 iam:GetRole*3-15 iam:ListRolePolicies*3-15 iam:ListAttachedRolePolicies*3-15 s3:GetBucketPolicy*2-8 s3:GetBucketAcl*2-8 s3:GetBucketEncryption*2-8 s3:GetBucketTagging*2-8 rds:DescribeDBInstances*1-3 dynamodb:DescribeTable*1-5"},
    {"apply", kTf, "o", "sts:GetCallerIdentity ec2:DescribeSecurityGroups*3-15 iam:GetRole*2-10 iam:CreateRole*0-1 iam:AttachRolePolicy*0-1 iam:PassRole*0-1 ec2:AuthorizeSecurityGroupIngress*0-2 s3:PutBucketTagging*0-2 monitoring:PutMetricAlarm*0-3 ecs:UpdateService*0-2"},
    {"stack-update", kCli, "do", "cloudformation:DescribeStacks*1-2 cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet*0-1 cloudformation:DescribeStackEvents*3-15"},
    {"scale", kWeb, "o", "autoscaling:DescribeAutoScalingGroups autoscaling:SetDesiredCapacity elasticloadbalancing:DescribeTargetHealth*1-3"},
    {"database-look", kWeb, "oa", "rds:DescribeDBInstances*1-3 rds:DescribeDBSnapshots*0-1 monitoring:GetMetricData*2-6"},
    {"database-snapshot", kCli, "o", "rds:DescribeDBInstances rds:CreateDBSnapshot rds:DescribeDBSnapshots*2-8"},
    {"snapshot-disk", kCli, "o", "ec2:DescribeVolumes ec2:CreateSnapshot*1-2 ec2:DescribeSnapshots*1-4"},
    {"dns-change", kWeb, "o", "route53:ListHostedZones route53:ChangeResourceRecordSets*1-2"},
    {"new-colleague", kWeb, "o", "iam:ListUsers iam:ListGroups iam:CreateUser iam:AddUserToGroup iam:CreateAccessKey"},
    {"rotate-own-key", kCli, "do", "iam:ListAccessKeys iam:CreateAccessKey sts:GetCallerIdentity*1-2 iam:DeleteAccessKey"},
    {"query", kWeb, "a", "glue:GetDatabases glue:GetTables*1-3 athena:StartQueryExecution*1-4 athena:GetQueryExecution*2-12 athena:GetQueryResults*1-4"},
    {"notebook", kSdk, "a", "sts:GetCallerIdentity*0-1 s3:ListObjects*1-6 s3:GetObject*4-40 athena:StartQueryExecution*0-3 athena:GetQueryExecution*0-9 s3:PutObject*0-4"},
    {"script", kSdk, "d", "s3:ListObjects*0-2 s3:GetObject*0-6 dynamodb:DescribeTable*0-2 sqs:GetQueueAttributes*0-3 lambda:Invoke*0-4"},
    {"audit-users", kWeb, "s", "iam:ListUsers iam:GetUser*2-8 iam:ListAccessKeys*2-8 iam:ListMFADevices*2-8 iam:ListAttachedUserPolicies*1-6"},
    {"audit-roles", kSdk, "s", "iam:ListRoles iam:GetRole*5-25 iam:ListAttachedRolePolicies*5-25 iam:GetAccountAuthorizationDetails*0-1"},
    {"findings", kWeb, "s", "guardduty:ListDetectors guardduty:ListFindings*1-4 config:DescribeConfigRules config:GetComplianceSummaryByConfigRule*0-2"},
    {"trail-look", kWeb, "so", "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus*1-2 cloudtrail:LookupEvents*1-9"},
    {"credential-report", kWeb, "s", "iam:GenerateCredentialReport*1-3 iam:GetAccountSummary iam:GetAccountPasswordPolicy"},
    {"bucket-audit", kCli, "s", "s3:ListBuckets s3:GetBucketPolicy*4-16 s3:GetBucketAcl*4-16 s3:GetBucketEncryption*4-16"},
    {"key-look", kWeb, "s", "kms:ListKeys kms:ListAliases kms:DescribeKey*1-5"},
    {"costs", kWeb, "fm", "ce:GetCostAndUsage*1-8 ce:GetCostForecast*0-2 budgets:DescribeBudgets*0-1"},
    {"cost-report", kSdk, "f", "ce:GetCostAndUsage*4-20 s3:PutObject*1-2"},
    {"invoices", kWeb, "f", "s3:ListBuckets s3:ListObjects*1-2 s3:GetObject*1-6"},
    {"password", kWeb, "doasfm", "iam:GetAccountPasswordPolicy iam:ChangePassword"},
};

constexpr ServiceRow kServices[] = {
    {"web-app", "ecs-tasks", 4, 1, "0123456", "day", "dynamodb:DescribeTable*0-1 kms:Decrypt*1-3 s3:GetObject*1-4 s3:PutObject*0-2 secretsmanager:GetSecretValue*0-1", "Boto3/1.34.11 md/Botocore#1.34.11 lang/python#3.11.6 exec-env/AWS_ECS_FARGATE", "ps"},
    {"image-resizer", "lambda", 11, 3, "0123456", "day", "s3:GetObject*1-6 s3:PutObject*1-6 logs:CreateLogStream*0-1", "aws-sdk-nodejs/2.1531.0 linux/v18.18.2 exec-env/AWS_Lambda_nodejs18.x", "ps"},
    {"metrics-collector", "ec2", 10, 2, "0123456", "all", "monitoring:ListMetrics*0-1 monitoring:GetMetricData*2-4 ec2:DescribeInstances", "aws-sdk-go/1.44.298 (go1.20.6; linux; amd64)", "psd"},
    {"log-shipper", "ec2", 60, 7, "0123456", "all", "s3:PutObject*3-9 kms:GenerateDataKey*1-2", "aws-sdk-go-v2/1.21.0 os/linux lang/go#1.21.1 md/GOOS#linux", "psd"},
    {"etl-orders", "ecs-tasks", 60, 22, "0123456", "all", "s3:ListObjects*1-2 s3:GetObject*4-14 glue:GetTables athena:StartQueryExecution*1-2 athena:GetQueryExecution*2-6 s3:PutObject*1-3", "Boto3/1.28.40 md/Botocore#1.31.40 lang/python#3.10.13"},
    {"scaling-watch", "lambda", 15, 5, "0123456", "all", "autoscaling:DescribeAutoScalingGroups ecs:DescribeServices*1-3 autoscaling:SetDesiredCapacity*0-1", "Boto3/1.26.90 Python/3.9.18 Linux/5.10.199 exec-env/AWS_Lambda_python3.9", "ps"},
    {"nightly-backup", "ec2", 1440, 75, "0123456", "all", "ec2:DescribeVolumes ec2:CreateSnapshot*8-12 ec2:DescribeSnapshots*2-4 ec2:DeleteSnapshot*6-12 rds:CreateDBSnapshot*2-3", "aws-cli/2.13.14 Python/3.11.4 Linux/6.1.49 exe/x86_64", "psd"},
    {"billing-export", "ecs-tasks", 1440, 140, "0123456", "all", "ce:GetCostAndUsage*3-5 s3:PutObject*2-3", "Boto3/1.28.40 md/Botocore#1.31.40 lang/python#3.10.13"},
    {"secret-rotation", "lambda", 10080, 210, "2", "all", "secretsmanager:ListSecrets secretsmanager:DescribeSecret*6-9 secretsmanager:GetSecretValue*4-6 secretsmanager:PutSecretValue*4-6", "Boto3/1.26.90 Python/3.9.18 Linux/5.10.199 exec-env/AWS_Lambda_python3.9", "ps"},
    {"inventory-sync", "lambda", 360, 44, "0123456", "all", "ec2:DescribeInstances*2-4 ec2:DescribeVolumes ec2:DescribeNetworkInterfaces rds:DescribeDBInstances lambda:ListFunctions20150331*1-2 s3:ListBuckets s3:PutObject", "Boto3/1.26.90 Python/3.9.18 Linux/5.10.199 exec-env/AWS_Lambda_python3.9", "psdx"},
    {"compliance-scan", "lambda", 1440, 330, "0", "all", "config:DescribeConfigRules config:PutEvaluations*2-5", "Boto3/1.26.90 Python/3.9.18 Linux/5.10.199 exec-env/AWS_Lambda_python3.9", "x", kAudits, "iam:ListUsers iam:ListRoles iam:GetRole*5-10 s3:ListBuckets s3:GetBucketPolicy*4-8 s3:GetBucketEncryption*4-8 cloudtrail:DescribeTrails"},
    {"report-mailer", "lambda", 1440, 365, "01234", "all", "s3:GetObject*2-4 ses:SendEmail*5-25", "aws-sdk-nodejs/2.1531.0 linux/v18.18.2 exec-env/AWS_Lambda_nodejs18.x"},
    {"deploy-pipeline", "ec2", 55, 13, "0123456", "day", "sts:GetCallerIdentity ecr:GetAuthorizationToken ecr:PutImage*0-1", "aws-cli/2.15.3 Python/3.11.6 Linux/6.1.66 exe/x86_64 prompt/off", "d", kDeploys, "cloudformation:DescribeStacks*1-3 cloudformation:CreateChangeSet*0-1 cloudformation:ExecuteChangeSet*0-1 cloudformation:DescribeStackEvents*2-18 ecs:UpdateService*0-2 ecs:DescribeServices*2-12 lambda:UpdateFunctionCode20150331v2*0-2 iam:PassRole*0-1"},
    {"month-closing", "ecs-tasks", 1440, 185, "monthly", "all", "ce:GetCostAndUsage*4-8 s3:ListObjects*2-4 s3:GetObject*20-40 s3:PutObject*2-4", "Boto3/1.28.40 md/Botocore#1.31.40 lang/python#3.10.13"},
    {"close-books", "ecs-tasks", 1440, 260, "quarterly", "all", "s3:ListObjects*6-12 s3:GetObject*120-240 dynamodb:DescribeTable*4-8 athena:StartQueryExecution*8-16 athena:GetQueryExecution*16-40 athena:GetQueryResults*8-16 rds:CreateDBSnapshot s3:PutObject*1-2", "Boto3/1.28.40 md/Botocore#1.31.40 lang/python#3.10.13"},
    // What comes later, one after the other.
    {"fraud-check", "ec2", 10, 4, "0123456", "all", "dynamodb:DescribeTable*0-1 s3:GetObject*1-3 kms:Decrypt*1-2", "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux", "p", kNobody, {}, kLater},
    {"price-watch", "ec2", 30, 9, "0123456", "day", "s3:GetObject*1-4 dynamodb:DescribeTable*1-2 s3:PutObject*0-2", "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux", "p", kNobody, {}, kLater},
    {"search-feed", "ec2", 20, 6, "0123456", "all", "s3:ListObjects s3:GetObject*2-6 sqs:GetQueueAttributes*1-2", "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux", "p", kNobody, {}, kLater},
    {"stock-forecast", "ec2", 240, 31, "0123456", "all", "s3:ListObjects*1-2 s3:GetObject*8-20 athena:StartQueryExecution*1-2 athena:GetQueryExecution*2-6 s3:PutObject*1-2", "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux", "p", kNobody, {}, kLater},
    {"mail-bounces", "ec2", 15, 8, "0123456", "all", "sqs:GetQueueAttributes*1-2 s3:PutObject*0-1", "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux", "p", kNobody, {}, kLater},
    {"partner-sync", "ec2", 60, 41, "0123456", "all", "secretsmanager:GetSecretValue s3:ListObjects s3:GetObject*1-5 s3:PutObject*1-5", "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux", "p", kNobody, {}, kLater},
    {"label-printer", "ec2", 20, 12, "0123456", "day", "s3:GetObject*1-2 s3:PutObject*1-2", "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux", "p", kNobody, {}, kLater},
    {"cache-warmer", "ec2", 30, 17, "0123456", "all", "s3:GetObject*3-8 dynamodb:DescribeTable*0-1", "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux", "p", kNobody, {}, kLater},
    {"review-filter", "ec2", 12, 2, "0123456", "day", "s3:GetObject*1-2 kms:Decrypt*0-1 s3:PutObject*0-1", "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux", "p", kNobody, {}, kLater},
    {"geo-index", "ec2", 360, 53, "0123456", "all", "s3:ListObjects*1-2 s3:GetObject*10-25 s3:PutObject*2-4", "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux", "p", kNobody, {}, kLater},
    {"tax-rates", "ec2", 1440, 95, "0123456", "all", "s3:GetObject*1-3 ssm:GetParameter*1-2 ssm:PutParameter*0-1", "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux", "p", kNobody, {}, kLater},
    {"voucher-mint", "ec2", 30, 22, "0123456", "day", "dynamodb:DescribeTable kms:GenerateDataKey*1-2 s3:PutObject*0-1", "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux", "p", kNobody, {}, kLater},
};
// clang-format on

using Command = std::string_view;
constexpr std::array<Command, 12> kOperatorCommands{"/usr/bin/systemctl restart nginx",
                                                    "/usr/bin/systemctl status postgresql",
                                                    "/usr/bin/apt-get update",
                                                    "/usr/bin/apt-get upgrade -y",
                                                    "/usr/bin/journalctl -u nginx --since today",
                                                    "/usr/bin/tail -n 200 /var/log/syslog",
                                                    "/usr/bin/vi /etc/nginx/sites-enabled/default",
                                                    "/usr/sbin/iptables -L -n",
                                                    "/usr/bin/du -sh /var/lib",
                                                    "/bin/bash",
                                                    "/usr/bin/crontab -l",
                                                    "/usr/sbin/reboot"};
constexpr std::array<Command, 6> kDeveloperCommands{"/usr/bin/docker ps",
                                                    "/usr/bin/docker logs --tail 200 api",
                                                    "/usr/bin/docker restart api",
                                                    "/usr/bin/systemctl status api",
                                                    "/usr/bin/tail -f /var/log/api",
                                                    "/usr/bin/less /var/log/syslog"};
constexpr std::array<Command, 3> kOtherCommands{"/usr/bin/psql -U postgres reports",
                                                "/usr/bin/less /var/log/auth.log",
                                                "/usr/bin/ls -la /srv/data"};

}  // namespace

std::span<const Task> tasks() {
  return kTasks;
}

char job_letter(Job job) {
  constexpr std::string_view kLetters = "doasfm";
  return kLetters[static_cast<std::size_t>(job)];
}

std::span<const ServiceRow> service_rows() {
  return kServices;
}

std::span<const std::string_view> sudo_commands(Job job) {
  if (job == Job::kOperator) return kOperatorCommands;
  if (job == Job::kDeveloper) return kDeveloperCommands;
  return kOtherCommands;
}

}  // namespace detector::synth
