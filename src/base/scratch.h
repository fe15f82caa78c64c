#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <initializer_list>
#include <string_view>

namespace detector {

/// Room for the few strings that a parser composes for one record. No allocation; what does not
/// fit is cut off. Views stay valid until clear().
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): written before it is read
class Scratch {
 public:
  /// A longer text is cut, so that four always fit: one long name does not starve the others.
  static constexpr std::size_t kLongest = 2048;

  void clear() { used_ = 0; }

  /// The pieces, one after another, at most kLongest bytes.
  std::string_view join(std::initializer_list<std::string_view> pieces) {
    const std::size_t begin = used_;
    const std::size_t limit = std::min(begin + kLongest, buffer_.size());
    for (const auto piece : pieces) {
      const std::size_t n = std::min(piece.size(), limit - used_);
      if (n > 0) std::memcpy(buffer_.data() + used_, piece.data(), n);
      used_ += n;
    }
    return {buffer_.data() + begin, used_ - begin};
  }

 private:
  std::array<char, 4 * kLongest> buffer_;
  std::size_t used_ = 0;
};

}  // namespace detector
