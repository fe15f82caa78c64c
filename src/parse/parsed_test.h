// What tests of single formats share: a record, parsed as the pipeline would, as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "parse/parser.h"

namespace detector {

inline constexpr TimeMs kTestNow = 1795341600000;  // 2026-11-22T10:00:00Z

/// A batch that begins an object, cut into `records`.
inline RecordBatch object_of(const std::vector<std::string>& records) {
  RecordBatch batch;
  batch.starts_object = true;
  for (const auto& record : records) {
    batch.records.push_back({static_cast<std::uint32_t>(batch.bytes.size()),
                             static_cast<std::uint32_t>(record.size())});
    batch.bytes += record + "\n";
  }
  batch.bytes.append(RecordBatch::kPadding, '\0');
  return batch;
}

/// `time entity=…` and what else is filled, in the order of Field; `!reason` when it was refused.
inline std::string described(const Event& event, std::string_view reason) {
  if (!reason.empty()) return "!" + std::string(reason);
  std::string out = format_time(event.time) + " " + std::string(field_name(event.entity));
  if (event.login == Login::kSuccess) out += " success";
  if (event.login == Login::kFailure) out += " failure";
  const auto add = [&out](std::string_view name, std::string_view value) {
    if (!value.empty()) out += "\n" + std::string(name) + "=" + std::string(value);
  };
  add("id", event.id);
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    add(field_name(static_cast<Field>(i)), event.fields[i]);
  }
  add("message", event.message);
  add("process", event.process);
  for (const Attribute& attribute : event.attributes) add(attribute.name, attribute.value);
  return out;
}

/// The format that an object of these records is found to have, and each record described.
struct ParsedObject {
  std::string format;
  std::vector<std::string> events;
};
inline ParsedObject parsed(const std::vector<std::string>& records) {
  RecordBatch batch = object_of(records);
  FormatDetector detector;
  detector.assign(batch);
  ParsedObject out;
  if (batch.format >= formats().size()) return {"unknown", {}};
  out.format = formats()[batch.format].name;
  Parsers parsers({kTestNow, false});
  parsers.use_header(batch.format, batch.header);
  for (const auto& span : batch.records) {
    Event event;
    const auto reason = parsers.parse(batch.format, batch.text(span), event);
    out.events.push_back(described(event, reason));
  }
  return out;
}
/// As `format: event`, of one record.
inline std::string parsed_one(const std::string& record) {
  const ParsedObject object = parsed({record});
  return object.format + ": " + (object.events.empty() ? "" : object.events.front());
}

}  // namespace detector
