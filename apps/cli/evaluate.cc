#include "detector/evaluate.h"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "command.h"

namespace detector::cli {
namespace {

struct EvaluateFlags {
  std::string truth;
  std::string alerts;
  std::string format = "text";
};

}  // namespace

void add_evaluate(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("evaluate", "Judge alerts by the truth generate wrote");
  const auto flags = std::make_shared<EvaluateFlags>();
  command->add_option("--truth", flags->truth, "truth.jsonl of `detector generate`")
      ->required()
      ->type_name("FILE");
  command->add_option("--alerts", flags->alerts, "Output of `detector detect --format json`")
      ->required()
      ->type_name("FILE");
  command->add_option("--format", flags->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->footer("Example: detector evaluate --truth synth/truth.jsonl --alerts alerts.jsonl");
  command->callback([flags, &context] {
    const auto evaluation = evaluate_files(flags->truth, flags->alerts);
    if (!evaluation) return context.report(evaluation.error());
    fmt::print("{}", flags->format == "json" ? evaluation_json(*evaluation)
                                             : evaluation_text(*evaluation));
  });
}

}  // namespace detector::cli
