// The parallel part of the path, pure: records are parsed, their entities found, and the events
// reduced to observations.
#include "digest.h"

#include "detector/pipeline.h"
#include "entity/address_groups.h"
#include "entity/message_reader.h"
#include "parse/parser.h"
#include "score/observation.h"

namespace detector {
namespace {

constexpr std::string_view kOtherHeader =
    "header is not the one that the object began with; split the object";

// A header is never an event, so that only what was refused can be one. What its parser put aside
// is no event by its nature, and nothing is wrong with it.
void refuse(const RecordBatch& batch, const RecordBatch::Span& span, std::string_view reason,
            Digest& out) {
  const std::string_view text = batch.text(span);
  const bool header = is_header(batch.format, text);
  if (reason == kNoEvent || (header && text == batch.header)) {
    ++out.filtered;
  } else {
    out.rejected.push_back({batch.ref(span), header ? kOtherHeader : reason});
  }
}

}  // namespace

struct Digester::Impl {
  Parsers parsers;
  Observer observer;
  AddressGroups groups;
  MessageReader messages;
};

HashKey hash_key_of(const PipelineOptions& options) {
  HashKey key;
  HashKey::from_hex(options.hash_key_hex, key);
  return key;
}

Digester::Digester(const PipelineOptions& options)
    : impl_(std::make_unique<Impl>(
          Impl{Parsers({options.now, options.assume_utc}), Observer(hash_key_of(options)),
               AddressGroups(options.asn_database), MessageReader(options.patterns)})) {}
Digester::~Digester() = default;
Digester::Digester(Digester&&) noexcept = default;
Digester& Digester::operator=(Digester&&) noexcept = default;

void Digester::digest(const RecordBatch& batch, Digest& out) {
  impl_->observer.begin(batch, out);
  impl_->parsers.use_header(batch.format, batch.header);
  Event event;
  for (const auto& span : batch.records) {
    const std::string_view text = batch.text(span);
    const std::string_view reason = impl_->parsers.parse(batch.format, text, event);
    if (!reason.empty()) {
      refuse(batch, span, reason, out);
      continue;
    }
    impl_->messages.fill(event);
    impl_->groups.fill(event);
    impl_->observer.add(event, text, batch.ref(span));
  }
}

Status for_each_event(Source& source, const PipelineOptions& options, const OnEvent& on_event) {
  DETECTOR_TRY(Pipeline formats, Pipeline::create(options, nullptr));
  Parsers parsers({options.now, options.assume_utc});
  RecordBatch batch;
  Event event;
  while (true) {
    DETECTOR_TRY(const bool more, source.next(batch));
    if (!more) return {};
    formats.prepare(batch);
    parsers.use_header(batch.format, batch.header);
    for (const auto& span : batch.records) {
      const std::string_view text = batch.text(span);
      if (parsers.parse(batch.format, text, event).empty()) on_event(event, text);
    }
  }
}

}  // namespace detector
