#include "base/json_writer.h"

#include <fmt/format.h>

#include <iterator>

#include "base/utf8.h"

namespace detector {

void append_json_escaped(std::string& out, std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint point = decode_utf8(text, at);
    const std::string_view bytes = text.substr(at, point.length);
    at += point.length;
    switch (point.value) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case kInvalidCodePoint:
        out += "\\ufffd";
        break;
      default:
        if (point.value < 0x20 || (point.value >= 0x7f && point.value < 0xa0)) {
          fmt::format_to(std::back_inserter(out), "\\u{:04x}", point.value);
        } else {
          out += bytes;
        }
    }
  }
}

void JsonWriter::separate() {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
}

JsonWriter& JsonWriter::open(char c) {
  separate();
  out_ += c;
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char c) {
  out_ += c;
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  string(name);
  out_ += ':';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  separate();
  out_ += '"';
  append_json_escaped(out_, text);
  out_ += '"';
  return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
  separate();
  fmt::format_to(std::back_inserter(out_), "{}", value);
  return *this;
}

JsonWriter& JsonWriter::bits(Bits value) {
  separate();
  const Bits magnitude = value < 0 ? -value : value;
  const Bits thousandths = (magnitude * 1000 + kOneBit / 2) / kOneBit;
  fmt::format_to(std::back_inserter(out_), "{}{}.{:03}", value < 0 ? "-" : "", thousandths / 1000,
                 thousandths % 1000);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  return raw(value ? "true" : "false");
}
JsonWriter& JsonWriter::null() {
  return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

}  // namespace detector
