#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "command.h"
#include "detection.h"
#include "model_files.h"

namespace detector::cli {
namespace {

struct ReplayFlags {
  std::string alert_id;
  std::string alerts;
  std::string model;
  std::vector<std::string> inputs;
  std::size_t threads = 0;
};

// What was read then and what is read now, where they differ.
std::vector<std::string> input_differences(const std::vector<ObjectInfo>& then,
                                           const std::vector<ObjectInfo>& now) {
  std::vector<std::string> differences;
  for (std::size_t i = 0; i < std::max(then.size(), now.size()); ++i) {
    if (i >= now.size()) {
      differences.push_back(fmt::format("input {}: was read then, not now", then[i].name));
    } else if (i >= then.size()) {
      differences.push_back(fmt::format("input {}: is read now, was not then", now[i].name));
    } else if (then[i].content_sha256 != now[i].content_sha256) {
      differences.push_back(
          fmt::format("input {}: its content was {} ({} bytes), now {} ({} bytes)", now[i].name,
                      then[i].content_sha256, then[i].bytes, now[i].content_sha256, now[i].bytes));
    }
  }
  return differences;
}

const Alert* alert_in(const Report& report, const std::string& id) {
  const auto found = std::find_if(report.alerts.begin(), report.alerts.end(),
                                  [&](const Alert& alert) { return alert.id == id; });
  return found == report.alerts.end() ? nullptr : &*found;
}

Status replay(const ReplayFlags& flags, Context& context) {
  DETECTOR_TRY(const std::string text, read_whole(flags.alerts));
  DETECTOR_TRY(const StoredAlert stored, find_alert(text, flags.alert_id, flags.alerts));
  RunRecord run = stored.run;
  if (!flags.inputs.empty()) run.inputs = flags.inputs;
  if (!flags.model.empty()) run.model = flags.model;
  DETECTOR_TRY(DetectionRequest request, request_of(run));
  request.input.threads = flags.threads;
  DETECTOR_TRY(const Detection detection, run_detection(request, nullptr));
  auto differences = input_differences(stored.run.objects, detection.source->objects());
  const Alert* alert = alert_in(detection.report, flags.alert_id);
  if (alert == nullptr) {
    differences.emplace_back("the alert is not raised now");
  } else {
    const std::string now = alert_json(*alert, detection.names(), detection.provenance);
    for (std::string& one : alert_differences(stored.line, now)) {
      differences.push_back(std::move(one));
    }
  }
  if (differences.empty()) {
    fmt::print("alert {}: the same, bit for bit: {:.3f} bits from {} pieces of evidence\n",
               flags.alert_id, as_double(alert->score.bits), alert->score.evidence.size());
    return {};
  }
  fmt::print("alert {}: not the same\n", flags.alert_id);
  for (const std::string& one : differences) fmt::print("  {}\n", one);
  context.exit_code = 1;
  return {};
}

}  // namespace

void add_replay(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("replay", "Make an alert again, or say what differs");
  const auto flags = std::make_shared<ReplayFlags>();
  command->add_option("--alert", flags->alert_id, "Its alert_id")->required();
  command->add_option("--alerts", flags->alerts, "The file of `detect --format json` it is in")
      ->required();
  command->add_option("--model", flags->model, "The model it was judged by (default: as then)");
  command->add_option("INPUT", flags->inputs, "The inputs, where they are elsewhere now");
  command->add_option("--threads", flags->threads, "Threads that parse (default: one per core)");
  command->footer("Example: detector replay --alert 4d2444dd1e1ebe83 --alerts alerts.jsonl");
  command->callback([flags, &context] {
    if (auto status = replay(*flags, context); !status) context.report(status.error());
  });
}

}  // namespace detector::cli
