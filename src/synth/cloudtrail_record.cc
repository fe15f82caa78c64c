// Renders one API call as a CloudTrail record. Field names and their order follow the AWS
// CloudTrail user guide, "CloudTrail record contents" (eventVersion 1.08–1.10). Everything that the
// call does not say (identifiers, details of requests) follows from its token, so that rendering
// needs no random numbers and a record is the same whatever is rendered before it.

#include "synth/cloudtrail_record.h"

#include <array>

#include "base/hash.h"
#include "synth/append.h"

namespace detector::synth {
namespace {

using Text = std::string_view;

void append_uuid(std::string& out, std::uint64_t seed) {
  const std::uint64_t high = mix(seed);
  const std::uint64_t low = mix(seed ^ 0x9e3779b97f4a7c15ULL);
  append_hex(out, high >> 32, 8);
  out += '-';
  append_hex(out, high >> 16 & 0xffff, 4);
  out += "-4";
  append_hex(out, high & 0xfff, 3);
  out += '-';
  append_hex(out, (low >> 48 & 0x3fff) | 0x8000, 4);
  out += '-';
  append_hex(out, low & 0xffffffffffff, 12);
}

void append_key(std::string& out, std::uint64_t seed) {
  constexpr Text kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::uint64_t bits = mix(seed);
  for (int i = 0; i < 12; ++i, bits >>= 5) out += kLetters[bits & 31];
  bits = mix(seed + 77);
  for (int i = 0; i < 4; ++i, bits >>= 5) out += kLetters[bits & 31];
}

void append_time(std::string& out, TimeMs time) {
  const CivilDate date = civil_from_day(day_of(time));
  const auto seconds = static_cast<int>((time - start_of_day(day_of(time))) / kSecondMs);
  const auto two = [&out](int value) {
    out += static_cast<char>('0' + value / 10);
    out += static_cast<char>('0' + value % 10);
  };
  two(date.year / 100);
  two(date.year % 100);
  out += '-';
  two(date.month);
  out += '-';
  two(date.day);
  out += 'T';
  two(seconds / 3600);
  out += ':';
  two(seconds / 60 % 60);
  out += ':';
  two(seconds % 60);
  out += 'Z';
}

/// What the details follow from: the same in the records of both accounts.
std::uint64_t token_of(const ApiCall& call) {
  return call.shared == 0 ? call.token : call.shared;
}

/// A %-place of a template: its letter, and a number that no other place of the record has.
struct Place {
  char letter;
  std::uint64_t number;
};

/// Of the session that calls, or that AssumeRole gives: %a account, %s its name or user, %t its
/// key, %i its id. %r resource, %g region, %x 16 hex digits, %u a UUID, %k 16 letters of a key, %n
/// a small number, %d a large one, %p a word, %e a time an hour later.
void append_place(std::string& out, const Estate& estate, const ApiCall& call, Place where) {
  const char place = where.letter;
  constexpr std::array<Text, 8> kWords{"daily", "raw", "2026/01", "inbox",
                                       "out",   "tmp", "orders",  "logs"};
  const std::uint64_t token = token_of(call);
  const std::uint64_t random = mix(token + where.number);
  const Session& session = call.assumed == nullptr ? *call.session : *call.assumed;
  switch (place) {
    case 'r':
      out += call.resource;
      break;
    case 'a':
      out += session.principal->account;
      break;
    case 'g':
      out += estate.regions[recorded_region(call)];
      break;
    case 's':
      out += session.name.empty() ? session.principal->name : session.name;
      break;
    case 't':
      out += session.access_key;
      break;
    case 'i':
      out += session.principal->id;
      break;
    case 'x':
      append_hex(out, random, 16);
      break;
    case 'u':
      append_uuid(out, token + 1);
      break;
    case 'k':
      append_key(out, token);
      break;
    case 'n':
      append_number(out, 1 + random % 90);
      break;
    case 'd':
      append_number(out, 100'000'000'000 + random % 800'000'000'000);
      break;
    case 'p':
      out += kWords[random % kWords.size()];
      break;
    case 'e':
      append_time(out, call.time + kHourMs);
      break;
    default:
      out += place;
  }
}

void append_template(std::string& out, const Estate& estate, const ApiCall& call, Text text) {
  std::uint64_t number = text.size() * 64;
  for (std::size_t at = text.find('%'); at != Text::npos; at = text.find('%')) {
    out += text.substr(0, at);
    append_place(out, estate, call, {text[at + 1], ++number});
    text.remove_prefix(at + 2);
  }
  out += text;
}

void append_mfa(std::string& out, const Session& session) {
  out += R"("attributes":{"creationDate":")";
  append_time(out, session.created);
  out += R"(","mfaAuthenticated":")";
  out += session.mfa == Session::Mfa::kYes ? "true" : "false";
  out += R"("}})";
}

