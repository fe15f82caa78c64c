#include "base/bytes.h"

#include <gtest/gtest.h>

#include <string>

namespace detector {
namespace {

const std::uint64_t kNumbers[] = {
    0,         1, 0x7f, 0x80, 0x3fff, 0x4000, 0xffffffff, std::uint64_t{1} << 63U, UINT64_MAX - 1,
    UINT64_MAX};

std::string varint(std::uint64_t value) {
  ByteWriter out;
  out.varint(value);
  return out.take();
}

TEST(Bytes, ReadsBackWhatWasWritten) {
  ByteWriter out;
  for (const std::uint64_t number : kNumbers) {
    out.u64(number);
    out.varint(number);
    out.svarint(static_cast<std::int64_t>(number));
  }
  out.u8(200);
  out.bytes("");
  out.bytes(std::string("a\0b", 3));
  const std::string written = out.take();
  ByteReaderLe in(written);
  for (const std::uint64_t number : kNumbers) {
    EXPECT_EQ(in.u64(), number);
    EXPECT_EQ(in.varint(), number);
    EXPECT_EQ(in.svarint(), static_cast<std::int64_t>(number));
  }
  EXPECT_EQ(in.u8(), 200);
  EXPECT_EQ(in.bytes(), "");
  EXPECT_EQ(in.bytes(), std::string_view("a\0b", 3));
  EXPECT_TRUE(in.at_end());
  EXPECT_FALSE(in.failed());
}

TEST(Bytes, IntegersAreLittleEndianAndShortWhereTheyAreSmall) {
  ByteWriter out;
  out.u64(0x0807060504030201);
  EXPECT_EQ(out.take(), "\x01\x02\x03\x04\x05\x06\x07\x08");
  EXPECT_EQ(varint(0x7f).size(), 1U);
  EXPECT_EQ(varint(0x80), "\x80\x01");
  EXPECT_EQ(varint(UINT64_MAX).size(), 10U);
  ByteWriter negative;
  negative.svarint(-1);
  EXPECT_EQ(negative.take(), "\x01");
}

TEST(Bytes, FailsForGoodAtTheFirstValueThatIsCutOff) {
  ByteWriter out;
  out.u64(1);
  out.varint(300);
  out.bytes("text");
  const std::string whole = out.take();
  for (std::size_t n = 0; n < whole.size(); ++n) {
    const std::string cut = whole.substr(0, n);
    ByteReaderLe in(cut);
    in.u64();
    in.varint();
    in.bytes();
    EXPECT_TRUE(in.failed()) << n;
    EXPECT_EQ(in.u8(), 0) << n;
    EXPECT_EQ(in.u64(), 0U) << n;
    EXPECT_EQ(in.varint(), 0U) << n;
    EXPECT_EQ(in.svarint(), 0) << n;
    EXPECT_EQ(in.bytes(), "") << n;
    EXPECT_EQ(in.count(1), 0U) << n;
  }
}

TEST(Bytes, RefusesVarintsOfMoreThan64Bits) {
  for (const auto& text : {std::string(9, '\xff') + "\x02", std::string(10, '\x80') + "\x01",
                           std::string(100, '\x80')}) {
    ByteReaderLe in(text);
    EXPECT_EQ(in.varint(), 0U);
    EXPECT_TRUE(in.failed());
  }
}

TEST(Bytes, RefusesLengthsAndCountsThatTheRestCannotHold) {
  for (const std::uint64_t size : {std::uint64_t{4}, std::uint64_t{1} << 40U, UINT64_MAX}) {
    const std::string text = varint(size) + "abc";
    ByteReaderLe bytes(text);
    EXPECT_EQ(bytes.bytes(), "");
    EXPECT_TRUE(bytes.failed());
    ByteReaderLe count(text);
    EXPECT_EQ(count.count(1), 0U);
    EXPECT_TRUE(count.failed());
  }
  const std::string text = varint(3) + "abcdef";
  EXPECT_EQ(ByteReaderLe(text).count(2), 3U);
  EXPECT_EQ(ByteReaderLe(text).count(3), 0U);
}

}  // namespace
}  // namespace detector
