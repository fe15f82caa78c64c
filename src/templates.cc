// Lines to templates: records are parsed as far as their header, and their messages mined.
#include "detector/templates.h"

#include <absl/container/flat_hash_map.h>

#include "base/time.h"
#include "entity/template_miner.h"
#include "parse/parser.h"

namespace detector {
namespace {

constexpr std::uint64_t kNoSignature = 0;

class Mining {
 public:
  explicit Mining(const TemplateOptions& options)
      : options_(options),
        parsers_({options.input.now, options.input.assume_utc}),
        miner_(options.most_signatures) {}

  void add(const RecordBatch& batch) {
    parsers_.use_header(batch.format, batch.header);
    if (batch.starts_object) has_line_ = false;
    report_.accounting.read += batch.records.size() + batch.rejected.size();
    for (const auto& rejected : batch.rejected) reject(rejected.ref, rejected.reason);
    for (const auto& span : batch.records) {
      const std::uint64_t signature = add_record(batch, span);
      if (options_.per_line == TemplateOptions::PerLine::kYes) note_line(batch, span, signature);
    }
    if (options_.per_line == TemplateOptions::PerLine::kYes) {
      fill_lines(batch, batch.bytes.size() - RecordBatch::kPadding);
      counted_ = 0;
    }
  }

  TemplateReport finish() {
    absl::flat_hash_map<std::uint64_t, std::uint32_t> template_of;
    report_.templates = miner_.templates(template_of);
    report_.signatures = miner_.signatures();
    report_.dropped = miner_.dropped();
    report_.template_of_line.reserve(lines_.size());
    for (const std::uint64_t signature : lines_) {
      const auto found = template_of.find(signature);
      report_.template_of_line.push_back(found == template_of.end() ? TemplateReport::kNoTemplate
                                                                    : found->second);
    }
    return std::move(report_);
  }

 private:
  void reject(const RecordRef& ref, std::string_view reason) {
    auto found = report_.accounting.rejected.find(reason);
    if (found == report_.accounting.rejected.end()) {
      found = report_.accounting.rejected.emplace(std::string(reason), Accounting::Reject{0, ref})
                  .first;
    }
    ++found->second.count;
  }

  std::uint64_t add_record(const RecordBatch& batch, const RecordBatch::Span& span) {
    const std::string_view text = batch.text(span);
    if (options_.lines == TemplateOptions::Lines::kMessages) {
      ++report_.accounting.scored;
      return miner_.add({}, text, 0);
    }
    const std::string_view reason = parsers_.parse_message(batch.format, text, event_);
    if (!reason.empty() && reason != kNoEvent && !is_header(batch.format, text)) {
      reject(batch.ref(span), reason);
      return kNoSignature;
    }
    const PipelineOptions& input = options_.input;
    if (!reason.empty() || event_.message.empty() || (input.since && event_.time < *input.since) ||
        (input.until && event_.time >= *input.until)) {
      ++report_.accounting.filtered;
      return kNoSignature;
    }
    ++report_.accounting.scored;
    return miner_.add(event_[Field::kProgram], event_.message, event_.time, event_.count);
  }

  // Lines end at each newline; those before the record's are blank or were rejected.
  void fill_lines(const RecordBatch& batch, std::size_t until) {
    for (; counted_ < until; ++counted_) {
      if (batch.bytes[counted_] != '\n') continue;
      if (!has_line_) lines_.push_back(kNoSignature);
      has_line_ = false;
    }
  }

  void note_line(const RecordBatch& batch, const RecordBatch::Span& span, std::uint64_t signature) {
    fill_lines(batch, span.begin);
    if (!has_line_) lines_.push_back(signature);
    has_line_ = true;
    counted_ = span.begin + span.length;
  }

  const TemplateOptions& options_;
  Parsers parsers_;
  TemplateMiner miner_;
  TemplateReport report_;
  Event event_;
  std::vector<std::uint64_t> lines_;
  std::size_t counted_ = 0;  // bytes of the batch whose newlines have been counted
  bool has_line_ = false;    // the current line has its entry
};

}  // namespace

Result<TemplateReport> mine_templates(Source& source, const TemplateOptions& options) {
  DETECTOR_TRY(Pipeline formats, Pipeline::create(options.input, nullptr));
  Mining mining(options);
  RecordBatch batch;
  while (true) {
    DETECTOR_TRY(const bool more, source.next(batch));
    if (!more) return mining.finish();
    if (options.lines == TemplateOptions::Lines::kWithHeader) formats.prepare(batch);
    mining.add(batch);
  }
}

}  // namespace detector
