#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "command.h"
#include "detector/timestamp.h"
#include "model_files.h"
#include "run_options.h"

namespace detector::cli {
namespace {

void print_model(const Model& model) {
  const Model::Summary s = model.summary();
  fmt::print("sha256         {}\n", s.sha256);
  if (s.days > 0) {
    fmt::print("days           {} ({} to {})\n", s.days, day_text(s.first_day),
               day_text(s.last_day));
  } else {
    fmt::print("days           0\n");
  }
  fmt::print("cells          {}\nnames          {}\ninputs         {}\n", s.cells, s.names,
             s.inputs);
  fmt::print("calibrated on  {} entity-days\n", s.calibrated_on);
  for (const std::uint64_t budget : {1000U, 5000U, 20000U}) {
    const auto threshold = model.threshold(budget);
    if (threshold) {
      fmt::print("threshold      {:.3f} bits at {} alerts a day\n", as_double(*threshold),
                 budget / 1000);
    }
  }
  if (s.dropped_contexts_days > 0) {
    fmt::print("bounded        {} slices dropped contexts (a flood, or very many identities)\n",
               s.dropped_contexts_days);
  }
}

Status train(const InputFlags& input, const std::string& output, Context& context) {
  DETECTOR_TRY(const auto loaded, input.layers.load_if_named());
  DETECTOR_TRY(auto options, input.to_options(loaded.config));
  DETECTOR_TRY(const auto asn_database, open_asn_database(loaded.config));
  options.asn_database = asn_database.get();
  SourceOptions source_options;
  source_options.hash_contents = true;
  DETECTOR_TRY(const auto source, open_source(input.inputs, source_options));
  DETECTOR_TRY(auto pipeline, Pipeline::create(options, nullptr));
  DETECTOR_CHECK(drive(*source, pipeline, options, input.thread_count()));
  const bool whole = print_accounting(pipeline.accounting(), source->objects());
  const Model model = pipeline.take_model(source->objects());
  DETECTOR_CHECK(save_model(model, output));
  print_model(model);
  if (!whole) context.exit_code = 3;
  return {};
}

Result<Policy> policy_from(const LayerFlags& layers) {
  DETECTOR_TRY(const auto loaded, layers.load_if_named());
  return policy_of(loaded.config);
}

Status merge(const std::vector<std::string>& inputs, const std::string& output,
             const LayerFlags& layers) {
  DETECTOR_TRY(const Policy policy, policy_from(layers));
  DETECTOR_TRY(Model merged, load_model(inputs.front()));
  for (std::size_t i = 1; i < inputs.size(); ++i) {
    DETECTOR_TRY(const Model next, load_model(inputs[i]));
    if (auto status = merged.merge(next); !status) {
      return fail(status.error().code, inputs[i] + ": " + status.error().message);
    }
  }
  merged.calibrate(policy);
  DETECTOR_CHECK(save_model(merged, output));
  print_model(merged);
  return {};
}

Status show(const std::string& path) {
  DETECTOR_TRY(const Model model, load_model(path));
  print_model(model);
  return {};
}

Status verify(const std::string& path, const LayerFlags& layers) {
  DETECTOR_TRY(const Policy policy, policy_from(layers));
  DETECTOR_TRY(Model model, load_model(path));
  if (!model.calibrated_for(policy)) {
    return fail(Code::kConflict,
                path +
                    ".cal: made under another configuration or knowledge; give the same --env, "
                    "--config-dir and --set");
  }
  const std::string stored = model.serialise_calibration();
  model.calibrate(policy);
  if (model.serialise_calibration() != stored) {
    return fail(Code::kCorrupt,
                path + ".cal: does not follow from the model; make it again with train or merge");
  }
  fmt::print("{}: whole, checksums match, calibration follows from the model\n", path);
  return {};
}

}  // namespace

void add_train(CLI::App& app, Context& context) {
  auto input = std::make_shared<InputFlags>();
  auto output = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("train", "Learn what is normal into a model file");
  input->add_to(*command);
  command->add_option("-o,--output", *output, "Model file (and FILE.cal beside it)")->required();
  command->footer("Example: detector train logs/ -o baseline.model");
  command->callback([=, &context] {
    if (auto status = train(*input, *output, context); !status) context.report(status.error());
  });
}

void add_merge(CLI::App& app, Context& context) {
  auto inputs = std::make_shared<std::vector<std::string>>();
  auto output = std::make_shared<std::string>();
  auto layers = std::make_shared<LayerFlags>();
  CLI::App* command = app.add_subcommand("merge", "Add models of different inputs into one");
  command->add_option("MODEL", *inputs, "Model files")->required()->expected(2, 1 << 20);
  command->add_option("-o,--output", *output, "Model file to write")->required();
  layers->add_to(*command);
  command->footer("Example: detector merge monday.model tuesday.model -o week.model");
  command->callback([=, &context] {
    if (auto status = merge(*inputs, *output, *layers); !status) context.report(status.error());
  });
}

void add_model(CLI::App& app, Context& context) {
  auto path = std::make_shared<std::string>();
  auto layers = std::make_shared<LayerFlags>();
  CLI::App* command = app.add_subcommand("model", "Look at a model file");
  command->require_subcommand(1);
  CLI::App* show_command = command->add_subcommand("show", "What a model knows");
  show_command->add_option("MODEL", *path, "Model file")->required();
  show_command->callback([=, &context] {
    if (auto status = show(*path); !status) context.report(status.error());
  });
  CLI::App* verify_command =
      command->add_subcommand("verify", "Check a model file and its calibration");
  verify_command->add_option("MODEL", *path, "Model file")->required();
  layers->add_to(*verify_command);
  verify_command->callback([=, &context] {
    if (auto status = verify(*path, *layers); !status) context.report(status.error());
  });
  command->footer("Example: detector model show baseline.model");
}

}  // namespace detector::cli
