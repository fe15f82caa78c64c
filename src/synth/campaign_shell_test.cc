#include "synth/campaign_shell.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace detector::synth {
namespace {

constexpr Day kFirst = 20'458;

const Estate& estate() {
  static const Estate kEstate = build_estate(Rng(1), 20, kFirst);
  return kEstate;
}

std::string text_of(std::uint32_t address) {
  return fmt::format("{}.{}.{}.{}", address >> 24, address >> 16 & 255, address >> 8 & 255,
                     address & 255);
}

Attacks stage(std::string_view kind, Level level) {
  const CampaignPlan plan{"one", std::string(kind), level, kFirst, kFirst + 14};
  return stage_campaigns(estate(), Rng(5), {plan});
}

constexpr std::array<std::string_view, 3> kOverSsh{"ssh-brute-force", "scan-and-lateral", "beacon"};
constexpr std::array<Level, 3> kLevels{Level::kLoud, Level::kOrdinary, Level::kSlow};

TEST(CampaignShell, EveryConnectionToSshdIsInTheFlowsOfItsHost) {
  for (const std::string_view kind : kOverSsh) {
    for (const Level level : kLevels) {
      const Attacks attacks = stage(kind, level);
      std::set<std::string> flows;
      for (const FlowLine& flow : attacks.plan.flows) {
        if (flow.destination_port != 22) continue;
        flows.insert(fmt::format("{} from {} port {} ", flow.interface, text_of(flow.source),
                                 flow.source_port));
      }
      int connections = 0;
      for (const AuthLine& line : attacks.plan.lines) {
        const std::size_t from = line.text.find(" from ");
        if (from == std::string::npos || line.text.find(" ssh2") == std::string::npos) continue;
        const std::string rest = line.text.substr(from);
        const std::string peer = rest.substr(0, rest.find(" ssh2") + 1);
        EXPECT_EQ(flows.count(fmt::format("{}{}", line.host, peer)), 1U) << line.text;
        ++connections;
      }
      EXPECT_GT(connections, 0) << kind;
    }
  }
}

TEST(CampaignShell, FlowsAreLabelledWithTheSideThatAsks) {
  for (const std::string_view kind : kOverSsh) {
    const Attacks attacks = stage(kind, Level::kOrdinary);
    std::map<std::string, int> entities;
    for (const FlowLine& flow : attacks.plan.flows) {
      const bool asks = flow.destination_port < flow.source_port;
      const std::string client = "address:" + text_of(asks ? flow.source : flow.destination);
      EXPECT_EQ(attacks.labels[static_cast<std::size_t>(flow.label)].entity, client);
      ++entities[client];
    }
    EXPECT_FALSE(entities.empty()) << kind;
  }
}

TEST(CampaignShell, BeaconGoesFromOneHostToOneAddressAtRegularTimes) {
  for (const Level level : kLevels) {
    const Attacks attacks = stage("beacon", level);
    std::set<std::uint32_t> servers;
    std::set<std::uint16_t> interfaces;
    std::vector<TimeMs> gaps;
    TimeMs last = 0;
    for (const FlowLine& flow : attacks.plan.flows) {
      if (flow.destination_port == 22 || flow.source_port == 22) continue;
      if (flow.destination_port > flow.source_port) continue;
      servers.insert(flow.destination);
      interfaces.insert(flow.interface);
      if (last != 0) gaps.push_back(flow.start - last);
      last = flow.start;
    }
    EXPECT_EQ(servers.size(), 1U);
    EXPECT_EQ(interfaces.size(), 1U);
    ASSERT_GT(gaps.size(), 30U);
    std::sort(gaps.begin(), gaps.end());
    EXPECT_LT(gaps[gaps.size() * 3 / 4], gaps[gaps.size() / 4] * 2) << level_name(level);
  }
}

TEST(CampaignShell, LateralMovementLogsInFromTheFoothold) {
  const Attacks attacks = stage("scan-and-lateral", Level::kLoud);
  std::set<std::uint16_t> entered;
  for (const AuthLine& line : attacks.plan.lines) {
    if (line.text.find(": Accepted ") != std::string::npos) entered.insert(line.host);
  }
  EXPECT_GT(entered.size(), 3U);
}

}  // namespace
}  // namespace detector::synth
