// Access logs of AWS: S3 buckets and load balancers.
// Sources: Amazon S3 User Guide, "Amazon S3 server access log format"; Elastic Load Balancing,
// "Access logs for your Application Load Balancer" and "… Classic Load Balancer".
#include "base/ip.h"
#include "parse/line_format.h"
#include "parse/parser.h"
#include "parse/value_forms.h"

namespace detector {
namespace {

// The operation in the words of CloudTrail's data events where both know it, so that what is known
// of an action holds for both logs.
constexpr Row kS3Rows[] = {
    {Part::kTime, "{time}"},
    {Part::kId, "{request_id}/{operation}[/{key}]"},
    {Field::kActor, "{requester|identity}"},
    {Field::kAction, "s3:GetObject{?operation=REST.GET.OBJECT|WEBSITE.GET.OBJECT}"},
    {Field::kAction, "s3:HeadObject{?operation=REST.HEAD.OBJECT|WEBSITE.HEAD.OBJECT}"},
    {Field::kAction, "s3:PutObject{?operation=REST.PUT.OBJECT}"},
    {Field::kAction, "s3:CopyObject{?operation=REST.COPY.OBJECT}"},
    {Field::kAction, "s3:DeleteObject{?operation=REST.DELETE.OBJECT|BATCH.DELETE.OBJECT}"},
    {Field::kAction, "s3:DeleteObjects{?operation=REST.POST.MULTI_OBJECT_DELETE}"},
    {Field::kAction, "s3:ListObjects{?operation=REST.GET.BUCKET}"},
    {Field::kAction, "s3:HeadBucket{?operation=REST.HEAD.BUCKET}"},
    {Field::kAction, "s3:CreateBucket{?operation=REST.PUT.BUCKET}"},
    {Field::kAction, "s3:DeleteBucket{?operation=REST.DELETE.BUCKET}"},
    {Field::kAction, "s3:GetBucketAcl{?operation=REST.GET.ACL}{!key}"},
    {Field::kAction, "s3:PutBucketAcl{?operation=REST.PUT.ACL}{!key}"},
    {Field::kAction, "s3:PutObjectAcl{?operation=REST.PUT.ACL}{?key}"},
    {Field::kAction, "s3:GetBucketPolicy{?operation=REST.GET.BUCKETPOLICY}"},
    {Field::kAction, "s3:PutBucketPolicy{?operation=REST.PUT.BUCKETPOLICY}"},
    {Field::kAction, "s3:DeleteBucketPolicy{?operation=REST.DELETE.BUCKETPOLICY}"},
    {Field::kAction, "s3:GetBucketVersioning{?operation=REST.GET.VERSIONING}"},
    {Field::kAction, "s3:PutBucketVersioning{?operation=REST.PUT.VERSIONING}"},
    {Field::kAction, "s3:PutBucketLogging{?operation=REST.PUT.LOGGING_STATUS}"},
    {Field::kAction, "s3:PutBucketLifecycle{?operation=REST.PUT.LIFECYCLE}"},
    {Field::kAction, "s3:{operation}"},
    {Field::kAddress, "{address|ip}"},
    {Field::kAgent, "{agent}"},
    {Field::kProduct, "{agent|product}"},
    {Field::kError, "{error}"},
    {Field::kError, "{status}{?status>=400}"},
    {Field::kTarget, "{bucket}"},
    {Field::kProgram, "s3{?bucket}"},
    {Field::kService, "{bucket}/s3"},
};
constexpr std::string_view kS3Columns[] = {
    "owner",     "bucket", "time",       "address", "requester", "request_id",
    "operation", "key",    "request",    "status",  "error",     "bytes",
    "size",      "total",  "turnaround", "referer", "agent"};
constexpr Field kS3Entities[] = {Field::kActor, Field::kAddress, Field::kService};
constexpr WordFormat kS3 = {{"s3-access", kS3Rows, kS3Entities}, kS3Columns, 11};

constexpr Row kBalancerRows[] = {
    {Part::kTime, "{time}"},
    {Field::kAddress, "{client|ip}"},
    {Field::kAction, "http:{request|method} {status}"},
    {Field::kAction, "http:{request|method}"},
    {Field::kTarget, "{request|path}"},
    {Field::kAgent, "{agent}"},
    {Field::kProduct, "{agent|product}"},
    {Field::kError, "{error}"},
    {Field::kError, "{status}{?status>=400}"},
    {Field::kHost, "{request|host}"},
    {Field::kProgram, "elb{?name}"},
    {Field::kService, "{name}/elb"},
};
constexpr Field kBalancerEntities[] = {Field::kAddress, Field::kService};
constexpr FieldTable kAlbTable = {"alb", kBalancerRows, kBalancerEntities};
constexpr FieldTable kElbTable = {"elb", kBalancerRows, kBalancerEntities};

constexpr std::string_view kAlbColumns[] = {
    "type",         "time",        "name",          "client",   "target",
    "request_time", "target_time", "response_time", "status",   "target_status",
    "received",     "sent",        "request",       "agent",    "cipher",
    "tls",          "group",       "trace",         "domain",   "certificate",
    "priority",     "created",     "actions",       "redirect", "error"};
constexpr WordFormat kAlb = {kAlbTable, kAlbColumns, 13};

constexpr std::string_view kElbColumns[] = {
    "time",   "name",          "client",   "target", "request_time", "target_time", "response_time",
    "status", "target_status", "received", "sent",   "request",      "agent"};
constexpr WordFormat kElb = {kElbTable, kElbColumns, 12};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// What follows the time in both: a name, `address:port`, `address:port` or `-`, three durations.
bool goes_on_as_balancer(LineCutter& cutter) {
  std::string_view word;
  if (!cutter.next(word) || !cutter.next(word) || only_address(word).empty()) return false;
  if (!cutter.next(word)) return false;
  for (int i = 0; i < 3; ++i) {
    if (!cutter.next(word) || word.empty() || (!is_digit(word[0]) && word[0] != '-')) return false;
  }
  return true;
}

}  // namespace

bool looks_like_s3_access(std::string_view record) {
  LineCutter cutter(record);
  std::string_view word;
  if (!cutter.next(word) || word.size() != 64 || !cutter.next(word)) return false;
  if (!cutter.rest().starts_with('[')) return false;
  for (int i = 0; i < 5; ++i) {
    if (!cutter.next(word)) return false;
  }
  const std::string_view kind = word.substr(0, word.find('.'));
  return is_one_of(kind, {"REST", "SOAP", "WEBSITE", "BATCH", "S3"});
}
std::unique_ptr<RecordParser> make_s3_access_parser(const ParseOptions& options) {
  return make_word_parser(kS3, options);
}

bool looks_like_alb(std::string_view record) {
  LineCutter cutter(record);
  std::string_view word;
  if (!cutter.next(word) || !is_one_of(word, {"http", "https", "h2", "grpcs", "ws", "wss"})) {
    return false;
  }
  return cutter.next(word) && parse_iso_time(word).has_value() && goes_on_as_balancer(cutter);
}
std::unique_ptr<RecordParser> make_alb_parser(const ParseOptions& options) {
  return make_word_parser(kAlb, options);
}

bool looks_like_elb(std::string_view record) {
  LineCutter cutter(record);
  std::string_view word;
  return record.size() > 20 && is_digit(record[0]) && cutter.next(word) &&
         parse_iso_time(word).has_value() && goes_on_as_balancer(cutter);
}
std::unique_ptr<RecordParser> make_elb_parser(const ParseOptions& options) {
  return make_word_parser(kElb, options);
}

}  // namespace detector
