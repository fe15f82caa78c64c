#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detector/pipeline.h"
#include "detector/record.h"
#include "detector/result.h"
#include "detector/source.h"

namespace detector {

/// What one stage made of a record, for people.
struct ExplainedStage {
  std::string title;                                       ///< `record`, `format`, `event`, …
  std::vector<std::pair<std::string, std::string>> lines;  ///< Name and value.
};

/// What all stages made of a record, in the order of the data path. A record that was refused ends
/// with the stage that refused it.
struct ExplainedRecord {
  std::string text;  ///< Without the secrets in it, as the stages.
  RecordRef ref;
  std::vector<ExplainedStage> stages;
};

/// Shows the first `most` records of `source` to `on_record`, as the pipeline would see them.
/// Errors: kUsage for an unknown format.
using OnExplained = std::function<void(const ExplainedRecord&)>;
Status explain_records(Source& source, const PipelineOptions& options, std::size_t most,
                       const OnExplained& on_record);

}  // namespace detector
