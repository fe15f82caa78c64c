#include "detector/evaluate.h"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "command.h"
#include "run_options.h"

namespace detector::cli {
namespace {

struct EvaluateFlags {
  EvaluationFiles files;
  InputFlags logs;
  std::string format = "text";
};

Result<References> observe_references(const EvaluateFlags& flags, const PipelineOptions& options) {
  DETECTOR_TRY(const auto source, open_source(flags.logs.inputs, {}));
  References references(flags.files.since_ms);
  DETECTOR_CHECK(for_each_event(*source, options, [&](const Event& event, std::string_view record) {
    references.observe(event, record);
  }));
  return references;
}

Status run(EvaluateFlags flags) {
  DETECTOR_TRY(const auto loaded, flags.logs.layers.load_if_named());
  DETECTOR_TRY(const PipelineOptions options, flags.logs.to_options(loaded.config));
  flags.files.since_ms = options.since.value_or(0);
  DETECTOR_TRY(const Evaluation evaluation, evaluate_files(flags.files));
  std::vector<ReferenceOutcome> references;
  if (!flags.logs.inputs.empty()) {
    DETECTOR_TRY(const Truth truth, load_truth(flags.files));
    DETECTOR_TRY(const References observed, observe_references(flags, options));
    references = evaluate_references(observed, truth, evaluation.alerts, evaluation.days);
  }
  fmt::print("{}", flags.format == "json" ? evaluation_json(evaluation, references)
                                          : evaluation_text(evaluation, references));
  return {};
}

}  // namespace

void add_evaluate(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("evaluate", "Judge alerts by the truth generate wrote");
  const auto flags = std::make_shared<EvaluateFlags>();
  command->add_option("--truth", flags->files.truth, "truth.jsonl of `detector generate`")
      ->required()
      ->type_name("FILE");
  command->add_option("--alerts", flags->files.alerts, "Output of `detector detect --format json`")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--surprises", flags->files.surprises,
                   "surprises.jsonl: how many benign surprises were alerted")
      ->type_name("FILE");
  command
      ->add_option("--logs", flags->logs.inputs,
                   "The logs: two reference detectors are judged by the same truth")
      ->type_name("PATH");
  command->add_option("--since", flags->logs.since, "Judge from this day or time on (UTC)");
  command->add_option("--now", flags->logs.now, "The time it is, for times without a year");
  command->add_option("--format", flags->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->footer("Example: detector evaluate --truth synth/truth.jsonl --alerts alerts.jsonl");
  command->callback([flags, &context] {
    if (auto status = run(*flags); !status) context.report(status.error());
  });
}

}  // namespace detector::cli
