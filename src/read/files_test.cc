#include "read/files.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/hash.h"
#include "read/byte_reader.h"

namespace detector {
namespace {

// NOLINTBEGIN(readability-function-cognitive-complexity): gtest's macros count as branches

namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

/// An empty folder of this test's own, removed with it.
class Files : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder = fs::path(testing::TempDir()) /
             ("files_" + std::string(info->name()) + "_" + std::to_string(::getpid()));
    fs::remove_all(folder);
    fs::create_directories(folder);
  }
  void TearDown() override { fs::remove_all(folder); }

  [[nodiscard]] std::string path(const std::string& name) const { return (folder / name).string(); }
  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }
  /// A file that cannot be opened, whoever asks.
  [[nodiscard]] std::string make_unreadable(const std::string& name) const {
    const fs::path before = fs::current_path();
    fs::current_path(folder);  // the path of a socket is short
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.data(), name.size());
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    EXPECT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    ::close(fd);
    fs::current_path(before);
    return path(name);
  }
  /// The inputs without the folder.
  [[nodiscard]] Strings expand(const Strings& inputs) const {
    const auto expanded = expand_inputs(inputs);
    EXPECT_TRUE(expanded.has_value());
    Strings out;
    for (const auto& one : *expanded) {
      out.push_back(fs::path(one).lexically_relative(folder).string());
    }
    return out;
  }

  fs::path folder;
};

struct Read {
  Strings records;
  std::vector<ObjectInfo> objects;
  std::size_t rejected = 0;
};

Read read(const Strings& inputs, const SourceOptions& options = {}) {
  Read out;
  auto source = open_files(inputs, options);
  EXPECT_TRUE(source.has_value());
  RecordBatch batch;
  while (*(*source)->next(batch)) {
    for (const auto& span : batch.records) out.records.emplace_back(batch.text(span));
    out.rejected += batch.rejected.size();
  }
  EXPECT_FALSE(*(*source)->next(batch)) << "the end must stay the end";
  out.objects = (*source)->objects();
  return out;
}

TEST_F(Files, ADirectoryGivesItsFilesByTheBytesOfTheirPathsWithoutHiddenOnes) {
  for (const char* name :
       {"b/2", "b/10", "a", "B", "b.txt", "\xc3\xa9", "b/c/d", ".hidden", ".git/config", "b/.x"}) {
    (void)write(name, "x\n");
  }
  EXPECT_EQ(expand({folder.string()}),
            (Strings{"B", "a", "b.txt", "b/10", "b/2", "b/c/d", "\xc3\xa9"}));
}

TEST_F(Files, InputsKeepTheOrderInWhichTheyAreGiven) {
  const std::string b = write("b", "b\n");
  const std::string a = write("a", "a\n");
  EXPECT_EQ(expand({b, a}), (Strings{"b", "a"}));
  EXPECT_EQ(read({b, a}).records, (Strings{"b", "a"}));
  EXPECT_EQ(expand_inputs({"-"}).value(), Strings{"-"});
  EXPECT_EQ(expand_inputs({}).value(), Strings{});
}

TEST_F(Files, AHiddenFileThatIsNamedIsRead) {
  EXPECT_EQ(read({write(".hidden", "x\n")}).records, Strings{"x"});
}

TEST_F(Files, AMissingInputIsAnErrorThatNamesIt) {
  const auto expanded = expand_inputs({write("a", "x"), path("absent")});
  ASSERT_FALSE(expanded.has_value());
  EXPECT_EQ(expanded.error().code, Code::kUnreadable);
  EXPECT_EQ(expanded.error().message, path("absent") + ": No such file or directory");
  EXPECT_FALSE(open_source({path("absent")}, {}).has_value());
}

