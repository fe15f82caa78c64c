#include "alert/words.h"

#include <fmt/format.h>

namespace detector {
namespace {

std::string plural(std::uint64_t n, std::string_view noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

std::string_view whose(Field context) {
  switch (context) {
    case Field::kActor:
      return "this actor's";
    case Field::kAccount:
      return "the account's";
    case Field::kAddress:
      return "this address's";
    case Field::kUser:
      return "this user's";
    case Field::kLoginUser:
      return "that login's";
    case Field::kEndpoint:
      return "that endpoint's";
    case Field::kHost:
      return "the host's";
    case Field::kService:
      return "this service's";
    case Field::kProgram:
      return "the program's";
    default:
      return "anyone's";
  }
}

std::string with_value(std::string_view words, std::string_view value) {
  const std::size_t hole = words.find("{}");
  if (hole == std::string_view::npos) return std::string(words);
  return fmt::format("{}{}{}", words.substr(0, hole), value, words.substr(hole + 2));
}

std::string rarity_words(const Evidence& evidence, Grain grain) {
  const std::string what =
      with_value(evidence.words, evidence.where.empty() ? evidence.value : evidence.where);
  const std::string days = plural(evidence.parts, grain_name(grain));
  std::string out = fmt::format("{}: ", what);
  const std::string parts = fmt::format("{} {}", whose(evidence.context), days);
  if (!evidence.among.empty()) {
    out += fmt::format("new, but {} on {} of {}", evidence.among, evidence.seen, parts);
  } else if (evidence.seen > 0) {
    out += fmt::format("on {} of {}", evidence.seen, parts);
  } else {
    out += fmt::format("never in {}", parts);
  }
  if (evidence.as_rare > evidence.seen) {
    out += fmt::format("; something as rare on {}", evidence.as_rare);
  }
  return out;
}

// `verb` says what was counted and how much.
std::string compared(const std::string& verb, const Evidence& evidence, Grain grain) {
  if (evidence.own_history) {
    return fmt::format("{}; the mean over {} is {}", verb,
                       plural(evidence.parts, grain_name(grain)), evidence.usual);
  }
  return fmt::format("{}; {} of {} did as much, the median is {}", verb, evidence.seen,
                     plural(evidence.parts, fmt::format("other source-{}", grain_name(grain))),
                     evidence.usual);
}

std::string volume_words(const Evidence& evidence, Grain grain) {
  return compared(evidence.own_history ? fmt::format("{} {} times", evidence.words, evidence.count)
                                       : fmt::format("{} {}", evidence.count, evidence.words),
                  evidence, grain);
}

std::string spread_words(const Evidence& evidence, Grain grain) {
  return compared(with_value(evidence.words, fmt::format("{}", evidence.count)), evidence, grain);
}

}  // namespace

std::string evidence_words(const Evidence& evidence, Grain grain) {
  switch (evidence.detector) {
    case Detector::kRarity:
      return rarity_words(evidence, grain);
    case Detector::kVolume:
      return volume_words(evidence, grain);
    case Detector::kSpread:
      return spread_words(evidence, grain);
    case Detector::kNovelty:
      return compared(fmt::format("{} new values of {} at once", evidence.count, evidence.value),
                      evidence, grain);
    case Detector::kSensitivity:
      return evidence.is_asset ? fmt::format("{} matters (important_assets)", evidence.value)
                               : fmt::format("{}: {}", evidence.value, evidence.among);
    case Detector::kLogins:
    case Detector::kCount:
      break;
  }
  if (evidence.own_history) {
    return fmt::format("logged in after {}; so it did on {} of its {}",
                       plural(evidence.count, "failure"), evidence.seen,
                       plural(evidence.parts, "day"));
  }
  if (evidence.of_logins) {
    return fmt::format("logged in after {}; of {} that got in, {} had failed as often",
                       plural(evidence.count, "failure"), plural(evidence.parts, "other source"),
                       evidence.seen);
  }
  return fmt::format("logged in after {}; of {} that failed as often, {} got in",
                     plural(evidence.count, "failure"), plural(evidence.parts, "other source"),
                     evidence.seen);
}

namespace {

std::string step_words(const Evidence& evidence, std::uint64_t at_most) {
  switch (evidence.detector) {
    case Detector::kVolume:
      return evidence.own_history
                 ? fmt::format("it {} at most {} times", evidence.words, at_most)
                 : fmt::format("there were at most {} {}", at_most, evidence.words);
    case Detector::kSpread:
      return "it " + with_value(evidence.words, fmt::format("at most {}", at_most));
    case Detector::kNovelty:
      return fmt::format("its new values of {} were usual", evidence.value);
    case Detector::kLogins:
      return "no login succeeded after its failures";
    default:
      break;
  }
  return fmt::format("{} were usual", evidence.where.empty() ? evidence.value : evidence.where);
}

}  // namespace

std::string silencing_words(const Score& score) {
  std::string out;
  if (!score.silencing) return out;
  for (const Silencing::Step& step : score.silencing->steps) {
    if (!out.empty()) out += " and ";
    out += step_words(score.evidence[step.evidence], step.at_most);
  }
  return out;
}

}  // namespace detector
