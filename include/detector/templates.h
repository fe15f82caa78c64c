#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "detector/pipeline.h"
#include "detector/record.h"
#include "detector/result.h"
#include "detector/source.h"
#include "detector/time.h"

namespace detector {

/// A kind of message: its constant text, and what varies in it.
struct Template {
  std::string id;       ///< 16 hexadecimal digits; a function of program and text.
  std::string program;  ///< Who writes such messages; empty when the lines do not say.
  std::string text;     ///< Variables as `<*>`.
  std::string typed;    ///< The same, variables by what they were seen to be: `<ip>`, `<number>`.
  std::uint64_t count = 0;
  std::uint64_t signatures = 0;  ///< How many shapes of messages are one in it.
  TimeMs first = 0;              ///< 0: the messages carry no time.
  TimeMs last = 0;
  std::vector<std::string> examples;  ///< At most five messages.
};

struct TemplateOptions {
  PipelineOptions input;  ///< Time, format and limits of the records, as for detection.
  /// Every line is a message from its first byte on, without time or program.
  enum class Lines { kWithHeader, kMessages };
  Lines lines = Lines::kWithHeader;
  std::size_t most_signatures = 1U << 15U;  ///< Kept at the same time.
  enum class PerLine { kNo, kYes };
  PerLine per_line = PerLine::kNo;  ///< Fill TemplateReport::template_of_line.
};

struct TemplateReport {
  static constexpr std::uint32_t kNoTemplate = 0xffffffff;

  Accounting accounting;            ///< `filtered`: records that hold no message.
  std::vector<Template> templates;  ///< By count, then text.
  std::uint64_t signatures = 0;
  std::uint64_t dropped = 0;  ///< Messages whose shape found no room: a flood of new shapes.
  /// Index into `templates` for each line of the input, blank ones included; kNoTemplate for lines
  /// that are no message or found no room. Empty unless asked for.
  std::vector<std::uint32_t> template_of_line;
};

/// Reads `source` to its end. The templates depend on the set of lines alone.
/// Errors: those of the source; kUsage for an unknown format.
Result<TemplateReport> mine_templates(Source& source, const TemplateOptions& options);

/// One template as a JSON object, as CSV with the header of template_csv_header() (each ends in a
/// newline), and for people, on two lines. Log text is escaped for each.
std::string template_json(const Template& one);
std::string template_csv(const Template& one);
std::string template_csv_header();
std::string template_text(const Template& one);

}  // namespace detector
