#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/secrets.h"
#include "base/utf8.h"
#include "detector/entities.h"

namespace detector {
namespace {

// Of the 256 colours of a terminal: one for who, where, what was run, what was touched, the rest.
int colour_of(EntityType type) {
  switch (type) {
    case EntityType::kUser:
    case EntityType::kGroup:
    case EntityType::kRole:
    case EntityType::kEmail:
    case EntityType::kAccount:
    case EntityType::kAccessKey:
    case EntityType::kArn:
      return 214;
    case EntityType::kHost:
    case EntityType::kIp:
    case EntityType::kPort:
    case EntityType::kMac:
    case EntityType::kDomain:
    case EntityType::kUrl:
      return 39;
    case EntityType::kProcess:
    case EntityType::kService:
    case EntityType::kCommand:
      return 141;
    case EntityType::kFile:
    case EntityType::kResource:
    case EntityType::kHash:
    case EntityType::kCve:
    case EntityType::kSession:
      return 78;
    case EntityType::kAction:
    case EntityType::kStatus:
    case EntityType::kReason:
      return 203;
    default:
      return 245;
  }
}

}  // namespace

std::string_view entity_source_name(Entity::Source source) {
  switch (source) {
    case Entity::Source::kLexer:
      return "lexer";
    case Entity::Source::kPattern:
      return "pattern";
    default:
      return "recogniser";
  }
}

std::string entities_json(std::string_view line, const std::vector<Entity>& entities) {
  const std::string message = mask_secrets(line);
  JsonWriter json;
  json.begin_object().field("line", message).key("entities").begin_array();
  for (const Entity& entity : entities) {
    json.begin_object().field("type", entity_type_name(entity.type));
    json.field("start", static_cast<std::int64_t>(entity.begin));
    json.field("end", static_cast<std::int64_t>(entity.begin) + entity.length);
    json.field("text", entity.in(message));
    json.field("confidence", static_cast<std::int64_t>(entity.confidence));
    json.field("source", entity_source_name(entity.source));
    json.end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

std::string entities_text(std::string_view line, const std::vector<Entity>& entities,
                          EntityMarks marks) {
  const std::string masked = mask_secrets(line);
  const std::string_view message = masked;
  std::string out;
  std::size_t at = 0;
  for (const Entity& entity : entities) {
    out += terminal_safe(message.substr(at, entity.begin - at));
    const std::string shown = terminal_safe(entity.in(message));
    out += marks == EntityMarks::kColours
               ? fmt::format("\x1b[38;5;{}m{}\x1b[0m", colour_of(entity.type), shown)
               : fmt::format("⟦{}|{}⟧", entity_type_name(entity.type), shown);
    at = entity.begin + entity.length;
  }
  return out + terminal_safe(message.substr(at)) + "\n";
}

}  // namespace detector
