#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detector/bits.h"
#include "detector/config.h"
#include "detector/event.h"
#include "detector/result.h"

namespace detector {

enum class Access : std::uint8_t { kRead, kWrite };

/// What is known of an action before anybody has been seen doing it.
struct ActionKnowledge {
  Access access = Access::kRead;
  Bits harm = 0;                        ///< 0–8 bits; the scale is in docs/knowledge.md.
  std::vector<std::string> techniques;  ///< Ids of MITRE ATT&CK: `T1098.001`.
  friend bool operator==(const ActionKnowledge&, const ActionKnowledge&) = default;
};

/// One row of the knowledge: an action or, for the defaults, a first word of action names.
struct KnowledgeRow {
  std::string name;
  ActionKnowledge what;
};
struct TechniqueName {
  std::string id;
  std::string name;
};

/// Everything that a Knowledge is made of, in any order.
struct KnowledgeRows {
  std::vector<KnowledgeRow> actions;  ///< `iam:CreateAccessKey`, without an API version.
  std::vector<KnowledgeRow> verbs;    ///< `Get`
  ActionKnowledge otherwise;
  std::vector<TechniqueName> techniques;
};

/// What is known of actions: a table that never changes once it is made. Safe to read from any
/// thread.
class Knowledge {
 public:
  /// Knows no action; everything is read and harmless.
  Knowledge() : Knowledge(KnowledgeRows()) {}
  /// Of rows with the same name, one counts.
  explicit Knowledge(KnowledgeRows rows);

  /// What is known of `service:Name`, with or without the version of the API that CloudTrail
  /// appends (`ListFunctions20150331`, `AddPermission20150331v2`). An action that is not listed is
  /// judged by the longest verb that its name begins with, else as `otherwise`; an empty one is
  /// harmless. O(log n); lives as long as the knowledge.
  [[nodiscard]] const ActionKnowledge& lookup(std::string_view action) const;
  /// Whether the action itself is listed.
  [[nodiscard]] bool knows(std::string_view action) const;
  /// `Account Manipulation: Additional Cloud Credentials` of `T1098.001`; empty when it is not
  /// listed. Lives as long as the knowledge.
  [[nodiscard]] std::string_view technique_name(std::string_view id) const;

  /// By name.
  [[nodiscard]] std::span<const KnowledgeRow> actions() const { return rows_.actions; }
  [[nodiscard]] std::span<const TechniqueName> techniques() const { return rows_.techniques; }

  /// The content as text, a line for each row, in one order: equal knowledge has equal text.
  [[nodiscard]] std::string canonical() const;
  /// SHA-256 of canonical(), 64 hexadecimal digits: names the knowledge that a run used. O(n).
  [[nodiscard]] std::string sha256() const;

 private:
  KnowledgeRows rows_;
  ActionKnowledge nothing_;
};

/// The knowledge in canonical() text. Errors: kCorrupt.
Result<Knowledge> knowledge_from_canonical(std::string_view text);

/// The knowledge in a YAML file like config/knowledge/actions.yaml, which takes the place of the
/// built-in one. Errors: kUsage, and the message holds every problem there is, one a line, each
/// with file:line:column.
Result<Knowledge> load_knowledge(const std::string& path);

/// What config/knowledge/actions.yaml held when the program was built. Made anew by each call.
Knowledge built_in_knowledge();

/// How much an asset of weight 1–10 adds to what touches it: weight·(weight + 5)/50 bits, so 1 bit
/// for 5 and 3 bits for 10.
Bits harm_of_weight(std::int64_t weight);

/// The harm of the weightiest asset that `value` is a case of; 0 when there is none. A value fits
/// an asset when the field can name the asset's kind and the value, or the part of it that names
/// the thing (docs/knowledge.md), matches the pattern. Pure; O(assets · length).
Bits asset_harm(std::span<const ImportantAsset> assets, Field field, std::string_view value);

}  // namespace detector
