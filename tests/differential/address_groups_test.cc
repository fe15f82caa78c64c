// What an address is a case of changes what is surprising about it: the same logs with and without
// a database of autonomous systems.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/mmdb_file_test.h"
#include "detector/pipeline.h"
#include "support/log_source.h"

namespace detector {
namespace {

using testing_support::Call;
using testing_support::cloudtrail_line;
using testing_support::TextSource;

constexpr Day kFirstDay = 20000;
constexpr int kDays = 12;

// Every day from one of two networks of a provider; on the last from a third one, with a new call
// at a new hour, so that there is an alert to explain.
std::vector<std::string> days() {
  std::vector<std::string> out;
  out.reserve(kDays);
  for (int day = 0; day < kDays - 1; ++day) {
    out.push_back(
        cloudtrail_line({start_of_day(kFirstDay + day) + 9 * kHourMs, fmt::format("id-{}", day),
                         "alice", "GetObject", day % 2 == 0 ? "192.0.2.7" : "203.0.113.7"}));
  }
  out.push_back(cloudtrail_line({start_of_day(kFirstDay + kDays - 1) + 3 * kHourMs, "id-last",
                                 "alice", "DeleteBucket", "198.51.100.7"}));
  return out;
}

// The evidence of the last day about the address.
Evidence address_evidence(const AsnDatabase* database, std::size_t threads) {
  PipelineOptions options;
  options.now = start_of_day(kFirstDay + kDays + 1);
  options.budget_milli = 1000;
  options.asn_database = database;
  auto pipeline = Pipeline::create(options, nullptr).value();
  TextSource source(days(), {});
  EXPECT_TRUE(drive(source, pipeline, options, threads));
  Evidence found;
  const auto on_score = [&](const Score& score, const Decision& /*decision*/) {
    for (const Evidence& evidence : score.evidence) {
      if (score.day == kFirstDay + kDays - 1 && evidence.view == "actor_address") found = evidence;
    }
  };
  EXPECT_TRUE(pipeline.finish(on_score));
  EXPECT_EQ(found.value, "198.51.100.7");
  return found;
}

TEST(AddressGroupsInAPipeline, ANewNetworkOfAFamiliarSystemIsLessSurprising) {
  const std::string path = testing::TempDir() + "address_groups_in_a_pipeline.mmdb";
  testing_support::MmdbFile file;
  for (const auto* network : {"192.0.2.0", "203.0.113.0", "198.51.100.0"}) {
    file.add(network, 24, 64500);
  }
  file.write(path);
  const auto database = AsnDatabase::open(path);
  ASSERT_TRUE(database);
  const Evidence without = address_evidence(nullptr, 1);
  const Evidence with = address_evidence(database->get(), 1);
  EXPECT_EQ(without.among, "");
  EXPECT_EQ(with.among, "AS64500");
  EXPECT_LT(with.bits, without.bits);
  const Evidence threaded = address_evidence(database->get(), 3);
  EXPECT_EQ(threaded.among, with.among);
  EXPECT_EQ(threaded.bits, with.bits);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace detector
