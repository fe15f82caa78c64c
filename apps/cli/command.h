#pragma once

#include <CLI/CLI.hpp>

#include "detector/result.h"

namespace detector::cli {

/// What a command leaves for main: the process's exit code (README, "Exit codes").
struct Context {
  int exit_code = 0;

  /// Prints `error` to stderr as `detector: …` and sets the exit code that its Code stands for.
  void report(const Error& error);
};

/// Each adds one command to the program; its callback does the work and sets the exit code.
void add_config(CLI::App& app, Context& context);
void add_generate(CLI::App& app, Context& context);
void add_evaluate(CLI::App& app, Context& context);
void add_explain(CLI::App& app, Context& context);
void add_detect(CLI::App& app, Context& context);
void add_train(CLI::App& app, Context& context);
void add_merge(CLI::App& app, Context& context);
void add_templates(CLI::App& app, Context& context);
void add_entities(CLI::App& app, Context& context);
void add_ner(CLI::App& app, Context& context);
void add_replay(CLI::App& app, Context& context);
void add_model(CLI::App& app, Context& context);

}  // namespace detector::cli
