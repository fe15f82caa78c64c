#include "parse/timestamp.h"

#include <tuple>

#include "base/ip.h"

namespace detector {
namespace {

/// Reads pieces of a time off the front of a text; `ok` turns false at the first that is missing.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  int number(int min_digits, int max_digits) {
    int value = 0;
    int digits = 0;
    while (digits < max_digits && at_ < text_.size() && is_digit(text_[at_])) {
      value = value * 10 + (text_[at_++] - '0');
      ++digits;
    }
    if (digits < min_digits) ok_ = false;
    return value;
  }
  int month() {
    const int month = month_from_abbreviation(text_.substr(at_));
    if (month == 0) ok_ = false;
    at_ += 3;
    return month;
  }
  void literal(char c) {
    if (peek() != c) ok_ = false;
    ++at_;
  }
  void spaces() {
    if (peek() != ' ') ok_ = false;
    while (peek() == ' ') ++at_;
  }
  TimeMs clock() {
    const int hour = number(2, 2);
    literal(':');
    const int minute = number(2, 2);
    literal(':');
    const int second = number(2, 2);
    if (hour > 23 || minute > 59 || second > 60) ok_ = false;
    return hour * kHourMs + minute * kMinuteMs + second * kSecondMs + fraction();
  }
  /// `.123` or `,123456`, in milliseconds.
  TimeMs fraction() {
    if ((peek() != '.' && peek() != ',') || !is_digit(peek(1))) return 0;
    ++at_;
    TimeMs millis = 0;
    for (TimeMs scale = 100; is_digit(peek()); scale /= 10) millis += (text_[at_++] - '0') * scale;
    return millis;
  }
  /// ` +0100` or ` +01:00` in minutes, when there is one; else nothing is taken.
  std::optional<int> offset() {
    Reader ahead = *this;
    if (ahead.peek() == ' ') ahead.skip(1);
    const char sign = ahead.peek();
    if (sign != '+' && sign != '-') return std::nullopt;
    ahead.skip(1);
    const int hours = ahead.number(2, 2);
    if (ahead.peek() == ':') ahead.skip(1);
    const int minutes = ahead.number(2, 2);
    if (!ahead.ok_ || hours > 18 || minutes > 59 || is_digit(ahead.peek())) return std::nullopt;
    *this = ahead;
    return sign == '-' ? -hours * 60 - minutes : hours * 60 + minutes;
  }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip(std::size_t n) { at_ += n; }
  [[nodiscard]] bool ok() const { return ok_ && at_ <= text_.size(); }
  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

std::optional<ParsedTime> finish(const Reader& reader, const CivilDate& date, TimeMs clock,
                                 std::optional<int> offset = std::nullopt) {
  if (!reader.ok() || !is_valid_date(date) || date.year < 1970 || date.year > 2999) {
    return std::nullopt;
  }
  ParsedTime parsed;
  parsed.time = start_of_day(day_from_civil(date)) + clock - offset.value_or(0) * kMinuteMs;
  parsed.zone = offset ? Zone::kGiven : Zone::kMissing;
  parsed.length = reader.at();
  return parsed;
}

// The latest year in which the date exists and the time is not later than `latest`.
int infer_year(CivilDate date, TimeMs clock, const LatestTime& latest) {
  const auto in_year = [clock](const CivilDate& d) { return std::tuple(d.month, d.day, clock); };
  const std::tuple last(latest.date.month, latest.date.day, latest.clock);
  const int first = latest.date.year - (in_year(date) <= last ? 0 : 1);
  for (date.year = first; date.year > first - 9 && !is_valid_date(date);) --date.year;
  return date.year;
}

std::optional<ParsedTime> slashed(std::string_view text) {  // 2024/01/31 09:12:44
  Reader r(text);
  CivilDate date;
  date.year = r.number(4, 4);
  r.literal('/');
  date.month = r.number(2, 2);
  r.literal('/');
  date.day = r.number(2, 2);
  r.spaces();
  const TimeMs clock = r.clock();
  return finish(r, date, clock);
}

std::optional<ParsedTime> access_log(std::string_view text) {  // 31/Jan/2024:09:12:44 +0100
  Reader r(text);
  CivilDate date;
  date.day = r.number(1, 2);
  r.literal('/');
  date.month = r.month();
  r.literal('/');
  date.year = r.number(4, 4);
  r.literal(':');
  const TimeMs clock = r.clock();
  const auto offset = r.offset();
  return finish(r, date, clock, offset);
}

std::optional<ParsedTime> named_month(std::string_view text, TimeMs now) {
  Reader r(text);
  CivilDate date;
  const bool weekday = month_from_abbreviation(text) == 0;
  if (weekday) {
    r.skip(3);
    r.spaces();
  }
  date.month = r.month();
  r.spaces();
  date.day = r.number(1, 2);
  r.spaces();
  const bool year_first = is_digit(r.peek(2));  // Jan 31 2024 09:12:44
  if (year_first) {
    date.year = r.number(4, 4);
    r.spaces();
  }
  const TimeMs clock = r.clock();
  if (!year_first && weekday) {
    r.spaces();
    date.year = r.number(4, 4);
  } else if (!year_first && r.ok()) {
    date.year = infer_year(date, clock, LatestTime(now));
  }
  return finish(r, date, clock);
}

// Whether a word goes on at `at`: then the digits before it are part of a name, not a time.
bool goes_on(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const char c = text[at];
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

std::optional<ParsedTime> epoch(std::string_view text) {
  std::size_t digits = 0;
  TimeMs value = 0;
  while (digits < text.size() && digits < 14 && is_digit(text[digits])) {
    value = value * 10 + (text[digits++] - '0');
  }
  ParsedTime parsed;
  parsed.length = digits;
  if (digits == 13 && !goes_on(text, digits)) {
    parsed.time = value;
    return parsed;
  }
  if (digits != 10 || goes_on(text, digits)) return std::nullopt;
  Reader r(text);
  r.skip(10);
  parsed.time = value * kSecondMs + r.fraction();
  parsed.length = r.at();
  return parsed;
}

std::optional<ParsedTime> unbracketed(std::string_view text, TimeMs now) {
  if (text.size() < 10) return std::nullopt;
  if (!is_digit(text[0])) return named_month(text, now);
  if (text[4] == '-') return parse_iso_time(text);
  if (text[4] == '/') return slashed(text);
  if (text[1] == '/' || text[2] == '/') return access_log(text);
  return epoch(text);
}

}  // namespace

LatestTime::LatestTime(TimeMs now)
    : date(civil_from_day(day_of(now + kDayMs))),
      clock(now + kDayMs - start_of_day(day_of(now + kDayMs))) {}

std::optional<ParsedTime> bsd_timestamp(std::string_view text, const LatestTime& latest) {
  Reader r(text);
  CivilDate date;
  date.month = r.month();
  r.spaces();
  date.day = r.number(1, 2);
  r.spaces();
  const TimeMs clock = r.clock();
  if (!r.ok()) return std::nullopt;
  date.year = infer_year(date, clock, latest);
  return finish(r, date, clock);
}

std::optional<ParsedTime> leading_timestamp(std::string_view text, TimeMs now) {
  if (!text.starts_with('[')) return unbracketed(text, now);
  auto parsed = unbracketed(text.substr(1), now);
  if (!parsed) return parsed;
  const std::size_t close = parsed->length + 1;
  if (close >= text.size() || text[close] != ']') return std::nullopt;
  parsed->length = close + 1;
  return parsed;
}

}  // namespace detector
