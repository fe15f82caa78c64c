#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/ip.h"

namespace detector::testing_support {

/// Writes a small database in MaxMind's format: a tree of one node per bit, whose leaves point at
/// maps with `autonomous_system_number`. IPv4 lies below ::/96. Source: "MaxMind DB File Format
/// Specification", version 2.0.
class MmdbFile {
 public:
  explicit MmdbFile(std::string type = "Test-ASN") : type_(std::move(type)) {}

  /// All addresses that share the first `bits` bits of `address` are in `system`.
  void add(std::string_view address, std::size_t bits, std::uint32_t system) {
    const IpAddress ip = parse_ip(address).value();
    std::array<std::uint8_t, 16> path = ip.bytes;
    if (ip.family == IpAddress::Family::kV4) {
      path = {};
      for (std::size_t i = 0; i < 4; ++i) path[12 + i] = ip.bytes[i];
      bits += 96;
    }
    std::size_t node = 0;
    for (std::size_t bit = 0; bit + 1 < bits; ++bit) {
      const std::size_t side = (path[bit / 8] >> (7 - bit % 8)) & 1U;
      if (nodes_[node][side].next == 0) {
        nodes_[node][side].next = nodes_.size();
        nodes_.push_back({});
      }
      node = nodes_[node][side].next;
    }
    Record& leaf = nodes_[node][(path[(bits - 1) / 8] >> (7 - (bits - 1) % 8)) & 1U];
    leaf.data = data_.size() + 1;
    data_ += '\xe1' + text("autonomous_system_number") + '\xc4' + big_endian(system, 4);
  }

  [[nodiscard]] std::string bytes() const {
    std::string out;
    for (const auto& node : nodes_) {
      for (const Record& record : node) {
        const std::size_t value = record.data > 0   ? nodes_.size() + 16 + record.data - 1
                                  : record.next > 0 ? record.next
                                                    : nodes_.size();
        out += big_endian(value, 3);
      }
    }
    out += std::string(16, '\0') + data_ + "\xab\xcd\xefMaxMind.com\xe9";
    out += text("node_count") + '\xc4' + big_endian(nodes_.size(), 4);
    out += text("record_size") + '\xa1' + big_endian(24, 1);
    out += text("ip_version") + '\xa1' + big_endian(6, 1);
    out += text("database_type") + text(type_);
    out += text("languages") + std::string("\x00\x04", 2);
    out += text("description") + '\xe0';
    out += text("binary_format_major_version") + '\xa1' + big_endian(2, 1);
    out += text("binary_format_minor_version") + '\xa0';
    out += text("build_epoch") + std::string("\x04\x02", 2) + big_endian(1772442000, 4);
    return out;
  }

  /// Writes the file to `path`.
  void write(const std::string& path) const { std::ofstream(path, std::ios::binary) << bytes(); }

 private:
  struct Record {
    std::size_t next = 0;  // a node, never the root
    std::size_t data = 0;  // one more than an offset into data_
  };
  static std::string big_endian(std::size_t value, int size) {
    std::string out;
    for (int i = size - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i));
    return out;
  }
  // At most 28 bytes.
  static std::string text(const std::string& value) {
    return static_cast<char>(0x40 + value.size()) + value;
  }

  std::string type_;
  std::vector<std::array<Record, 2>> nodes_{1};
  std::string data_;
};

}  // namespace detector::testing_support
