#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>

#include "command.h"
#include "detector/version.h"

namespace detector::cli {

void Context::report(const Error& error) {
  fmt::print(stderr, "detector: {}\n", error.message);
  switch (error.code) {
    case Code::kInternal:
      exit_code = 4;
      break;
    case Code::kUnreadable:
    case Code::kUnwritable:
    case Code::kCorrupt:
    case Code::kUnavailable:
      exit_code = 3;
      break;
    default:
      exit_code = 2;
  }
}

namespace {

int run(int argc, char** argv) {
  CLI::App app("Finds what is odd in security logs, with evidence, inside an alert budget.",
               "detector");
  app.set_version_flag("--version", std::string(version()));
  app.require_subcommand(1);
  app.footer("Example: detector detect /var/log/auth.log --alerts-per-day 5");
  Context context;
  add_detect(app, context);
  add_train(app, context);
  add_merge(app, context);
  add_model(app, context);
  add_replay(app, context);
  add_templates(app, context);
  add_entities(app, context);
  add_ner(app, context);
  add_config(app, context);
  add_generate(app, context);
  add_evaluate(app, context);
  add_explain(app, context);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  // A full disk must not look like success; a reader that went away may.
  errno = 0;
  if (std::fflush(stdout) != 0 && errno != EPIPE && context.exit_code == 0) {
    context.report({Code::kUnwritable, "standard output could not be written"});
  }
  return context.exit_code;
}

}  // namespace
}  // namespace detector::cli

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): a closed pipe is handled where we write
  try {
    return detector::cli::run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "detector: internal error: {}\n", error.what());
    return 4;
  }
}
