// The two forms of an Evaluation: a table for people and one JSON object for programs.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "detector/evaluate.h"

namespace detector {
namespace {

double ratio(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string duration_text(std::int64_t minutes) {
  constexpr std::int64_t kDayMinutes = 1440;
  if (minutes < 120) return fmt::format("{} min", minutes);
  return minutes < 2 * kDayMinutes ? fmt::format("{:.1f} h", ratio(minutes, 60))
                                   : fmt::format("{:.1f} d", ratio(minutes, kDayMinutes));
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return terminal_safe(out);
}

void append_campaigns(std::string& out, const Evaluation& evaluation) {
  std::size_t width = 8;
  for (const CampaignOutcome& row : evaluation.campaigns) width = std::max(width, row.name.size());
  fmt::format_to(std::back_inserter(out), "  {:<{}}  {:<8}  {:>5}  {:>6}  {:>8}  {}\n", "campaign",
                 width, "level", "rank", "in day", "delay", "techniques");
  for (const CampaignOutcome& row : evaluation.campaigns) {
    const std::string rank = row.rank ? fmt::format("{}", *row.rank) : "missed";
    const std::string in_day = row.rank_in_day ? fmt::format("{}", *row.rank_in_day) : "-";
    const std::string delay = row.minutes_to_alert ? duration_text(*row.minutes_to_alert) : "-";
    fmt::format_to(std::back_inserter(out), "  {:<{}}  {:<8}  {:>5}  {:>6}  {:>8}  {}\n",
                   terminal_safe(row.name), width, terminal_safe(row.level), rank, in_day, delay,
                   join(row.techniques));
  }
}

void append_recall(std::string& out, std::string_view title, const std::vector<RecallOf>& rows) {
  out += title;
  for (const RecallOf& row : rows) {
    fmt::format_to(std::back_inserter(out), "  {} {}/{}", terminal_safe(row.name), row.found,
                   row.total);
  }
  out += '\n';
}

void write_strings(JsonWriter& json, std::string_view name, const std::vector<std::string>& words) {
  json.key(name).begin_array();
  for (const std::string& word : words) json.string(word);
  json.end_array();
}

void write_optional(JsonWriter& json, std::string_view name, std::optional<std::int64_t> value) {
  json.key(name);
  if (value) {
    json.number(*value);
  } else {
    json.null();
  }
}

void write_campaign(JsonWriter& json, const CampaignOutcome& row) {
  json.begin_object().field("campaign", row.name).field("level", row.level);
  write_strings(json, "techniques", row.techniques);
  write_strings(json, "found_techniques", row.found_techniques);
  json.field("records", row.records).key("found").boolean(row.rank.has_value());
  write_optional(json, "rank", row.rank);
  write_optional(json, "rank_in_day", row.rank_in_day);
  write_optional(json, "minutes_to_alert", row.minutes_to_alert);
  json.end_object();
}

void write_recall(JsonWriter& json, std::string_view name, const std::vector<RecallOf>& rows) {
  json.key(name).begin_array();
  for (const RecallOf& row : rows) {
    json.begin_object().field("name", row.name).field("found", row.found);
    json.field("total", row.total).end_object();
  }
  json.end_array();
}

void append_references(std::string& out, const std::vector<ReferenceOutcome>& references) {
  for (const ReferenceOutcome& one : references) {
    fmt::format_to(
        std::back_inserter(out),
        "reference  {}:\n           found {} of {} at {:.2f} alerts a day; with the best "
        "{} alerts {} of {}\n",
        one.name, one.all.found, one.all.campaigns.size(), ratio(one.all.alerts, one.all.days),
        one.same_number.alerts, one.same_number.found, one.same_number.campaigns.size());
  }
}

std::string decimal(double value) {
  return fmt::format("{:.4f}", value);
}

void write_references(JsonWriter& json, const std::vector<ReferenceOutcome>& references) {
  json.key("references").begin_array();
  for (const ReferenceOutcome& one : references) {
    json.begin_object().field("name", one.name);
    const auto write = [&](std::string_view key, const Evaluation& evaluation) {
      json.key(key).begin_object().field("found", evaluation.found);
      json.field("alerts", evaluation.alerts);
      json.key("alerts_per_day").raw(decimal(ratio(evaluation.alerts, evaluation.days)));
      json.key("auprc").raw(decimal(evaluation.auprc)).end_object();
    };
    write("all", one.all);
    write("same_number", one.same_number);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string evaluation_text(const Evaluation& evaluation,
                            const std::vector<ReferenceOutcome>& references) {
  std::string out =
      fmt::format("found {} of {} campaigns\n", evaluation.found, evaluation.campaigns.size());
  append_campaigns(out, evaluation);
  fmt::format_to(std::back_inserter(out), "alerts     {} in {} days, {:.2f} a day\n",
                 evaluation.alerts, evaluation.days, ratio(evaluation.alerts, evaluation.days));
  out += "precision";
  for (std::size_t i = 0; i < evaluation.precision.size(); ++i) {
    const PrecisionAt& at = evaluation.precision[i];
    const bool is_all = i + 1 == evaluation.precision.size();
    fmt::format_to(std::back_inserter(out), "  at {} {:.2f} ({}/{})",
                   is_all ? "all" : fmt::format("{}", at.k), ratio(at.right, at.judged), at.right,
                   at.judged);
  }
  fmt::format_to(std::back_inserter(out), "\nauprc      {}\n", decimal(evaluation.auprc));
  append_recall(out, "by level ", evaluation.by_level);
  append_recall(out, "by technique ", evaluation.by_technique);
  if (!evaluation.surprises.empty()) {
    append_recall(out, "benign surprises alerted ", evaluation.surprises);
  }
  append_references(out, references);
  if (evaluation.malformed_lines > 0) {
    fmt::format_to(std::back_inserter(out), "malformed  {} lines of the alerts were passed over\n",
                   evaluation.malformed_lines);
    for (const std::string& complaint : evaluation.complaints) out += "  " + complaint + '\n';
  }
  return out;
}

std::string evaluation_json(const Evaluation& evaluation,
                            const std::vector<ReferenceOutcome>& references) {
  JsonWriter json;
  json.begin_object().field("found", evaluation.found);
  json.field("total", static_cast<std::int64_t>(evaluation.campaigns.size()));
  json.key("campaigns").begin_array();
  for (const CampaignOutcome& row : evaluation.campaigns) write_campaign(json, row);
  json.end_array().field("alerts", evaluation.alerts).field("days", evaluation.days);
  json.key("alerts_per_day").raw(decimal(ratio(evaluation.alerts, evaluation.days)));
  json.key("precision").begin_array();
  for (const PrecisionAt& at : evaluation.precision) {
    json.begin_object().field("k", at.k).field("right", at.right).field("judged", at.judged);
    json.key("precision").raw(decimal(ratio(at.right, at.judged))).end_object();
  }
  json.end_array().key("auprc").raw(decimal(evaluation.auprc));
  write_recall(json, "by_level", evaluation.by_level);
  write_recall(json, "by_technique", evaluation.by_technique);
  write_recall(json, "surprises", evaluation.surprises);
  write_references(json, references);
  json.field("malformed_lines", evaluation.malformed_lines);
  write_strings(json, "complaints", evaluation.complaints);
  json.end_object();
  return json.take() + '\n';
}

}  // namespace detector
