#include "base/glob.h"

#include <gtest/gtest.h>

#include <string>

namespace detector {
namespace {

TEST(Glob, WithoutStarsItIsEquality) {
  EXPECT_TRUE(glob_matches("db-1", "db-1"));
  EXPECT_FALSE(glob_matches("db-1", "db-10"));
  EXPECT_FALSE(glob_matches("db-1", "xdb-1"));
  EXPECT_FALSE(glob_matches("db-1", "DB-1"));
  EXPECT_TRUE(glob_matches("", ""));
  EXPECT_FALSE(glob_matches("", "a"));
}

TEST(Glob, AStarIsAnyRun) {
  EXPECT_TRUE(glob_matches("payroll-*", "payroll-"));
  EXPECT_TRUE(glob_matches("payroll-*", "payroll-2026/07"));
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_TRUE(glob_matches("*admin*", "the-admin-role"));
  EXPECT_TRUE(glob_matches("*-admin", "admin-admin"));
  EXPECT_FALSE(glob_matches("*-admin", "admin-admins"));
  EXPECT_TRUE(glob_matches("a*b*c", "a-b-b-c"));
  EXPECT_FALSE(glob_matches("a*b*c", "a-c-b"));
}

TEST(Glob, AQuestionMarkIsOneCodePoint) {
  EXPECT_TRUE(glob_matches("db-?", "db-7"));
  EXPECT_FALSE(glob_matches("db-?", "db-"));
  EXPECT_FALSE(glob_matches("db-?", "db-70"));
  EXPECT_TRUE(glob_matches("db-?", "db-ü"));
  EXPECT_TRUE(glob_matches("db-?", "db-\xff"));
}

TEST(Glob, ManyStarsTakeNoLongerThanTheProduct) {
  std::string pattern;
  for (int i = 0; i < 100; ++i) pattern += "*a";
  EXPECT_FALSE(glob_matches(pattern + "b", std::string(20'000, 'a')));
}

}  // namespace
}  // namespace detector
