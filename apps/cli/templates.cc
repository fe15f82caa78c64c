#include "detector/templates.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>

#include "command.h"
#include "output.h"
#include "run_options.h"

namespace detector::cli {
namespace {

struct TemplateFlags {
  InputFlags input;
  std::string format = "text";
  bool messages = false;
  bool per_line = false;
  std::size_t show = 50;
};

void print_per_line(const TemplateReport& report, Output& out) {
  std::size_t line = 0;
  for (const std::uint32_t index : report.template_of_line) {
    const bool none = index == TemplateReport::kNoTemplate;
    out.line(fmt::format("{}\t{}\n", ++line, none ? "-" : report.templates[index].id));
  }
}

void print_text(const TemplateReport& report, std::size_t show, Output& out) {
  std::size_t shown = 0;
  for (const Template& one : report.templates) {
    if (shown++ == show) break;
    out.line(template_text(one));
  }
  if (report.templates.size() > show) {
    out.line(fmt::format("… and {} more (--show {})\n", report.templates.size() - show,
                         report.templates.size()));
  }
}

Status templates(const TemplateFlags& flags, Context& context) {
  DETECTOR_TRY(const auto loaded, flags.input.layers.load_if_named());
  TemplateOptions options;
  DETECTOR_TRY(options.input, flags.input.to_options(loaded.config));
  if (flags.messages) options.lines = TemplateOptions::Lines::kMessages;
  if (flags.per_line) options.per_line = TemplateOptions::PerLine::kYes;
  SourceOptions source_options;
  if (flags.messages) source_options.framing = Framing::kLines;
  DETECTOR_TRY(const auto source, open_source(flags.input.inputs, source_options));
  DETECTOR_TRY(const auto report, mine_templates(*source, options));

  Output out(stdout);
  if (flags.per_line) {
    print_per_line(report, out);
  } else if (flags.format == "text") {
    print_text(report, flags.show, out);
  } else {
    if (flags.format == "csv") out.line(template_csv_header());
    for (const Template& one : report.templates) {
      out.line(flags.format == "csv" ? template_csv(one) : template_json(one) + "\n");
    }
  }
  DETECTOR_CHECK(out.finish("standard output"));
  if (!print_accounting(report.accounting, source->objects())) context.exit_code = 3;
  fmt::print(stderr, "{} templates of {} shapes of messages\n", report.templates.size(),
             report.signatures);
  if (report.dropped > 0) {
    fmt::print(
        stderr,
        "  {} messages had shapes beyond the {} kept: a flood of new shapes, or no log text\n",
        report.dropped, report.signatures);
  }
  return {};
}

}  // namespace

void add_templates(CLI::App& app, Context& context) {
  auto flags = std::make_shared<TemplateFlags>();
  CLI::App* command = app.add_subcommand("templates", "Find the kinds of messages in text logs");
  flags->input.add_to(*command);
  command->add_option("--format", flags->format, "text, json or csv")
      ->check(CLI::IsMember({"text", "json", "csv"}));
  command->add_option("--show", flags->show, "Most templates shown as text")
      ->check(CLI::PositiveNumber);
  command->add_flag("--message", flags->messages, "Lines carry no header: all of it is message");
  command->add_flag("--per-line", flags->per_line, "Print LINE<TAB>TEMPLATE ID for every line");
  command->footer("Example: detector templates /var/log/syslog");
  command->callback([=, &context] {
    if (auto status = templates(*flags, context); !status) context.report(status.error());
  });
}

}  // namespace detector::cli
