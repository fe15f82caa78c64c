// gzip and zstd, whole and damaged, through the readers and through the framing above them.
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <cstring>
#include <string>
#include <vector>

#include "read/framer.h"

namespace detector {
namespace {

// NOLINTBEGIN(readability-function-cognitive-complexity): gtest's macros count as branches

/// Gives a string in pieces of `piece` bytes.
class StringReader final : public ByteReader {
 public:
  StringReader(std::string text, std::size_t piece) : text_(std::move(text)), piece_(piece) {}
  Result<std::size_t> read(char* out, std::size_t size) override {
    const std::size_t n = std::min({size, piece_, text_.size() - at_});
    std::memcpy(out, text_.data() + at_, n);
    at_ += n;
    return n;
  }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

std::string gzip(const std::string& text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string in = text;
  std::string out(deflateBound(&stream, in.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

/// Lines that differ, so that they do not compress to nothing.
std::string lines(std::size_t n) {
  std::string text;
  std::uint64_t state = 1;
  for (std::size_t i = 0; i < n; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    text += "line " + std::to_string(i) + " " + std::to_string(state) + "\n";
  }
  return text;
}

struct Outcome {
  std::string bytes;
  std::optional<Error> error;
};

Outcome read_all(const std::string& compressed, std::size_t piece = 1 << 20,
                 std::size_t ask = 1 << 16) {
  Outcome out;
  auto reader = decompressed(std::make_unique<StringReader>(compressed, piece));
  if (!reader) {
    out.error = reader.error();
    return out;
  }
  std::string buffer(ask, '\0');
  while (true) {
    const auto got = (*reader)->read(buffer.data(), buffer.size());
    if (!got) out.error = got.error();
    if (!got || *got == 0) return out;
    out.bytes.append(buffer, 0, *got);
  }
}

/// The whole lines that come out and the reasons of what does not.
struct Framed {
  std::size_t records = 0;
  std::vector<std::string> rejected;
  std::optional<std::string> problem;
};

Framed frame(const std::string& compressed, const std::string& original) {
  Framed out;
  auto reader = decompressed(std::make_unique<StringReader>(compressed, 4096));
  Framer framer(std::move(*reader), 0, {});
  RecordBatch batch;
  while (framer.next(batch)) {
    for (const auto& span : batch.records) {
      const auto ref = batch.ref(span);
      EXPECT_EQ(batch.text(span), original.substr(ref.offset, ref.length));
      EXPECT_EQ(original[ref.offset + ref.length], '\n') << "half a line was given as a record";
      ++out.records;
    }
    for (const auto& reject : batch.rejected) out.rejected.emplace_back(reject.reason);
  }
  out.problem = framer.problem();
  return out;
}

TEST(Decompressed, GivesTheSameBytesForEveryCompressionAndPieceSize) {
  const std::string text = lines(2000);
  for (const auto& compressed :
       {text, gzip(text), zstd(text), gzip(text.substr(0, 99)) + gzip(text.substr(99)),
        zstd(text.substr(0, 99)) + zstd(text.substr(99))}) {
    for (const std::size_t piece : {1, 2, 7, 4096, 1 << 20}) {
      const Outcome out = read_all(compressed, piece);
      EXPECT_EQ(out.bytes, text) << piece;
      EXPECT_FALSE(out.error.has_value()) << piece;
    }
    EXPECT_EQ(read_all(compressed, 1 << 20, 1).bytes, text);
  }
}

TEST(Decompressed, GivesNothingForNothing) {
  for (const auto& compressed : {std::string(), gzip(""), zstd(""), gzip("") + gzip("")}) {
    const Outcome out = read_all(compressed);
    EXPECT_EQ(out.bytes, "");
    EXPECT_FALSE(out.error.has_value());
  }
  EXPECT_EQ(read_all("\x1f").bytes, "\x1f");
  EXPECT_EQ(read_all(std::string(1, '\0')).bytes, std::string(1, '\0'));
}

TEST(Decompressed, FindsMoreMembersBehindEmptyOnes) {
  EXPECT_EQ(read_all(gzip("a") + gzip("") + gzip("b"), 3).bytes, "ab");
  EXPECT_EQ(read_all(zstd("a") + zstd("") + zstd("b"), 3).bytes, "ab");
}

TEST(Gzip, ZeroPaddingBehindTheLastMemberIsNoError) {
  for (const std::size_t piece : {1, 5, 4096}) {
    const Outcome out = read_all(gzip("a\n") + std::string(1000, '\0'), piece);
    EXPECT_EQ(out.bytes, "a\n");
    EXPECT_FALSE(out.error.has_value());
  }
}

TEST(Gzip, TextBehindTheLastMemberIsDamage) {
  const Outcome out = read_all(gzip("a\n") + "garbage");
  EXPECT_EQ(out.bytes, "a\n");
  ASSERT_TRUE(out.error.has_value());
  EXPECT_EQ(out.error->code, Code::kCorrupt);
}

TEST(Gzip, TruncationKeepsTheWholeRecordsBeforeIt) {
  const std::string text = lines(20000);
  const std::string whole = gzip(text);
  for (const std::size_t length : {whole.size() - 1, whole.size() - 9, whole.size() / 2}) {
    const std::string cut = whole.substr(0, length);
    const Outcome out = read_all(cut);
    EXPECT_EQ(out.bytes, text.substr(0, out.bytes.size()));
    EXPECT_GT(out.bytes.size(), text.size() * length / whole.size() * 8 / 10);
    ASSERT_TRUE(out.error.has_value());
    EXPECT_EQ(out.error->code, Code::kUnreadable);
    const Framed framed = frame(cut, text);
    EXPECT_GT(framed.records, 9000U);
    EXPECT_LE(framed.rejected.size(), 1U);
    ASSERT_TRUE(framed.problem.has_value());
    EXPECT_NE(framed.problem->find("gzip stream ends early"), std::string::npos);
  }
}

TEST(Gzip, AHeaderAloneEndsEarly) {
  for (const std::size_t length : {2, 5, 10}) {
    const Outcome out = read_all(gzip("some text").substr(0, length));
    EXPECT_EQ(out.bytes, "") << length;
    ASSERT_TRUE(out.error.has_value()) << length;
    EXPECT_EQ(out.error->code, Code::kUnreadable) << length;
  }
}

TEST(Gzip, DamageKeepsTheWholeRecordsBeforeIt) {
  const std::string text = lines(20000);
  std::string damaged = gzip(text);
  damaged.replace(damaged.size() * 3 / 4, 40, 40, '\xff');
  for (const std::size_t ask : {1 << 12, 1 << 20, 1 << 24}) {
    const Outcome out = read_all(damaged, 1 << 20, static_cast<std::size_t>(ask));
    EXPECT_GT(out.bytes.size(), text.size() / 2) << ask;
    EXPECT_EQ(out.bytes.substr(0, text.size() / 2), text.substr(0, text.size() / 2)) << ask;
    ASSERT_TRUE(out.error.has_value()) << ask;
    EXPECT_EQ(out.error->code, Code::kCorrupt) << ask;
  }
}

TEST(Gzip, AWrongChecksumIsDamage) {
  std::string damaged = gzip("a\nb\n");
  damaged[damaged.size() - 6] ^= 1;
  const Outcome out = read_all(damaged);
  EXPECT_EQ(out.bytes, "a\nb\n");
  ASSERT_TRUE(out.error.has_value());
  EXPECT_EQ(out.error->code, Code::kCorrupt);
}

TEST(Zstd, TruncationKeepsTheWholeRecordsBeforeIt) {
  const std::string text = lines(60000);  // several blocks
  const std::string whole = zstd(text);
  for (const std::size_t length : {whole.size() - 1, whole.size() / 2}) {
    const std::string cut = whole.substr(0, length);
    const Outcome out = read_all(cut);
    EXPECT_EQ(out.bytes, text.substr(0, out.bytes.size()));
    EXPECT_GT(out.bytes.size() + (std::size_t{256} << 10U), text.size() * length / whole.size());
    ASSERT_TRUE(out.error.has_value());
    EXPECT_EQ(out.error->code, Code::kUnreadable);
    const Framed framed = frame(cut, text);
    EXPECT_GT(framed.records, 20000U);
    EXPECT_EQ(framed.problem, "zstd stream ends early");
  }
  EXPECT_TRUE(read_all(zstd("some text").substr(0, 5)).error.has_value());
}

TEST(Zstd, DamageKeepsTheWholeBlocksBeforeIt) {
  const std::string text = lines(60000);
  std::string damaged = zstd(text);
  damaged.replace(damaged.size() * 3 / 4, 400, 400, '\xff');
  for (const std::size_t ask : {1 << 12, 1 << 20, 1 << 24}) {
    const Outcome out = read_all(damaged, 1 << 20, static_cast<std::size_t>(ask));
    EXPECT_GT(out.bytes.size(), text.size() / 2) << ask;
    EXPECT_EQ(out.bytes.substr(0, text.size() / 2), text.substr(0, text.size() / 2)) << ask;
    ASSERT_TRUE(out.error.has_value()) << ask;
    EXPECT_EQ(out.error->code, Code::kCorrupt) << ask;
  }
}

TEST(Zstd, AFrameThatWantsTooMuchMemoryIsRefused) {
  // Magic, a descriptor without content size, and a window of 2^41 bytes.
  const Outcome out = read_all(std::string("\x28\xb5\x2f\xfd\x00\xf8", 6) + std::string(50, '\0'));
  EXPECT_EQ(out.bytes, "");
  ASSERT_TRUE(out.error.has_value());
  EXPECT_EQ(out.error->code, Code::kCorrupt);
}

TEST(Decompressed, AMegabyteOfZerosFromAFewBytesIsReadInPieces) {
  const std::string zeros(50U << 20U, '\0');
  for (const auto& compressed : {gzip(zeros), zstd(zeros)}) {
    EXPECT_LT(compressed.size(), std::size_t{100} << 10U);
    EXPECT_EQ(read_all(compressed).bytes.size(), zeros.size());
  }
}

// NOLINTEND(readability-function-cognitive-complexity)

}  // namespace
}  // namespace detector
