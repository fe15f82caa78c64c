#include "detector/entities.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "command.h"
#include "detector/source.h"
#include "output.h"
#include "run_options.h"

namespace detector::cli {
namespace {

struct EntityFlags {
  std::vector<std::string> inputs;
  std::string format = "text";
  std::string model;
  std::string colour = "auto";
  LayerFlags layers;
  std::uint32_t threshold = 0;
  bool cached = false;
};

EntityMarks marks_of(const std::string& colour) {
  const bool shown = colour == "always" || (colour == "auto" && isatty(fileno(stdout)) != 0);
  return shown ? EntityMarks::kColours : EntityMarks::kBrackets;
}

Status entities(const EntityFlags& flags, Context& context) {
  DETECTOR_TRY(Recogniser recogniser,
               flags.model.empty() ? built_in_recogniser() : Recogniser::load_file(flags.model));
  CachedRecogniser cached(recogniser);
  DETECTOR_TRY(const auto loaded, flags.layers.load_if_named());
  DETECTOR_TRY(const EntityPatterns patterns, patterns_of(loaded.config));
  PatternFinder finder(patterns);
  SourceOptions options;
  options.framing = Framing::kLines;
  DETECTOR_TRY(const auto source, open_source(flags.inputs, options));
  const EntityMarks marks = marks_of(flags.colour);
  Output out(stdout);
  RecordBatch batch;
  std::uint64_t rejected = 0;
  while (true) {
    DETECTOR_TRY(const bool more, source->next(batch));
    if (!more) break;
    rejected += batch.rejected.size();
    for (const auto& span : batch.records) {
      const std::string_view line = batch.text(span);
      auto found = flags.cached ? cached.recognise(line) : recogniser.recognise(line);
      std::erase_if(found, [&](const Entity& one) { return one.confidence < flags.threshold; });
      add_instead(finder.find(line), found);
      out.line(flags.format == "json" ? entities_json(line, found)
                                      : entities_text(line, found, marks));
    }
  }
  DETECTOR_CHECK(out.finish("standard output"));
  if (rejected > 0) {
    fmt::print(stderr, "detector: {} lines were too long or no text\n", rejected);
    context.exit_code = 3;
  }
  for (const ObjectInfo& object : source->objects()) {
    if (!object.problem) continue;
    fmt::print(stderr, "detector: {}: {}\n", object.name, *object.problem);
    context.exit_code = 3;
  }
  return {};
}

}  // namespace

void add_entities(CLI::App& app, Context& context) {
  const auto flags = std::make_shared<EntityFlags>();
  CLI::App* command = app.add_subcommand("entities", "Find users, hosts, commands … in log lines");
  command->add_option("input", flags->inputs, "Files, directories, or - for standard input")
      ->required()
      ->type_name("PATH");
  command->add_option("--format", flags->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->add_option("--threshold", flags->threshold, "Least confidence shown, in per mille")
      ->check(CLI::Range(0, 1000));
  command->add_option("--color", flags->colour, "always, never or auto: on a terminal")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  command->add_option("--model", flags->model, "Model file; the built-in one when not given")
      ->type_name("FILE");
  flags->layers.add_to(*command);
  command->add_flag("--cache", flags->cached, "Label lines by earlier ones of their shape: faster");
  command->footer("Example: detector entities /var/log/syslog");
  command->callback([flags, &context] {
    if (auto status = entities(*flags, context); !status) context.report(status.error());
  });
}

}  // namespace detector::cli
