// Records in a byte stream. Lines end at "\n" (a "\r" before it is dropped, empty lines are none).
// JSON is framed by balancing brackets outside strings, without parsing: one value after another,
// the elements of a top-level array, or the elements of CloudTrail's {"Records":[…]}. The Linux
// audit log tells of one event in several lines, all with `msg=audit(TIME:SERIAL)`: those that
// follow each other are one record. A record that is incomplete at the end of a buffer is carried
// into the next batch.
#include "read/framer.h"

#include <algorithm>
#include <cstring>

namespace detector {
namespace {

constexpr std::string_view kTooLong = "record is longer than 1 MiB";
constexpr std::string_view kCutOff = "record is cut off at the end of the input";
constexpr std::string_view kDamaged = "record is cut off where the compressed input is damaged";
constexpr std::string_view kUnbalanced = "JSON brackets do not balance";
constexpr std::size_t kNone = std::string_view::npos;

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

// One past the closing quote of the string whose opening quote is at `at`.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  std::size_t from = at + 1;
  while (true) {
    const std::size_t quote = text.find('"', from);
    if (quote == kNone) return kNone;
    std::size_t backslashes = 0;
    while (quote - backslashes > from && text[quote - backslashes - 1] == '\\') ++backslashes;
    if (backslashes % 2 == 0) return quote + 1;
    from = quote + 1;
  }
}

// One past the bracket that closes `depth` open ones, scanning from `at`.
std::size_t end_of_nesting(std::string_view text, std::size_t at, int depth) {
  while (at < text.size()) {
    switch (text[at]) {
      case '"':
        at = end_of_string(text, at);
        if (at == kNone) return kNone;
        continue;
      case '{':
      case '[':
        ++depth;
        break;
      case '}':
      case ']':
        if (--depth == 0) return at + 1;
        break;
      default:
        break;
    }
    ++at;
  }
  return kNone;
}

// `TIME:SERIAL` of a line of the audit log; empty when it is none.
std::string_view audit_id(std::string_view line) {
  static constexpr std::string_view kMark = " msg=audit(";
  if (!line.starts_with("type=") && !line.starts_with("node=")) return {};
  const std::size_t mark = line.substr(0, 512).find(kMark);
  if (mark == kNone) return {};
  const std::string_view rest = line.substr(mark + kMark.size(), 64);
  const std::size_t close = rest.find("):");
  return close == kNone ? std::string_view() : rest.substr(0, close);
}

enum class Match { kNo, kYes, kNeedMore };

// Whether `{ "Records" : [` stands at `at`; `after` is then one past it.
Match match_records(std::string_view text, std::size_t at, std::size_t& after) {
  static constexpr std::string_view kTokens[] = {"{", "\"Records\"", ":", "["};
  for (const auto token : kTokens) {
    at = skip_space(text, at);
    const std::string_view rest = text.substr(at, token.size());
    if (rest.size() < token.size() && token.starts_with(rest)) return Match::kNeedMore;
    if (rest != token) return Match::kNo;
    at += token.size();
  }
  after = at;
  return Match::kYes;
}

}  // namespace

std::size_t end_of_json_value(std::string_view text, std::size_t begin) {
  const char first = text[begin];
  if (first == '{' || first == '[') return end_of_nesting(text, begin, 0);
  if (first == '"') return end_of_string(text, begin);
  const std::size_t end = text.find_first_of(",]} \n\r\t", begin + 1);
  return end;
}

Framing detect_framing(std::string_view head) {
  std::size_t at = skip_space(head, 0);
  if (!audit_id(head.substr(at, 1024)).empty()) return Framing::kAudit;
  if (at == head.size() || (head[at] != '{' && head[at] != '[')) return Framing::kLines;
  std::size_t after = 0;
  if (match_records(head, at, after) == Match::kYes) return Framing::kJson;
  if (head[at] == '[') {
    // `[` also begins text lines (a bracketed time). JSON goes on with a value or the end.
    const std::size_t next = skip_space(head, at + 1);
    const bool json = next == head.size() || head[next] == '{' || head[next] == ']';
    return json ? Framing::kJson : Framing::kLines;
  }
  // NDJSON when one of the first lines is a whole object by itself.
  for (int line = 0; line < 5 && at < head.size(); ++line) {
    const std::size_t end = std::min(head.find('\n', at), head.size());
    const std::string_view text = head.substr(at, end - at);
    const std::size_t brace = text.starts_with('{') ? end_of_json_value(text, 0) : kNone;
    if (brace != kNone && brace > 2 && skip_space(text, brace) == text.size() &&
        end < head.size()) {
      return Framing::kLines;
    }
    at = end + 1;
  }
  return Framing::kJson;
}

