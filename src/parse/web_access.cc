// Access logs of web servers: Apache's common and combined formats, which nginx and others write
// too, with a virtual host before them or without, and whole lines in quotes as some exports have
// them:
//   [VHOST[:PORT] ]ADDRESS IDENT USER [TIME] "REQUEST" STATUS BYTES[ "REFERER" "AGENT"[ …]]
// Source: Apache HTTP Server, mod_log_config; nginx, ngx_http_log_module.
#include "base/ip.h"
#include "parse/line_format.h"
#include "parse/parser.h"
#include "parse/timestamp.h"
#include "parse/value_forms.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

constexpr Row kRows[] = {
    {Part::kTime, "{time}"},
    {Field::kAddress, "{address}"},
    {Field::kAction, "http:{request|method} {status}"},
    {Field::kTarget, "{request|path}"},
    {Field::kUser, "{user}"},
    {Field::kAgent, "{agent}"},
    {Field::kProduct, "{agent|product}"},
    {Field::kError, "{status}{?status>=400}"},
    {Field::kHost, "{vhost|lower}"},
    {Field::kProgram, "web{?status}"},
    {Field::kService, "[{vhost|lower}/]web"},
};
constexpr Field kEntities[] = {Field::kAddress};
constexpr FieldTable kTable = {"web-access", kRows, kEntities};

struct Head {
  std::string_view vhost;
  std::string_view address;
  std::string_view user;
  std::string_view time;
  std::string_view rest;  ///< From the request's quote on.
};

// Clients choose the user's name, and it may look like what follows; what they choose behind the
// time is in quotes. So the time is in the last bracket before the first quote.
bool read_head(std::string_view line, Head& head) {
  if (line.starts_with('"') && line.ends_with("\"\"")) {
    line.remove_prefix(1);
    line.remove_suffix(1);
  }
  const std::size_t quote = line.find(" \"");
  if (quote == kNone || quote == 0 || line[quote - 1] != ']') return false;
  const std::size_t bracket = line.rfind(" [", quote);
  if (bracket == kNone || bracket == 0) return false;
  head.time = line.substr(bracket + 2, quote - bracket - 3);
  head.rest = line.substr(quote + 1);
  LineCutter who(line.substr(0, bracket));
  std::string_view ident;
  if (!who.next(head.address) || !who.next(ident)) return false;
  if (only_address(head.address).empty() && !only_address(ident).empty()) {
    head.vhost = head.address.substr(0, head.address.find(':'));
    head.address = ident;
    if (!who.next(ident)) return false;
  }
  if (const std::string_view address = only_address(head.address); !address.empty()) {
    head.address = address;
  }
  head.user = who.rest();
  return !head.user.empty();
}

bool is_status(std::string_view word) {
  return word.size() == 3 && word[0] >= '1' && word[0] <= '9' && word[1] >= '0' && word[1] <= '9';
}

class WebAccessParser final : public RecordParser {
 public:
  explicit WebAccessParser(const ParseOptions& options)
      : fields_(kTable, options.now), values_(fields_) {}

  std::string_view parse(std::string_view record, Event& event) override {
    Head head;
    if (!read_head(record, head)) return "web-access: no address, time and request";
    values_.clear();
    values_.set(time_, head.time);
    values_.set(address_, head.address);
    values_.set(user_, head.user);
    values_.set(vhost_, head.vhost);
    LineCutter cutter(head.rest);
    std::string_view word;
    if (!cutter.next(word)) return kTable.open_quote.text();
    values_.set(request_, word.empty() || word == "-" ? std::string_view("(none)") : word);
    if (!cutter.next(word) || !is_status(word)) return "web-access: no status behind the request";
    values_.set(status_, word);
    // A line that was cut off behind its status tells enough.
    if (cutter.next(word) && cutter.next(word) && cutter.next(word)) values_.set(agent_, word);
    return fields_.read(values_.values(), event);
  }

 private:
  FieldReader fields_;
  LineValues values_;
  std::size_t time_ = values_.slot("time");
  std::size_t address_ = values_.slot("address");
  std::size_t user_ = values_.slot("user");
  std::size_t vhost_ = values_.slot("vhost");
  std::size_t request_ = values_.slot("request");
  std::size_t status_ = values_.slot("status");
  std::size_t agent_ = values_.slot("agent");
};

}  // namespace

bool looks_like_web_access(std::string_view record) {
  Head head;
  if (!read_head(record, head) || !head.rest.starts_with('"')) return false;
  const auto time = leading_timestamp(head.time, 0);
  return time && time->length == head.time.size() && head.time.find('/') != kNone;
}

std::unique_ptr<RecordParser> make_web_access_parser(const ParseOptions& options) {
  return std::make_unique<WebAccessParser>(options);
}

}  // namespace detector
