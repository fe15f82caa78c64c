#include "base/secrets.h"

#include <gtest/gtest.h>

namespace detector {
namespace {

TEST(Secrets, OfAnAccessKeyTheEndsStay) {
  EXPECT_EQ(redact_secrets("key AKIAIOSFODNN7EXAMPLE used"), "key AKIA…MPLE used");
  EXPECT_EQ(redact_secrets("ASIAIOSFODNN7EXAMPLE"), "ASIA…MPLE");
  for (const char* no : {"AKIAIOSFODNN7EXAMPL", "xAKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE1"}) {
    EXPECT_EQ(redact_secrets(no), no);
  }
}

TEST(Secrets, TokensAndPrivateKeysGo) {
  EXPECT_EQ(redact_secrets("Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln, ok"),
            "Bearer [redacted], ok");
  EXPECT_EQ(
      redact_secrets("a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b"),
      "a [redacted] b");
  EXPECT_EQ(redact_secrets("-----BEGIN PRIVATE KEY-----\nMIIE"), "[redacted]");
  EXPECT_EQ(redact_secrets("-----BEGIN CERTIFICATE-----"), "-----BEGIN CERTIFICATE-----");
  EXPECT_EQ(redact_secrets("eyJ.x.y eyes"), "eyJ.x.y eyes");
}

TEST(Secrets, ValuesOfKeysThatNameOneGo) {
  EXPECT_EQ(redact_secrets("user=bob password=hunter2, next"),
            "user=bob password=[redacted], next");
  EXPECT_EQ(redact_secrets("DB_PASSWORD = 'a b' x"), "DB_PASSWORD = 'a b' x");
  EXPECT_EQ(redact_secrets("DB_PASSWORD='a b' x"), "DB_PASSWORD=[redacted] x");
  EXPECT_EQ(redact_secrets(R"({"apiKey":"abc","n":1})"), R"({"apiKey":[redacted],"n":1})");
  EXPECT_EQ(redact_secrets("?client_secret=s3cr3t&x=1"), "?client_secret=[redacted]&x=1");
  EXPECT_EQ(redact_secrets("Failed password for root"), "Failed password for root");
  EXPECT_EQ(redact_secrets("password="), "password=");
}

TEST(Secrets, OtherTextStaysAsItIs) {
  EXPECT_EQ(redact_secrets(""), "");
  EXPECT_EQ(redact_secrets("a=b 'c' \"d\" -- e"), "a=b 'c' \"d\" -- e");
}

TEST(Secrets, MasksKeepEveryOffset) {
  const std::string_view text = "key AKIAIOSFODNN7EXAMPLE password=hunter2 done";
  const std::string masked = mask_secrets(text);
  EXPECT_EQ(masked, "key AKIA************MPLE password=******* done");
  EXPECT_EQ(masked.size(), text.size());
}

}  // namespace
}  // namespace detector
