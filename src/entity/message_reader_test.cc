#include "entity/message_reader.h"

#include <gtest/gtest.h>

namespace detector {
namespace {

Event message_event(std::string_view message) {
  Event event;
  event.entity = Field::kService;
  event[Field::kService] = "web/app";
  event.message = message;
  return event;
}

EntityPatterns patterns(const std::vector<EntityPatterns::Pattern>& given) {
  return EntityPatterns::compile(given).value();
}

TEST(MessageReader, SignatureAndTheFirstAddress) {
  MessageReader reader{EntityPatterns()};
  Event event = message_event("login of bob from 192.0.2.7:5022 via 10.0.0.1");
  reader.fill(event);
  EXPECT_EQ(event[Field::kSignature], "login of bob from <*> via <*>");
  EXPECT_EQ(event[Field::kAddress], "192.0.2.7");
  event = message_event("peer [2001:db8::7]:443 gone");
  reader.fill(event);
  EXPECT_EQ(event[Field::kAddress], "2001:db8::7");
}

// The two have one shape, and what was read first must not decide for the other.
TEST(MessageReader, ShapeAloneDoesNotMakeAnAddress) {
  for (const bool address_first : {true, false}) {
    MessageReader reader{EntityPatterns()};
    for (const bool is_address : {address_first, !address_first}) {
      Event event = message_event(is_address ? "at 10.0.30.1 now" : "at 10.0.300.1 now");
      reader.fill(event);
      EXPECT_EQ(event[Field::kAddress], is_address ? "10.0.30.1" : "");
    }
  }
}

TEST(MessageReader, WhatTheEventKnowsStays) {
  MessageReader reader(patterns({{"u", "user-[a-z]+", EntityType::kUser}}));
  Event event = message_event("user-ann from 192.0.2.7");
  event[Field::kAddress] = "10.0.0.1";
  event[Field::kUser] = "bob";
  reader.fill(event);
  EXPECT_EQ(event[Field::kAddress], "10.0.0.1");
  EXPECT_EQ(event[Field::kUser], "bob");
}

TEST(MessageReader, OnlyServicesAreKnownByWhatTheySay) {
  MessageReader reader{EntityPatterns()};
  Event event = message_event("from 192.0.2.7");
  event.entity = Field::kUser;
  reader.fill(event);
  EXPECT_TRUE(event[Field::kSignature].empty());
  event = message_event("");
  reader.fill(event);
  EXPECT_TRUE(event[Field::kSignature].empty());
}

TEST(MessageReader, PatternsFillTheFieldOfTheirType) {
  MessageReader reader(patterns({{"badge", "B-[0-9]{4}", EntityType::kUser},
                                 {"door", "door [A-Z][0-9]+", EntityType::kResource},
                                 {"shift", "shift [0-9]", EntityType::kNumber}}));
  Event event = message_event("B-1234 opened door K7 in shift 2, then B-9999 came");
  reader.fill(event);
  EXPECT_EQ(event[Field::kUser], "B-1234");
  EXPECT_EQ(event[Field::kTarget], "door K7");
}

TEST(EntityPatterns, LongestOfThoseThatBeginFirstWins) {
  const EntityPatterns both = patterns({{"short", "ab+", EntityType::kUser},
                                        {"long", "abbbc", EntityType::kHost},
                                        {"late", "bbbc", EntityType::kFile}});
  PatternFinder finder(both);
  const std::string message = "x abbbc abb";
  const auto& found = finder.find(message);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].in(message), "abbbc");
  EXPECT_EQ(found[0].type, EntityType::kHost);
  EXPECT_EQ(found[0].source, Entity::Source::kPattern);
  EXPECT_EQ(found[1].in(message), "abb");
  EXPECT_TRUE(finder.find("nothing").empty());
}

TEST(EntityPatterns, AnExpressionThatDoesNotCompileIsNamed) {
  const auto broken = EntityPatterns::compile(
      {{"good", "a", EntityType::kUser}, {"badge", "B-([0-9", EntityType::kUser}});
  ASSERT_FALSE(broken.has_value());
  EXPECT_EQ(broken.error().code, Code::kUsage);
  EXPECT_NE(broken.error().message.find("badge"), std::string::npos) << broken.error().message;
  EXPECT_FALSE(EntityPatterns::compile({{"empty", "a*", EntityType::kUser}}).has_value());
}

TEST(EntityPatterns, NoPatternsFindNothing) {
  PatternFinder finder{EntityPatterns()};
  EXPECT_TRUE(finder.find("anything").empty());
  EXPECT_TRUE(EntityPatterns::compile({}).value().empty());
}

TEST(EntityPatterns, FloodOfMatchesIsBounded) {
  PatternFinder finder(patterns({{"any", "a.*", EntityType::kUser}}));
  const std::string message(9000, 'a');
  const auto& found = finder.find(message);
  ASSERT_FALSE(found.empty());
  EXPECT_LE(found.back().begin + found.back().length, 8192U);
}

TEST(AddInstead, OwnEntitiesReplaceWhatTheyOverlap) {
  std::vector<Entity> entities = {{EntityType::kUser, 0, 4, 900, Entity::Source::kRecogniser},
                                  {EntityType::kHost, 5, 5, 900, Entity::Source::kRecogniser},
                                  {EntityType::kIp, 12, 3, 900, Entity::Source::kLexer}};
  add_instead({{EntityType::kFile, 3, 3, 1000, Entity::Source::kPattern}}, entities);
  ASSERT_EQ(entities.size(), 2U);
  EXPECT_EQ(entities[0].type, EntityType::kFile);
  EXPECT_EQ(entities[1].type, EntityType::kIp);
}

}  // namespace
}  // namespace detector
