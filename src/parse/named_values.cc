// What columns and keys are usually called. Where several names of one role are there, the one that
// stands first in the table counts.
#include "parse/named_values.h"

#include <algorithm>

#include "base/ip.h"
#include "parse/value_forms.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kLongestName = 120;
constexpr std::size_t kLongestMessage = 480;
constexpr TimeMs kEarliestByShape = 946684800000;  // 2000-01-01

bool is_separator(char c) {
  return c == '_' || c == '-' || c == '.' || c == '@' || c == ' ';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// Whether `name`, with its separators left out, is `plain`.
bool is_called(std::string_view name, std::string_view plain) {
  std::size_t at = 0;
  for (const char c : name) {
    if (is_separator(c)) continue;
    if (at == plain.size() || lower(c) != plain[at]) return false;
    ++at;
  }
  return at == plain.size();
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  std::array<char, 64> small{};
  const std::size_t n = std::min(text.size(), small.size());
  std::transform(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(n), small.begin(), lower);
  const std::string_view lowered(small.data(), n);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lowered.find(word) != kNone; });
}

bool is_http_error(std::string_view text) {
  return text.size() == 3 && (text[0] == '4' || text[0] == '5') && is_digit(text[1]) &&
         is_digit(text[2]);
}

// A number of 10 or 13 digits that is a time of this age.
bool is_epoch_shaped(std::string_view text) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  const std::size_t whole = digits == kNone ? text.size() : digits;
  return (whole == 10 && (digits == kNone || text[whole] == '.')) ||
         (whole == 13 && digits == kNone);
}

}  // namespace

NamedValues::Meaning NamedValues::find(std::string_view name) {
  struct Known {
    std::string_view name;
    Role role;
  };
  // clang-format off
  static constexpr Known kKnown[] = {
      {"timestamp", kTime}, {"eventtime", kTime}, {"time", kTime}, {"ts", kTime},
      {"datetime", kTime}, {"eventtimestamp", kTime}, {"timegenerated", kTime},
      {"createdat", kTime}, {"created", kTime}, {"occurredat", kTime}, {"published", kTime},
      {"logtime", kTime}, {"starttime", kTime}, {"start", kTime}, {"receivedtime", kTime},
      {"epoch", kTime}, {"when", kTime}, {"date", kDate}, {"username", kUser}, {"user", kUser},
      {"useremail", kUser}, {"userprincipalname", kUser}, {"actor", kUser}, {"actoremail", kUser},
      {"actorname", kUser}, {"principal", kUser}, {"principalemail", kUser}, {"login", kUser},
      {"email", kUser}, {"accountname", kUser}, {"caller", kUser}, {"identity", kUser},
      {"subject", kUser}, {"suser", kUser}, {"userid", kUser}, {"sourceip", kAddress},
      {"srcip", kAddress}, {"clientip", kAddress}, {"sourceipaddress", kAddress},
      {"remoteip", kAddress}, {"remoteaddr", kAddress}, {"callerip", kAddress},
      {"calleripaddress", kAddress}, {"sourceaddress", kAddress}, {"srcaddr", kAddress},
      {"srcaddress", kAddress}, {"clientaddress", kAddress}, {"remoteaddress", kAddress},
      {"rhost", kAddress}, {"ipaddress", kAddress}, {"ip", kAddress}, {"address", kAddress},
      {"src", kAddress}, {"source", kAddress}, {"client", kAddress}, {"xforwardedfor", kAddress},
      {"actorip", kAddress}, {"destinationip", kPeer}, {"destip", kPeer}, {"dstip", kPeer},
      {"dstaddr", kPeer}, {"destinationaddress", kPeer}, {"serverip", kPeer}, {"dst", kPeer},
      {"dest", kPeer}, {"destination", kPeer}, {"destinationport", kPort}, {"destport", kPort},
      {"dstport", kPort}, {"dport", kPort}, {"dpt", kPort}, {"protocol", kProtocol},
      {"proto", kProtocol},
      {"transport", kProtocol}, {"hostname", kHost}, {"host", kHost}, {"computer", kHost},
      {"computername", kHost}, {"devicename", kHost}, {"machine", kHost}, {"node", kHost},
      {"server", kHost}, {"instanceid", kHost}, {"program", kProgram}, {"application", kProgram},
      {"appname", kProgram}, {"app", kProgram}, {"servicename", kProgram}, {"service", kProgram},
      {"component", kProgram}, {"logger", kProgram}, {"module", kProgram},
      {"processname", kProgram}, {"eventname", kAction}, {"action", kAction},
      {"eventaction", kAction}, {"operation", kAction}, {"operationname", kAction},
      {"eventtype", kAction}, {"activity", kAction}, {"event", kAction}, {"method", kAction},
      {"methodname", kAction}, {"verb", kAction}, {"type", kAction}, {"resource", kTarget},
      {"resourcename", kTarget}, {"target", kTarget}, {"objectname", kTarget}, {"object", kTarget},
      {"bucket", kTarget}, {"repository", kTarget}, {"repo", kTarget}, {"database", kTarget},
      {"table", kTarget}, {"url", kTarget}, {"uri", kTarget}, {"path", kTarget},
      {"filename", kTarget}, {"file", kTarget}, {"outcome", kOutcome}, {"result", kOutcome},
      {"outcomeresult", kOutcome}, {"resulttype", kOutcome}, {"status", kOutcome},
      {"statuscode", kOutcome}, {"success", kOutcome}, {"errorcode", kError}, {"error", kError},
      {"reason", kError}, {"useragent", kAgent}, {"agent", kAgent}, {"message", kMessage},
      {"msg", kMessage}, {"description", kMessage}, {"text", kMessage}, {"log", kMessage},
      {"accountid", kAccount}, {"tenantid", kAccount}, {"tenant", kAccount}, {"orgid", kAccount},
      {"organization", kAccount}, {"projectid", kAccount}, {"subscriptionid", kAccount},
      {"account", kAccount}, {"awsregion", kRegion}, {"region", kRegion}, {"commandline", kCommand},
      {"command", kCommand}, {"cmd", kCommand}, {"exe", kCommand}, {"executable", kCommand},
      {"process", kCommand}, {"image", kCommand},
  };
  // clang-format on
  std::uint16_t row = 0;
  for (const Known& known : kKnown) {
    if (is_called(name, known.name)) return {known.role, row};
    ++row;
  }
  return {};
}

