// A Source over bytes that are in memory already.
#include "read/text.h"

#include <algorithm>
#include <cstring>

#include "read/framer.h"

namespace detector {
namespace {

class TextReader final : public ByteReader {
 public:
  explicit TextReader(std::string text) : text_(std::move(text)) {}
  Result<std::size_t> read(char* out, std::size_t size) override {
    const std::size_t n = std::min(size, text_.size() - given_);
    std::memcpy(out, text_.data() + given_, n);
    given_ += n;
    return n;
  }

 private:
  std::string text_;
  std::size_t given_ = 0;
};

class TextSource final : public Source {
 public:
  TextSource(const std::string& name, std::string text, const SourceOptions& options)
      : objects_{{name, text.size(), {}, {}}},
        framer_(std::make_unique<TextReader>(std::move(text)), 0, options) {}

  Result<bool> next(RecordBatch& batch) override { return framer_.next(batch); }
  [[nodiscard]] const std::vector<ObjectInfo>& objects() const override { return objects_; }

 private:
  std::vector<ObjectInfo> objects_;
  Framer framer_;
};

}  // namespace

std::unique_ptr<Source> text_source(const std::string& name, std::string text,
                                    const SourceOptions& options) {
  return std::make_unique<TextSource>(name, std::move(text), options);
}

}  // namespace detector
