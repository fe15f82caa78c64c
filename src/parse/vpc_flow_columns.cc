// What the columns of a VPC flow log are, and how its lines are recognised. Source: Amazon VPC User
// Guide, "Flow log records".
#include "parse/vpc_flow_columns.h"

#include "base/time.h"

namespace detector::flow {
namespace {

constexpr std::size_t kLongestHeader = 4096;
constexpr std::size_t kDefaultColumns = 14;

constexpr std::array<std::string_view, kPassedOver> kNames = {
    "version", "account-id", "interface-id", "srcaddr",     "dstaddr",     "srcport",
    "dstport", "protocol",   "packets",      "bytes",       "start",       "end",
    "action",  "log-status", "tcp-flags",    "pkt-srcaddr", "pkt-dstaddr", "region"};

Column column_called(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Column>(i);
  }
  return kPassedOver;
}

}  // namespace

Columns read_header(std::string_view header) {
  Columns out;
  if (header.empty()) {
    while (out.count < kDefaultColumns) {
      out.columns[out.count] = static_cast<Column>(out.count);
      ++out.count;
    }
    return out;
  }
  std::array<bool, kColumnCount> known{};
  while (!header.empty() && out.count < kMostColumns) {
    const std::size_t end = header.find(' ');
    const Column column = column_called(header.substr(0, end));
    out.columns[out.count++] = known[column] ? kPassedOver : column;
    known[column] = true;
    header.remove_prefix(end == std::string_view::npos ? header.size() : end + 1);
  }
  if (!header.empty()) out.problem = "vpc-flow: the header has more than 128 columns";
  if (!known[kStart]) out.problem = "vpc-flow: the header names no start";
  return out;
}

std::string_view without_ingestion_time(std::string_view line) {
  if (line.size() < 20 || line[4] != '-' || line[10] != 'T') return line;
  const auto time = parse_iso_time(line);
  if (!time || time->length >= line.size() || line[time->length] != ' ') return line;
  return line.substr(time->length + 1);
}

bool names_columns(std::string_view record) {
  if (record.size() > kLongestHeader) return false;
  bool source = false;
  bool destination = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= record.size(); ++at) {
    const char c = at < record.size() ? record[at] : ' ';
    if (c != ' ' && c != '-' && !(c >= 'a' && c <= 'z')) return false;
    if (c != ' ') continue;
    const Column column = column_called(record.substr(begin, at - begin));
    source = source || column == kSrcAddr || column == kPktSrcAddr;
    destination = destination || column == kDstAddr || column == kPktDstAddr;
    begin = at + 1;
  }
  return source && destination;
}

bool is_default_line(std::string_view record) {
  record = without_ingestion_time(record);
  if (record.size() < 2 || record[0] < '2' || record[0] > '5' || record[1] != ' ') return false;
  std::size_t columns = 1;
  for (const char c : record) columns += c == ' ' ? 1 : 0;
  return columns == kDefaultColumns &&
         (record.ends_with(" OK") || record.ends_with(" NODATA") || record.ends_with(" SKIPDATA"));
}

}  // namespace detector::flow
