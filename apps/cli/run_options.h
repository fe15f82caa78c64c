#pragma once

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "detector/pipeline.h"
#include "layers.h"

namespace detector::cli {

/// The flags that every command that reads logs shares.
struct InputFlags {
  std::vector<std::string> inputs;
  std::string input_format;
  std::string since;
  std::string until;
  std::string now;
  LayerFlags layers;
  std::size_t threads = 0;
  bool assume_utc = false;

  void add_to(CLI::App& command);
  /// The options they stand for, over those of `config`. Errors: kUsage naming the flag.
  [[nodiscard]] Result<PipelineOptions> to_options(const Config& config) const;
  [[nodiscard]] std::size_t thread_count() const;
};

/// What applies when a baseline is read. Errors: kUsage for a bad knowledge file.
Result<Policy> policy_of(const Config& config);

/// The user's patterns, compiled. Errors: kUsage naming one that does not compile.
Result<EntityPatterns> patterns_of(const Config& config);

/// The configured database of autonomous systems; null when none is configured.
Result<std::unique_ptr<AsnDatabase>> open_asn_database(const Config& config);

/// The names of the objects, by index.
std::vector<std::string> names_of(const std::vector<ObjectInfo>& objects);

/// What was read and what became of it, on stderr, in a few lines. True when every input could be
/// read to its end.
bool print_accounting(const Accounting& accounting, const std::vector<ObjectInfo>& objects);

}  // namespace detector::cli
