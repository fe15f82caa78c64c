#include "read/framer.h"

#include <gtest/gtest.h>

#include <cstring>

namespace detector {
namespace {

/// Gives a string in pieces of `piece` bytes, then an error if asked to.
class StringReader final : public ByteReader {
 public:
  StringReader(std::string text, std::size_t piece, bool fails = false)
      : text_(std::move(text)), piece_(piece), fails_(fails) {}
  Result<std::size_t> read(char* out, std::size_t size) override {
    const std::size_t n = std::min({size, piece_, text_.size() - at_});
    if (n == 0 && fails_) return fail(Code::kUnreadable, "ends early");
    std::memcpy(out, text_.data() + at_, n);
    at_ += n;
    return n;
  }

 private:
  std::string text_;
  std::size_t piece_;
  bool fails_;
  std::size_t at_ = 0;
};

struct Framed {
  std::vector<std::string> records;
  std::vector<std::uint64_t> offsets;
  std::vector<std::string> rejected;
};

Framed frame(const std::string& text, std::size_t batch_bytes = 1 << 20, bool fails = false,
             std::size_t max_record = 1 << 20) {
  SourceOptions options;
  options.batch_bytes = batch_bytes;
  options.max_record_bytes = max_record;
  Framer framer(std::make_unique<StringReader>(text, 7, fails), 0, options);
  Framed out;
  RecordBatch batch;
  while (framer.next(batch)) {
    for (const auto& span : batch.records) {
      out.records.emplace_back(batch.text(span));
      out.offsets.push_back(batch.ref(span).offset);
    }
    for (const auto& reject : batch.rejected) out.rejected.emplace_back(reject.reason);
  }
  return out;
}

using Strings = std::vector<std::string>;

TEST(Framer, CutsLinesAndDropsEmptyOnesAndCarriageReturns) {
  EXPECT_EQ(frame("a\r\n\n b \nlast").records, (Strings{"a", " b ", "last"}));
}

TEST(Framer, FindsTheSameRecordsWhateverTheBatchSize) {
  const std::string lines = "one\ntwo two\nthree\n\nfour";
  const std::string json = R"( {"Records": [{"a":"}"}, {"b":[1,{"c":"\\\""}]} ,7] , "x":{"y":1}}
{"Records":[{"d":1}]})";
  const std::string array = "[\n  {\"a\": 1},\n {\"b\": \"]\"}\n]\n";
  for (const auto& text : {lines, json, array}) {
    const Framed whole = frame(text);
    ASSERT_GE(whole.records.size(), 2U);
    for (std::size_t size = 1; size < 40; ++size) {
      // detect_framing sees one buffer, so it must hold the wrapper's opening tokens.
      if (text != lines && size < 20) continue;
      const Framed cut = frame(text, size);
      EXPECT_EQ(cut.records, whole.records) << size;
      EXPECT_EQ(cut.offsets, whole.offsets) << size;
    }
    for (std::size_t i = 0; i < whole.records.size(); ++i) {
      EXPECT_EQ(text.substr(whole.offsets[i], whole.records[i].size()), whole.records[i]);
    }
  }
}

TEST(Framer, UnwrapsCloudTrailRecordsArraysAndConcatenatedObjects) {
  EXPECT_EQ(frame(R"({"Records":[{"a":1},{"b":2}]})").records,
            (Strings{R"({"a":1})", R"({"b":2})"}));
  EXPECT_EQ(frame("[{\"a\":1},\n{\"b\":2}]").records, (Strings{R"({"a":1})", R"({"b":2})"}));
  EXPECT_EQ(frame("{\n\"a\":1}\n{\"b\":2}").records, (Strings{"{\n\"a\":1}", R"({"b":2})"}));
  EXPECT_EQ(frame(R"({"Records":[]})").records, Strings{});
}

TEST(Framer, TakesNdjsonByLinesSoThatOneBrokenLineCostsOneRecord) {
  const Framed framed = frame("{\"a\":1}\n{\"b\":\n{\"c\":3}\n");
  EXPECT_EQ(framed.records, (Strings{R"({"a":1})", R"({"b":)", R"({"c":3})"}));
  EXPECT_EQ(detect_framing("{\"broken\n{\"a\":1}\n"), Framing::kLines);
  EXPECT_EQ(detect_framing("{\n  \"a\": 1\n}\n"), Framing::kJson);
}

