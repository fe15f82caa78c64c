#include "entity/template_miner.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/rng.h"

namespace detector {
namespace {

std::vector<std::string> shown(const TemplateMiner& miner) {
  absl::flat_hash_map<std::uint64_t, std::uint32_t> template_of;
  std::vector<std::string> out;
  for (const Template& one : miner.templates(template_of)) out.push_back(template_json(one));
  return out;
}

// Some words and numbers, so that shards share some shapes and not others.
std::string line(Rng& rng) {
  static const std::vector<std::string> kWords = {"disk",  "full", "user", "alice", "bob",
                                                  "carol", "erin", "job",  "done",  "at"};
  std::string text;
  const std::uint64_t words = 3 + rng.below(3);
  for (std::uint64_t i = 0; i < words; ++i) {
    text += kWords[rng.below(kWords.size())] + " ";
    if (rng.chance(300)) text += std::to_string(rng.below(100)) + " ";
  }
  return text;
}

TEST(TemplateMiner, AnySplitMergedEqualsTheWhole) {
  for (const std::size_t bound : {std::size_t{1} << 16, std::size_t{40}}) {
    Rng rng(3);
    TemplateMiner whole(bound);
    std::vector<TemplateMiner> shards(4, TemplateMiner(bound));
    for (int i = 0; i < 2000; ++i) {
      const std::string text = line(rng);
      const auto time = static_cast<TimeMs>(rng.below(100000));
      const char* program = rng.chance(500) ? "a" : "b";
      whole.add(program, text, time);
      shards[rng.below(4)].add(program, text, time);
    }
    TemplateMiner merged(bound);
    for (const std::size_t i : {2, 0, 3, 1}) merged.merge(shards[i]);
    ASSERT_GT(shown(whole).size(), 3U);
    EXPECT_EQ(shown(merged), shown(whole));
    EXPECT_EQ(merged.dropped(), whole.dropped());
    EXPECT_EQ(whole.dropped() > 0, bound == 40);
  }
}

TEST(TemplateMiner, AFloodOfNewShapesIsBoundedAndTold) {
  TemplateMiner miner(100);
  Rng rng(5);
  for (int i = 0; i < 5000; ++i) {
    std::string text = "flood";
    for (int word = 0; word < 4; ++word) {
      text += ' ';
      for (int c = 0; c < 6; ++c) text += static_cast<char>('a' + rng.below(26));
    }
    miner.add("", text, 0);
  }
  EXPECT_EQ(miner.signatures(), 100U);
  EXPECT_EQ(miner.dropped(), 4900U);
}

TEST(TemplateMiner, CountsTimesAndExamples) {
  TemplateMiner miner(100);
  for (int i = 0; i < 10; ++i) miner.add("cron", "job " + std::to_string(i) + " done", 1000 + i);
  miner.add("cron", "job 3 done", 500, 7);
  absl::flat_hash_map<std::uint64_t, std::uint32_t> template_of;
  const auto templates = miner.templates(template_of);
  ASSERT_EQ(templates.size(), 1U);
  EXPECT_EQ(templates[0].text, "job <*> done");
  EXPECT_EQ(templates[0].typed, "job <number> done");
  EXPECT_EQ(templates[0].program, "cron");
  EXPECT_EQ(templates[0].count, 17U);
  EXPECT_EQ(templates[0].first, 500);
  EXPECT_EQ(templates[0].last, 1009);
  EXPECT_EQ(templates[0].examples.size(), TemplateMiner::kExamples);
}

TEST(TemplateMiner, ShowsNoSecrets) {
  TemplateMiner miner(100);
  miner.add("x", "login with password=hunter2 by AKIAIOSFODNN7EXAMPLE", 0);
  absl::flat_hash_map<std::uint64_t, std::uint32_t> template_of;
  const Template one = miner.templates(template_of).front();
  for (const std::string& text : {template_json(one), template_csv(one), template_text(one)}) {
    EXPECT_EQ(text.find("hunter2"), std::string::npos) << text;
    EXPECT_EQ(text.find("IOSFODNN7"), std::string::npos) << text;
  }
}

TEST(TemplateMiner, ProgramsHaveTemplatesOfTheirOwn) {
  TemplateMiner miner(100);
  miner.add("su", "session opened", 0);
  miner.add("sshd", "session opened", 0);
  absl::flat_hash_map<std::uint64_t, std::uint32_t> template_of;
  const auto templates = miner.templates(template_of);
  ASSERT_EQ(templates.size(), 2U);
  EXPECT_NE(templates[0].id, templates[1].id);
}

}  // namespace
}  // namespace detector
