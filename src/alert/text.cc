// Alerts for people: ranked blocks of at most 100 columns.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "alert/words.h"
#include "base/time.h"
#include "base/utf8.h"
#include "detector/alert.h"

namespace detector {
namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kMostEvidence = 6;
constexpr std::size_t kLongestValue = 40;
constexpr Bits kFewestShown = kOneBit / 20;  // what would show as 0.0

/// Colours, or nothing where they are not wanted.
class Paint {
 public:
  explicit Paint(const TextStyle& style) : on_(style.colour == TextStyle::Colour::kAlways) {}
  [[nodiscard]] std::string level(Level level, std::string_view text) const {
    static constexpr const char* kCodes[] = {"36", "33", "31", "1;31"};
    return with(kCodes[static_cast<std::size_t>(level)], text);
  }
  [[nodiscard]] std::string bold(std::string_view text) const { return with("1", text); }
  [[nodiscard]] std::string dim(std::string_view text) const { return with("2", text); }

 private:
  [[nodiscard]] std::string with(std::string_view code, std::string_view text) const {
    return on_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
  bool on_;
};

// `text` in at most `width` columns (code points), cut in the middle with `…`.
std::string fit(std::string_view text, std::size_t width) {
  std::vector<std::string_view> points;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = decode_utf8(text, at).length;
    points.push_back(text.substr(at, length));
    at += length;
  }
  if (points.size() <= width) return std::string(text);
  std::string out;
  const std::size_t head = (width - 1) * 2 / 3;
  const std::size_t tail = width - 1 - head;
  for (std::size_t i = 0; i < head; ++i) out += points[i];
  out += "…";
  for (std::size_t i = points.size() - tail; i < points.size(); ++i) out += points[i];
  return out;
}

std::size_t columns(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).length) ++n;
  return n;
}

// The sentence with its value cut short, rather than the sentence's end.
std::string short_words(Evidence evidence, Grain grain) {
  evidence.value = fit(evidence.value, kLongestValue);
  evidence.where = fit(evidence.where, kLongestValue);
  evidence.among = fit(evidence.among, kLongestValue);
  return evidence_words(evidence, grain);
}

std::string join(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, " "));
}

}  // namespace

std::string alert_text(const Alert& alert, std::size_t rank,
                       const std::vector<std::string>& objects, const TextStyle& style) {
  const Paint paint(style);
  const Score& score = alert.score;
  std::string out;
  const std::string level = fmt::format("{:<8}", level_name(alert.level));
  const std::string head = fmt::format("{:>3}. ", rank);
  const std::string entity =
      fit(terminal_safe(fmt::format("{} {}", field_name(score.kind), score.entity)), 52);
  fmt::format_to(std::back_inserter(out), "{}{} {:>4}  {}{}  {}  {:>6} bits\n", head,
                 paint.level(alert.level, level),
                 fmt::format("{}.{}", alert.risk_tenths / 10, alert.risk_tenths % 10),
                 paint.bold(entity), std::string(52 - columns(entity), ' '), format_day(score.day),
                 fmt::format("{:.1f}", as_double(score.bits)));
  std::size_t shown = 0;
  for (std::size_t i = 0; i < score.evidence.size() && shown < kMostEvidence; ++i) {
    if (!score.evidence[i].summed || score.evidence[i].bits < kFewestShown) continue;
    ++shown;
    fmt::format_to(std::back_inserter(out), "     {:>5.1f}  {}\n",
                   as_double(score.evidence[i].bits),
                   fit(terminal_safe(short_words(score.evidence[i], score.grain)), kColumns - 12));
  }
  if (const std::string silent = silencing_words(score); !silent.empty()) {
    const std::string words = fit(terminal_safe("silent if " + silent), kColumns - 12);
    out += "            " + paint.dim(words) + "\n";
  }
  if (!score.records.empty()) {
    const RecordNote& note = score.records.front();
    const std::string where = fmt::format(
        "{}@{}  {}{}{}", fit(objects[note.ref.object], 46), note.ref.offset, format_time(note.time),
        alert.techniques.empty() ? "" : "  ", join(alert.techniques));
    out += "            " + paint.dim(fit(terminal_safe(where), kColumns - 12)) + "\n";
  }
  return out;
}

}  // namespace detector
