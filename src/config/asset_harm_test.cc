#include <gtest/gtest.h>

#include <vector>

#include "detector/knowledge.h"

namespace detector {
namespace {

Bits harm(const ImportantAsset& asset, Field field, std::string_view value) {
  return asset_harm(std::vector<ImportantAsset>{asset}, field, value);
}
bool fits(std::string_view kind, std::string_view pattern, Field field, std::string_view value) {
  return harm({std::string(pattern), std::string(kind), 10}, field, value) > 0;
}

TEST(AssetHarm, GrowsWithTheWeight) {
  EXPECT_EQ(harm_of_weight(5), kOneBit);
  EXPECT_EQ(harm_of_weight(10), 3 * kOneBit);
  EXPECT_GT(harm_of_weight(1), 0);
  for (std::int64_t weight = 2; weight <= 10; ++weight) {
    EXPECT_GT(harm_of_weight(weight), harm_of_weight(weight - 1));
  }
}

TEST(AssetHarm, TheWeightiestAssetCounts) {
  const std::vector<ImportantAsset> assets = {
      {"payroll-*", "any", 5}, {"*", "any", 10}, {"payroll-data", "resource", 7}};
  EXPECT_EQ(asset_harm(assets, Field::kTarget, "payroll-data"), 3 * kOneBit);
  EXPECT_EQ(asset_harm(assets, Field::kTarget, ""), 0);
  EXPECT_EQ(asset_harm({}, Field::kTarget, "payroll-data"), 0);
  EXPECT_EQ(harm({"payroll-*", "any", 5}, Field::kTarget, "wages"), 0);
}

TEST(AssetHarm, AnArnMatchesWholeAndByName) {
  constexpr std::string_view kRole = "arn:aws:iam::111122223333:role/team/deploy";
  EXPECT_TRUE(fits("role", "deploy", Field::kActor, kRole));
  EXPECT_TRUE(fits("role", "team/deploy", Field::kActor, kRole));
  EXPECT_TRUE(fits("role", "role/team/*", Field::kActor, kRole));
  EXPECT_TRUE(fits("role", "arn:aws:iam::111122223333:role/*", Field::kActor, kRole));
  EXPECT_FALSE(fits("role", "team", Field::kActor, kRole));
  EXPECT_TRUE(fits("resource", "payroll-*", Field::kTarget, "arn:aws:s3:::payroll-data"));
  EXPECT_TRUE(fits("resource", "prod/*", Field::kTarget,
                   "arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod/db-AbCdEf"));
}

TEST(AssetHarm, TheTypeInAnArnDecidesTheKind) {
  constexpr std::string_view kUser = "arn:aws:iam::111122223333:user/alice";
  EXPECT_TRUE(fits("user", "alice", Field::kActor, kUser));
  EXPECT_TRUE(fits("any", "alice", Field::kTarget, kUser));
  EXPECT_FALSE(fits("role", "alice", Field::kActor, kUser));
  EXPECT_FALSE(fits("role", "alice", Field::kTarget, kUser));
  EXPECT_TRUE(fits("user", "root", Field::kActor, "arn:aws:iam::111122223333:root"));
  EXPECT_TRUE(fits("group", "admins", Field::kTarget, "arn:aws:iam::111122223333:group/admins"));
  EXPECT_FALSE(fits("user", "payroll", Field::kTarget, "arn:aws:s3:::payroll"));
}

TEST(AssetHarm, ActorsAreNamedInManyForms) {
  constexpr std::string_view kPerson =
      "arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0/alice@example.com";
  EXPECT_TRUE(fits("user", "alice@example.com", Field::kActor, kPerson));
  EXPECT_TRUE(fits("role", "AWSReservedSSO_Admin_0/*", Field::kActor, kPerson));
  EXPECT_TRUE(fits("role", "deploy", Field::kActor,
                   "arn:aws:iam::111122223333:role/deploy via cloudformation.amazonaws.com"));
  EXPECT_TRUE(fits("service", "ec2.amazonaws.com", Field::kActor, "service:ec2.amazonaws.com"));
  EXPECT_TRUE(fits("user", "bob", Field::kActor, "federated:cognito/bob"));
  EXPECT_TRUE(fits("any", "444455556666", Field::kActor, "account:444455556666"));
}

TEST(AssetHarm, HostsAndUsersStandInFieldsOfTwo) {
  EXPECT_TRUE(fits("host", "db-?", Field::kHost, "db-1"));
  EXPECT_TRUE(fits("host", "db-?", Field::kService, "db-1/sshd"));
  EXPECT_TRUE(fits("service", "sshd", Field::kService, "db-1/sshd"));
  EXPECT_FALSE(fits("host", "sshd", Field::kService, "db-1/sshd"));
  EXPECT_TRUE(fits("user", "alice", Field::kLoginUser, "alice@db-1"));
  EXPECT_TRUE(fits("host", "db-1", Field::kLoginUser, "alice@db-1"));
  EXPECT_FALSE(fits("user", "db-1", Field::kLoginUser, "alice@db-1"));
  EXPECT_FALSE(fits("host", "alice", Field::kUser, "alice"));
}

TEST(AssetHarm, AddressesAndServices) {
  EXPECT_TRUE(fits("address", "10.0.*", Field::kAddress, "10.0.1.5"));
  EXPECT_TRUE(fits("address", "10.0.1.5", Field::kEndpoint, "10.0.1.5 tcp/22"));
  EXPECT_TRUE(fits("service", "10.0.1.5 tcp/22", Field::kEndpoint, "10.0.1.5 tcp/22"));
  EXPECT_TRUE(fits("service", "kms", Field::kAction, "kms:Decrypt"));
  EXPECT_FALSE(fits("address", "kms", Field::kAction, "kms:Decrypt"));
}

TEST(AssetHarm, FieldsThatNameNoThingFitNothing) {
  for (const Field field : {Field::kError, Field::kAgent, Field::kRegion, Field::kWeekdayHour,
                            Field::kSignature, Field::kCommand, Field::kPort}) {
    EXPECT_FALSE(fits("any", "*", field, "x")) << field_name(field);
  }
  EXPECT_FALSE(fits("no such kind", "*", Field::kTarget, "x"));
}

}  // namespace
}  // namespace detector
