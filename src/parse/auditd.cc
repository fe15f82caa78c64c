// The Linux audit log. A record is all lines of one event, which have its time and serial number:
//   [node=HOST ]type=TYPE msg=audit(TIME:SERIAL): key=value key="value" msg='key=value …'
// The first line with a key counts. Behind the byte 0x1d stand the names of what is a number before
// it. A value that is not in quotes where one could be is in hexadecimal: it holds what a user
// chose. Source: Red Hat, "RHEL Audit System Reference"; auditd(8), audit_encode_nv_string(3).
#include "base/ip.h"
#include "parse/line_format.h"
#include "parse/parser.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kMostKeys = 512;
constexpr std::size_t kLongestDecoded = 512;
constexpr std::string_view kMark = " msg=audit(";

constexpr Row kRows[] = {
    {Part::kTime, "{time}"},
    {Part::kId, "[{node}/]{serial}"},
    {Part::kMessage, "{type}[ {op}][ {unit}][ {key}]"},
    {Part::kLogin, "success{?type=USER_LOGIN}{?res=success|yes|1}"},
    {Part::kLogin, "failure{?type=USER_LOGIN}{?res=failed|no|0}"},
    {Field::kUser, "{acct|name}"},
    {Field::kUser, "{AUID|name}{!AUID=unset}"},
    {Field::kUser, "uid {auid}{!auid=4294967295|-1|unset}{!AUID}"},
    {Field::kUser, "{UID|name}"},
    {Field::kUser, "uid {uid}"},
    {Field::kAddress, "{addr|ip}"},
    {Field::kAction, "audit:{SYSCALL,syscall}{?type=SYSCALL}"},
    {Field::kAction, "audit:{type|lower}"},
    {Field::kTarget, "{name}"},
    {Field::kTarget, "{unit,key}"},
    {Field::kCommand, "{cmd|word}"},
    {Field::kCommand, "{exe,comm|base}"},
    {Field::kError, "{exit,EXIT}{?success=no}"},
    {Field::kError, "failed{?res=failed|no|0}"},
    {Field::kHost, "{node|lower}"},
    {Field::kLoginUser, "{acct|name}@[{node|lower}]{?type=USER_LOGIN}{?res=success|yes|1}"},
    {Field::kProgram, "audit{?type}"},
    {Field::kService, "[{node|lower}/]audit"},
};
constexpr Field kEntities[] = {Field::kAddress, Field::kUser, Field::kService};
constexpr FieldTable kTable = {"auditd", kRows, kEntities};

bool may_be_encoded(std::string_view key) {
  return key == "acct" || key == "exe" || key == "comm" || key == "name" || key == "cmd" ||
         key == "key" || key == "cwd";
}

bool is_encoded(std::string_view value) {
  if (value.size() < 2 || value.size() % 2 != 0) return false;
  for (const char c : value) {
    if (!is_digit(c) && (c < 'A' || c > 'F')) return false;
  }
  return true;
}

unsigned digit_of(char c) {
  return static_cast<unsigned>(is_digit(c) ? c - '0' : c - 'A' + 10);
}

class AuditdParser final : public RecordParser {
 public:
  explicit AuditdParser(const ParseOptions& options)
      : fields_(kTable, options.now), values_(fields_) {
    decoded_.reserve(4 * kLongestDecoded);  // it must not move while it is read
  }

  std::string_view parse(std::string_view record, Event& event) override {
    values_.clear();
    decoded_.clear();
    keys_ = 0;
    while (!record.empty()) {
      const std::size_t end = std::min(record.find('\n'), record.size());
      if (!read_line(record.substr(0, end))) return "auditd: no msg=audit(time:serial):";
      record.remove_prefix(std::min(end + 1, record.size()));
    }
    return fields_.read(values_.values(), event);
  }

 private:
  bool read_line(std::string_view line) {
    const std::size_t mark = line.find(kMark);
    const std::size_t close = line.find("):", mark);
    if (mark == kNone || close == kNone) return false;
    const std::string_view serial = line.substr(mark + kMark.size(), close - mark - kMark.size());
    values_.set("serial", serial);
    values_.set("time", serial.substr(0, serial.find(':')));
    read_pairs(line.substr(0, mark));
    read_pairs(line.substr(close + 2));
    return true;
  }

  void read_pairs(std::string_view text) {
    while (!text.empty() && keys_ < kMostKeys) {
      const std::size_t begin = text.find_first_not_of(" \x1d");
      if (begin == kNone) return;
      text.remove_prefix(begin);
      const std::size_t equals = text.find_first_of("= \x1d");
      if (equals == kNone) return;
      const std::string_view key = text.substr(0, equals);
      const bool has_value = text[equals] == '=';
      text.remove_prefix(equals + 1);
      if (!has_value) continue;
      ++keys_;
      text.remove_prefix(read_value(key, text));
    }
  }

  /// How much of `text` the value takes.
  std::size_t read_value(std::string_view key, std::string_view text) {
    if (text.starts_with('"')) {
      const std::size_t close = std::min(text.find('"', 1), text.size());
      values_.set(key, text.substr(1, close - 1));
      return std::min(close + 1, text.size());
    }
    if (text.starts_with('\'')) {  // what a program told: pairs again
      const std::size_t close = std::min(text.find('\'', 1), text.size());
      read_pairs(text.substr(1, close - 1));
      return std::min(close + 1, text.size());
    }
    const std::size_t end = std::min(text.find_first_of(" \x1d"), text.size());
    const std::string_view value = text.substr(0, end);
    if (value == "?" || value == "(none)" || value == "(null)") return end;
    values_.set(key, may_be_encoded(key) && is_encoded(value) ? decode(value) : value);
    return end;
  }

  std::string_view decode(std::string_view hex) {
    const std::size_t begin = decoded_.size();
    const std::size_t room = std::min(kLongestDecoded, decoded_.capacity() - begin);
    for (std::size_t i = 0; i + 1 < hex.size() && decoded_.size() - begin < room; i += 2) {
      const auto byte = static_cast<unsigned char>(digit_of(hex[i]) * 16 + digit_of(hex[i + 1]));
      decoded_ += byte == 0 ? ' ' : static_cast<char>(byte);
    }
    return std::string_view(decoded_).substr(begin);
  }

  FieldReader fields_;
  LineValues values_;
  std::string decoded_;
  std::size_t keys_ = 0;
};

}  // namespace

bool looks_like_auditd(std::string_view record) {
  return (record.starts_with("type=") || record.starts_with("node=")) &&
         record.substr(0, 512).find(kMark) != kNone;
}

std::unique_ptr<RecordParser> make_auditd_parser(const ParseOptions& options) {
  return std::make_unique<AuditdParser>(options);
}

}  // namespace detector
