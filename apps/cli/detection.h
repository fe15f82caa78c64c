#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "detector/provenance.h"
#include "run_options.h"

namespace detector::cli {

/// What a run of detection is asked: by flags, or by the record of an earlier run.
struct DetectionRequest {
  InputFlags input;
  std::string model;
  std::string mode;
  double alerts_per_day = 0;  ///< 0: as configured.
  bool for_json = false;      ///< Hash the inputs, so that alerts can say what they rest on.
};

/// A run of detection and all that it rests on.
struct Detection {
  Config config;
  PipelineOptions options;
  std::optional<Model> model;
  std::unique_ptr<AsnDatabase> asn_database;
  std::unique_ptr<Source> source;
  Report report;
  Provenance provenance;
  RunRecord run;

  [[nodiscard]] std::vector<std::string> names() const { return names_of(source->objects()); }
};

/// Reads what is asked for, learns and judges. `on_score` as of Pipeline::finish(). Says on stderr
/// when a model had to be calibrated anew.
Result<Detection> run_detection(const DetectionRequest& request, const Pipeline::OnScore& on_score);

/// The request that gives the same run again. Errors: kUsage where it cannot: standard input, a
/// secret that was set by flag.
Result<DetectionRequest> request_of(const RunRecord& run);

}  // namespace detector::cli
