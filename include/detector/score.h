#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detector/bits.h"
#include "detector/config.h"
#include "detector/entities.h"
#include "detector/event.h"
#include "detector/record.h"

namespace detector {

class Knowledge;

/// How parts of the logs judge each other (docs/scoring.md).
enum class Mode : std::uint8_t {
  kLeaveOut,     ///< A part is judged by all other parts.
  kProgressive,  ///< A part is judged by the days before it.
};
/// Parts are days, or hours where there are fewer than seven days to learn from.
enum class Grain : std::uint8_t { kDays, kHours };

/// What applies when the baseline is read; nothing of it changes what is stored.
struct Policy {
  Day max_age_days = 64;                       ///< Parts further away say nothing.
  std::uint32_t minimum_days = 7;              ///< With fewer days to judge by, hours do.
  std::shared_ptr<const Knowledge> knowledge;  ///< Of actions; null: none is harmful.
  std::vector<ImportantAsset> assets;          ///< What touches them weighs more.
  std::vector<AnnouncedWindow> announced;      ///< What is expected raises no alert.
  std::shared_ptr<MessageKinds> kinds;         ///< Of messages; null: each signature is its own.
};
/// Equal for policies under which scores are equal: 64 hexadecimal digits.
std::string policy_fingerprint(const Policy& policy);

/// What a day may keep (docs/adr/0003). Part of a model: models with other limits do not merge.
struct Limits {
  std::uint32_t values_per_context = 4096;
  std::uint32_t contexts_per_day = 65536;
  std::uint32_t logins_per_entity = 512;
  friend bool operator==(const Limits&, const Limits&) = default;
};

enum class Detector : std::uint8_t {
  kRarity,
  kVolume,
  kSpread,
  kNovelty,
  kLogins,
  kSensitivity,
  kCount
};
constexpr std::size_t kDetectorCount = static_cast<std::size_t>(Detector::kCount);

std::string_view mode_name(Mode mode);     ///< `leave-out`, `progressive`
std::string_view grain_name(Grain grain);  ///< `day`, `hour`
std::string_view detector_name(
    Detector kind);  ///< `rarity`, `volume`, `spread`, `novelty`, `logins`, `sensitivity`

/// A record that shows a piece of evidence.
struct RecordNote {
  TimeMs time = 0;
  RecordRef ref;
  std::string sha256;     ///< Hex, of the record's bytes.
  std::string record_id;  ///< The source's event id, else the SHA-256.
};

/// How often a value was seen where one level of back-off looks.
struct BaseRate {
  Field context = Field::kActor;  ///< Whose history; Field::kCount: everyone's.
  std::string among;        ///< What the value is a case of, where that was asked; else empty.
  std::uint32_t seen = 0;   ///< Parts that had it …
  std::uint32_t parts = 0;  ///< … of those in which the context was active.
};

/// A value that a context does have, and on how many of its parts.
struct UsualValue {
  std::string value;
  std::uint32_t seen = 0;
};

/// One piece of evidence: so many bits, from what, compared with what.
struct Evidence {
  Detector detector = Detector::kRarity;
  std::string_view view;          ///< Its name; static.
  std::string_view words;         ///< `{}`: the value, the context or the count; static.
  bool summed = false;            ///< Part of the score's sum.
  bool is_asset = false;          ///< Of sensitivity: `value` is one of important_assets.
  bool own_history = true;        ///< Counts: against its own history rather than all sources.
  bool of_logins = false;         ///< Logins: `parts` are sources that got in, not that failed.
  Field context = Field::kActor;  ///< Who was asked; Field::kCount: everyone.
  std::string value;
  std::string among;  ///< What `value` is a case of, where that spoke: its network, its product;
                      ///< of sensitivity, the technique it serves.
  std::string where;  ///< The context, where the value is the entity: the login, the endpoint.
  std::vector<std::string> techniques;  ///< ATT&CK ids of the action that `value` names.
  Bits bits = 0;
  std::uint32_t seen = 0;     ///< Parts with the value; sources at least as large; successes.
  std::uint32_t parts = 0;    ///< Parts, or sources, compared with.
  std::uint32_t as_rare = 0;  ///< Parts of the context with a value as rare as this one.
  std::uint64_t count = 0;    ///< Events judged.
  std::uint64_t usual = 0;    ///< The usual count.
  /// Of an alert's rarities where parts are days: the context's own rate, then those of its
  /// surroundings, with what the value is a case of behind each.
  std::vector<BaseRate> base_rates;
  std::vector<UsualValue> usually;  ///< At most 3, the commonest first: nearest normal behaviour.
};

/// The smallest change of a day that leaves it without alert: found by search, checked by scoring
/// the changed day.
struct Silencing {
  struct Step {
    std::size_t evidence = 0;   ///< Which of the score's evidence would have been otherwise.
    std::uint64_t at_most = 0;  ///< Of counts: no more than so many. 0: as if it were usual.
  };
  std::vector<Step> steps;
  Bits bits = 0;  ///< The score that is left.
};

/// An entity on a day, explained: the bits of the summed evidence add up to `bits` exactly.
struct Score {
  Mode mode = Mode::kLeaveOut;
  Grain grain = Grain::kDays;
  Field kind = Field::kActor;
  std::string entity;
  Day day = 0;
  Bits bits = 0;
  std::vector<Evidence> evidence;      ///< Summed first, strongest first.
  std::vector<RecordNote> records;     ///< At most 20, the strongest evidence's first.
  std::optional<Silencing> silencing;  ///< Of alerts, where a search found one.
};

}  // namespace detector
