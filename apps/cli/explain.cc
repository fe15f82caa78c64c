#include "detector/explain.h"

#include <fmt/format.h>

#include <cstdint>
#include <memory>
#include <string>

#include "command.h"
#include "detector/provenance.h"
#include "model_files.h"
#include "run_options.h"

namespace detector::cli {
namespace {

struct ExplainFlags {
  InputFlags input;
  std::string log;
  std::string alert_id;
  std::string alerts;
  std::string model;
  std::size_t most = 0;  // 0: of a file the first, of --log all
};

constexpr std::size_t kLongestShown = 400;
constexpr std::size_t kAll = SIZE_MAX;

// Logs are written by strangers: what a terminal would act on is shown, not sent.
std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, kLongestShown)) {
    if (c == '\n') {
      out += "\n                 ";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  if (text.size() > kLongestShown) out += " …";
  return out;
}

void print(const ExplainedRecord& record) {
  if (!record.text.empty()) fmt::print("{}\n", shown(record.text));
  for (const ExplainedStage& stage : record.stages) {
    std::string_view title = stage.title;
    for (const auto& [name, value] : stage.lines) {
      fmt::print("  {:<8}  {:<12} {}\n", title, name, shown(value));
      title = {};
    }
  }
  fmt::print("\n");
}

Status explain_alert(const ExplainFlags& flags) {
  if (flags.alerts.empty()) return fail(Code::kUsage, "--alert needs --alerts FILE");
  DETECTOR_TRY(const std::string text, read_whole(flags.alerts));
  DETECTOR_TRY(const StoredAlert stored, find_alert(text, flags.alert_id, flags.alerts));
  fmt::print("{}", stored_alert_text(stored));
  if (flags.model.empty()) return {};
  DETECTOR_TRY(const Model model, load_model(flags.model));
  if (model.sha256() == stored_model(stored)) {
    fmt::print("  {} is the model that judged it\n", flags.model);
    return {};
  }
  return fail(Code::kConflict, fmt::format("{}: another model judged this alert", flags.model));
}

Status run(const ExplainFlags& flags) {
  if (!flags.alert_id.empty()) return explain_alert(flags);
  DETECTOR_TRY(const auto loaded, flags.input.layers.load_if_named());
  DETECTOR_TRY(PipelineOptions options, flags.input.to_options(loaded.config));
  DETECTOR_TRY(const auto asn_database, open_asn_database(loaded.config));
  options.asn_database = asn_database.get();
  std::unique_ptr<Source> source;
  if (!flags.log.empty()) {
    source = open_text("--log", flags.log, {});
  } else if (flags.input.inputs.empty()) {
    return fail(Code::kUsage,
                "explain needs --log LINE, --alert ID, or a file to take the first records of");
  } else {
    DETECTOR_TRY(source, open_source(flags.input.inputs, {}));
  }
  const std::size_t usual = flags.log.empty() ? 1 : kAll;
  DETECTOR_CHECK(explain_records(*source, options, flags.most > 0 ? flags.most : usual, print));
  for (const ObjectInfo& object : source->objects()) {
    if (object.problem) {
      return fail(Code::kUnreadable, fmt::format("{}: {}", object.name, *object.problem));
    }
  }
  return {};
}

}  // namespace

void add_explain(CLI::App& app, Context& context) {
  CLI::App* command =
      app.add_subcommand("explain", "Show what each stage makes of a line, or all about an alert");
  const auto flags = std::make_shared<ExplainFlags>();
  flags->input.add_to(*command);
  command->get_option("INPUT")->required(false);
  command->add_option("--log", flags->log, "The line; a header may stand on a line before it");
  command->add_option("--alert", flags->alert_id, "An alert_id: all that is known of that alert");
  command->add_option("--alerts", flags->alerts, "The file of `detect --format json` it is in");
  command->add_option("--model", flags->model, "Check that this model judged it");
  command->add_option("--records", flags->most, "Most records to show (default: 1, all of --log)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1000000}).description(""));
  command->footer("Example: detector explain --log \"$(tail -n 1 /var/log/auth.log)\"");
  command->callback([flags, &context] {
    if (auto status = run(*flags); !status) context.report(status.error());
  });
}

}  // namespace detector::cli
