// AWS CloudTrail records, as delivered to S3, sent by EventBridge (`detail`) or wrapped by a
// collector (`event`). Source: AWS CloudTrail User Guide, "CloudTrail record contents".
#include <array>

#include "base/ip.h"
#include "base/json.h"
#include "base/scratch.h"
#include "base/time.h"
#include "parse/cloudtrail_actor.h"
#include "parse/parser.h"
#include "parse/value_forms.h"

namespace detector {
namespace {

enum Slot : std::size_t {
  kEventTime,
  kEventId,
  kEventName,
  kEventSource,
  kRegion,
  kSourceAddress,
  kUserAgent,
  kErrorCode,
  kRecipient,
  kType,
  kArn,
  kAccount,
  kPrincipal,
  kUserName,
  kInvokedBy,
  kProvider,
  kIssuerArn,
  kOnBehalfOf,
  kConsoleLogin,
  kMfaUsed,
  kDetail,
  kWrapped,
  kFirstTarget
};

constexpr std::array<std::string_view, 35> kPaths = {
    "eventTime",
    "eventID",
    "eventName",
    "eventSource",
    "awsRegion",
    "sourceIPAddress",
    "userAgent",
    "errorCode",
    "recipientAccountId",
    "userIdentity.type",
    "userIdentity.arn",
    "userIdentity.accountId",
    "userIdentity.principalId",
    "userIdentity.userName",
    "userIdentity.invokedBy",
    "userIdentity.identityProvider",
    "userIdentity.sessionContext.sessionIssuer.arn",
    "userIdentity.onBehalfOf.userId",
    "responseElements.ConsoleLogin",
    "additionalEventData.MFAUsed",
    "detail",
    "event",
    // What was acted upon, the most telling first.
    "requestParameters.bucketName",
    "requestParameters.secretId",
    "requestParameters.roleName",
    "requestParameters.roleArn",
    "requestParameters.userName",
    "requestParameters.policyArn",
    "requestParameters.groupName",
    "requestParameters.functionName",
    "requestParameters.snapshotId",
    "requestParameters.instanceId",
    "requestParameters.keyId",
    "requestParameters.trailName",
    "requestParameters.name",
};

constexpr std::string_view kServiceSuffix = ".amazonaws.com";

std::string_view product_of(std::string_view agent, Scratch& scratch) {
  const auto parts = agent_product(agent);
  return parts[1].empty() ? parts[0] : scratch.join({parts[0], parts[1], parts[2]});
}

class CloudTrailParser final : public RecordParser {
 public:
  explicit CloudTrailParser(const ParseOptions& options) : options_(options) {}

  std::string_view parse(std::string_view record, Event& event) override {
    const std::string_view problem = extract(record);
    if (!problem.empty()) return problem;
    if (json_[kEventTime].kind == JsonReader::Kind::kAbsent) {
      const std::string_view inner = envelope();
      if (!inner.empty()) {
        const std::string_view inner_problem = extract(inner);
        if (!inner_problem.empty()) return inner_problem;
      }
    }
    return fill(event);
  }

 private:
  std::string_view extract(std::string_view object) {
    switch (json_.extract(object)) {
      case JsonReader::Problem::kNone:
        return {};
      case JsonReader::Problem::kNotObject:
        return "cloudtrail: record is not a JSON object";
      case JsonReader::Problem::kTruncated:
        return "cloudtrail: record is cut off";
      case JsonReader::Problem::kNotUtf8:
        return "cloudtrail: record is not UTF-8";
      case JsonReader::Problem::kMalformed:
        break;
    }
    return "cloudtrail: record is not well-formed JSON";
  }

  [[nodiscard]] std::string_view envelope() const {
    for (const Slot slot : {kDetail, kWrapped}) {
      if (json_[slot].kind == JsonReader::Kind::kObject) return json_[slot].text;
    }
    return {};
  }

