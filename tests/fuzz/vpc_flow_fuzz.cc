// Any bytes, the first line of which may be a header: a line is read or refused with a reason, the
// same each time and whatever came before it; a header is never an event; the texts of an event lie
// in the line, in static text or in the parser.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ip.h"
#include "parse/parser.h"

namespace {

using detector::Event;
using detector::Field;

void require(bool holds) {
  if (!holds) __builtin_trap();
}

std::string everything(const Event& event, std::string_view reason) {
  std::string out(reason);
  if (!reason.empty()) return out;
  out += std::to_string(event.time);
  out += event.message;
  for (const auto field : event.fields) {
    out += '|';
    out += field;
  }
  return out;
}

void check_event(std::string_view line, const Event& event) {
  require(event.time > 0 && event.count == 1 && event.id.empty());
  require(!event[event.entity].empty());
  if (event.entity == Field::kService) {
    require(event.message == "NODATA" || event.message == "SKIPDATA");
    return;
  }
  require(event.entity == Field::kAddress && event.message.empty());
  require(detector::is_ip(event[Field::kAddress]) && detector::is_ip(event[Field::kPeer]));
  require(line.find(event[Field::kAddress]) != std::string_view::npos);
  require(event[Field::kPort].empty() == event[Field::kEndpoint].empty());
  require(event[Field::kEndpoint].ends_with(event[Field::kPort]));
}

std::string parse(detector::RecordParser& parser, std::string_view header, std::string_view line) {
  parser.use_header(header);
  Event event;
  const auto reason = parser.parse(line, event);
  if (reason.empty()) check_event(line, event);
  if (detector::is_vpc_flow_header(line)) require(!reason.empty());
  return everything(event, reason);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto used = detector::make_vpc_flow_parser({});
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view first = rest.substr(0, rest.find('\n'));
  const std::string_view header = detector::is_vpc_flow_header(first) ? first : std::string_view();
  const auto fresh = detector::make_vpc_flow_parser({});
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() < rest.size() ? line.size() + 1 : line.size());
    const std::string result = parse(*used, header, line);
    require(parse(*used, header, line) == result);
    require(parse(*fresh, header, line) == result);
    parse(*used, "", line);
    detector::looks_like_vpc_flow(line);
  }
  return 0;
}
