#include "entity/template_families.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/rng.h"
#include "entity/template_miner.h"

namespace detector {
namespace {

using Lines = std::vector<std::string>;

// The lines of each template, by the template's text.
std::map<std::string, std::set<std::string>> mine(const Lines& lines) {
  TemplateMiner miner(1 << 16);
  std::vector<std::uint64_t> signatures;
  for (const std::string& line : lines) signatures.push_back(miner.add("", line, 0));
  absl::flat_hash_map<std::uint64_t, std::uint32_t> template_of;
  const auto templates = miner.templates(template_of);
  std::map<std::string, std::set<std::string>> found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    found[templates[template_of.at(signatures[i])].text].insert(lines[i]);
  }
  return found;
}

std::vector<std::string> texts(const Lines& lines) {
  std::vector<std::string> found;
  for (const auto& [text, members] : mine(lines)) found.push_back(text);
  return found;
}

const Lines kNames = {"alice", "bob", "carol", "dave", "erin", "frank"};

Lines with_names(const std::string& before, const std::string& after) {
  Lines lines;
  for (const std::string& name : kNames) {
    lines.push_back(std::string(before).append(name).append(after));
  }
  return lines;
}

Lines operator+(Lines a, const Lines& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

TEST(Templates, AWordThatVariesIsAVariable) {
  EXPECT_EQ(texts(with_names("Session of ", " was renewed")), Lines{"Session of <*> was renewed"});
}

TEST(Templates, AFewWordsThatVaryAreNotEnough) {
  EXPECT_EQ(texts({"cache is cold today", "cache is warm today"}).size(), 2U);
}

TEST(Templates, WordsThatReadLikeEventsStayApart) {
  EXPECT_EQ(texts({"unit web started", "unit web stopped", "unit web restarted", "unit web failed",
                   "unit web reloaded", "unit web killed"})
                .size(),
            6U);
}

TEST(Templates, TwoAndThreeWordsMayVaryAtOnce) {
  Lines lines;
  for (std::size_t i = 0; i < 6; ++i) {
    lines.push_back("share " + kNames[i] + " mounted by " + kNames[(i * 5 + 2) % 6]);
    lines.push_back("moved " + kNames[i] + " from list " + kNames[(i + 1) % 6] + " to list " +
                    kNames[(i + 3) % 6]);
  }
  EXPECT_EQ(texts(lines),
            (Lines{"moved <*> from list <*> to list <*>", "share <*> mounted by <*>"}));
}

TEST(Templates, OneOddValueJoinsItsTemplate) {
  const Lines lines = with_names("usb: new device ", " attached to port 4") +
                      Lines{"usb: new device Logitech USB Mouse attached to port 4"};
  EXPECT_EQ(texts(lines), Lines{"usb: new device <*> attached to port <*>"});
}

TEST(Templates, WordsOfTextAreNoOddValue) {
  const Lines lines = with_names("Failed password for ", " from 10.0.0.1 port 22") +
                      with_names("Failed password for invalid user ", " from 10.0.0.1 port 22");
  EXPECT_EQ(texts(lines).size(), 2U);
}

TEST(Templates, AnythingMayStandBetweenQuotes) {
  const Lines lines = with_names("Printer \"", "\" is out of paper") +
                      Lines{"Printer \"the one in the hall (2nd)\" is out of paper"};
  EXPECT_EQ(texts(lines), Lines{"Printer \"<*>\" is out of paper"});
}

TEST(Templates, DoNotDependOnTheOrderOfLines) {
  Lines lines = with_names("user ", " logged in from web") +
                with_names("user ", " logged out after 3 s") +
                with_names("all of [", "] copied to /tmp/x") +
                Lines{"all of [a b c] copied to /tmp/x", "reload done", "reload failed", "a=b c=d"};
  const auto expected = mine(lines);
  EXPECT_EQ(expected.size(), 6U);
  Rng rng(11);
  for (int round = 0; round < 30; ++round) {
    for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[rng.below(i)]);
    ASSERT_EQ(mine(lines), expected);
  }
}

TEST(Templates, ListsOfAnyLengthAreOneTemplate) {
  EXPECT_EQ(texts({"nodes n1 0x1 <ok> n2 0x2 <ok> n3 0x3 <ok>",
                   "nodes n1 0x1 <ok> n2 0x2 <ok> n3 0x3 <ok> n4 0x4 <ok> n5 0x5 <ok>"})
                .size(),
            1U);
}

TEST(Opposites, AreKnownInAllForms) {
  const std::vector<std::pair<const char*, const char*>> pairs = {{"started", "stopped"},
                                                                  {"Started", "Paused"},
                                                                  {"accepted", "failed"},
                                                                  {"up", "down"},
                                                                  {"UP", "DOWN"},
                                                                  {"enabled", "disabled"},
                                                                  {"opened", "closed"},
                                                                  {"connected", "disconnected"},
                                                                  {"allow", "deny"},
                                                                  {"allowed", "denied"},
                                                                  {"mounted", "unmounted"},
                                                                  {"valid", "invalid"},
                                                                  {"SCREEN_ON", "SCREEN_OFF"},
                                                                  {"link.up", "link.down"},
                                                                  {"login", "logout"},
                                                                  {"created", "deleted"},
                                                                  {"creating", "destroying"},
                                                                  {"healthy", "unhealthy"},
                                                                  {"granted", "revoked"},
                                                                  {"success", "failure"},
                                                                  {"locked", "unlocked"}};
  for (const auto& [a, b] : pairs) {
    EXPECT_TRUE(are_opposites(a, b)) << a << ' ' << b;
    EXPECT_TRUE(are_opposites(b, a)) << b << ' ' << a;
  }
  for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{
           {"alice", "bob"}, {"started", "started"}, {"cedar", "maple"}, {"start", "starts"}}) {
    EXPECT_FALSE(are_opposites(a, b)) << a << ' ' << b;
  }
}

}  // namespace
}  // namespace detector