Framer::Framer(std::unique_ptr<ByteReader> input, std::uint32_t object,
               const SourceOptions& options)
    : input_(std::move(input)), object_(object), options_(options) {
  if (options_.hash_contents) hash_.emplace();
}

std::string Framer::content_sha256() {
  return hash_ ? to_hex(hash_->finish()) : std::string();
}

bool Framer::next(RecordBatch& batch) {
  batch.object = object_;
  batch.records.clear();
  batch.rejected.clear();
  batch.starts_object = !started_;
  batch.bytes = std::move(carry_);
  carry_.clear();
  if (ended_ && batch.bytes.empty()) return false;
  do {
    fill(batch);
    if (!started_) {
      skip_byte_order_mark(batch);
      framing_ = options_.framing.value_or(detect_framing(batch.bytes));
      started_ = true;
    }
    batch.base_offset = offset_;
    batch.framing = framing_;
    frame(batch);
  } while (at_ == 0 && !ended_);  // one record fills the whole batch: read on
  carry_ = batch.bytes.substr(at_);
  batch.bytes.resize(at_);
  batch.bytes.append(RecordBatch::kPadding, '\0');
  offset_ += at_;
  return true;
}

void Framer::skip_byte_order_mark(RecordBatch& batch) {
  static constexpr std::string_view kMark = "\xef\xbb\xbf";
  if (!batch.bytes.starts_with(kMark)) return;
  batch.bytes.erase(0, kMark.size());
  offset_ = kMark.size();
}

void Framer::fill(RecordBatch& batch) {
  std::size_t size = batch.bytes.size();
  const std::size_t target = size + options_.batch_bytes;
  batch.bytes.resize(target);
  while (size < target && !ended_) {
    const auto got = input_->read(batch.bytes.data() + size, target - size);
    if (!got) problem_ = got.error().message;
    ended_ = !got || *got == 0;
    if (!ended_) {
      if (hash_) hash_->update(std::string_view(batch.bytes).substr(size, *got));
      size += *got;
      bytes_read_ += *got;
    }
  }
  batch.bytes.resize(size);
}

void Framer::frame(RecordBatch& batch) {
  at_ = 0;
  if (framing_ == Framing::kJson) {
    frame_json(batch);
    return;
  }
  frame_lines(batch);
  if (framing_ == Framing::kAudit) join_audit(batch);
}

void Framer::reject(RecordBatch& batch, std::size_t begin, std::size_t end,
                    std::string_view reason) {
  batch.rejected.push_back(
      {{object_, offset_ + begin, static_cast<std::uint32_t>(end - begin)}, reason});
}

void Framer::add_line(RecordBatch& batch, std::size_t begin, std::size_t end) {
  if (end > begin && batch.bytes[end - 1] == '\r') --end;
  if (end == begin) return;
  if (end - begin > options_.max_record_bytes) {
    reject(batch, begin, end, kTooLong);
  } else {
    batch.records.push_back(
        {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)});
  }
}

void Framer::frame_lines(RecordBatch& batch) {
  const std::string_view bytes = batch.bytes;
  while (at_ < bytes.size()) {
    const std::size_t newline = bytes.find('\n', at_);
    if (newline == kNone) break;
    if (!skipping_) add_line(batch, at_, newline);
    skipping_ = false;
    at_ = newline + 1;
  }
  const std::size_t rest = bytes.size() - at_;
  if (rest == 0) return;
  if (skipping_) {
    at_ = bytes.size();
  } else if (ended_) {
    if (problem_) {
      reject(batch, at_, bytes.size(), kDamaged);
    } else {
      add_line(batch, at_, bytes.size());
    }
    at_ = bytes.size();
  } else if (rest > options_.max_record_bytes) {
    reject(batch, at_, bytes.size(), kTooLong);
    skipping_ = true;
    at_ = bytes.size();
  }
}

