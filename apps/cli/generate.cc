#include <fmt/format.h>

#include <memory>
#include <string>

#include "command.h"
#include "detector/synth.h"

namespace detector::cli {
namespace {

struct GenerateFlags {
  SynthOptions options;
  std::string out;
};

}  // namespace

void add_generate(CLI::App& app, Context& context) {
  CLI::App* command =
      app.add_subcommand("generate", "Write synthetic logs with labelled attacks to DIR/logs");
  const auto flags = std::make_shared<GenerateFlags>();
  SynthOptions& options = flags->options;
  command->add_option("--out", flags->out, "Where logs/ and truth.jsonl go")
      ->required()
      ->type_name("DIR");
  command->add_option("--days", options.days, "UTC days of logs, 1-366")->capture_default_str();
  command->add_option("--seed", options.seed, "The same seed gives the same bytes")
      ->capture_default_str();
  command->add_option("--attacks", options.attacks, "default, none, or a FILE of JSON lines")
      ->capture_default_str();
  command->add_option("--start", options.start, "First day, YYYY-MM-DD")->capture_default_str();
  command->add_option("--people", options.people, "How many people work there, 4-2000")
      ->capture_default_str();
  command->add_option("--only", options.only, "Write one source: cloudtrail, auth or flow");
  command->footer(
      "A line of an attacks file: "
      "{\"campaign\":\"leaked-access-key\",\"level\":\"slow\",\"day\":22}\n"
      "Campaigns: leaked-access-key, compromised-service-role, console-login-without-mfa,\n"
      "policy-escalation, pass-role, trail-stopped, snapshot-shared, secrets-harvested,\n"
      "s3-exfiltration, backdoor-identity, data-destroyed, crypto-mining, ssh-brute-force,\n"
      "password-spray, scan-and-lateral, beacon.\n"
      "Example: detector generate --days 30 --seed 7 --out synth");
  command->callback([flags, &context] {
    const auto summary = generate(flags->options, flags->out);
    if (!summary) return context.report(summary.error());
    fmt::print(
        "{} CloudTrail records, {} auth lines, {} flow lines; {} campaigns with {} records, "
        "{} benign surprises with {}\n",
        summary->cloudtrail_records, summary->auth_lines, summary->flow_lines, summary->campaigns,
        summary->attack_records, summary->surprises, summary->surprise_records);
  });
}

}  // namespace detector::cli