NamedValues::Meaning NamedValues::meaning_of(std::string_view name) {
  if (name.size() > kLongestName) return {};
  const auto seen = meanings_.find(name);
  if (seen != meanings_.end()) return seen->second;
  Meaning meaning = find(name);
  const std::size_t dot = name.rfind('.');
  if (meaning.role == kRoleCount && dot != kNone) {
    meaning = find(name.substr(dot + 1));
    meaning.row = static_cast<std::uint16_t>(meaning.row + 1000);
  }
  if (meanings_.size() < kMostMeanings) meanings_.emplace(name, meaning);
  return meaning;
}

void NamedValues::clear() {
  given_.clear();
  best_ = {};
  rank_ = {};
  room_.clear();
}

void NamedValues::add(std::string_view name, std::string_view value) {
  if (given_.size() == kMost || value.empty() || value == "-") return;
  given_.push_back({name, value});
  const Meaning meaning = meaning_of(name);
  if (meaning.role == kRoleCount) return;
  // A word where an address should stand is something else.
  const bool wants_address = meaning.role == kAddress || meaning.role == kPeer;
  if (wants_address && only_address(value).empty()) return;
  if (best_[meaning.role] != 0 && rank_[meaning.role] <= meaning.row) return;
  best_[meaning.role] = static_cast<std::uint8_t>(given_.size());
  rank_[meaning.role] = meaning.row;
}

std::string_view NamedValues::role(Role role) const {
  return best_[role] == 0 ? std::string_view() : given_[best_[role] - std::size_t{1}].value;
}

bool NamedValues::read_time(TimeMs& out) {
  std::optional<TimeMs> time = read_time_value(role(kTime), now_);
  if (!time && !role(kDate).empty()) {
    room_.begin();
    room_.add(role(kDate));
    room_.add(role(kTime).empty() ? "" : " ");
    room_.add(role(kTime));
    time = read_time_value(room_.text(), now_);
  }
  if (time) {
    out = *time;
    return true;
  }
  // No name tells: the first value that is shaped like a time is it.
  for (const Given& given : given_) {
    const bool clock = given.value.size() >= 15 && given.value.find(':') != kNone;
    if (!clock && !is_epoch_shaped(given.value)) continue;
    time = read_time_value(given.value, now_);
    if (!time || (!clock && (*time < kEarliestByShape || *time > now_ + kDayMs))) continue;
    best_[kTime] = static_cast<std::uint8_t>(&given - given_.data() + 1);
    out = *time;
    return true;
  }
  return false;
}

