#include "run_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

#include "detector/knowledge.h"
#include "detector/timestamp.h"

namespace detector::cli {
namespace {

TimeMs system_now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Result<std::optional<TimeMs>> read_time(const std::string& text, const char* flag) {
  if (text.empty()) return std::nullopt;
  const auto time = time_from_text(text);
  if (!time) {
    return fail(Code::kUsage, fmt::format("{} {}: expected a time such as 2026-01-31T09:00:00Z or "
                                          "a day such as 2026-01-31 (UTC)",
                                          flag, text));
  }
  return time;
}

}  // namespace

void InputFlags::add_to(CLI::App& command) {
  command.add_option("INPUT", inputs, "Files, directories, or - for standard input")->required();
  command.add_option("--input-format", input_format,
                     "Name of docs/event-schema.md, such as syslog (default: detect)");
  command.add_option("--since", since, "Leave out records before this time");
  command.add_option("--until", until, "Leave out records from this time on");
  command.add_option("--now", now, "The present, for times without a year (default: the clock)");
  layers.add_to(command);
  command.add_option("--threads", threads, "Threads that parse (default: one per core)");
  command.add_flag("--assume-utc", assume_utc, "Read times without an offset as UTC");
}

Result<PipelineOptions> InputFlags::to_options(const Config& config) const {
  PipelineOptions options;
  options.hash_key_hex = config.model.hash_key;
  DETECTOR_TRY(options.policy, policy_of(config));
  DETECTOR_TRY(options.patterns, patterns_of(config));
  options.limits.values_per_context = static_cast<std::uint32_t>(config.model.values_per_context);
  options.limits.contexts_per_day = static_cast<std::uint32_t>(config.model.contexts_per_day);
  options.budget_milli = static_cast<std::uint64_t>(std::llround(config.alerts.per_day * 1000));
  options.p_value = config.alerts.anomaly_threshold;
  DETECTOR_TRY(options.since, read_time(since, "--since"));
  DETECTOR_TRY(options.until, read_time(until, "--until"));
  DETECTOR_TRY(const auto given_now, read_time(now, "--now"));
  options.now = given_now.value_or(system_now());
  options.assume_utc = assume_utc;
  options.input_format = input_format;
  return options;
}

Result<Policy> policy_of(const Config& config) {
  Policy policy;
  policy.max_age_days = static_cast<Day>(config.model.max_age_days);
  policy.minimum_days = static_cast<std::uint32_t>(config.model.minimum_days);
  policy.assets = config.important_assets;
  policy.announced = config.announced;
  policy.kinds =
      std::make_shared<MessageKinds>(static_cast<std::uint16_t>(config.entities.least_confidence));
  if (config.knowledge.path.empty()) {
    policy.knowledge = std::make_shared<const Knowledge>(built_in_knowledge());
  } else {
    DETECTOR_TRY(Knowledge knowledge, load_knowledge(config.knowledge.path));
    policy.knowledge = std::make_shared<const Knowledge>(std::move(knowledge));
  }
  return policy;
}

Result<EntityPatterns> patterns_of(const Config& config) {
  std::vector<EntityPatterns::Pattern> patterns;
  for (const EntityPattern& pattern : config.entities.patterns) {
    const auto type = entity_type_of(pattern.type);
    if (!type) return fail(Code::kUsage, "unknown type of entity: " + pattern.type);
    patterns.push_back({pattern.name, pattern.regex, *type});
  }
  auto compiled = EntityPatterns::compile(patterns);
  if (!compiled) {
    return fail(compiled.error().code, "entities.patterns: " + compiled.error().message);
  }
  return compiled;
}

Result<std::unique_ptr<AsnDatabase>> open_asn_database(const Config& config) {
  if (config.features.asn_database.empty()) return nullptr;
  return AsnDatabase::open(config.features.asn_database);
}

std::size_t InputFlags::thread_count() const {
  const std::size_t wanted =
      threads > 0 ? threads : std::max<std::size_t>(std::thread::hardware_concurrency(), 1);
  return std::min<std::size_t>(wanted, 64);
}

std::vector<std::string> names_of(const std::vector<ObjectInfo>& objects) {
  std::vector<std::string> names;
  names.reserve(objects.size());
  for (const ObjectInfo& object : objects) names.push_back(object.name);
  return names;
}

bool print_accounting(const Accounting& accounting, const std::vector<ObjectInfo>& objects) {
  fmt::print(
      stderr,
      "{} records of {} inputs: {} scored, {} rejected, {} duplicate, {} filtered, {} late\n",
      accounting.read, objects.size(), accounting.scored, accounting.rejected_total(),
      accounting.duplicate, accounting.filtered, accounting.late);
  for (const auto& [reason, reject] : accounting.rejected) {
    fmt::print(stderr, "  rejected {}: {}, first at {}@{}\n", reject.count, reason,
               objects[reject.first.object].name, reject.first.offset);
  }
  std::size_t empty = 0;
  bool whole = true;
  for (const ObjectInfo& object : objects) {
    if (object.problem) {
      fmt::print(stderr, "  not read to its end: {}: {}\n", object.name, *object.problem);
      whole = false;
    } else if (object.bytes == 0) {
      ++empty;
    }
  }
  if (empty > 0) fmt::print(stderr, "  {} inputs were empty\n", empty);
  return whole;
}

}  // namespace detector::cli
