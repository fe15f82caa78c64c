// Each stage says in its own words what it made of a record; a further stage is a further function
// that appends an ExplainedStage.
#include <fmt/format.h>

#include <array>
#include <memory>

#include "base/secrets.h"
#include "base/time.h"
#include "detector/explain.h"
#include "entity/address_groups.h"
#include "entity/message_reader.h"
#include "parse/parser.h"

namespace detector {
namespace {

class Explainer {
 public:
  explicit Explainer(const PipelineOptions& options)
      : parsers_({options.now, options.assume_utc}),
        groups_(options.asn_database),
        messages_(options.patterns),
        kinds_(options.policy.kinds ? options.policy.kinds : std::make_shared<MessageKinds>()),
        finder_(options.patterns) {}

  void explain(const RecordBatch& batch, const RecordBatch::Span& span, ExplainedRecord& out) {
    const std::string_view text = batch.text(span);
    out.text = text;
    out.ref = batch.ref(span);
    add_record(out);
    if (!add_format(batch, out)) return;
    parsers_.use_header(batch.format, batch.header);
    Event event;
    const std::string_view reason = parsers_.parse(batch.format, text, event);
    if (!reason.empty()) {
      const bool filtered = reason == kNoEvent || is_header(batch.format, text);
      out.stages.push_back({"event",
                            {{filtered ? "filtered" : "rejected",
                              filtered ? "tells of no event" : std::string(reason)}}});
      return;
    }
    derive(event);
    add_event(event, out);
    add_entities(event.message, out);
  }

 private:
  static void add_record(ExplainedRecord& out) {
    out.stages.push_back({"record",
                          {{"offset", fmt::format("{}", out.ref.offset)},
                           {"length", fmt::format("{}", out.ref.length)}}});
  }

  bool add_format(const RecordBatch& batch, ExplainedRecord& out) {
    const bool known = batch.format < formats().size();
    ExplainedStage stage{"format", {}};
    stage.lines.emplace_back("name", known ? std::string(formats()[batch.format].name)
                                           : "not recognised; --input-format forces one");
    if (batch.header != header_) {  // told once
      header_ = batch.header;
      if (!header_.empty()) stage.lines.emplace_back("header", header_);
    }
    out.stages.push_back(std::move(stage));
    return known;
  }

  // What the stages behind the parser add to an event.
  void derive(Event& event) {
    messages_.fill(event);
    if (!event[Field::kSignature].empty()) {
      kind_ = kinds_->kinds_of(std::array{event[Field::kSignature]}).front();
      event[Field::kMessageKind] = kind_;
    }
    groups_.fill(event);
  }

  static void add_event(const Event& event, ExplainedRecord& out) {
    ExplainedStage stage{"event", {}};
    const auto add = [&stage](std::string_view name, std::string_view value) {
      if (!value.empty()) stage.lines.emplace_back(name, value);
    };
    add("time", format_time(event.time));
    add("entity", fmt::format("{} {}", field_name(event.entity), event[event.entity]));
    add("id", event.id);
    if (event.login != Login::kNone) {
      add("outcome", event.login == Login::kSuccess ? "login success" : "login failure");
    }
    if (event.count != 1) add("count", fmt::format("{}", event.count));
    for (std::size_t i = 0; i < kFieldCount; ++i) {
      const auto field = static_cast<Field>(i);
      if (field != Field::kSignature) add(field_name(field), event[field]);
    }
    add("process", event.process);
    add("text", event.message);
    add("signature", event[Field::kSignature]);
    for (const Attribute& attribute : event.attributes) {
      add(fmt::format("attribute {}", attribute.name), attribute.value);
    }
    out.stages.push_back(std::move(stage));
  }

  // What is named in free text, and who says so.
  void add_entities(std::string_view message, ExplainedRecord& out) {
    if (!recogniser_ || message.empty()) return;
    auto entities = recogniser_->recognise(message);
    add_instead(finder_.find(message), entities);
    if (entities.empty()) return;
    const std::string masked = mask_secrets(message);
    ExplainedStage stage{"entities", {}};
    for (const Entity& entity : entities) {
      stage.lines.emplace_back(
          entity_type_name(entity.type),
          fmt::format("{} ({}, {:.2f})", entity.in(masked), entity_source_name(entity.source),
                      static_cast<double>(entity.confidence) / 1000));
    }
    out.stages.push_back(std::move(stage));
  }

  Parsers parsers_;
  AddressGroups groups_;
  MessageReader messages_;
  std::shared_ptr<MessageKinds> kinds_;
  std::string kind_;
  Result<Recogniser> recogniser_ = built_in_recogniser();
  PatternFinder finder_;

  std::string header_;
};

void hide_secrets(ExplainedRecord& record) {
  record.text = redact_secrets(record.text);
  for (ExplainedStage& stage : record.stages) {
    for (auto& [name, value] : stage.lines) value = redact_secrets(value);
  }
}

}  // namespace

Status explain_records(Source& source, const PipelineOptions& options, std::size_t most,
                       const OnExplained& on_record) {
  DETECTOR_TRY(Pipeline pipeline, Pipeline::create(options, nullptr));
  Explainer explainer(options);
  RecordBatch batch;
  while (most > 0) {
    DETECTOR_TRY(const bool more, source.next(batch));
    if (!more) return {};
    pipeline.prepare(batch);
    for (const auto& rejected : batch.rejected) {
      ExplainedRecord record{{}, rejected.ref, {}};
      record.stages.push_back({"record", {{"rejected", std::string(rejected.reason)}}});
      on_record(record);
    }
    for (const auto& span : batch.records) {
      if (most == 0) return {};
      --most;
      ExplainedRecord record;
      explainer.explain(batch, span, record);
      hide_secrets(record);
      on_record(record);
    }
  }
  return {};
}

}  // namespace detector
