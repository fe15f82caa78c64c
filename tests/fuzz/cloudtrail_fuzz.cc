// Any bytes: a record is read or rejected with a reason, the same each time and whatever came
// before it; an event has an actor, an action and texts that can be read.
#include <cstdint>
#include <string>
#include <string_view>

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
  out += std::to_string(event.time) + std::to_string(static_cast<int>(event.login));
  out += event.id;
  for (const auto field : event.fields) {
    out += '|';
    out += field;
  }
  return out;
}

std::string parse(detector::RecordParser& parser, std::string_view record) {
  const std::string bytes =
      std::string(record) + std::string(detector::RecordBatch::kPadding, '\0');
  Event event;
  const auto reason = parser.parse(std::string_view(bytes).substr(0, record.size()), event);
  if (reason.empty()) {
    require(!event[Field::kActor].empty() && !event[Field::kAction].empty());
    const bool failed_login =
        event.entity == Field::kAddress && event.login == detector::Login::kFailure;
    require(event.entity == Field::kActor || failed_login);
    require(!event[event.entity].empty() && event.count == 1);
  }
  return everything(event, reason);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto used = detector::make_cloudtrail_parser({0, true});
  const std::string_view record(reinterpret_cast<const char*>(data), size);
  const auto fresh = detector::make_cloudtrail_parser({0, true});
  const std::string first = parse(*used, record);
  require(parse(*used, record) == first);
  require(parse(*fresh, record) == first);
  detector::looks_like_cloudtrail(record);
  return 0;
}
