#include "score/explain.h"

#include <algorithm>
#include <array>

#include "detector/knowledge.h"

namespace detector {
namespace {

std::string name_of(std::uint64_t hash, const ExplainContext& context) {
  return std::string(context.readout->name(hash));
}

// What an action is known to be used for.
void name_techniques(Evidence& evidence, const ExplainContext& context) {
  if (context.knowledge == nullptr) return;
  const ActionKnowledge& known = context.knowledge->lookup(evidence.value);
  evidence.techniques = known.techniques;
  if (evidence.detector != Detector::kSensitivity) return;
  evidence.is_asset = known.harm == 0;
  if (known.techniques.empty()) {
    evidence.among = known.access == Access::kWrite ? "a change" : "a look at what is there";
  } else {
    evidence.among = context.knowledge->technique_name(known.techniques.front());
  }
}

Evidence to_evidence(const Finding& finding, bool summed, const ExplainContext& context) {
  const View& view = views()[finding.view];
  Evidence out;
  out.detector = finding.detector;
  out.summed = summed;
  out.bits = finding.bits;
  out.seen = finding.seen;
  out.parts = finding.parts;
  out.as_rare = finding.as_rare;
  out.count = finding.count;
  out.usual = finding.usual;
  if (finding.detector == Detector::kLogins) {
    out.view = "login_after_failures";
    out.own_history = finding.own_history;
    out.of_logins = finding.of_logins;
    return out;
  }
  out.view = view.name;
  out.words = finding.detector == Detector::kSpread ? view.spread_words : view.words;
  out.own_history = finding.own_history;
  out.context = view.contexts[finding.level];
  if (finding.spoke != 0) out.among = name_of(finding.spoke, context);
  if (entity_is_value(view)) out.where = name_of(finding.context, context);
  if (finding.value != 0) out.value = name_of(finding.value, context);
  if (finding.detector == Detector::kNovelty) out.value = field_name(view.value);
  out.is_asset = finding.detector == Detector::kSensitivity;
  if (view.value == Field::kAction) name_techniques(out, context);
  return out;
}

constexpr Bits kTelling = kOneBit / 2;

class RecordCollector {
 public:
  RecordCollector(const ExplainContext& context, Day day) : context_(context), day_(day) {}

  void collect(const Finding& finding) {
    switch (finding.detector) {
      case Detector::kRarity:
      case Detector::kSensitivity:
        add(finding.view, {finding.context, finding.value});
        break;
      case Detector::kVolume:
        add_hours(finding.view, finding.context);
        break;
      case Detector::kSpread:
      case Detector::kNovelty:
      case Detector::kCount:
        break;  // its values have findings of their own where they are rare
      case Detector::kLogins:
        add_logins(finding.entity);
        break;
    }
  }
  std::vector<RecordNote> take() { return std::move(records_); }

 private:
  void add(std::size_t view, const CellKey& cell) {
    if (records_.size() == kMostRecords) return;
    auto note = context_.sightings->find(day_, view, cell);
    if (!note) return;
    const auto same = [&](const RecordNote& other) {
      return other.ref.object == note->ref.object && other.ref.offset == note->ref.offset;
    };
    if (std::none_of(records_.begin(), records_.end(), same)) records_.push_back(std::move(*note));
  }
  // The cells of a volume view have the hour as their value.
  void add_hours(std::size_t view, std::uint64_t entity) {
    for (std::size_t hour = 0; hour < 48; ++hour) {
      add(view, {entity, field_hash(context_.key, Field::kWeekdayHour, hour_name(hour))});
    }
  }
  void add_logins(std::uint64_t entity) {
    for (const std::string_view action : {"ssh:accepted", "ssh:failed", "signin:ConsoleLogin"}) {
      for (std::size_t v = 0; v < views().size(); ++v) {
        if (views()[v].name != "address_action") continue;
        add(v, {entity, field_hash(context_.key, Field::kAction, action)});
      }
    }
  }

  const ExplainContext& context_;
  Day day_;
  std::vector<RecordNote> records_;
};

}  // namespace

Score explain(const EntityScore& score, const ExplainContext& context) {
  Score out;
  out.mode = context.mode;
  out.grain = context.grain;
  out.kind = score.kind;
  out.entity = name_of(score.entity, context);
  out.day = score.day;
  out.bits = score.bits;
  RecordCollector records(context, score.day);
  for (std::size_t i = 0; i < score.findings.size(); ++i) {
    const Finding& finding = score.findings[i];
    if (finding.bits == 0) continue;
    out.evidence.push_back(to_evidence(finding, i < score.summed, context));
    // What happens most days shows nothing; but something must be shown.
    if (finding.bits >= kTelling || i == 0) records.collect(finding);
  }
  out.records = records.take();
  return out;
}

}  // namespace detector
