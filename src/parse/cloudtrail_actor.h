#pragma once

#include <string_view>

#include "base/scratch.h"

namespace detector {

/// The fields of CloudTrail's userIdentity that decide who acted; empty where absent.
struct UserIdentity {
  std::string_view type;
  std::string_view arn;
  std::string_view account_id;
  std::string_view principal_id;
  std::string_view user_name;
  std::string_view invoked_by;
  std::string_view identity_provider;
  std::string_view issuer_arn;         ///< sessionContext.sessionIssuer.arn
  std::string_view on_behalf_of;       ///< onBehalfOf.userId (IAM Identity Center)
  std::string_view recipient_account;  ///< of the event, when the identity names no account
};

/// One name for one identity, whatever session, temporary key or path it used:
///   IAM user                arn:aws:iam::111122223333:user/alice
///   assumed role            arn:aws:iam::111122223333:role/deploy     (path dropped: names are
///   unique) SSO role arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0/alice@example.com root
///   arn:aws:iam::111122223333:root federated user arn:aws:sts::111122223333:federated-user/bob
///   SAML, web identity      federated:PROVIDER/NAME
///   AWS service             service:ec2.amazonaws.com
///   other account           account:444455556666 or account:444455556666/AROAEXAMPLE
/// A call that a service makes for an identity has ` via SERVICE` behind it: what CloudFormation
/// does in a role's name is not what its people do.
/// Never empty. The view lives in `scratch` or in the identity's own fields.
/// Source: AWS CloudTrail User Guide, "CloudTrail userIdentity element".
std::string_view canonical_actor(const UserIdentity& identity, Scratch& scratch);

}  // namespace detector
