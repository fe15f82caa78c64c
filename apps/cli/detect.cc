#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <map>
#include <memory>

#include "command.h"
#include "detection.h"
#include "output.h"

namespace detector::cli {
namespace {

struct DetectFlags {
  InputFlags input;
  std::string model;
  std::string mode;
  std::string format = "text";
  std::string json_out;
  std::string fail_on;
  std::string minimum_level;
  double alerts_per_day = 0;  // 0: as configured
  std::size_t show = 20;
  bool all_scores = false;
};

std::string summary_text(const Report& report, const PipelineOptions& options) {
  if (!report.threshold) return "nothing to judge\n";
  const std::string wanted =
      options.p_value
          ? fmt::format("p-value {:g}", *options.p_value)
          : fmt::format("budget {:g}", static_cast<double>(options.budget_milli) / 1000);
  const double per_day = report.days == 0 ? 0.0
                                          : static_cast<double>(report.alerts.size()) /
                                                static_cast<double>(report.days);
  return fmt::format(
      "{} alerts on {} days ({:.2f} a day; {}) out of {} entity-days; threshold {:.1f} "
      "bits\n",
      report.alerts.size(), report.days, per_day, wanted, report.entity_days,
      as_double(*report.threshold));
}

// What became of the records, and what it takes to do the run again.
std::string summary_json(const Detection& detection) {
  const Report& report = detection.report;
  return fmt::format(
      "{{\"summary\":{{\"alerts\":{},\"days\":{},\"entity_days\":{},\"read\":{},\"scored\":{},"
      "\"rejected\":{},\"duplicate\":{},\"filtered\":{},\"late\":{}}},\"run\":{}}}\n",
      report.alerts.size(), report.days, report.entity_days, report.accounting.read,
      report.accounting.scored, report.accounting.rejected_total(), report.accounting.duplicate,
      report.accounting.filtered, report.accounting.late, run_json(detection.run));
}

void print_text(const Report& report, const std::vector<std::string>& names, std::size_t show,
                Output& out) {
  TextStyle style;
  if (isatty(STDOUT_FILENO) == 1) style.colour = TextStyle::Colour::kAlways;
  std::size_t rank = 0;
  for (const Alert& alert : report.alerts) {
    if (++rank > show) break;
    out.line(alert_text(alert, rank, names, style));
  }
  if (report.alerts.size() > show) {
    out.line(fmt::format("     … and {} more (--show {})\n", report.alerts.size() - show,
                         report.alerts.size()));
  }
}

void print_json(const Detection& detection, Output& out) {
  const auto names = detection.names();
  for (const Alert& alert : detection.report.alerts) {
    out.line(alert_json(alert, names, detection.provenance) + "\n");
  }
  out.line(summary_json(detection));
}

Status write_json_file(const Detection& detection, const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"),
                                                             std::fclose);
  if (!file) return fail(Code::kUnwritable, path + ": cannot be written");
  Output out(file.get());
  print_json(detection, out);
  return out.finish(path);
}

int level_rank(const std::string& name) {
  for (int i = 0; i < 4; ++i) {
    if (level_name(static_cast<Level>(i)) == name) return i;
  }
  return 4;
}

void keep_levels(std::vector<Alert>& alerts, int least) {
  const auto below = [&](const Alert& alert) { return static_cast<int>(alert.level) < least; };
  alerts.erase(std::remove_if(alerts.begin(), alerts.end(), below), alerts.end());
}

void print_report(const Detection& detection, const DetectFlags& flags, Output& out) {
  const Report& report = detection.report;
  if (flags.all_scores) {
    out.line(summary_json(detection));
  } else if (flags.format == "json") {
    print_json(detection, out);
  } else {
    print_text(report, detection.names(), flags.show, out);
    out.line(summary_text(report, detection.options));
    for (const auto& note : report.notes) out.line(note + "\n");
  }
}

int exit_code_of(const Report& report, const DetectFlags& flags) {
  const auto grave = [&](const Alert& alert) {
    return static_cast<int>(alert.level) >= level_rank(flags.fail_on);
  };
  return std::any_of(report.alerts.begin(), report.alerts.end(), grave) ? 1 : 0;
}

Status detect(const DetectFlags& flags, Context& context) {
  Output out(stdout);
  Pipeline::OnScore on_score;
  if (flags.all_scores) {
    on_score = [&out](const Score& score, const Decision& decision) {
      out.line(score_json(score, decision) + "\n");
    };
  }
  DetectionRequest request{flags.input, flags.model, flags.mode, flags.alerts_per_day, false};
  request.for_json = flags.format == "json" || flags.all_scores || !flags.json_out.empty();
  DETECTOR_TRY(Detection detection, run_detection(request, on_score));
  Report& report = detection.report;
  const std::string& least =
      flags.minimum_level.empty() ? detection.config.alerts.minimum_level : flags.minimum_level;
  keep_levels(report.alerts, level_rank(least));
  const bool whole = print_accounting(report.accounting, detection.source->objects());
  if (report.messages > 0) {
    fmt::print(stderr, "  {} of them by their text: the recogniser read {} signatures\n",
               report.messages, report.recognised);
  }
  print_report(detection, flags, out);
  DETECTOR_CHECK(out.finish("standard output"));
  if (!flags.json_out.empty()) DETECTOR_CHECK(write_json_file(detection, flags.json_out));
  if (!report.accounting.balances()) {
    return fail(Code::kInternal, "the record accounting does not balance");
  }
  context.exit_code = whole ? exit_code_of(report, flags) : 3;
  return {};
}

}  // namespace

void add_detect(CLI::App& app, Context& context) {
  auto flags = std::make_shared<DetectFlags>();
  CLI::App* command = app.add_subcommand("detect", "Rank what is odd in logs; no model needed");
  flags->input.add_to(*command);
  command->add_option("--model", flags->model, "Judge by a model of `detector train`");
  command->add_option("--alerts-per-day", flags->alerts_per_day, "Budget (default: configured, 5)")
      ->check(CLI::Range(0.001, 1e6).description(""));
  command
      ->add_option("--mode", flags->mode,
                   "leave-out or progressive (default: progressive with a model)")
      ->check(CLI::IsMember({"leave-out", "progressive"}).description(""));
  command->add_option("--format", flags->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}).description(""));
  command->add_option("--json-out", flags->json_out, "Write the alerts as JSON lines to this file");
  command->add_option("--show", flags->show, "Most alerts in text (default 20)");
  command
      ->add_option("--minimum-level", flags->minimum_level,
                   "Leave out alerts below low, medium, high or critical")
      ->check(CLI::IsMember({"low", "medium", "high", "critical"}).description(""));
  command->add_option("--fail-on", flags->fail_on, "Exit 1 if an alert has at least this level")
      ->check(CLI::IsMember({"low", "medium", "high", "critical"}).description(""));
  command->add_flag("--all-scores", flags->all_scores, "JSON line per entity and day, not alerts");
  command->footer("Example: detector detect logs/ --alerts-per-day 5 --format json");
  command->callback([flags, &context] {
    if (auto status = detect(*flags, context); !status) context.report(status.error());
  });
}

}  // namespace detector::cli