void append_role(std::string& out, const Session& session) {
  const Principal& role = *session.principal;
  out += R"({"type":"AssumedRole","principalId":")" + role.id + ':' + session.name;
  out += R"(","arn":"arn:aws:sts::)" + role.account + ":assumed-role/" + role.name + '/' +
         session.name;
  out += R"(","accountId":")" + role.account + R"(","accessKeyId":")" + session.access_key;
  out += R"(","sessionContext":{"sessionIssuer":{"type":"Role","principalId":")" + role.id;
  out += R"(","arn":"arn:aws:iam::)" + role.account + ":role/";
  if (role.name.rfind("AWSReservedSSO_", 0) == 0) out += "aws-reserved/sso.amazonaws.com/";
  out += role.name + R"(","accountId":")" + role.account + R"(","userName":")" + role.name;
  out += R"("},"webIdFederationData":{},)";
  append_mfa(out, session);
  out += '}';
}

void append_user(std::string& out, const Session& session, const Operation& operation) {
  const Principal& user = *session.principal;
  const bool is_root = user.kind == PrincipalKind::kRoot;
  out += R"({"type":")";
  out += is_root ? "Root" : "IAMUser";
  out += R"(","principalId":")" + user.id + R"(","arn":")" + canonical_arn(user);
  out += R"(","accountId":")" + user.account + '"';
  if (operation.service != "signin") {
    out += R"(,"accessKeyId":")" + session.access_key + '"';
  }
  if (!is_root) out += R"(,"userName":")" + user.name + '"';
  if (session.access_key.rfind("ASIA", 0) == 0 && operation.service != "signin") {
    out += R"(,"sessionContext":{)";
    append_mfa(out, session);
  }
  out += '}';
}

void append_identity(std::string& out, const ApiCall& call) {
  const Session& session = *call.session;
  out += R"("userIdentity":)";
  if (call.recipient != kOwnAccount) {
    out += R"({"type":"AWSAccount","principalId":")" + session.principal->id;
    if (session.principal->kind == PrincipalKind::kRole) out += ':' + session.name;
    out += R"(","accountId":")" + session.principal->account + R"("})";
  } else if (!session.invoked_by.empty()) {
    out += R"({"type":"AWSService","invokedBy":")" + session.invoked_by + R"("})";
  } else if (call.operation->name == "AssumeRoleWithSAML") {
    out += R"({"type":"SAMLUser","principalId":"idp:)" + session.name + R"(","userName":")" +
           session.name + R"(","identityProvider":"idp"})";
  } else if (session.principal->kind == PrincipalKind::kRole) {
    append_role(out, session);
  } else {
    append_user(out, session, *call.operation);
  }
}

void append_denial(std::string& out, const ApiCall& call) {
  const Principal& who = *call.session->principal;
  out += call.operation->service == "ec2" ? R"(,"errorCode":"Client.UnauthorizedOperation")"
                                          : R"(,"errorCode":"AccessDenied")";
  out += R"(,"errorMessage":"User: )";
  if (who.kind == PrincipalKind::kRole) {
    out += "arn:aws:sts::" + who.account + ":assumed-role/" + who.name + '/' + call.session->name;
  } else {
    out += canonical_arn(who);
  }
  out += " is not authorized to perform: ";
  out += call.operation->service;
  out += ':';
  out += call.operation->name;
  out += R"( because no identity-based policy allows the action")";
}

void append_error(std::string& out, const ApiCall& call) {
  switch (call.outcome) {
    case Outcome::kOk:
      break;
    case Outcome::kDenied:
      append_denial(out, call);
      break;
    case Outcome::kThrottled:
      out += call.operation->service == "ec2" ? R"(,"errorCode":"Client.RequestLimitExceeded")"
                                              : R"(,"errorCode":"ThrottlingException")";
      out += R"(,"errorMessage":"Rate exceeded")";
      break;
    case Outcome::kNotFound:
      out +=
          call.operation->service == "s3"
              ? R"(,"errorCode":"NoSuchKey","errorMessage":"The specified key does not exist.")"
              : R"(,"errorCode":"ResourceNotFoundException","errorMessage":"Resource not found")";
      break;
    case Outcome::kFailedLogin:
      out += R"(,"errorMessage":"Failed authentication")";
      break;
  }
}

