#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace detector {

/// Little-endian and LEB128 encoding of the project's files.
class ByteWriter {
 public:
  void u8(std::uint8_t value) { out_ += static_cast<char>(value); }
  void u64(std::uint64_t value) {
    char bytes[8];
    std::memcpy(bytes, &value, 8);
    out_.append(bytes, 8);
  }
  /// LEB128, 1–10 bytes.
  void varint(std::uint64_t value) {
    while (value >= 0x80) {
      u8(static_cast<std::uint8_t>(value | 0x80));
      value >>= 7;
    }
    u8(static_cast<std::uint8_t>(value));
  }
  /// Zigzag LEB128, short for small magnitudes.
  void svarint(std::int64_t value) {
    const auto sign = value < 0 ? ~std::uint64_t{0} : std::uint64_t{0};
    varint((static_cast<std::uint64_t>(value) << 1) ^ sign);
  }
  void bytes(std::string_view data) {
    varint(data.size());
    out_ += data;
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// Reads what ByteWriter wrote. After the first value that does not fit, failed() stays true and
/// every read gives zero or empty: check once at the end, and every count before trusting it.
class ByteReaderLe {
 public:
  explicit ByteReaderLe(std::string_view data) : data_(data) {}

  std::uint8_t u8() {
    if (!need(1)) return 0;
    return static_cast<std::uint8_t>(data_[at_++]);
  }
  std::uint64_t u64() {
    if (!need(8)) return 0;
    std::uint64_t value = 0;
    std::memcpy(&value, data_.data() + at_, 8);
    at_ += 8;
    return value;
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t byte = u8();
      if (shift == 63 && byte > 1) break;
      value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
      if ((byte & 0x80U) == 0) return failed_ ? 0 : value;
    }
    failed_ = true;
    return 0;
  }
  std::int64_t svarint() {
    const std::uint64_t value = varint();
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
  }
  std::string_view bytes() {
    const std::uint64_t size = varint();
    if (failed_ || size > data_.size() - at_) {
      failed_ = true;
      return {};
    }
    at_ += size;
    return data_.substr(at_ - size, size);
  }
  /// A count of things of at least `each` bytes; fails when the rest cannot hold them.
  std::uint64_t count(std::uint64_t each) {
    const std::uint64_t n = varint();
    if (failed_ || n > (data_.size() - at_) / each) {
      failed_ = true;
      return 0;
    }
    return n;
  }
  /// For what was read but cannot be.
  void fail() { failed_ = true; }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool at_end() const { return at_ == data_.size(); }

 private:
  bool need(std::size_t n) {
    if (failed_ || data_.size() - at_ < n) {
      failed_ = true;
      return false;
    }
    return true;
  }

  std::string_view data_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace detector