TEST_F(Files, LinksToFilesAreReadAndLinksToDirectoriesAreNot) {
  (void)write("a/x", "x\n");
  fs::create_directory_symlink(folder / "a", folder / "a/loop");
  fs::create_directory_symlink("..", folder / "a/up");
  fs::create_symlink("x", folder / "a/y");
  fs::create_symlink("self", folder / "a/self");
  fs::create_symlink("nowhere", folder / "a/broken");
  (void)write("a/z", "z\n");
  EXPECT_EQ(expand({folder.string()}), (Strings{"a/x", "a/y", "a/z"}));
}

TEST_F(Files, AnUnreadableInputIsToldAndTheOthersAreRead) {
  const std::string bad = make_unreadable("socket");
  const Read got = read({write("a", "one\n"), bad, write("b", "two\n")});
  EXPECT_EQ(got.records, (Strings{"one", "two"}));
  ASSERT_EQ(got.objects.size(), 3U);
  EXPECT_FALSE(got.objects[0].problem.has_value());
  ASSERT_TRUE(got.objects[1].problem.has_value());
  EXPECT_EQ(got.objects[1].problem->find(bad), std::string::npos) << "the name stands beside it";
  EXPECT_FALSE(got.objects[2].problem.has_value());
}

TEST_F(Files, AReadThatFailsIsTold) {
  auto reader = open_file(folder.string());  // a directory opens, but does not read
  ASSERT_TRUE(reader.has_value());
  const auto opened = decompressed(std::move(*reader));
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, Code::kUnreadable);
}

TEST_F(Files, EmptyFilesGiveNothingAndAreNoProblem) {
  const Read got =
      read({write("empty", ""), write("zero", std::string(1, '\0')), write("nl", "\n")});
  EXPECT_EQ(got.records, (Strings{std::string(1, '\0')}));
  EXPECT_EQ(got.objects[0].bytes, 0U);
  EXPECT_EQ(got.objects[1].bytes, 1U);
  EXPECT_EQ(got.objects[2].bytes, 1U);
  for (const auto& object : got.objects) EXPECT_FALSE(object.problem.has_value());
}

TEST_F(Files, HashesContentsOnlyWhenAsked) {
  SourceOptions options;
  options.hash_contents = true;
  options.batch_bytes = 5;
  const Strings inputs = {write("a", "one\ntwo\n"), write("empty", "")};
  const Read got = read(inputs, options);
  EXPECT_EQ(got.objects[0].content_sha256, to_hex(sha256("one\ntwo\n")));
  EXPECT_EQ(got.objects[1].content_sha256, to_hex(sha256("")));
  EXPECT_EQ(read(inputs).objects[0].content_sha256, "");
}

TEST_F(Files, ALineOfTenMegabytesCostsOneRecord) {
  const std::string file = write("long", "a\n" + std::string(10U << 20U, 'x') + "\nb\n");
  const Read got = read({file});
  EXPECT_EQ(got.records, (Strings{"a", "b"}));
  EXPECT_EQ(got.rejected, 1U);
  EXPECT_EQ(got.objects[0].bytes, (10U << 20U) + 5U);
  SourceOptions larger;
  larger.max_record_bytes = 20U << 20U;
  const Read all = read({file}, larger);
  ASSERT_EQ(all.records.size(), 3U);
  EXPECT_EQ(all.records[1].size(), 10U << 20U);
}

TEST_F(Files, ARecordPointsBackToItsBytes) {
  const std::string text = "first\n\nsecond\r\nthird";
  SourceOptions options;
  options.batch_bytes = 7;
  auto source = open_files({write("a", text)}, options);
  RecordBatch batch;
  std::size_t records = 0;
  while (*(*source)->next(batch)) {
    ASSERT_GE(batch.bytes.size(), RecordBatch::kPadding);
    for (const auto& span : batch.records) {
      const RecordRef ref = batch.ref(span);
      EXPECT_EQ(text.substr(ref.offset, ref.length), batch.text(span));
      ++records;
    }
  }
  EXPECT_EQ(records, 3U);
}

// NOLINTEND(readability-function-cognitive-complexity)

}  // namespace
}  // namespace detector
