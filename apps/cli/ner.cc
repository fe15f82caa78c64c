#include "detector/ner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "command.h"
#include "detector/entities.h"
#include "model_files.h"
#include "output.h"

namespace detector::cli {
namespace {

struct TrainFlags {
  std::string corpus = "config/ner/corpus";
  std::string out;
  NerTraining training;
  std::uint64_t sample = 0;
};

struct EvaluateNerFlags {
  std::string gold;
  std::string model;
  std::string cache = "off";
  std::string format = "text";
};

Result<std::vector<CorpusFile>> read_corpus(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".txt") names.push_back(entry.path().string());
  }
  if (error || names.empty()) {
    return fail(Code::kUnreadable, folder + ": no folder with phrases (*.txt); see --corpus");
  }
  std::sort(names.begin(), names.end());
  std::vector<CorpusFile> files;
  for (const std::string& name : names) {
    DETECTOR_TRY(std::string text, read_whole(name));
    files.push_back({name, std::move(text)});
  }
  return files;
}

Status train(const TrainFlags& flags) {
  DETECTOR_TRY(const auto corpus, read_corpus(flags.corpus));
  if (flags.sample > 0) {
    NerTraining training = flags.training;
    training.lines = flags.sample;
    DETECTOR_TRY(const std::string lines, corpus_sample(corpus, training));
    Output out(stdout);
    out.line(lines);
    return out.finish("standard output");
  }
  if (flags.out.empty()) return fail(Code::kUsage, "ner train: name a file by --output");
  DETECTOR_TRY(const std::string bytes, train_recogniser(corpus, flags.training));
  std::ofstream out(flags.out, std::ios::binary);
  out << bytes;
  out.close();
  if (!out) return fail(Code::kUnwritable, flags.out + ": cannot be written");
  fmt::print(stderr, "{}: {} bytes, from {} lines\n", flags.out, bytes.size(),
             flags.training.lines);
  return {};
}

Status evaluate(const EvaluateNerFlags& flags) {
  DETECTOR_TRY(const std::string gold, read_whole(flags.gold));
  DETECTOR_TRY(Recogniser recogniser,
               flags.model.empty() ? built_in_recogniser() : Recogniser::load_file(flags.model));
  const NerCache cache = flags.cache == "on" ? NerCache::kOn : NerCache::kOff;
  DETECTOR_TRY(const NerEvaluation evaluation,
               evaluate_recogniser(recogniser, gold, flags.gold, cache));
  Output out(stdout);
  out.line(flags.format == "json" ? ner_evaluation_json(evaluation)
                                  : ner_evaluation_text(evaluation));
  return out.finish("standard output");
}

void add_train_ner(CLI::App& ner, Context& context) {
  const auto flags = std::make_shared<TrainFlags>();
  CLI::App* command = ner.add_subcommand("train", "Train the recogniser on made-up lines");
  command->add_option("-o,--output", flags->out, "The model file to write")->type_name("FILE");
  command->add_option("--corpus", flags->corpus, "Folder of the phrases that lines are made from")
      ->type_name("FOLDER")
      ->capture_default_str();
  command->add_option("--seed", flags->training.seed, "Other lines in another order")
      ->capture_default_str();
  command->add_option("--lines", flags->training.lines, "How many lines")->capture_default_str();
  command->add_option("--sample", flags->sample, "Print so many labelled lines instead");
  command->footer("Example: detector ner train -o config/ner/en.model");
  command->callback([flags, &context] {
    if (auto status = train(*flags); !status) context.report(status.error());
  });
}

void add_evaluate_ner(CLI::App& ner, Context& context) {
  const auto flags = std::make_shared<EvaluateNerFlags>();
  CLI::App* command = ner.add_subcommand("evaluate", "Compare with lines labelled by hand");
  command->add_option("--gold", flags->gold, "Labelled lines, as eval/ner/markup.py prints them")
      ->required()
      ->type_name("FILE");
  command->add_option("--model", flags->model, "Model file; the built-in one when not given")
      ->type_name("FILE");
  command->add_option("--cache", flags->cache, "on: label lines by earlier ones of their shape")
      ->check(CLI::IsMember({"on", "off"}))
      ->capture_default_str();
  command->add_option("--format", flags->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->callback([flags, &context] {
    if (auto status = evaluate(*flags); !status) context.report(status.error());
  });
}

}  // namespace

void add_ner(CLI::App& app, Context& context) {
  CLI::App* ner = app.add_subcommand("ner", "Train and judge the recogniser of entities");
  ner->require_subcommand(1);
  add_train_ner(*ner, context);
  add_evaluate_ner(*ner, context);
}

}  // namespace detector::cli
