#pragma once

#include <cerrno>
#include <cstdio>
#include <string>

#include "detector/result.h"

namespace detector::cli {

/// Writes to a FILE*; after the first failure it writes no more. That the reader went away is no
/// failure; that the disk is full is one.
class Output {
 public:
  explicit Output(std::FILE* file) : file_(file) {}
  void line(const std::string& text) {
    if (open_) note(std::fwrite(text.data(), 1, text.size(), file_) == text.size());
  }
  /// Errors: kUnwritable naming `name`.
  Status finish(const std::string& name) {
    if (open_) note(std::fflush(file_) == 0);
    if (lost_) return fail(Code::kUnwritable, name + ": could not be written whole");
    return {};
  }

 private:
  void note(bool written) {
    open_ = written;
    lost_ = !written && errno != EPIPE;
  }
  std::FILE* file_;
  bool open_ = true;
  bool lost_ = false;
};

}  // namespace detector::cli
