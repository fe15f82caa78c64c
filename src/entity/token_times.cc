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

// `:46`, `:46.123`, `:46:123`; 0 when they are none.
std::size_t seconds_length(std::string_view text, std::size_t at) {
  const std::size_t seconds = digits_at(text, at + 1);
  if (seconds == 0 || seconds > 2 || (seconds == 2 && text[at + 1] > '6')) return 0;
  const std::size_t end = at + 1 + seconds;
  const bool has_fraction = end < text.size() && (text[end] == '.' || text[end] == ':');
  const std::size_t fraction = has_fraction ? digits_at(text, end + 1) : 0;
  return 1 + seconds + (fraction > 0 ? 1 + fraction : 0);
}

// `Z`, `+0100`, `-03:30` at `at`.
std::size_t offset_length(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  if (at < text.size() && text[at] == 'Z') ++at;
  if (at + 4 < text.size() && (text[at] == '+' || text[at] == '-') &&
      digits_at(text, at + 1) >= 2) {
    at += 1 + digits_at(text, at + 1);
    if (at + 2 < text.size() && text[at] == ':' && digits_at(text, at + 1) == 2) at += 3;
  }
  return at - begin;
}

// `,123` and `,123Z`, the fraction of a Java logger, which a comma cut off from its clock.
std::size_t comma_fraction_length(std::string_view after) {
  if (after.size() < 4 || after[0] != ',' || digits_at(after, 1) != 3) return 0;
  return after.size() > 4 && after[4] == 'Z' ? 5 : 4;
}

// ` AM` or ` pm`.
std::size_t half_day_length(std::string_view after) {
  if (after.size() < 3 || after[0] != ' ' || !is_half_day(after.substr(1, 2))) return 0;
  return after.size() == 3 || !is_word_char(after[3]) ? 3 : 0;
}

std::size_t clock_length(std::string_view text, std::string_view after) {
  const std::size_t hours = digits_at(text, 0);
  if (hours == 0 || hours > 2 || hours >= text.size() || text[hours] != ':') return 0;
  std::size_t at = hours + 1;
  const std::size_t minutes = field_length(text, at, 2);
  if (minutes == 0 || text[at] > '5') return 0;
  if (hours == 2 && text.substr(0, 2) > "24") return 0;
  at += minutes;
  if (at < text.size() && text[at] == ':') {
    const std::size_t seconds = seconds_length(text, at);
    if (seconds == 0) return 0;
    at += seconds;
    const std::size_t fraction = at == text.size() ? comma_fraction_length(after) : 0;
    if (fraction > 0) return at + fraction;
  }
  const std::size_t half_day = at == text.size() ? half_day_length(after) : 0;
  return half_day > 0 ? at + half_day : at + offset_length(text, at);
}

// The month at `at` of a date: its name in three letters, or one or two digits.
std::size_t month_length(std::string_view run, std::size_t at) {
  if (at + 3 < run.size() && is_letter(run[at])) {
    return is_one_of(Lowered(run.substr(at, 3)).view(), kMonths) ? 3 : 0;
  }
  const std::size_t digits = digits_at(run, at);
  return digits <= 2 ? digits : 0;
}

bool is_date(std::string_view run) {
  const std::size_t first = digits_at(run, 0);
  if ((first != 4 && first != 2 && first != 1) || first >= run.size()) return false;
  const char join = run[first];
  if (join != '-' && join != '/' && join != '.') return false;
  const std::size_t month = month_length(run, first + 1);
  if (month == 0) return false;
  const std::size_t at = first + 1 + month;
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

bool is_universal(std::string_view zone) {
  return zone == "UTC" || zone == "GMT";
}

std::size_t skip_comma(std::string_view text, std::size_t at) {
  return skip_blanks(text, at < text.size() && text[at] == ',' ? at + 1 : at);
}

// One past `Aug 4`, or `4 Aug` where a weekday went before, at `at`; 0 when there is neither.
std::size_t end_of_day(std::string_view text, std::size_t at, bool after_weekday) {
  std::size_t day = digits_at(text, at);
  if (after_weekday && (day == 1 || day == 2)) {
    const std::size_t month = skip_blanks(text, at + day);
    const std::string_view word = word_at(text, month);
    return is_month(word) ? month + word.size() : 0;
  }
  const std::string_view word = word_at(text, at);
  if (!is_month(word)) return 0;
  at = skip_blanks(text, at + word.size());
  day = digits_at(text, at);
  return day == 1 || day == 2 ? at + day : 0;
}

// One past the zone and the year that follow a clock which ends at `end`, as far as there are any.
std::size_t end_of_year(std::string_view text, std::size_t end) {
  const std::size_t at = skip_blanks(text, end);
  const std::string_view zone = word_at(text, at);
  const bool is_zone =
      zone.size() >= 2 && zone.size() <= 5 &&
      std::all_of(zone.begin(), zone.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (is_zone) {
    const std::size_t year = skip_blanks(text, at + zone.size());
    if (const std::size_t length = field_length(text, year, 4); length > 0) return year + length;
    return is_universal(zone) ? at + zone.size() : end;
  }
  const std::size_t year = field_length(text, at, 4);
  if (year == 0 || (at + year < text.size() && is_word_char(text[at + year]))) return end;
  const std::size_t next = skip_blanks(text, at + year);
  const std::string_view last = word_at(text, next);
  return is_universal(last) ? next + last.size() : at + year;
}

// The first three letters in lower case as a number.
constexpr std::uint32_t three_letters(std::string_view text) {
  std::uint32_t key = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    key = key << 8U | (static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) | 0x20U);
  }
  return key;
}

// Whether a month or a day of the week may begin here: few words get further.
bool may_begin_date(std::string_view text) {
  if (text.size() < 3) return false;
  switch (three_letters(text)) {
    case three_letters("jan"):
    case three_letters("feb"):
    case three_letters("mar"):
    case three_letters("apr"):
    case three_letters("may"):
    case three_letters("jun"):
    case three_letters("jul"):
    case three_letters("aug"):
    case three_letters("sep"):
    case three_letters("oct"):
    case three_letters("nov"):
    case three_letters("dec"):
    case three_letters("mon"):
    case three_letters("tue"):
    case three_letters("wed"):
    case three_letters("thu"):
    case three_letters("fri"):
    case three_letters("sat"):
    case three_letters("sun"):
      return true;
    default:
      return false;
  }
}

}  // namespace

std::size_t worded_time_length(std::string_view text) {
  if (!may_begin_date(text)) return 0;
  std::size_t at = 0;
  const std::string_view weekday = word_at(text, 0);
  const bool has_weekday = is_weekday(weekday);
  if (has_weekday) {
    at = weekday.size();
    if (at < text.size() && (text[at] == ',' || text[at] == '.')) ++at;
    at = skip_blanks(text, at);
  }
  std::size_t end = end_of_day(text, at, has_weekday);
  if (end == 0) return 0;
  at = skip_comma(text, end);
  // A lone `1:` is the hour of a skeleton's clock.
  if (field_length(text, at, 4) > 0 && text.substr(at, 2) != "1:") {
    end = at + digits_at(text, at);
    at = skip_comma(text, end);
  }
  const std::size_t stop = std::min(text.find_first_of(" ,;)]}\"'", at), text.size());
  const std::size_t clock = clock_length(text.substr(at, stop - at), {});
  return clock == 0 ? end : end_of_year(text, at + clock);
}

}  // namespace detector
