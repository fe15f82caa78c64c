#include "entity/address_groups.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/mmdb_file_test.h"

namespace detector {
namespace {

std::string groups(AddressGroups& of, const std::string& address, const std::string& peer) {
  Event event;
  event[Field::kAddress] = address;
  event[Field::kPeer] = peer;
  of.fill(event);
  std::string out;
  for (const Field field : {Field::kNetwork, Field::kAsn, Field::kPeerNetwork, Field::kPeerAsn}) {
    out += std::string(event[field]) + ";";
  }
  return out;
}

TEST(AddressGroups, NameTheNetworksOfAddressAndPeer) {
  AddressGroups of(nullptr);
  EXPECT_EQ(groups(of, "192.0.2.7", "2001:db8:1::7"), "192.0.2.0/24;;2001:db8:1::/48;;");
  EXPECT_EQ(groups(of, "192.0.2.7", ""), "192.0.2.0/24;;;;");
  EXPECT_EQ(groups(of, "", "10.0.0.1"), ";;10.0.0.0/24;;");
}

TEST(AddressGroups, AServiceThatCalledBelongsToNone) {
  AddressGroups of(nullptr);
  EXPECT_EQ(groups(of, "ec2.amazonaws.com", std::string(5000, '1')), ";;;;");
}

TEST(AddressGroups, NameTheSystemsThatTheDatabaseKnows) {
  const std::string path = testing::TempDir() + "address_groups.mmdb";
  testing_support::MmdbFile file;
  file.add("192.0.2.0", 24, 64500);
  file.add("2001:db8::", 32, 64501);
  file.write(path);
  const auto database = AsnDatabase::open(path);
  ASSERT_TRUE(database);
  AddressGroups of(database->get());
  EXPECT_EQ(groups(of, "192.0.2.7", "2001:db8:1::7"),
            "192.0.2.0/24;AS64500;2001:db8:1::/48;AS64501;");
  EXPECT_EQ(groups(of, "192.0.3.7", "192.0.2.9"), "192.0.3.0/24;;192.0.2.0/24;AS64500;");
  std::filesystem::remove(path);
}

TEST(AddressGroups, DoNotDependOnWhatWasAskedBefore) {
  AddressGroups used(nullptr);
  const auto address = [](int i) {
    return "10." + std::to_string(i % 7) + "." + std::to_string(i / 256) + "." +
           std::to_string(i % 256);
  };
  for (int i = 0; i < 20000; ++i) {
    const std::string expected =
        "10." + std::to_string(i % 7) + "." + std::to_string(i / 256) + ".0/24;;";
    ASSERT_EQ(groups(used, address(i), address(i)), expected + expected);
  }
}

}  // namespace
}  // namespace detector
