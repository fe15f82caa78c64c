#include "entity/message_reader.h"

#include "base/ip.h"
#include "entity/skeleton.h"

namespace detector {
namespace {

/// Which field of an event a pattern's entity fills; kCount: none, it only shows.
Field field_of(EntityType type) {
  switch (type) {
    case EntityType::kUser:
    case EntityType::kEmail:
      return Field::kUser;
    case EntityType::kIp:
      return Field::kAddress;
    case EntityType::kProcess:
    case EntityType::kCommand:
      return Field::kCommand;
    case EntityType::kGroup:
    case EntityType::kRole:
    case EntityType::kHost:
    case EntityType::kFile:
    case EntityType::kUrl:
    case EntityType::kDomain:
    case EntityType::kHash:
    case EntityType::kCve:
    case EntityType::kArn:
    case EntityType::kAccount:
    case EntityType::kResource:
    case EntityType::kAccessKey:
      return Field::kTarget;
    case EntityType::kAction:
      return Field::kAction;
    case EntityType::kReason:
      return Field::kError;
    default:
      return Field::kCount;
  }
}

}  // namespace

// By the skeleton alone: messages of one shape may have an address all or none.
const MessageReader::Shape& MessageReader::shape_of(std::string_view message) {
  const std::uint64_t key = skeleton_hash(message);
  if (const auto known = shapes_.find(key); known != shapes_.end()) return known->second;
  if (shapes_.size() >= kMostRemembered) {
    shapes_.clear();
    texts_.clear();
  }
  Shape& shape = shapes_[key];
  shape.signature = texts_.keep(signer_.sign_text(message));
  shape.may_have_address = signer_.may_have_address();
  return shape;
}

std::string_view MessageReader::address_in(std::string_view message) {
  for (const Token& token : lexer_.lex(message)) {
    if (!holds_address(token.type)) continue;
    const std::string_view address = only_address(token.in(message));
    if (!address.empty()) return address;
  }
  return {};
}

void MessageReader::fill(Event& event) {
  // Only services are known by what they say.
  if (event.entity != Field::kService || event.message.empty()) return;
  const Shape& shape = shape_of(event.message);
  event[Field::kSignature] = shape.signature;
  for (const Entity& entity : patterns_.find(event.message)) {
    const Field field = field_of(entity.type);
    if (field != Field::kCount && event[field].empty()) event[field] = entity.in(event.message);
  }
  if (event[Field::kAddress].empty() && shape.may_have_address) {
    event[Field::kAddress] = address_in(event.message);
  }
}

}  // namespace detector
