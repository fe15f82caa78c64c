// The attacks file: one JSON object a line, `{"campaign": NAME, "level": LEVEL, "day": N}`. Read
// with nlohmann-json. Every mistake is named with its line, since a silently dropped campaign
// would look like one that the detector cannot miss.

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "synth/campaign.h"

namespace detector::synth {
namespace {

constexpr std::size_t kMaxCampaigns = 10'000;

std::string names_of_kinds() {
  std::string out;
  for (const CampaignKind& kind : campaign_kinds()) {
    if (!out.empty()) out += ", ";
    out += kind.name;
  }
  return out;
}

bool is_kind(std::string_view name) {
  const auto kinds = campaign_kinds();
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](const CampaignKind& kind) { return kind.name == name; });
}

std::string read_level(const nlohmann::json& value, CampaignPlan& plan) {
  for (const Level level : {Level::kLoud, Level::kOrdinary, Level::kSlow}) {
    if (value == level_name(level)) {
      plan.level = level;
      return {};
    }
  }
  return "level must be loud, ordinary or slow";
}

std::string read_day(const nlohmann::json& value, Span span, CampaignPlan& plan) {
  const bool whole = value.is_number_integer();
  const auto number = whole ? value.get<std::int64_t>() : 0;
  if (number < 1 || number > span.days) {
    return fmt::format("day must be a number from 1 to {}", span.days);
  }
  plan.day = span.first + static_cast<Day>(number) - 1;
  return {};
}

/// What the line leaves open is drawn; returns what is wrong with it, or nothing.
std::string read_field(const std::string& key, const nlohmann::json& value, Span span,
                       CampaignPlan& plan) {
  if (key == "level") return read_level(value, plan);
  if (key == "day") return read_day(value, span, plan);
  if (key != "campaign") {
    return fmt::format("\"{}\" is not a field; use campaign, level, day", key);
  }
  if (!value.is_string() || !is_kind(*value.get_ptr<const std::string*>())) {
    return fmt::format("campaign must be one of {}", names_of_kinds());
  }
  plan.kind = value.get<std::string>();
  return {};
}

std::string read_line(std::string_view line, Span span, CampaignPlan& plan) {
  const nlohmann::json object = nlohmann::json::parse(line, nullptr, false);
  if (!object.is_object()) return "not a JSON object";
  for (const auto& field : object.items()) {
    std::string problem = read_field(field.key(), field.value(), span, plan);
    if (!problem.empty()) return problem;
  }
  return plan.kind.empty() ? "campaign is missing" : "";
}

}  // namespace

Result<std::vector<CampaignPlan>> parse_campaigns(std::string_view text, const std::string& name,
                                                  const Rng& root, Span span) {
  std::vector<CampaignPlan> plans;
  std::int64_t number = 0;
  while (!text.empty()) {
    const std::string line(text.substr(0, text.find('\n')));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    // What a line leaves out depends on its number only.
    Rng rng = root.fork(fmt::format("attack-line/{}", number));
    CampaignPlan plan;
    plan.level = static_cast<Level>(rng.below(3));
    plan.day = span.first + static_cast<Day>(rng.between(span.days * 2 / 3, span.days - 1));
    plan.end = span.first + span.days;
    const std::string problem = read_line(line, span, plan);
    if (!problem.empty()) {
      return fail(Code::kUsage, fmt::format("attacks: {} at {}:{}", problem, name, number));
    }
    if (plans.size() == kMaxCampaigns) {
      return fail(Code::kUsage, fmt::format("attacks: more than {} campaigns at {}:{}",
                                            kMaxCampaigns, name, number));
    }
    plan.id = fmt::format("{}-{}", plan.kind, plans.size() + 1);
    plans.push_back(std::move(plan));
  }
  return plans;
}

Result<std::vector<CampaignPlan>> load_campaigns(const std::string& path, const Rng& root,
                                                 Span span) {
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) {
    return fail(Code::kUsage, fmt::format("attacks: {} cannot be read; give default, none or a "
                                          "file of JSON lines",
                                          path));
  }
  return parse_campaigns(text, path, root, span);
}

}  // namespace detector::synth