  std::string_view fill(Event& event) {
    const std::string_view time_problem = read_time(event.time);
    if (!time_problem.empty()) return time_problem;
    const std::string_view name = json_.string(kEventName);
    if (name.empty()) return "cloudtrail: no eventName";
    scratch_.clear();
    event.id = json_.string(kEventId);
    event.entity = Field::kActor;
    event[Field::kActor] = canonical_actor(identity(), scratch_);
    event[Field::kAccount] =
        json_.string(kRecipient).empty() ? json_.string(kAccount) : json_.string(kRecipient);
    event[Field::kAction] = action(name);
    event[Field::kAddress] = json_.string(kSourceAddress);
    event[Field::kAgent] = json_.string(kUserAgent);
    event[Field::kProduct] = product_of(event[Field::kAgent], scratch_);
    event[Field::kRegion] = json_.string(kRegion);
    event[Field::kError] = json_.string(kErrorCode);
    event[Field::kTarget] = target();
    fill_login(event);
    return {};
  }

  // Who fails to log in is no identity yet: as on hosts, the address is what is known of it.
  void fill_login(Event& event) {
    const std::string_view login = json_.string(kConsoleLogin);
    if (login == "Failure") {
      event.login = Login::kFailure;
      event[Field::kError] = "ConsoleLoginFailure";
      event[Field::kUser] = json_.string(kUserName);
      if (is_ip(event[Field::kAddress])) event.entity = Field::kAddress;
    } else if (login == "Success") {
      event.login = Login::kSuccess;
      // Federated logins bring their second factor from elsewhere, and CloudTrail says No.
      const std::string_view type = json_.string(kType);
      const bool own = type == "IAMUser" || type == "Root";
      if (own && json_.string(kMfaUsed) == "No") {
        event[Field::kAction] = scratch_.join({event[Field::kAction], "/no-mfa"});
      }
    }
  }

  std::string_view read_time(TimeMs& out) const {
    const std::string_view text = json_.string(kEventTime);
    if (text.empty()) return "cloudtrail: no eventTime";
    const auto parsed = parse_iso_time(text);
    if (!parsed || parsed->length != text.size()) return "cloudtrail: eventTime is not a time";
    if (parsed->zone == Zone::kMissing && !options_.assume_utc) {
      return "cloudtrail: eventTime has no UTC offset; use --assume-utc";
    }
    out = parsed->time;
    return {};
  }

  [[nodiscard]] UserIdentity identity() const {
    UserIdentity id;
    id.type = json_.string(kType);
    id.arn = json_.string(kArn);
    id.account_id = json_.string(kAccount);
    id.principal_id = json_.string(kPrincipal);
    id.user_name = json_.string(kUserName);
    id.invoked_by = json_.string(kInvokedBy);
    id.identity_provider = json_.string(kProvider);
    id.issuer_arn = json_.string(kIssuerArn);
    id.on_behalf_of = json_.string(kOnBehalfOf);
    id.recipient_account = json_.string(kRecipient);
    return id;
  }

  std::string_view action(std::string_view name) {
    std::string_view source = json_.string(kEventSource);
    if (source.ends_with(kServiceSuffix)) source.remove_suffix(kServiceSuffix.size());
    return source.empty() ? name : scratch_.join({source, ":", name});
  }

  [[nodiscard]] std::string_view target() const {
    for (std::size_t slot = kFirstTarget; slot < kPaths.size(); ++slot) {
      const std::string_view text = json_.string(slot);
      if (!text.empty()) return text;
    }
    return {};
  }

  ParseOptions options_;
  JsonReader json_{kPaths};
  Scratch scratch_;
};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

bool looks_like_cloudtrail(std::string_view record) {
  return record.starts_with('{') &&
         (contains(record, "\"userIdentity\"") ||
          (contains(record, "\"eventSource\"") && contains(record, "\"eventName\"")));
}

std::unique_ptr<RecordParser> make_cloudtrail_parser(const ParseOptions& options) {
  return std::make_unique<CloudTrailParser>(options);
}

}  // namespace detector
