// Syslog files as rsyslog writes them: `Jan  5 09:12:44 host program[pid]: text` (RFC 3164), in
// UTC. A text line has no identifier, so truth names it by the SHA-256 of its bytes without the
// newline.

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <system_error>

#include "base/hash.h"
#include "synth/writers.h"

namespace detector::synth {
namespace {

void append_two(std::string& out, std::int64_t value, char pad) {
  out += value < 10 ? pad : static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

void append_header_time(std::string& out, TimeMs time) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const CivilDate date = civil_from_day(day_of(time));
  const std::int64_t seconds = (time - start_of_day(day_of(time))) / kSecondMs;
  out += kMonths[static_cast<std::size_t>(date.month - 1)];
  out += ' ';
  append_two(out, date.day, ' ');
  out += ' ';
  append_two(out, seconds / 3600, '0');
  out += ':';
  append_two(out, seconds / 60 % 60, '0');
  out += ':';
  append_two(out, seconds % 60, '0');
}

}  // namespace

Result<AuthWriter> AuthWriter::create(const Estate& estate, const std::string& directory) {
  AuthWriter writer;
  for (const Host& host : estate.hosts) {
    HostFile file;
    file.name = host.name;
    file.path = fmt::format("{}/hosts/{}/auth.log", directory, host.name);
    // A host that comes later has its file from then on.
    if (host.since == 0) DETECTOR_CHECK(open(file));
    writer.hosts_.push_back(std::move(file));
  }
  return writer;
}

Status AuthWriter::open(HostFile& file) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(file.path).parent_path(), error);
  file.out.open(file.path, std::ios::binary | std::ios::trunc);
  if (file.out) return {};
  return fail(Code::kUnwritable,
              fmt::format("{}: cannot be written; check the permissions", file.path));
}

Result<Written> AuthWriter::write_day(const std::vector<const AuthLine*>& lines) {
  Written written;
  for (const AuthLine* line : lines) {
    HostFile& file = hosts_[line->host];
    const std::size_t begin = file.pending.size();
    append_header_time(file.pending, line->time);
    file.pending += ' ';
    file.pending += file.name;
    file.pending += ' ';
    file.pending += line->text;
    if (line->label != kBenign || line->surprise != nullptr) {
      const std::string_view text = std::string_view(file.pending).substr(begin);
      written.tagged.push_back(
          {line->time / kSecondMs * kSecondMs, to_hex(sha256(text)), line->label, line->surprise});
    }
    file.pending += '\n';
    ++written.records;
  }
  for (HostFile& file : hosts_) {
    if (file.pending.empty()) continue;
    if (!file.out.is_open()) DETECTOR_CHECK(open(file));
    file.out.write(file.pending.data(), static_cast<std::streamsize>(file.pending.size()));
    file.out.flush();
    if (!file.out) {
      return fail(Code::kUnwritable,
                  fmt::format("{}: cannot be written; check the space", file.path));
    }
    file.pending.clear();
  }
  return written;
}

}  // namespace detector::synth
