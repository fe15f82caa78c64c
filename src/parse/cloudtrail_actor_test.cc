#include "parse/cloudtrail_actor.h"

#include <gtest/gtest.h>

#include <string>

namespace detector {
namespace {

std::string actor(const UserIdentity& identity) {
  Scratch scratch;
  return std::string(canonical_actor(identity, scratch));
}

UserIdentity of_type(std::string_view type) {
  UserIdentity identity;
  identity.type = type;
  return identity;
}

TEST(CloudTrailActor, IamUserLosesItsPath) {
  UserIdentity identity = of_type("IAMUser");
  identity.arn = "arn:aws:iam::111122223333:user/division/team/alice";
  identity.account_id = "111122223333";
  identity.principal_id = "AIDACKCEVSQ6C2EXAMPLE";
  identity.user_name = "alice";
  EXPECT_EQ(actor(identity), "arn:aws:iam::111122223333:user/alice");
  identity.arn = "arn:aws:iam::111122223333:user/alice";
  EXPECT_EQ(actor(identity), "arn:aws:iam::111122223333:user/alice");
}

TEST(CloudTrailActor, IamUserWithoutArnIsNamedByAccountAndName) {
  UserIdentity identity = of_type("IAMUser");
  identity.account_id = "111122223333";
  identity.user_name = "alice";
  EXPECT_EQ(actor(identity), "arn:aws:iam::111122223333:user/alice");
}

TEST(CloudTrailActor, TemporaryKeyOfAUserIsTheUser) {
  UserIdentity identity = of_type("IAMUser");  // sessionContext without an issuer
  identity.arn = "arn:aws:iam::111122223333:user/alice";
  identity.principal_id = "AIDACKCEVSQ6C2EXAMPLE";
  EXPECT_EQ(actor(identity), "arn:aws:iam::111122223333:user/alice");
}

TEST(CloudTrailActor, SessionsOfARoleAreTheRole) {
  UserIdentity identity = of_type("AssumedRole");
  identity.account_id = "111122223333";
  identity.issuer_arn = "arn:aws:iam::111122223333:role/deploy";
  for (const char* session : {"i-0abc", "build-17", "alice@example.com", "a/b"}) {
    const std::string arn = std::string("arn:aws:sts::111122223333:assumed-role/deploy/") + session;
    identity.arn = arn;
    EXPECT_EQ(actor(identity), "arn:aws:iam::111122223333:role/deploy") << session;
  }
}

TEST(CloudTrailActor, RoleWithAPathAndWithoutOneAreTheSame) {
  UserIdentity identity = of_type("AssumedRole");
  identity.arn = "arn:aws:sts::111122223333:assumed-role/deploy/s";
  identity.issuer_arn = "arn:aws:iam::111122223333:role/service/ci/deploy";
  EXPECT_EQ(actor(identity), "arn:aws:iam::111122223333:role/deploy");
  identity.issuer_arn = {};
  EXPECT_EQ(actor(identity), "arn:aws:iam::111122223333:role/deploy");
}

TEST(CloudTrailActor, AssumedRoleOfOldRecordsIsKnownByItsIssuerOrPrincipalAlone) {
  UserIdentity identity = of_type("AssumedRole");
  identity.issuer_arn = "arn:aws:iam::111122223333:role/deploy";
  EXPECT_EQ(actor(identity), "arn:aws:iam::111122223333:role/deploy");
  identity.issuer_arn = {};
  identity.account_id = "111122223333";
  identity.principal_id = "AROAEXAMPLE:session-one";
  EXPECT_EQ(actor(identity), "account:111122223333/AROAEXAMPLE");
  identity.principal_id = {};
  EXPECT_EQ(actor(identity), "account:111122223333/role");
}

TEST(CloudTrailActor, RoleIsKnownByItsArnWhenTheTypeIsMissing) {
  UserIdentity identity;
  identity.arn = "arn:aws:sts::111122223333:assumed-role/deploy/s";
  EXPECT_EQ(actor(identity), "arn:aws:iam::111122223333:role/deploy");
}

TEST(CloudTrailActor, PeopleBehindAnSsoRoleStayApart) {
  UserIdentity identity = of_type("AssumedRole");
  identity.arn =
      "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/"
      "alice@example.com";
  identity.issuer_arn =
      "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/"
      "AWSReservedSSO_Admin_0123456789abcdef";
  EXPECT_EQ(actor(identity),
            "arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0123456789abcdef/"
            "alice@example.com");
}

TEST(CloudTrailActor, RootIsItsAccountInItsPartition) {
  UserIdentity identity = of_type("Root");
  identity.arn = "arn:aws:iam::111122223333:root";
  EXPECT_EQ(actor(identity), "arn:aws:iam::111122223333:root");
  identity.arn = "arn:aws-cn:iam::111122223333:root";
  EXPECT_EQ(actor(identity), "arn:aws-cn:iam::111122223333:root");
  identity.arn = {};
  identity.account_id = "111122223333";
  identity.user_name = "an-alias";  // CloudTrail gives the account's alias here
  EXPECT_EQ(actor(identity), "arn:aws:iam::111122223333:root");
}

TEST(CloudTrailActor, FederatedIdentitiesKeepTheirProvider) {
  UserIdentity federated = of_type("FederatedUser");
  federated.arn = "arn:aws:sts::111122223333:federated-user/bob";
  federated.issuer_arn = "arn:aws:iam::111122223333:user/alice";
  EXPECT_EQ(actor(federated), "arn:aws:sts::111122223333:federated-user/bob");

  UserIdentity saml = of_type("SAMLUser");
  saml.identity_provider = "arn:aws:iam::111122223333:saml-provider/corp";
  saml.principal_id = "SampleNameQualifier=:bob@example.com";
  saml.user_name = "bob@example.com";
  EXPECT_EQ(actor(saml), "federated:arn:aws:iam::111122223333:saml-provider/corp/bob@example.com");

  UserIdentity web = of_type("WebIdentityUser");
  web.identity_provider = "accounts.example.com";
  web.principal_id = "accounts.example.com:app:12345";
  EXPECT_EQ(actor(web), "federated:accounts.example.com/accounts.example.com:app:12345");
}

TEST(CloudTrailActor, IdentityCenterUserIsThePersonItActsFor) {
  UserIdentity identity = of_type("IdentityCenterUser");
  identity.account_id = "111122223333";
  identity.on_behalf_of = "94482488-3041-7026-18f3-be45837cd0e4";
  EXPECT_EQ(actor(identity), "identity-center:94482488-3041-7026-18f3-be45837cd0e4");
  identity.on_behalf_of = {};
  identity.principal_id = "94482488";
  EXPECT_EQ(actor(identity), "identity-center:94482488");
}

TEST(CloudTrailActor, ServicesAreNamedByThemselves) {
  UserIdentity identity = of_type("AWSService");
  identity.invoked_by = "ec2.amazonaws.com";
  EXPECT_EQ(actor(identity), "service:ec2.amazonaws.com");
  identity.invoked_by = {};
  EXPECT_EQ(actor(identity), "service:aws");
}

TEST(CloudTrailActor, WhatAServiceDoesForAnIdentityIsKeptApart) {
  UserIdentity identity = of_type("IAMUser");
  identity.arn = "arn:aws:iam::111122223333:user/alice";
  identity.invoked_by = "cloudformation.amazonaws.com";
  EXPECT_EQ(actor(identity),
            "arn:aws:iam::111122223333:user/alice via cloudformation.amazonaws.com");
  identity.type = "AssumedRole";
  identity.arn = "arn:aws:sts::111122223333:assumed-role/deploy/s";
  EXPECT_EQ(actor(identity),
            "arn:aws:iam::111122223333:role/deploy via cloudformation.amazonaws.com");
}

TEST(CloudTrailActor, OtherAccountsAreNamedByAccountAndPrincipalWithoutSession) {
  UserIdentity identity = of_type("AWSAccount");
  identity.account_id = "444455556666";
  identity.recipient_account = "111122223333";
  EXPECT_EQ(actor(identity), "account:444455556666");
  identity.principal_id = "AROAEXAMPLE:a-session";
  EXPECT_EQ(actor(identity), "account:444455556666/AROAEXAMPLE");
  identity.principal_id = "444455556666";
  EXPECT_EQ(actor(identity), "account:444455556666");
}

TEST(CloudTrailActor, NobodyIsTheRecipientAccountOrUnknown) {
  UserIdentity identity;
  EXPECT_EQ(actor(identity), "account:unknown");
  identity.recipient_account = "111122223333";
  EXPECT_EQ(actor(identity), "account:111122223333");
}

TEST(CloudTrailActor, TextThatIsNoArnIsNotTakenForOne) {
  UserIdentity identity = of_type("IAMUser");
  identity.account_id = "111122223333";
  identity.principal_id = "AIDACKCEVSQ6C2EXAMPLE";
  for (const char* arn : {"", "arn", "arn:aws:iam", ":::::", "urn:aws:iam::1:user/x"}) {
    identity.arn = arn;
    EXPECT_EQ(actor(identity), "account:111122223333/AIDACKCEVSQ6C2EXAMPLE") << arn;
  }
}

TEST(CloudTrailActor, IsNeverEmpty) {
  for (const char* type :
       {"", "IAMUser", "AssumedRole", "Root", "FederatedUser", "SAMLUser", "WebIdentityUser",
        "IdentityCenterUser", "AWSService", "AWSAccount", "Directory", "Unknown", "no such type"}) {
    EXPECT_FALSE(actor(of_type(type)).empty()) << type;
  }
}

TEST(CloudTrailActor, VeryLongNamesLeaveTheServiceReadable) {
  const std::string name(20000, 'x');
  UserIdentity identity = of_type("SAMLUser");
  identity.identity_provider = name;
  identity.user_name = name;
  identity.invoked_by = "cloudformation.amazonaws.com";
  Scratch scratch;
  EXPECT_FALSE(canonical_actor(identity, scratch).empty());
  EXPECT_FALSE(scratch.join({"s3:", "GetObject"}).empty());
}

}  // namespace
}  // namespace detector
