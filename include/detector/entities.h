#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
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
  /// Who says so: a validator of the lexer, the trained recogniser, or a pattern of the user's.
  enum class Source : std::uint8_t { kLexer, kRecogniser, kPattern };

  EntityType type = EntityType::kUser;
  std::uint32_t begin = 0;       ///< Bytes of the message.
  std::uint32_t length = 0;      ///< At least 1.
  std::uint16_t confidence = 0;  ///< Per mille, calibrated on made-up lines that were held out.
  Source source = Source::kRecogniser;

  [[nodiscard]] std::string_view in(std::string_view message) const {
    return message.substr(begin, length);
  }
};

/// The user's own patterns, compiled together: a message is read once for all of them. Immutable;
/// copies share what was compiled.
class EntityPatterns {
 public:
  struct Pattern {
    std::string name;
    std::string regex;  ///< In the syntax of PCRE, as far as Hyperscan has it.
    EntityType type = EntityType::kUser;
  };

  /// No patterns: nothing is found.
  EntityPatterns() = default;
  /// Errors: kUsage, with the name of the pattern that does not compile or matches no byte at all.
  static Result<EntityPatterns> compile(const std::vector<Pattern>& patterns);
  [[nodiscard]] bool empty() const { return compiled_ == nullptr; }

 private:
  friend class PatternFinder;
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

/// Finds what patterns match. One per thread.
class PatternFinder {
 public:
  explicit PatternFinder(const EntityPatterns& patterns);
  PatternFinder(PatternFinder&&) noexcept;
  PatternFinder& operator=(PatternFinder&&) noexcept;
  ~PatternFinder();

  /// The matches in order, none overlapping, of full confidence: of those that overlap the one that
  /// begins first, then the longest, then the first pattern. The first 8192 bytes are looked at,
  /// and at most 4096 ends of matches. Lives until the next call.
  const std::vector<Entity>& find(std::string_view message);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Adds `own` to `entities`, instead of those that overlap them. Both in order, as the result.
void add_instead(const std::vector<Entity>& own, std::vector<Entity>& entities);

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

/// `lexer`, `recogniser` or `pattern`.
std::string_view entity_source_name(Entity::Source source);
/// A message as one JSON object with its entities, and a newline. Here and in entities_text(), the
/// bytes of secrets are shown as `*`.
std::string entities_json(std::string_view message, const std::vector<Entity>& entities);
/// How entities_text() shows what is an entity: `⟦user|alice⟧`, or by colour on a terminal.
enum class EntityMarks { kBrackets, kColours };
/// A message as one line for people; what could act on a terminal is escaped.
std::string entities_text(std::string_view message, const std::vector<Entity>& entities,
                          EntityMarks marks);

/// The model that the program was built with (config/ner/en.model), loaded once: copies share the
/// weights. Errors: as load().
Result<Recogniser> built_in_recogniser();

/// Says what kinds of messages signatures are: `session opened for alice by <*>` is one of `session
/// opened for <*> by <*>`, so a new name in a familiar message is no new message. By the built-in
/// recogniser, which reads each signature once, and by clustering. Thread safe.
class MessageKinds {
 public:
  static constexpr std::uint16_t kLeastConfidence = 800;
  static constexpr std::size_t kMostRemembered = 1U << 16U;

  /// Names that the recogniser is less sure of, in per mille, stay as they are.
  explicit MessageKinds(std::uint16_t least_confidence = kLeastConfidence);
  MessageKinds(const MessageKinds&) = delete;
  MessageKinds& operator=(const MessageKinds&) = delete;
  ~MessageKinds();

  /// Of each signature (variables as `<*>`), as text; empty where it is a kind of its own. A
  /// function of the set of signatures.
  std::vector<std::string> kinds_of(std::span<const std::string_view> signatures);
  /// How many signatures the recogniser has read.
  [[nodiscard]] std::uint64_t recognised() const;
  [[nodiscard]] std::uint16_t least_confidence() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

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