void Framer::join_audit(RecordBatch& batch) {
  auto& records = batch.records;
  std::size_t kept = 0;
  std::string_view last_id;
  for (const RecordBatch::Span& line : records) {
    const std::string_view id = audit_id(batch.text(line));
    if (kept > 0 && !id.empty() && id == last_id) {
      RecordBatch::Span& open = records[kept - 1];
      const std::uint32_t joined = line.begin + line.length - open.begin;
      if (joined <= options_.max_record_bytes) {
        open.length = joined;
        continue;
      }
    }
    last_id = id;
    records[kept++] = line;
  }
  records.resize(kept);
  if (ended_ || records.empty() || last_id.empty()) return;
  // The last event may go on in the next batch; not when something of it was refused already.
  const std::size_t begin = records.back().begin;
  if (!batch.rejected.empty() && batch.rejected.back().ref.offset >= offset_ + begin) return;
  records.pop_back();
  at_ = begin;
}

void Framer::frame_json(RecordBatch& batch) {
  while (true) {
    const std::string_view bytes = batch.bytes;
    while (at_ < bytes.size() && (is_space(bytes[at_]) || bytes[at_] == ',')) ++at_;
    if (at_ == bytes.size() || json_step(batch) == Step::kNeedMore) break;
  }
  const std::size_t rest = batch.bytes.size() - at_;
  if (rest == 0) return;
  // Past its longest allowed record the object cannot be trusted to balance again.
  if (ended_ || rest > 16 * options_.max_record_bytes) {
    reject(batch, at_, batch.bytes.size(), problem_ ? kDamaged : (ended_ ? kCutOff : kUnbalanced));
    at_ = batch.bytes.size();
  }
}

Framer::Step Framer::json_step(RecordBatch& batch) {
  const char c = batch.bytes[at_];
  switch (context_) {
    case Context::kAfterRecords:
      return close_records(batch);
    case Context::kTop:
      return open_top(batch);
    case Context::kArray:
    case Context::kRecords:
      if (c != ']') return add_value(batch);
      context_ = context_ == Context::kArray ? Context::kTop : Context::kAfterRecords;
      ++at_;
      return Step::kAgain;
  }
  return Step::kAgain;
}

Framer::Step Framer::open_top(RecordBatch& batch) {
  const char c = batch.bytes[at_];
  if (c == '[') {
    context_ = Context::kArray;
    ++at_;
    return Step::kAgain;
  }
  if (c == '{') {
    const Match match = match_records(batch.bytes, at_, at_);
    if (match == Match::kNeedMore && !ended_) return Step::kNeedMore;
    if (match == Match::kYes) {
      context_ = Context::kRecords;
      return Step::kAgain;
    }
  }
  return add_value(batch);
}

Framer::Step Framer::close_records(RecordBatch& batch) {
  const std::size_t end = end_of_nesting(batch.bytes, at_, 1);
  if (end == kNone) return Step::kNeedMore;
  at_ = end;
  context_ = Context::kTop;
  return Step::kAgain;
}

Framer::Step Framer::add_value(RecordBatch& batch) {
  const char c = batch.bytes[at_];
  if (c == ']' || c == '}' || c == ':') {
    reject(batch, at_, at_ + 1, kUnbalanced);
    ++at_;
    return Step::kAgain;
  }
  std::size_t end = end_of_json_value(batch.bytes, at_);
  if (end == kNone && ended_ && c != '{' && c != '[' && c != '"') end = batch.bytes.size();
  if (end == kNone) return Step::kNeedMore;
  if (end - at_ > options_.max_record_bytes) {
    reject(batch, at_, end, kTooLong);
  } else {
    batch.records.push_back(
        {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end - at_)});
  }
  at_ = end;
  return Step::kAgain;
}

}  // namespace detector
