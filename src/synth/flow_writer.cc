// VPC flow logs in a bucket: AWSLogs/ACCOUNT/vpcflowlogs/REGION/YYYY/MM/DD/ACCOUNT_vpcflowlogs_
// REGION_FLOWLOG_YYYYMMDDTHHMMZ_HASH.log.gz, text with a header line (AWS VPC user guide, "Flow log
// files" and "Available fields"). One VPC has the default format, the other fields of version 5.

#include <fmt/format.h>

#include <algorithm>
#include <bitset>

#include "base/gzip.h"
#include "base/hash.h"
#include "synth/append.h"
#include "synth/network.h"
#include "synth/write_file.h"
#include "synth/writers.h"

namespace detector::synth {
namespace {

using Text = std::string_view;

constexpr Text kDefaultHeader =
    "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start "
    "end action log-status\n";
constexpr Text kCustomHeader =
    "version account-id vpc-id subnet-id instance-id interface-id srcaddr dstaddr srcport dstport "
    "protocol packets bytes start end action tcp-flags type pkt-srcaddr pkt-dstaddr region az-id "
    "flow-direction traffic-path log-status\n";
constexpr TimeMs kDelivery = 5 * kMinuteMs;
/// One interval in so many is lost: AWS had an error or no capacity.
constexpr std::uint64_t kSkipOne = 9000;

/// What all lines of an interface share.
struct Interface {
  std::string before;  ///< From the version to the interface.
  std::string region;
  Vpc::Format format = Vpc::Format::kDefault;
};

Interface describe(const Estate& estate, const Host& host) {
  const Vpc& vpc = estate.vpcs[host.vpc];
  const std::string& account = estate.accounts[vpc.account].id;
  Interface out;
  out.format = vpc.format;
  out.region = estate.regions[vpc.region];
  out.before = vpc.format == Vpc::Format::kDefault
                   ? fmt::format("2 {} {} ", account, host.interface_id)
                   : fmt::format("5 {} {} {} {} {} ", account, vpc.id, vpc.subnet, host.instance_id,
                                 host.interface_id);
  return out;
}

void append_field(std::string& out, std::uint64_t value) {
  append_number(out, value);
  out += ' ';
}

void append_seconds(std::string& out, TimeMs time) {
  append_field(out, static_cast<std::uint64_t>(time / kSecondMs));
}

bool is_private(std::uint32_t address) {
  return address >> 24 == 10;
}

/// The fields of version 3 and later, up to the status.
void append_custom(std::string& out, const Interface& interface, const Host& host,
                   const FlowLine& line) {
  const bool egress = line.source == host.number;
  append_field(out, line.tcp_flags);
  out += "IPv4 ";
  append_address(out, line.source);
  out += ' ';
  append_address(out, line.destination);
  out += ' ';
  out += interface.region;
  out += " euc1-az2 ";
  if (!egress) {
    out += "ingress - ";
    return;
  }
  // Through another resource of the VPC, or through its internet gateway.
  out += is_private(line.destination) ? "egress 1 " : "egress 8 ";
}

void append_line(std::string& out, const Interface& interface, const Host& host,
                 const FlowLine& line) {
  out += interface.before;
  append_address(out, line.source);
  out += ' ';
  append_address(out, line.destination);
  out += ' ';
  append_field(out, line.source_port);
  append_field(out, line.destination_port);
  append_field(out, line.protocol);
  append_field(out, line.packets);
  append_field(out, line.bytes);
  append_seconds(out, line.start);
  append_seconds(out, line.end);
  out += line.verdict == FlowLine::Verdict::kAccept ? "ACCEPT " : "REJECT ";
  if (interface.format == Vpc::Format::kCustom) append_custom(out, interface, host, line);
  out += "OK";
}

/// A line of an interval of which nothing is known.
void append_empty(std::string& out, const Interface& interface, TimeMs start, Text status) {
  out += interface.before;
  out += "- - - - - - - ";
  append_seconds(out, start);
  append_seconds(out, start + kAggregation - kSecondMs);
  out += "- ";
  if (interface.format == Vpc::Format::kCustom) {
    out += "- - - - ";
    out += interface.region;
    out += " euc1-az2 - - ";
  }
  out += status;
  out += '\n';
}

std::string object_path(const Estate& estate, const Vpc& vpc, TimeMs delivered) {
  const CivilDate date = civil_from_day(day_of(delivered));
  const std::string stamp = fmt::format("{:04}{:02}{:02}T{:02}{:02}Z", date.year, date.month,
                                        date.day, hour_of(delivered), delivered / kMinuteMs % 60);
  std::string unique;
  append_hex(unique, mix(keyed_hash(vpc.flow_log + stamp, HashKey{})), 8);
  return fmt::format(
      "AWSLogs/{0}/vpcflowlogs/{1}/{2:04}/{3:02}/{4:02}/{0}_vpcflowlogs_{1}_{5}_{6}_"
      "{7}.log.gz",
      estate.accounts[vpc.account].id, estate.regions[vpc.region], date.year, date.month, date.day,
      vpc.flow_log, stamp, unique);
}

/// In which whole intervals of a day each interface saw something.
class Coverage {
 public:
  Coverage(const Estate& estate, Day day, const std::vector<const FlowLine*>& flows)
      : day_(day), seen_(estate.hosts.size()) {
    for (const FlowLine* line : flows) {
      // An attack hides no NODATA line: those are benign bytes.
      if (line->label == kBenign) seen_[line->interface].set(slot_of(line->interface, line->end));
    }
  }
  [[nodiscard]] bool has(std::uint16_t interface, TimeMs start) const {
    return seen_[interface].test(slot_of(interface, start));
  }

