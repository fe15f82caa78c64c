#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/rng.h"
#include "base/time.h"
#include "detector/pipeline.h"
#include "detector/source.h"
#include "read/framer.h"

namespace detector::testing_support {

/// Bytes of a string, in pieces.
class StringReader final : public ByteReader {
 public:
  explicit StringReader(std::string text) : text_(std::move(text)) {}
  Result<std::size_t> read(char* out, std::size_t size) override {
    const std::size_t n = std::min(size, text_.size() - at_);
    std::memcpy(out, text_.data() + at_, n);
    at_ += n;
    return n;
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

/// A Source over strings.
class TextSource final : public Source {
 public:
  TextSource(std::vector<std::string> texts, const SourceOptions& options)
      : texts_(std::move(texts)), options_(options) {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      objects_.push_back({"object-" + std::to_string(i), 0, {}, {}});
    }
  }
  Result<bool> next(RecordBatch& batch) override {
    while (true) {
      if (!framer_) {
        if (current_ == texts_.size()) return false;
        framer_.emplace(std::make_unique<StringReader>(texts_[current_]),
                        static_cast<std::uint32_t>(current_), options_);
      }
      if (framer_->next(batch)) return true;
      objects_[current_].bytes = framer_->bytes_read();
      objects_[current_].content_sha256 = framer_->content_sha256();
      framer_.reset();
      ++current_;
    }
  }
  [[nodiscard]] const std::vector<ObjectInfo>& objects() const override { return objects_; }

 private:
  std::vector<std::string> texts_;
  SourceOptions options_;
  std::vector<ObjectInfo> objects_;
  std::size_t current_ = 0;
  std::optional<Framer> framer_;
};

/// Some weeks of a small company: people and a role in CloudTrail, ssh on a host, and one identity
/// that does something new from somewhere new on one of the last days. One string per day and kind.
struct SmallLogs {
  std::uint64_t seed = 1;
  int days = 12;
  Day first_day = 20000;  // 2024-10-04
  int people = 6;

  [[nodiscard]] std::vector<std::string> objects() const;
  [[nodiscard]] TimeMs now() const { return start_of_day(first_day + days + 1); }
  [[nodiscard]] std::string cloudtrail_day(int index) const;
  [[nodiscard]] std::string auth_day(int index) const;
};

/// A CloudTrail record on one line.
struct Call {
  TimeMs time = 0;
  std::string id;
  std::string user;
  std::string action;
  std::string address;
};
std::string cloudtrail_line(const Call& call);

/// All alerts as JSON lines, in the report's order.
std::string alerts_text(const Report& report, const std::vector<ObjectInfo>& objects);

/// Reads everything and finishes.
struct Outcome {
  Report report;
  std::string alerts;
};
Outcome run_detect(const std::vector<std::string>& objects, const PipelineOptions& options,
                   const Model* model, std::size_t threads = 1);
Model run_train(const std::vector<std::string>& objects, const PipelineOptions& options,
                std::size_t threads = 1);

}  // namespace detector::testing_support
