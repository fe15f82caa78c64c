#pragma once

#include <array>
#include <cstring>
#include <initializer_list>
#include <string_view>

namespace detector {

/// Room for the few strings that a parser composes for one record. No allocation; what does not
/// fit is cut off. Views stay valid until clear().
class Scratch {
 public:
  void clear() { used_ = 0; }

  /// The pieces, one after another.
  std::string_view join(std::initializer_list<std::string_view> pieces) {
    const std::size_t begin = used_;
    for (const auto piece : pieces) {
      const std::size_t n = std::min(piece.size(), buffer_.size() - used_);
      if (n > 0) std::memcpy(buffer_.data() + used_, piece.data(), n);
      used_ += n;
    }
    return {buffer_.data() + begin, used_ - begin};
  }

 private:
  std::array<char, 8192> buffer_;
  std::size_t used_ = 0;
};

}  // namespace detector