void append_source(std::string& out, const Estate& estate, const ApiCall& call) {
  const Operation& operation = *call.operation;
  const Session& session = *call.session;
  out += R"(,"eventTime":")";
  append_time(out, call.time);
  out += R"(","eventSource":")";
  out += operation.service;
  out += R"(.amazonaws.com","eventName":")";
  out += operation.name;
  out += R"(","awsRegion":")" + estate.regions[recorded_region(call)];
  out += R"(","sourceIPAddress":")";
  out += session.invoked_by.empty() ? session.address : session.invoked_by;
  out += R"(","userAgent":")";
  out += session.invoked_by.empty() ? session.user_agent : session.invoked_by;
  out += '"';
}

/// The role that AssumeRole is about, which may be in another account.
void append_role_resource(std::string& out, const ApiCall& call) {
  if (call.operation->resource != ResourceKind::kRole || call.operation->service != "sts") return;
  const Session& session = call.assumed == nullptr ? *call.session : *call.assumed;
  out += R"(,"resources":[{"accountId":")" + session.principal->account;
  out += R"(","type":"AWS::IAM::Role","ARN":"arn:aws:iam::)" + session.principal->account;
  out += ":role/" + call.resource + R"("}])";
}

void append_payload(std::string& out, const Estate& estate, const ApiCall& call) {
  const Operation& operation = *call.operation;
  out += R"(,"requestParameters":)";
  append_template(out, estate, call, call.request.empty() ? operation.request : Text(call.request));
  out += R"(,"responseElements":)";
  if (call.outcome == Outcome::kFailedLogin) {
    out += R"({"ConsoleLogin":"Failure"})";
  } else {
    append_template(out, estate, call, call.outcome == Outcome::kOk ? operation.response : "null");
  }
  if (operation.service == "signin") {
    out += R"(,"additionalEventData":{"LoginTo":"https://console.aws.amazon.com/console/home",)"
           R"("MobileVersion":"No","MFAUsed":")";
    out += call.session->mfa == Session::Mfa::kYes ? R"(Yes"})" : R"(No"})";
  }
}

}  // namespace

void append_event_id(std::string& out, const ApiCall& call) {
  append_uuid(out, call.token);
}

std::uint16_t recorded_region(const ApiCall& call) {
  return call.operation->reach == Reach::kGlobal ? 0 : call.region;
}

std::uint16_t recorded_account(const Estate& estate, const ApiCall& call) {
  return call.recipient == kOwnAccount ? account_of(estate, *call.session->principal)
                                       : call.recipient;
}

void append_cloudtrail(std::string& out, const Estate& estate, const ApiCall& call) {
  const Operation& operation = *call.operation;
  const bool is_login = operation.service == "signin";
  const bool is_data = operation.category == Category::kData;
  out += R"({"eventVersion":")";
  out += is_login ? "1.08" : is_data ? "1.10" : "1.09";
  out += "\",";
  append_identity(out, call);
  append_source(out, estate, call);
  append_error(out, call);
  append_payload(out, estate, call);
  out += R"(,"requestID":")";
  append_uuid(out, token_of(call) + 1);
  out += R"(","eventID":")";
  append_event_id(out, call);
  out += operation.access == Access::kRead ? R"(","readOnly":true)" : R"(","readOnly":false)";
  out += is_login ? R"(,"eventType":"AwsConsoleSignIn")" : R"(,"eventType":"AwsApiCall")";
  out += is_data ? R"(,"managementEvent":false)" : R"(,"managementEvent":true)";
  append_role_resource(out, call);
  out += R"(,"recipientAccountId":")";
  out += call.recipient == kOwnAccount ? call.session->principal->account
                                       : estate.accounts[call.recipient].id;
  if (call.shared != 0) {
    out += R"(","sharedEventID":")";
    append_uuid(out, call.shared);
  }
  out += is_data ? R"(","eventCategory":"Data")" : R"(","eventCategory":"Management")";
  if (call.session->invoked_by.empty()) {
    out += R"(,"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256",)"
           R"("clientProvidedHostHeader":")";
    out += operation.service;
    out += '.' + estate.regions[recorded_region(call)] + R"(.amazonaws.com"})";
  }
  out += '}';
}

}  // namespace detector::synth