TEST(Framer, BracketedTimesAreText) {
  EXPECT_EQ(detect_framing("[Thu Jun 09 06:07:04 2005] [notice] x"), Framing::kLines);
}

TEST(Framer, RejectsALineThatIsTooLongAndGoesOn) {
  const std::string text = "a\n" + std::string(5000, 'x') + "\nb\n";
  for (const std::size_t batch : {64, 512, 100000}) {
    const Framed framed = frame(text, batch, false, 1000);
    EXPECT_EQ(framed.records, (Strings{"a", "b"})) << batch;
    EXPECT_EQ(framed.rejected, Strings{"record is longer than 1 MiB"}) << batch;
  }
}

TEST(Framer, CountsHalfARecordAtTheEnd) {
  EXPECT_EQ(frame(R"({"Records":[{"a":1},{"b":)").rejected,
            Strings{"record is cut off at the end of the input"});
  const Framed damaged = frame("whole\nha", 1 << 20, true);
  EXPECT_EQ(damaged.records, Strings{"whole"});
  EXPECT_EQ(damaged.rejected, Strings{"record is cut off where the compressed input is damaged"});
}

TEST(Framer, StepsOverAByteOrderMark) {
  const std::string text = "\xef\xbb\xbf{\"Records\":[{\"a\":1}]}";
  const Framed framed = frame(text);
  EXPECT_EQ(framed.records, Strings{R"({"a":1})"});
  EXPECT_EQ(framed.offsets, std::vector<std::uint64_t>{text.find("{\"a")});
  EXPECT_TRUE(framed.rejected.empty());
  EXPECT_TRUE(frame("\xef\xbb\xbf").records.empty());
  EXPECT_EQ(frame("\xef\xbb\xbf"
                  "a\nb\n")
                .records,
            (Strings{"a", "b"}));
}

TEST(Framer, GivesNothingForNothing) {
  EXPECT_TRUE(frame("").records.empty());
  EXPECT_TRUE(frame("\n\r\n").records.empty());
  EXPECT_TRUE(frame(" [ ] ").records.empty());
}

TEST(Framer, SurvivesClosersThatMatchNothing) {
  const Framed framed = frame("{\"a\":1}]}{\"b\":2}");
  EXPECT_EQ(framed.records, (Strings{R"({"a":1})", R"({"b":2})"}));
  EXPECT_EQ(framed.rejected.size(), 2U);
}

TEST(Framer, LinesOfOneAuditEventAreOneRecord) {
  const auto line = [](const std::string& type, int serial) {
    return "type=" + type + " msg=audit(1772442764.250:" + std::to_string(serial) + "): a=b\n";
  };
  const std::string text = line("SYSCALL", 1) + line("PATH", 1) + line("LOGIN", 2) + "odd\n" +
                           line("CWD", 3) + line("EXECVE", 3) + line("PROCTITLE", 3);
  const Framed whole = frame(text);
  ASSERT_EQ(whole.records.size(), 4U);
  EXPECT_EQ(whole.records[0] + "\n", line("SYSCALL", 1) + line("PATH", 1));
  EXPECT_EQ(whole.records[2], "odd");
  EXPECT_EQ(whole.records[3] + "\n", line("CWD", 3) + line("EXECVE", 3) + line("PROCTITLE", 3));
  for (std::size_t size = line("SYSCALL", 1).size(); size < text.size(); ++size) {
    const Framed cut = frame(text, size);
    EXPECT_EQ(cut.records, whole.records) << size;
    EXPECT_EQ(cut.offsets, whole.offsets) << size;
  }
}

TEST(Framer, AnAuditEventWithoutEndIsCutAtTheLongestRecord) {
  std::string text;
  while (text.size() < 3000) text += "type=PATH msg=audit(1772442764.250:1): item=0\n";
  const Framed whole = frame(text, 1 << 20, false, 1000);
  EXPECT_EQ(whole.records.size(), 4U);
  EXPECT_TRUE(whole.rejected.empty());
  EXPECT_EQ(frame(text, 100, false, 1000).records, whole.records);
}

}  // namespace
}  // namespace detector
