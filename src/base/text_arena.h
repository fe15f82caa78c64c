#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace detector {

/// Keeps copies of many short texts in few blocks of memory, and lets go of all at once. What
/// keep() gave stays where it is until clear(), also when the arena is moved. Not thread safe.
class TextArena {
 public:
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > left_) grow(text.size());
    char* const to = blocks_.back().get() + (size_ - left_);
    std::memcpy(to, text.data(), text.size());
    left_ -= text.size();
    return {to, text.size()};
  }
  void clear() {
    blocks_.clear();
    size_ = 0;
    left_ = 0;
  }

 private:
  static constexpr std::size_t kBlock = std::size_t{1} << 16U;

  void grow(std::size_t least) {
    size_ = std::max(least, kBlock);
    left_ = size_;
    blocks_.push_back(std::make_unique<char[]>(size_));
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t size_ = 0;  // of the last block
  std::size_t left_ = 0;
};

}  // namespace detector
