#include "detector/alert.h"

#include <gtest/gtest.h>

#include "alert/words.h"
#include "base/utf8.h"

namespace detector {
namespace {

Score score_of(const std::string& entity) {
  Score score;
  score.kind = Field::kActor;
  score.entity = entity;
  score.day = 20000;
  score.bits = 12 * kOneBit;
  Evidence rare;
  rare.view = "actor_region";
  rare.words = "acted in region {}";
  rare.value = "eu-south-9";
  rare.bits = 5 * kOneBit;
  rare.parts = 30;
  rare.as_rare = 1;
  rare.summed = true;
  Evidence volume;
  volume.detector = Detector::kVolume;
  volume.view = "actor_volume";
  volume.words = "made calls";
  volume.bits = 7 * kOneBit;
  volume.count = 900;
  volume.usual = 40;
  volume.parts = 30;
  volume.summed = true;
  score.evidence = {volume, rare};
  score.records = {{20000LL * 86400000 + 5000, {0, 10, 20}, "aa", "id-1"}};
  return score;
}

Decision decision_of(Bits threshold) {
  Decision decision;
  decision.threshold = threshold;
  decision.p_value = 0.01;
  return decision;
}

TEST(Alert, RiskIsRelativeToTheThreshold) {
  const Score score = score_of("a");
  EXPECT_EQ(make_alert(score, decision_of(12 * kOneBit)).risk_tenths, 40U);
  EXPECT_EQ(make_alert(score, decision_of(6 * kOneBit)).risk_tenths, 70U);
  EXPECT_EQ(make_alert(score, decision_of(6 * kOneBit)).level, Level::kHigh);
  EXPECT_EQ(make_alert(score, decision_of(1)).risk_tenths, 87U);  // against at least 4 bits
  EXPECT_EQ(make_alert(score, decision_of(24 * kOneBit)).level, Level::kLow);
}

TEST(Alert, TheIdDependsOnEntityKindAndDayAlone) {
  const Alert a = make_alert(score_of("a"), decision_of(kOneBit));
  Score other = score_of("a");
  other.bits = 99 * kOneBit;
  EXPECT_EQ(make_alert(other, decision_of(5)).id, a.id);
  other.day += 1;
  EXPECT_NE(make_alert(other, decision_of(5)).id, a.id);
  EXPECT_NE(make_alert(score_of("b"), decision_of(5)).id, a.id);
}

TEST(Alert, NamesTheTechniqueOfStrongEvidenceOnly) {
  Score score = score_of("a");
  EXPECT_EQ(make_alert(score, decision_of(5)).techniques, std::vector<std::string>{"T1535"});
  score.evidence[1].bits = kOneBit;
  EXPECT_TRUE(make_alert(score, decision_of(5)).techniques.empty());
}

TEST(Alert, ShowsNoSecrets) {
  Score score = score_of("arn:aws:iam::1:user/AKIAIOSFODNN7EXAMPLE");
  score.evidence[0].value = "curl -u password=hunter2";
  const Alert alert = make_alert(score, Decision{});
  EXPECT_EQ(alert.score.entity, "arn:aws:iam::1:user/AKIA…MPLE");
  EXPECT_EQ(alert.words[0].find("hunter2"), std::string::npos);
  EXPECT_EQ(alert_json(alert, {"o"}, {}).find("hunter2"), std::string::npos);
}

TEST(Words, CarryTheNumbersBehindThem) {
  const Score score = score_of("a");
  EXPECT_EQ(evidence_words(score.evidence[1], Grain::kDays),
            "acted in region eu-south-9: never in this actor's 30 days; something as rare on 1");
  EXPECT_EQ(evidence_words(score.evidence[0], Grain::kHours),
            "made calls 900 times; the mean over 30 hours is 40");
  Evidence logins;
  logins.detector = Detector::kLogins;
  logins.count = 1;
  logins.parts = 107;
  logins.seen = 5;
  EXPECT_EQ(evidence_words(logins, Grain::kDays),
            "logged in after 1 failure; so it did on 5 of its 107 days");
  logins.own_history = false;
  EXPECT_EQ(evidence_words(logins, Grain::kDays),
            "logged in after 1 failure; of 107 other sources that failed as often, 5 got in");
}

TEST(Words, TellSpreadNoveltyAndFamiliarNetworks) {
  Evidence spread;
  spread.detector = Detector::kSpread;
  spread.words = "tried {} different users";
  spread.count = 40;
  spread.usual = 2;
  spread.parts = 12;
  EXPECT_EQ(evidence_words(spread, Grain::kDays),
            "tried 40 different users; the mean over 12 days is 2");
  spread.detector = Detector::kNovelty;
  spread.own_history = false;
  spread.value = "action";
  spread.seen = 3;
  EXPECT_EQ(evidence_words(spread, Grain::kDays),
            "40 new values of action at once; 3 of 12 other source-days did as much, the median "
            "is 2");
  Evidence address;
  address.words = "came from {}";
  address.value = "192.0.2.7";
  address.among = "192.0.2.0/24";
  address.seen = 9;
  address.parts = 12;
  EXPECT_EQ(evidence_words(address, Grain::kDays),
            "came from 192.0.2.7: new, but 192.0.2.0/24 on 9 of this actor's 12 days");
}

TEST(Text, StaysWithinAHundredColumnsAndObeysNoEscapes) {
  const std::string hostile = "arn:\x1b[31m" + std::string(300, 'x') + "\xe2\x80\xae";
  const Alert alert = make_alert(score_of(hostile), decision_of(kOneBit));
  const std::string text = alert_text(alert, 1, {std::string(200, 'o')}, {});
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    std::size_t columns = 0;
    for (std::size_t at = begin; at < end; at += decode_utf8(text, at).length) ++columns;
    EXPECT_LE(columns, 100U) << text.substr(begin, end - begin);
    begin = end + 1;
  }
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(Text, UsesColourOnlyWhenAsked) {
  const Alert alert = make_alert(score_of("a"), decision_of(kOneBit));
  EXPECT_NE(alert_text(alert, 1, {"o"}, {TextStyle::Colour::kAlways}).find("\x1b["),
            std::string::npos);
}

TEST(AlertJson, IsOneLineAndEscapesHostileNames) {
  const Alert alert = make_alert(score_of("a\"b\n\x1b"), decision_of(kOneBit));
  const std::string json = alert_json(alert, {"o"}, {});
  EXPECT_EQ(json.find('\n'), std::string::npos);
  EXPECT_NE(json.find(R"("name":"a\"b\n\u001b")"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("score_bits":12.000)"), std::string::npos);
}

}  // namespace
}  // namespace detector
