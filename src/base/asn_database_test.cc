#include "detector/asn_database.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "base/mmdb_file_test.h"

namespace detector {
namespace {

using testing_support::MmdbFile;

class AsnDatabaseFile : public testing::Test {
 public:
  AsnDatabaseFile() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path = testing::TempDir() + "asn_" + test->name() + ".mmdb";
  }
  ~AsnDatabaseFile() override { std::filesystem::remove(path); }
  AsnDatabaseFile(const AsnDatabaseFile&) = delete;
  AsnDatabaseFile& operator=(const AsnDatabaseFile&) = delete;

 protected:
  std::unique_ptr<AsnDatabase> opened() {
    MmdbFile file;
    file.add("192.0.2.0", 24, 64500);
    file.add("198.51.100.128", 25, 4200000000U);
    file.add("2001:db8::", 32, 64501);
    file.write(path);
    auto database = AsnDatabase::open(path);
    EXPECT_TRUE(database) << (database ? "" : database.error().message);
    return database ? std::move(*database) : nullptr;
  }
  Error refused(const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
    const auto database = AsnDatabase::open(path);
    return database ? Error{} : database.error();
  }

  std::string path;
};

TEST_F(AsnDatabaseFile, FindsTheSystemOfAnAddress) {
  const auto database = opened();
  ASSERT_NE(database, nullptr);
  EXPECT_EQ(database->find("192.0.2.7"), 64500U);
  EXPECT_EQ(database->find("192.0.3.7"), std::nullopt);
  EXPECT_EQ(database->find("198.51.100.129"), 4200000000U);
  EXPECT_EQ(database->find("198.51.100.1"), std::nullopt);
  EXPECT_EQ(database->find("2001:db8:ffff::1"), 64501U);
  EXPECT_EQ(database->find("2001:db9::1"), std::nullopt);
  EXPECT_EQ(database->find("::ffff:192.0.2.7"), 64500U);
}

TEST_F(AsnDatabaseFile, WhatIsNoAddressIsInNoSystem) {
  const auto database = opened();
  ASSERT_NE(database, nullptr);
  for (const auto* text : {"", "ec2.amazonaws.com", "192.0.2", "192.0.2.0/24"}) {
    EXPECT_EQ(database->find(text), std::nullopt) << text;
  }
}

TEST_F(AsnDatabaseFile, ManyThreadsMayAsk) {
  const auto database = opened();
  ASSERT_NE(database, nullptr);
  std::vector<std::thread> threads;
  threads.reserve(4);
  std::atomic<int> right = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) right += database->find("192.0.2.7") == 64500U ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 4000);
}

TEST_F(AsnDatabaseFile, RefusesAFileThatIsMissingDamagedOrOfSomethingElse) {
  const auto missing = AsnDatabase::open(path + ".none");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::kNotFound);
  EXPECT_NE(missing.error().message.find(path), std::string::npos);
  EXPECT_EQ(refused("").code, Code::kUnreadable);
  EXPECT_EQ(refused(std::string(1000, 'x')).code, Code::kCorrupt);
  const Error other = refused(MmdbFile("GeoLite2-City").bytes());
  EXPECT_EQ(other.code, Code::kUsage);
  EXPECT_NE(other.message.find("GeoLite2-City"), std::string::npos);
}

TEST_F(AsnDatabaseFile, ATruncatedFileIsRefusedOrKnowsNothingFalse) {
  MmdbFile file;
  file.add("192.0.2.0", 24, 64500);
  const std::string whole = file.bytes();
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << whole.substr(0, size);
    const auto database = AsnDatabase::open(path);
    if (database) {
      EXPECT_NE((*database)->find("192.0.2.7").value_or(64500U), 0U) << size;
    }
  }
}

}  // namespace
}  // namespace detector
