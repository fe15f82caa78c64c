#include "parse/cloudtrail_actor.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

std::string_view last_segment(std::string_view text) {
  const std::size_t slash = text.rfind('/');
  return slash == kNone ? text : text.substr(slash + 1);
}

// `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE` cut up.
struct Arn {
  std::string_view partition;
  std::string_view account;
  std::string_view resource;
};

Arn split_arn(std::string_view text) {
  std::string_view parts[6];
  for (int i = 0; i < 5; ++i) {
    const std::size_t colon = text.find(':');
    if (colon == kNone) return {};
    parts[i] = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  parts[5] = text;
  if (parts[0] != "arn") return {};
  return {parts[1], parts[4], parts[5]};
}

std::string_view partition_of(const Arn& arn) {
  return arn.partition.empty() ? "aws" : arn.partition;
}

std::string_view account_of(const UserIdentity& identity, const Arn& arn) {
  if (!arn.account.empty()) return arn.account;
  if (!identity.account_id.empty()) return identity.account_id;
  return identity.recipient_account.empty() ? "unknown" : identity.recipient_account;
}

// Role and session of `assumed-role/ROLE/SESSION`, else of the issuer's ARN and the principal.
std::string_view role_actor(const UserIdentity& identity, Scratch& scratch) {
  const Arn session_arn = split_arn(identity.arn);
  const Arn issuer = split_arn(identity.issuer_arn);
  std::string_view role;
  std::string_view session;
  if (session_arn.resource.starts_with("assumed-role/")) {
    const std::string_view rest = session_arn.resource.substr(13);
    const std::size_t slash = rest.find('/');
    role = rest.substr(0, slash);
    if (slash != kNone) session = rest.substr(slash + 1);
  }
  if (issuer.resource.starts_with("role/")) role = last_segment(issuer.resource);
  const std::size_t colon = identity.principal_id.find(':');
  if (session.empty() && colon != kNone) session = identity.principal_id.substr(colon + 1);
  if (role.empty()) {
    const std::string_view id = identity.principal_id.substr(0, colon);
    return scratch.join({"account:", account_of(identity, issuer), "/", id.empty() ? "role" : id});
  }
  const Arn& named = issuer.account.empty() ? session_arn : issuer;
  const bool is_person = role.starts_with("AWSReservedSSO_") && !session.empty();
  return scratch.join({"arn:", partition_of(named), ":iam::", account_of(identity, named), ":role/",
                       role, is_person ? "/" : "", is_person ? session : ""});
}

// Identities without an ARN that names them: by name, else by account and principal.
std::string_view unnamed_actor(const UserIdentity& identity, std::string_view account,
                               Scratch& scratch) {
  if (!identity.user_name.empty()) {
    return scratch.join({"arn:aws:iam::", account, ":user/", identity.user_name});
  }
  const std::string_view principal =
      identity.principal_id.substr(0, identity.principal_id.find(':'));
  const bool named = !principal.empty() && principal != account;
  return scratch.join({"account:", account, named ? "/" : "", named ? principal : ""});
}

std::string_view base_actor(const UserIdentity& identity, Scratch& scratch) {
  const Arn arn = split_arn(identity.arn);
  const std::string_view account = account_of(identity, arn);
  if (identity.type == "AssumedRole" || arn.resource.starts_with("assumed-role/")) {
    return role_actor(identity, scratch);
  }
  if (identity.type == "AWSService") {
    return scratch.join({"service:", identity.invoked_by.empty() ? "aws" : identity.invoked_by});
  }
  if (identity.type == "SAMLUser" || identity.type == "WebIdentityUser") {
    return scratch.join({"federated:", identity.identity_provider, "/",
                         identity.user_name.empty() ? identity.principal_id : identity.user_name});
  }
  if (identity.type == "IdentityCenterUser") {
    return scratch.join({"identity-center:", identity.on_behalf_of.empty()
                                                 ? identity.principal_id
                                                 : identity.on_behalf_of});
  }
  if (identity.type == "Root") {
    return scratch.join({"arn:", partition_of(arn), ":iam::", account, ":root"});
  }
  if (arn.resource.starts_with("user/")) {
    return scratch.join(
        {"arn:", arn.partition, ":iam::", account, ":user/", last_segment(arn.resource)});
  }
  if (!arn.resource.empty()) return identity.arn;
  return unnamed_actor(identity, account, scratch);
}

}  // namespace

std::string_view canonical_actor(const UserIdentity& identity, Scratch& scratch) {
  const std::string_view actor = base_actor(identity, scratch);
  if (identity.invoked_by.empty() || identity.type == "AWSService") return actor;
  return scratch.join({actor, " via ", identity.invoked_by});
}

}  // namespace detector
