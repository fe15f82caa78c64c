#include "detector/ner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

namespace detector {
namespace {

using Key = std::tuple<EntityType, std::uint32_t, std::uint32_t>;

struct GoldLine {
  std::string system;
  std::string text;
  std::set<Key> entities;
};

Result<GoldLine> parse_line(std::string_view line, const std::string& where) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  const auto wrong = [&] { return fail(Code::kCorrupt, where + ": not a labelled line"); };
  if (!json.is_object() || !json.contains("line") || !json["line"].is_string()) return wrong();
  if (!json.contains("entities") || !json["entities"].is_array()) return wrong();
  GoldLine gold;
  gold.text = json["line"].get<std::string>();
  gold.system = json.value("system", "");
  for (const auto& entity : json["entities"]) {
    if (!entity.is_object()) return wrong();
    const auto type = entity_type_of(entity.value("type", ""));
    const std::uint32_t start = entity.value("start", 0U);
    const std::uint32_t end = entity.value("end", 0U);
    if (!type || end <= start || end > gold.text.size()) return wrong();
    gold.entities.emplace(*type, start, end);
  }
  return gold;
}

void count(const GoldLine& gold, const std::vector<Entity>& found, NerEvaluation& evaluation) {
  NerCounts& system = evaluation.by_system[gold.system];
  std::set<Key> missed = gold.entities;
  for (const Entity& entity : found) {
    const bool right = missed.erase({entity.type, entity.begin, entity.begin + entity.length}) > 0;
    NerCounts one;
    (right ? one.right : one.spurious) = 1;
    evaluation.all += one;
    evaluation.by_type[static_cast<std::size_t>(entity.type)] += one;
    evaluation.by_confidence[std::min<std::size_t>(entity.confidence / 100U, 9)] += one;
    system += one;
  }
  const NerCounts one{0, 0, 1};
  for (const Key& key : missed) {
    evaluation.all += one;
    evaluation.by_type[static_cast<std::size_t>(std::get<0>(key))] += one;
    system += one;
  }
}

double share(std::uint64_t part, std::uint64_t rest) {
  return part + rest == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(part + rest);
}

void append_row(std::string_view name, const NerCounts& counts, std::string& out) {
  out +=
      fmt::format("{:24} precision {:.3f}  recall {:.3f}  F1 {:.3f}  of {}\n", name,
                  counts.precision(), counts.recall(), counts.f1(), counts.right + counts.missed);
}

double rounded(double value) {
  return std::round(value * 10000) / 10000;
}

nlohmann::ordered_json as_json(const NerCounts& counts) {
  return {{"precision", rounded(counts.precision())},
          {"recall", rounded(counts.recall())},
          {"f1", rounded(counts.f1())},
          {"right", counts.right},
          {"spurious", counts.spurious},
          {"missed", counts.missed}};
}

}  // namespace

double NerCounts::precision() const {
  return share(right, spurious);
}
double NerCounts::recall() const {
  return share(right, missed);
}
double NerCounts::f1() const {
  return share(2 * right, spurious + missed);
}
NerCounts& NerCounts::operator+=(const NerCounts& other) {
  right += other.right;
  spurious += other.spurious;
  missed += other.missed;
  return *this;
}

double NerEvaluation::mean_of_systems() const {
  double sum = 0;
  for (const auto& [name, counts] : by_system) sum += counts.f1();
  return by_system.empty() ? 0 : sum / static_cast<double>(by_system.size());
}

double NerEvaluation::spread_of_systems() const {
  const double mean = mean_of_systems();
  double sum = 0;
  for (const auto& [name, counts] : by_system) sum += (counts.f1() - mean) * (counts.f1() - mean);
  return by_system.size() < 2 ? 0 : std::sqrt(sum / static_cast<double>(by_system.size() - 1));
}

Result<NerEvaluation> evaluate_recogniser(Recogniser& recogniser, std::string_view gold,
                                          const std::string& name, NerCache cache) {
  NerEvaluation evaluation;
  std::vector<GoldLine> lines;
  std::size_t number = 0;
  for (std::size_t at = 0; at < gold.size();) {
    const std::size_t end = std::min(gold.find('\n', at), gold.size());
    const std::string_view line = gold.substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.empty()) continue;
    DETECTOR_TRY(GoldLine one, parse_line(line, fmt::format("{}:{}", name, number)));
    lines.push_back(std::move(one));
  }
  CachedRecogniser cached(recogniser);
  for (const GoldLine& line : lines) {
    count(line,
          cache == NerCache::kOn ? cached.recognise(line.text) : recogniser.recognise(line.text),
          evaluation);
  }
  return evaluation;
}

std::string ner_evaluation_text(const NerEvaluation& evaluation) {
  std::string out;
  for (std::size_t i = 0; i < kEntityTypes; ++i) {
    append_row(entity_type_name(static_cast<EntityType>(i)), evaluation.by_type[i], out);
  }
  out += '\n';
  for (const auto& [name, counts] : evaluation.by_system) append_row(name, counts, out);
  out += '\n';
  append_row("all", evaluation.all, out);
  out += fmt::format("systems: mean F1 {:.3f}, standard deviation {:.3f}\n",
                     evaluation.mean_of_systems(), evaluation.spread_of_systems());
  for (std::size_t i = 0; i < evaluation.by_confidence.size(); ++i) {
    const NerCounts& counts = evaluation.by_confidence[i];
    out += fmt::format("confidence {:.1f}-{:.1f}: {:.3f} right of {}\n",
                       static_cast<double>(i) / 10, static_cast<double>(i + 1) / 10,
                       counts.precision(), counts.right + counts.spurious);
  }
  return out;
}

std::string ner_evaluation_json(const NerEvaluation& evaluation) {
  nlohmann::ordered_json json;
  json["all"] = as_json(evaluation.all);
  json["systems_mean_f1"] = rounded(evaluation.mean_of_systems());
  json["systems_spread"] = rounded(evaluation.spread_of_systems());
  for (std::size_t i = 0; i < kEntityTypes; ++i) {
    json["types"][std::string(entity_type_name(static_cast<EntityType>(i)))] =
        as_json(evaluation.by_type[i]);
  }
  for (const auto& [name, counts] : evaluation.by_system) json["systems"][name] = as_json(counts);
  for (const NerCounts& counts : evaluation.by_confidence) {
    json["confidence"].push_back(
        {{"found", counts.right + counts.spurious}, {"precision", rounded(counts.precision())}});
  }
  return json.dump() + "\n";
}

}  // namespace detector
