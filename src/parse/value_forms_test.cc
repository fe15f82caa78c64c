#include "parse/value_forms.h"

#include <gtest/gtest.h>

#include <string>

#include "parse/parsed_test.h"

namespace detector {
namespace {

template <std::size_t N>
std::string joined(const std::array<std::string_view, N>& parts) {
  std::string out;
  for (const auto part : parts) out += part;
  return out;
}

std::string time_of(std::string_view text) {
  const auto time = read_time_value(text, kTestNow);
  return time ? format_time(*time) : "none";
}

TEST(ValueForms, PathsLoseHostQueryAndFolders) {
  EXPECT_EQ(url_path("https://example.com/a/b?c=d#e"), "/a/b");
  EXPECT_EQ(url_path("https://example.com"), "/");
  EXPECT_EQ(url_path("GET /a?b HTTP/1.1"), "/a");
  EXPECT_EQ(url_path("/a;jsessionid=1"), "/a");
  EXPECT_EQ(last_path_part(R"(C:\Windows\System32\cmd.exe)"), "cmd.exe");
  EXPECT_EQ(last_path_part("/usr/bin/id"), "id");
  EXPECT_EQ(last_path_part("/usr/bin/"), "/usr/bin/");
  EXPECT_EQ(last_labels("mail.example.com."), "example.com");
  EXPECT_EQ(last_labels("localhost"), "localhost");
  EXPECT_EQ(last_labels("."), "");
}

TEST(ValueForms, IdentitiesAreTheSameInAllSessions) {
  EXPECT_EQ(joined(arn_identity("arn:aws:sts::111122223333:assumed-role/deploy/i-0a1b")),
            "arn:aws:iam::111122223333:role/deploy");
  EXPECT_EQ(joined(arn_identity("arn:aws:iam::111122223333:role/path/deploy")),
            "arn:aws:iam::111122223333:role/deploy");
  EXPECT_EQ(joined(arn_identity("arn:aws:iam::111122223333:user/alice")),
            "arn:aws:iam::111122223333:user/alice");
  EXPECT_EQ(joined(arn_identity(
                "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0/alice@example.com")),
            "arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0/alice@example.com");
  EXPECT_EQ(joined(arn_identity("arn:aws:iam::111122223333:root")),
            "arn:aws:iam::111122223333:root");
  EXPECT_EQ(joined(arn_identity("arn:aws")), "arn:aws");
  EXPECT_EQ(joined(arn_identity("alice")), "alice");
}

TEST(ValueForms, TimesComeInManyForms) {
  EXPECT_EQ(time_of("1772442764"), "2026-03-02T09:12:44Z");
  EXPECT_EQ(time_of("1772442764.25"), "2026-03-02T09:12:44.250Z");
  EXPECT_EQ(time_of("1772442764250"), "2026-03-02T09:12:44.250Z");
  EXPECT_EQ(time_of("1772442764250123"), "2026-03-02T09:12:44.250Z");
  EXPECT_EQ(time_of("1772442764250123456"), "2026-03-02T09:12:44.250Z");
  EXPECT_EQ(time_of("2026-03-02T09:12:44Z"), "2026-03-02T09:12:44Z");
  EXPECT_EQ(time_of("2026-03-02 09:12:44.250 UTC"), "2026-03-02T09:12:44.250Z");
  EXPECT_EQ(time_of("02/Mar/2026:10:12:44 +0100"), "2026-03-02T09:12:44Z");
  for (const auto* none : {"", "123", "1772442764.", "1772442764x", "99999999999999999999",
                           "2026-03-02T09:12:44Z x", "2026-13-02T09:12:44Z", "noon"}) {
    EXPECT_EQ(time_of(none), "none") << none;
  }
}

}  // namespace
}  // namespace detector
