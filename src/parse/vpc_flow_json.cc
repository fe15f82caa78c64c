// VPC flow logs as JSON: an object a flow, its keys being the columns' names with `_` or `-`, or in
// camelCase, as subscriptions, Athena and collectors write them.
#include <string>

#include "base/json.h"
#include "parse/parser.h"
#include "parse/row_text.h"
#include "parse/value_forms.h"
#include "parse/vpc_flow_reader.h"

namespace detector {
namespace flow {
namespace {

struct Key {
  std::string_view path;
  Column column;
};
constexpr Key kKeys[] = {
    {"account_id", kAccountId},
    {"accountId", kAccountId},
    {"account-id", kAccountId},
    {"interface_id", kInterfaceId},
    {"interfaceId", kInterfaceId},
    {"interface-id", kInterfaceId},
    {"srcaddr", kSrcAddr},
    {"srcAddr", kSrcAddr},
    {"src_addr", kSrcAddr},
    {"dstaddr", kDstAddr},
    {"dstAddr", kDstAddr},
    {"dst_addr", kDstAddr},
    {"srcport", kSrcPort},
    {"srcPort", kSrcPort},
    {"src_port", kSrcPort},
    {"dstport", kDstPort},
    {"dstPort", kDstPort},
    {"dst_port", kDstPort},
    {"protocol", kProtocol},
    {"packets", kPackets},
    {"bytes", kBytes},
    {"start", kStart},
    {"startTime", kStart},
    {"start_time", kStart},
    {"end", kEnd},
    {"endTime", kEnd},
    {"end_time", kEnd},
    {"action", kAction},
    {"log_status", kLogStatus},
    {"logStatus", kLogStatus},
    {"log-status", kLogStatus},
    {"status", kLogStatus},
    {"tcp_flags", kTcpFlags},
    {"tcpFlags", kTcpFlags},
    {"tcp-flags", kTcpFlags},
    {"pkt_srcaddr", kPktSrcAddr},
    {"pktSrcAddr", kPktSrcAddr},
    {"pkt-srcaddr", kPktSrcAddr},
    {"pkt_dstaddr", kPktDstAddr},
    {"pktDstAddr", kPktDstAddr},
    {"pkt-dstaddr", kPktDstAddr},
    {"region", kRegion},
};

std::vector<std::string_view> paths() {
  std::vector<std::string_view> out;
  for (const Key& key : kKeys) out.push_back(key.path);
  return out;
}

class VpcFlowJsonParser final : public RecordParser {
 public:
  explicit VpcFlowJsonParser(const ParseOptions& options) : now_(options.now), json_(paths()) {}

  std::string_view parse(std::string_view record, Event& event) override {
    if (json_.extract(record) != JsonReader::Problem::kNone) {
      return "vpc-flow: record is not a well-formed JSON object";
    }
    flow_.clear();
    std::size_t slot = 0;
    for (const Key& key : kKeys) {
      const std::string_view text = scalar_text(json_[slot++]);
      if (!text.empty() && flow_[key.column].empty()) flow_[key.column] = text;
    }
    in_seconds(kStart, start_);
    in_seconds(kEnd, end_);
    return flow_.read(event);
  }

 private:
  // Tables turn the seconds of the log into times.
  void in_seconds(Column column, std::string& room) {
    const std::string_view text = flow_[column];
    if (text.size() <= 11) return;
    const auto time = read_time_value(text, now_);
    if (!time) return;
    room = std::to_string(*time / kSecondMs);
    flow_[column] = room;
  }

  TimeMs now_;
  JsonReader json_;
  FlowReader flow_;
  std::string start_;
  std::string end_;
};

}  // namespace
}  // namespace flow

bool looks_like_vpc_flow_json(std::string_view record) {
  if (!record.starts_with('{')) return false;
  const auto names = [record](std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) {
      if (record.find(key) != std::string_view::npos) return true;
    }
    return false;
  };
  return names({"\"srcaddr\"", "\"srcAddr\"", "\"pkt_srcaddr\""}) &&
         names({"\"dstaddr\"", "\"dstAddr\"", "\"pkt_dstaddr\""}) &&
         names({"\"start\"", "\"startTime\"", "\"start_time\""});
}

std::unique_ptr<RecordParser> make_vpc_flow_json_parser(const ParseOptions& options) {
  return std::make_unique<flow::VpcFlowJsonParser>(options);
}

}  // namespace detector
