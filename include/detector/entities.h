#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detector/result.h"

namespace detector {

/// What a piece of a message names; eval/ner/guidelines.md says what is what.
enum class EntityType : std::uint8_t {
  kUser,
  kGroup,
  kRole,
  kHost,
  kProcess,
  kService,
  kCommand,
  kFile,
  kIp,
  kPort,
  kMac,
  kUrl,
  kDomain,
  kEmail,
  kHash,
  kCve,
  kArn,
  kAccount,
  kResource,
  kAccessKey,
  kSession,
  kAction,
  kStatus,
  kReason,
  kNumber,
  kTime,
};
inline constexpr std::size_t kEntityTypes = 26;

/// `user`, `access_key`, … as outputs show it.
std::string_view entity_type_name(EntityType type);
/// The type of that name; empty when there is none.
std::optional<EntityType> entity_type_of(std::string_view name);

/// A named piece of a message.
struct Entity {
  /// Who says so: a validator of the lexer, or the trained recogniser.
  enum class Source : std::uint8_t { kLexer, kRecogniser };

  EntityType type = EntityType::kUser;
  std::uint32_t begin = 0;       ///< Bytes of the message.
  std::uint32_t length = 0;      ///< At least 1.
  std::uint16_t confidence = 0;  ///< Per mille, calibrated on made-up lines that were held out.
  Source source = Source::kRecogniser;

  [[nodiscard]] std::string_view in(std::string_view message) const {
    return message.substr(begin, length);
  }
};

/// Finds entities in log messages, with the header of the line or without. Loading is once;
/// recognise() is not thread safe: a copy for each thread shares the weights.
class Recogniser {
 public:
  Recogniser(const Recogniser& other);
  Recogniser& operator=(const Recogniser& other);
  Recogniser(Recogniser&&) noexcept;
  Recogniser& operator=(Recogniser&&) noexcept;
  ~Recogniser();

  /// From the bytes of a model file. Errors: kCorrupt for bytes that are truncated, altered or not
  /// a model; kUnsupported for one of another version.
  static Result<Recogniser> load(std::string_view bytes);
  /// The same for a file by name. Errors: kUnreadable too.
  static Result<Recogniser> load_file(const std::string& path);

  /// The entities of `message` in order, none overlapping, each with at least `least_confidence`
  /// per mille. The first 8192 bytes are looked at. O(length); the same on every machine.
  std::vector<Entity> recognise(std::string_view message, std::uint16_t least_confidence = 0);

 private:
  friend class CachedRecogniser;
  struct State;
  explicit Recogniser(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// A message as one JSON object with its entities, and a newline. Here and in entities_text(), the
/// bytes of secrets are shown as `*`.
std::string entities_json(std::string_view message, const std::vector<Entity>& entities);
/// How entities_text() shows what is an entity: `⟦user|alice⟧`, or by colour on a terminal.
enum class EntityMarks { kBrackets, kColours };
/// A message as one line for people; what could act on a terminal is escaped.
std::string entities_text(std::string_view message, const std::vector<Entity>& entities,
                          EntityMarks marks);

/// The model that the program was built with (config/ner/en.model). Errors: as load().
Result<Recogniser> built_in_recogniser();

/// Labels messages by what was found in earlier messages of the same shape, so that the costly part
/// runs on few: the first kExemplars of a shape, and those with a piece that was not seen before.
/// What one message has depends on those before it. Bounded: at most `most_shapes` shapes of
/// at most kMostForms forms a piece; what finds no room is recognised each time.
class CachedRecogniser {
 public:
  static constexpr std::size_t kExemplars = 5;
  static constexpr std::size_t kMostForms = 8;

  explicit CachedRecogniser(const Recogniser& recogniser, std::size_t most_shapes = 1U << 14U);
  CachedRecogniser(CachedRecogniser&&) noexcept;
  CachedRecogniser& operator=(CachedRecogniser&&) noexcept;
  ~CachedRecogniser();

  std::vector<Entity> recognise(std::string_view message);
  /// How many messages the recogniser was run on.
  [[nodiscard]] std::uint64_t recognised() const;

 private:
  struct Cache;
  std::unique_ptr<Cache> cache_;
};

}  // namespace detector
