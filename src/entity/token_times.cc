// Dates and times inside messages: ISO 8601 and the forms of syslog, Apache, Java and RFC 5322.
#include "entity/token_times.h"

#include "entity/token_chars.h"

namespace detector {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"apr", "aug", "dec", "feb", "jan", "jul",
                                                      "jun", "mar", "may", "nov", "oct", "sep"};

static_assert(std::is_sorted(kMonths.begin(), kMonths.end()));

// A field of `digits` digits; or a lone `1`, which is what a skeleton has for any number.
std::size_t field_length(std::string_view text, std::size_t at, std::size_t digits) {
  const std::size_t found = digits_at(text, at);
  return found == digits || (found == 1 && text[at] == '1') ? found : 0;
}

bool is_half_day(std::string_view text) {
  return text == "AM" || text == "PM" || text == "am" || text == "pm";
}

// NOLINTNEXTLINE(readability-function-*): one case after another; split, it reads worse
std::size_t clock_length(std::string_view text, std::string_view after) {
  const std::size_t hours = digits_at(text, 0);
  if (hours == 0 || hours > 2 || hours >= text.size() || text[hours] != ':') return 0;
  std::size_t at = hours + 1;
  const std::size_t minutes = field_length(text, at, 2);
  if (minutes == 0 || text[at] > '5') return 0;
  if (hours == 2 && text.substr(0, 2) > "24") return 0;
  at += minutes;
  if (at < text.size() && text[at] == ':') {
    const std::size_t seconds = digits_at(text, at + 1);
    if (seconds == 0 || seconds > 2 || (seconds == 2 && text[at + 1] > '6')) return 0;
    at += 1 + seconds;
    if (at < text.size() && (text[at] == '.' || text[at] == ':') && digits_at(text, at + 1) > 0) {
      at += 1 + digits_at(text, at + 1);
    }
    if (at == text.size() && after.size() >= 4 && after[0] == ',' && digits_at(after, 1) == 3) {
      at += 4;
      return at + (after.size() > 4 && after[4] == 'Z' ? 1 : 0);
    }
  }
  if (at == text.size() && after.size() >= 3 && after[0] == ' ' &&
      is_half_day(after.substr(1, 2)) && (after.size() == 3 || !is_word_char(after[3]))) {
    return at + 3;
  }
  if (at < text.size() && text[at] == 'Z') ++at;
  if (at + 4 < text.size() && (text[at] == '+' || text[at] == '-') &&
      digits_at(text, at + 1) >= 2) {
    at += 1 + digits_at(text, at + 1);
    if (at + 2 < text.size() && text[at] == ':' && digits_at(text, at + 1) == 2) at += 3;
  }
  return at;
}

// NOLINTNEXTLINE(readability-function-*): one case after another; split, it reads worse
bool is_date(std::string_view run) {
  const std::size_t first = digits_at(run, 0);
  if ((first != 4 && first != 2 && first != 1) || first >= run.size()) return false;
  const char join = run[first];
  if (join != '-' && join != '/' && join != '.') return false;
  std::size_t at = first + 1;
  if (at + 3 < run.size() && is_letter(run[at])) {
    if (!is_one_of(Lowered(run.substr(at, 3)).view(), kMonths)) return false;
    at += 3;
  } else {
    const std::size_t second = digits_at(run, at);
    if (second == 0 || second > 2) return false;
    at += second;
  }
  if (at >= run.size() || run[at] != join) return false;
  const std::size_t third = digits_at(run, at + 1);
  if (third == 0 || (first == 4 ? third > 2 : third != 4 && third != 2)) return false;
  return at + 1 + third == run.size() && (join != '.' || first == 4 || third == 4);
}

}  // namespace

std::size_t time_length(std::string_view run, std::string_view after) {
  const std::size_t clock = clock_length(run, after);
  if (clock >= run.size()) return clock;
  if (is_date(run)) return run.size();
  for (std::size_t i = 6; i < run.size() && i < 12; ++i) {
    const char join = run[i];
    if (join != 'T' && join != ':' && join != '-' && join != '_') continue;
    if (!is_date(run.substr(0, i))) continue;
    std::string_view rest = run.substr(i + 1);
    const std::size_t length = clock_length(rest, after);
    if (length >= rest.size()) return i + 1 + length;
    if (std::all_of(rest.begin(), rest.end(),
                    [](char c) { return is_digit(c) || c == '.' || c == '-'; })) {
      return run.size();
    }
  }
  return 0;
}

namespace {

// The word at `at`, letters only, and where the next one starts.
std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_letter(text[end])) ++end;
  return text.substr(at, end - at);
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

bool is_weekday(std::string_view word) {
  static constexpr std::array<std::string_view, 14> kDays = {
      "fri",    "friday", "mon",      "monday", "sat",     "saturday", "sun",
      "sunday", "thu",    "thursday", "tue",    "tuesday", "wed",      "wednesday"};
  return is_one_of(Lowered(word).view(), kDays);
}

bool is_month(std::string_view word) {
  return word.size() >= 3 && is_one_of(Lowered(word.substr(0, 3)).view(), kMonths) &&
         (word.size() == 3 || word.size() > 4);
}

}  // namespace

// NOLINTNEXTLINE(readability-function-*): one case after another; split, it reads worse
std::size_t worded_time_length(std::string_view text) {
  std::size_t at = 0;
  std::string_view word = word_at(text, 0);
  if (is_weekday(word)) {
    at = word.size();
    if (at < text.size() && (text[at] == ',' || text[at] == '.')) ++at;
    at = skip_blanks(text, at);
    word = word_at(text, at);
  }
  std::size_t day = digits_at(text, at);
  if (at > 0 && (day == 1 || day == 2)) {
    // `Tue, 24 Nov 2026`: the day comes first.
    const std::size_t month = skip_blanks(text, at + day);
    word = word_at(text, month);
    if (!is_month(word)) return 0;
    at = month + word.size();
  } else {
    if (!is_month(word)) return 0;
    at = skip_blanks(text, at + word.size());
    day = digits_at(text, at);
    if (day == 0 || day > 2) return 0;
    at += day;
  }
  std::size_t end = at;
  if (at < text.size() && text[at] == ',') ++at;
  at = skip_blanks(text, at);
  if (field_length(text, at, 4) > 0 && text.substr(at, 2) != "1:") {
    at += digits_at(text, at);
    end = at;
    if (at < text.size() && text[at] == ',') ++at;
    at = skip_blanks(text, at);
  }
  const std::size_t stop = std::min(text.find_first_of(" ,;)]}\"'", at), text.size());
  const std::size_t clock = clock_length(text.substr(at, stop - at), {});
  if (clock == 0) return end;
  end = at + clock;
  at = skip_blanks(text, end);
  const std::string_view zone = word_at(text, at);
  if (zone.size() >= 2 && zone.size() <= 5 &&
      std::all_of(zone.begin(), zone.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) {
    const std::size_t year = skip_blanks(text, at + zone.size());
    if (const std::size_t length = field_length(text, year, 4); length > 0) return year + length;
    if (zone == "UTC" || zone == "GMT") return at + zone.size();
  }
  const std::size_t year = field_length(text, at, 4);
  if (year > 0 && (at + year == text.size() || !is_word_char(text[at + year]))) {
    end = at + year;
    const std::size_t after = skip_blanks(text, end);
    const std::string_view last = word_at(text, after);
    return last == "UTC" || last == "GMT" ? after + last.size() : end;
  }
  return end;
}

}  // namespace detector
