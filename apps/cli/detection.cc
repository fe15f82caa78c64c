#include "detection.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "detector/timestamp.h"
#include "detector/version.h"
#include "model_files.h"

namespace detector::cli {
namespace {

constexpr std::string_view kHidden = "********";

Result<PipelineOptions> options_of(const DetectionRequest& request, const Config& config) {
  DETECTOR_TRY(auto options, request.input.to_options(config));
  if (request.mode == "leave-out") options.mode = Mode::kLeaveOut;
  if (request.mode == "progressive") options.mode = Mode::kProgressive;
  if (request.alerts_per_day > 0) {
    options.budget_milli = static_cast<std::uint64_t>(std::llround(request.alerts_per_day * 1000));
    options.p_value.reset();
  }
  return options;
}

// Assignments as they were given, but for secrets.
std::vector<std::string> shown_assignments(const std::vector<std::string>& given,
                                           const LoadedConfig& loaded) {
  std::vector<std::string> shown;
  for (const std::string& one : given) {
    const std::string key = one.substr(0, one.find('='));
    const auto setting = find_setting(loaded, key);
    const bool secret = setting && setting->text == kHidden;
    shown.push_back(secret ? fmt::format("{}={}", key, kHidden) : one);
  }
  return shown;
}

std::string time_or_nothing(const std::optional<TimeMs>& time) {
  return time ? time_text(*time) : std::string();
}

RunRecord record_of(const DetectionRequest& request, const Detection& detection,
                    const LoadedConfig& loaded) {
  const PipelineOptions& options = detection.options;
  RunRecord run;
  run.inputs = request.input.inputs;
  run.model = request.model.empty() ? loaded.config.model.path : request.model;
  const bool progressive =
      options.mode.value_or(detection.model ? Mode::kProgressive : Mode::kLeaveOut) ==
      Mode::kProgressive;
  run.mode = mode_name(progressive ? Mode::kProgressive : Mode::kLeaveOut);
  run.budget_milli = options.budget_milli;
  run.p_value = options.p_value;
  run.now = time_text(options.now);
  run.since = time_or_nothing(options.since);
  run.until = time_or_nothing(options.until);
  run.input_format = options.input_format;
  run.assume_utc = options.assume_utc;
  run.environment = request.input.layers.environment;
  run.config_directory = request.input.layers.directory;
  run.assignments = shown_assignments(request.input.layers.assignments, loaded);
  run.objects = detection.source->objects();
  return run;
}

}  // namespace

Result<Detection> run_detection(const DetectionRequest& request,
                                const Pipeline::OnScore& on_score) {
  Detection detection;
  DETECTOR_TRY(const LoadedConfig loaded, request.input.layers.load_if_named());
  detection.config = loaded.config;
  DETECTOR_TRY(detection.options, options_of(request, loaded.config));
  DETECTOR_TRY(detection.asn_database, open_asn_database(loaded.config));
  PipelineOptions& options = detection.options;
  options.asn_database = detection.asn_database.get();
  const std::string path = request.model.empty() ? loaded.config.model.path : request.model;
  if (!path.empty()) {
    DETECTOR_TRY(detection.model, load_model(path));
    if (!detection.model->calibrated_for(options.policy)) {
      fmt::print(stderr, "{}: made under another configuration or knowledge; calibrated anew\n",
                 path);
      detection.model->calibrate(options.policy);
    }
  }
  SourceOptions source_options;
  source_options.hash_contents = request.for_json;
  DETECTOR_TRY(detection.source, open_source(request.input.inputs, source_options));
  DETECTOR_TRY(auto pipeline,
               Pipeline::create(options, detection.model ? &*detection.model : nullptr));
  DETECTOR_CHECK(drive(*detection.source, pipeline, options, request.input.thread_count()));
  DETECTOR_TRY(detection.report, pipeline.finish(on_score));
  detection.provenance = {input_fingerprint(detection.source->objects()),
                          config_fingerprint(loaded), policy_fingerprint(options.policy),
                          build_id()};
  detection.run = record_of(request, detection, loaded);
  return detection;
}

Result<DetectionRequest> request_of(const RunRecord& run) {
  DetectionRequest request;
  InputFlags& input = request.input;
  input.inputs = run.inputs;
  if (std::find(run.inputs.begin(), run.inputs.end(), "-") != run.inputs.end()) {
    return fail(Code::kUsage, "the run read standard input; name the files that it was given");
  }
  for (const std::string& one : run.assignments) {
    if (one.ends_with(std::string("=") + std::string(kHidden))) {
      return fail(Code::kUsage,
                  fmt::format("the run had --set {}; give the secret by its variable", one));
    }
  }
  input.now = run.now;
  input.since = run.since;
  input.until = run.until;
  input.input_format = run.input_format;
  input.assume_utc = run.assume_utc;
  input.layers = {run.environment, run.config_directory, run.assignments};
  request.model = run.model;
  request.mode = run.mode;
  if (!run.p_value) request.alerts_per_day = static_cast<double>(run.budget_milli) / 1000;
  request.for_json = true;
  return request;
}

}  // namespace detector::cli