 private:
  [[nodiscard]] std::size_t slot_of(std::uint16_t interface, TimeMs time) const {
    const TimeMs since = interval_start(interface, time) - start_of_day(day_) + kAggregation;
    return static_cast<std::size_t>(since / kAggregation);
  }

  Day day_;
  std::vector<std::bitset<kDayMs / kAggregation + 2>> seen_;
};

/// The file of one VPC and hour.
class FlowHour {
 public:
  FlowHour(const Estate& estate, const std::vector<Interface>& interfaces, std::uint16_t vpc,
           TimeMs start)
      : estate_(estate),
        interfaces_(interfaces),
        vpc_(vpc),
        start_(start),
        text_(estate.vpcs[vpc].format == Vpc::Format::kDefault ? kDefaultHeader : kCustomHeader) {}

  void add(const FlowLine& line, Written& written) {
    const std::size_t begin = text_.size();
    append_line(text_, interfaces_[line.interface], estate_.hosts[line.interface], line);
    if (line.label != kBenign || line.surprise != nullptr) {
      const Text bytes = Text(text_).substr(begin);
      written.tagged.push_back({line.start, to_hex(sha256(bytes)), line.label, line.surprise});
    }
    text_ += '\n';
    ++written.records;
  }

  /// Adds the intervals that end in this hour and saw nothing.
  void add_empty(const Coverage& coverage, Written& written) {
    const TimeMs midnight = start_of_day(day_of(start_));
    for (std::uint16_t host = 0; host < host_count(estate_); ++host) {
      if (estate_.hosts[host].vpc != vpc_ || estate_.hosts[host].since > day_of(start_)) continue;
      TimeMs start = interval_start(host, start_);
      for (; start + kAggregation < start_ + kHourMs; start += kAggregation) {
        // The one that midnight cuts belongs to two days; AWS may lose it as well.
        if (start < midnight) continue;
        const auto seconds = static_cast<std::uint64_t>(start / kSecondMs);
        const bool skipped = combine(host, seconds) % kSkipOne == 0;
        if (!skipped && coverage.has(host, start)) continue;
        append_empty(text_, interfaces_[host], start, skipped ? "SKIPDATA" : "NODATA");
        ++written.records;
      }
    }
  }

  Status write(const std::string& directory, Written& written) {
    DETECTOR_TRY(const std::string bytes, gzip(text_));
    ++written.files;
    const TimeMs delivered = start_ + kHourMs + kDelivery;
    return write_file(directory + '/' + object_path(estate_, estate_.vpcs[vpc_], delivered), bytes);
  }

 private:
  const Estate& estate_;
  const std::vector<Interface>& interfaces_;
  std::uint16_t vpc_;
  TimeMs start_;
  std::string text_;
};

}  // namespace

Result<Written> write_flow_day(const Estate& estate, Day day,
                               const std::vector<const FlowLine*>& flows,
                               const std::string& directory) {
  std::vector<Interface> interfaces;
  interfaces.reserve(estate.hosts.size());
  for (const Host& host : estate.hosts) interfaces.push_back(describe(estate, host));
  const Coverage coverage(estate, day, flows);
  Written written;
  auto next = flows.begin();
  for (TimeMs hour = start_of_day(day); hour < start_of_day(day + 1); hour += kHourMs) {
    std::vector<FlowHour> files;
    for (std::uint16_t vpc = 0; vpc < estate.vpcs.size(); ++vpc) {
      files.emplace_back(estate, interfaces, vpc, hour);
    }
    for (; next != flows.end() && (*next)->end < hour + kHourMs; ++next) {
      files[estate.hosts[(*next)->interface].vpc].add(**next, written);
    }
    for (FlowHour& file : files) {
      file.add_empty(coverage, written);
      DETECTOR_CHECK(file.write(directory, written));
    }
  }
  return written;
}

}  // namespace detector::synth
