// VPC flow logs as text: columns that a header line names, or the fourteen of the default format
// where there is none. Source: Amazon VPC User Guide, "Flow log records".
#include "parse/parser.h"
#include "parse/vpc_flow_columns.h"
#include "parse/vpc_flow_reader.h"

namespace detector {
namespace flow {
namespace {

class VpcFlowParser final : public RecordParser {
 public:
  VpcFlowParser() { read_header({}); }

  void use_header(std::string_view header) override {
    if (header != header_) read_header(header);
  }

  std::string_view parse(std::string_view record, Event& event) override {
    if (!columns_.problem.empty()) return columns_.problem;
    if (const auto reason = split(without_ingestion_time(record)); !reason.empty()) return reason;
    return flow_.read(event);
  }

 private:
  void read_header(std::string_view header) {
    header_ = header;
    columns_ = flow::read_header(header);
    flow_.clear();
  }

  // The line's columns, into flow_; those that the header does not name stay empty.
  std::string_view split(std::string_view line) {
    while (line.ends_with(' ')) line.remove_suffix(1);
    if (header_.empty() &&
        !(line.size() > 1 && line[1] == ' ' && line[0] >= '2' && line[0] <= '5')) {
      return "vpc-flow: no header, and the first column is not a version from 2 to 5";
    }
    std::size_t column = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= line.size(); ++at) {
      if (at < line.size() && line[at] != ' ') continue;
      if (column == columns_.count) return "vpc-flow: more columns than the format has";
      flow_[columns_.columns[column++]] = line.substr(begin, at - begin);
      begin = at + 1;
    }
    return column == columns_.count ? std::string_view() : "vpc-flow: too few columns";
  }

  std::string header_;
  Columns columns_;
  FlowReader flow_;
};

}  // namespace
}  // namespace flow

bool is_vpc_flow_header(std::string_view record) {
  return flow::names_columns(record);
}

bool looks_like_vpc_flow(std::string_view record) {
  return flow::is_default_line(record);
}

std::unique_ptr<RecordParser> make_vpc_flow_parser(const ParseOptions& /*options*/) {
  return std::make_unique<flow::VpcFlowParser>();
}

}  // namespace detector