void NamedValues::fill_connection(Event& event) {
  event[Field::kAddress] = only_address(role(kAddress));
  event[Field::kPeer] = only_address(role(kPeer));
  if (role(kPort).empty()) return;
  room_.begin();
  if (!event[Field::kPeer].empty()) {
    room_.add(event[Field::kPeer]);
    room_.add(" ");
  }
  const std::size_t port = room_.text().size();
  room_.add_lower(role(kProtocol).empty() ? "tcp" : role(kProtocol));
  room_.add("/");
  room_.add(role(kPort));
  event[Field::kPort] = room_.text().substr(port);
  if (port > 0) event[Field::kEndpoint] = room_.text();
}

void NamedValues::fill_outcome(Event& event) {
  const std::string_view outcome = role(kOutcome);
  const bool failed = contains_any(outcome, {"fail", "denied", "deny", "error", "reject", "block",
                                             "unauthori", "forbidden", "invalid", "false"}) ||
                      is_http_error(outcome);
  event[Field::kError] = role(kError);
  if (failed && event[Field::kError].empty()) event[Field::kError] = outcome;
  const std::string_view action = event[Field::kAction];
  if (!contains_any(action, {"login", "logon", "signin", "sign-in", "authenticat"})) return;
  if (failed || contains_any(action, {"fail"})) {
    event.login = Login::kFailure;
  } else if (contains_any(outcome, {"success", "true", "ok", "allow"}) ||
             contains_any(action, {"success"})) {
    event.login = Login::kSuccess;
  }
}

// Who is named together with a host works on it; who is named without one acts somewhere else. Of a
// login, the address is what is known for certain.
void NamedValues::choose_entity(Event& event) {
  event[Field::kProgram] = role(kProgram).empty() ? "log" : role(kProgram);
  room_.begin();
  if (!event[Field::kHost].empty()) {
    room_.add(event[Field::kHost]);
    room_.add("/");
  }
  room_.add(event[Field::kProgram]);
  event[Field::kService] = room_.text();
  const std::string_view user = event[Field::kUser];
  if (event.login != Login::kNone && !event[Field::kAddress].empty()) {
    event.entity = Field::kAddress;
    if (event.login == Login::kSuccess && !user.empty()) {
      room_.begin();
      room_.add(user);
      room_.add("@");
      room_.add(event[Field::kService]);
      event[Field::kLoginUser] = room_.text();
    }
  } else if (!user.empty()) {
    event.entity = event[Field::kHost].empty() ? Field::kActor : Field::kUser;
    if (event.entity == Field::kActor) event[Field::kActor] = user;
  } else {
    event.entity = event[Field::kAddress].empty() ? Field::kService : Field::kAddress;
  }
  if (event[event.entity].empty()) event.entity = Field::kService;
}

void NamedValues::add_attributes(Event& event) {
  used_.assign(given_.size(), false);
  for (const std::uint8_t index : best_) {
    if (index != 0) used_[index - std::size_t{1}] = true;
  }
  attributes_.clear();
  for (std::size_t i = 0; i < given_.size(); ++i) {
    if (!used_[i]) attributes_.push_back({given_[i].name, given_[i].value});
  }
  event.attributes = attributes_;
  event.message = role(kMessage);
  if (event.entity != Field::kService || !event.message.empty()) return;
  room_.begin();
  for (const Attribute& attribute : attributes_) {
    if (room_.text().size() > kLongestMessage) break;
    for (const std::string_view part : {std::string_view(room_.text().empty() ? "" : " "),
                                        attribute.name, std::string_view("="), attribute.value}) {
      room_.add(part);
    }
  }
  event.message = room_.text();
}

bool NamedValues::fill(Event& event) {
  if (!read_time(event.time)) return false;
  fill_fields(event);
  return true;
}

void NamedValues::fill_fields(Event& event) {
  fill_connection(event);
  event[Field::kUser] = role(kUser);
  event[Field::kHost] = role(kHost);
  event[Field::kAccount] = role(kAccount);
  event[Field::kRegion] = role(kRegion);
  event[Field::kAction] = role(kAction);
  event[Field::kTarget] = role(kTarget);
  event[Field::kCommand] = last_path_part(role(kCommand).substr(0, role(kCommand).find(' ')));
  event[Field::kAgent] = role(kAgent);
  if (!event[Field::kAgent].empty()) {
    room_.begin();
    add_formed(RowText::Form::kProduct, event[Field::kAgent], room_);
    event[Field::kProduct] = room_.text();
  }
  fill_outcome(event);
  choose_entity(event);
  add_attributes(event);
}

}  // namespace detector
