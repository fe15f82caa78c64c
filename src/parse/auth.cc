// Authentication lines of Linux hosts. Message forms: OpenSSH's auth.c, auth2.c, packet.c and
// sshd.c; sudo's logging.c; pam_unix; shadow's su and useradd; Debian's cron.
//
// An attacker chooses the user name, and a name may hold spaces and look like the rest of the
// line ("root from 10.0.0.1 port 22 ssh2"). So the address is the *last* one behind a marker.
#include "parse/auth.h"

#include <array>

#include "base/ip.h"

namespace detector {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::string_view until_space(std::string_view text) {
  return text.substr(0, text.find(' '));
}

// The text between the first `begin` and the next `end`.
std::string_view between(std::string_view text, std::string_view begin, std::string_view end) {
  const std::size_t from = text.find(begin);
  if (from == kNone) return {};
  text.remove_prefix(from + begin.size());
  return text.substr(0, text.find(end));
}

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == kNone ? path : path.substr(slash + 1);
}

// The address at the end of which a line says where it came from; empty when there is none.
std::string_view last_address(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    const std::size_t begin = text.find_last_of(" =[(", end - 1);
    const std::size_t at = begin == kNone ? 0 : begin + 1;
    std::string_view token = text.substr(at, end - at);
    while (!token.empty() && (token.back() == ']' || token.back() == ':' || token.back() == ',' ||
                              token.back() == ')' || token.back() == '.')) {
      token.remove_suffix(1);
    }
    if (token.size() >= 2 && is_hex_digit(token[0] == ':' ? '0' : token[0]) && is_ip(token)) {
      return token;
    }
    if (begin == kNone) return {};
    end = begin;
  }
  return {};
}

// `message repeated 5 times: [ Failed password … ]` → its inside, with the count.
std::string_view unfold_repeats(std::string_view message, std::uint32_t& count) {
  std::string_view rest = message;
  if (!take_prefix(rest, "message repeated ")) return message;
  std::uint32_t times = 0;
  std::size_t digits = 0;
  while (digits < rest.size() && digits < 6 && is_digit(rest[digits])) {
    times = times * 10 + static_cast<std::uint32_t>(rest[digits++] - '0');
  }
  rest.remove_prefix(digits);
  if (times == 0 || !take_prefix(rest, " times: [ ") || !rest.ends_with(']')) return message;
  rest.remove_suffix(1);
  count = times;
  return rest;
}

// `Failed METHOD for [invalid user ]USER from ADDRESS port N …` and `Accepted …` likewise. Who
// fails chooses the name, so the last ` from ` is the server's. Who is accepted has a name that
// exists, but may show a certificate, whose id stands behind the address: there it is the first.
bool read_ssh_attempt(std::string_view message, Event& event) {
  const bool accepted = message.starts_with("Accepted ");
  if (!accepted && !message.starts_with("Failed ")) return false;
  const std::size_t user_at = message.find(" for ");
  const std::size_t from = accepted ? message.find(" from ", user_at) : message.rfind(" from ");
  if (from == kNone || user_at == kNone || user_at > from) return false;
  std::string_view user =
      user_at + 5 > from ? std::string_view() : message.substr(user_at + 5, from - user_at - 5);
  if (take_prefix(user, "invalid user")) take_prefix(user, " ");
  event[Field::kUser] = user;
  event[Field::kAddress] = until_space(message.substr(from + 6));
  event[Field::kAction] = accepted ? "ssh:accepted" : "ssh:failed";
  event.login = accepted ? Login::kSuccess : Login::kFailure;
  return true;
}

// The address of an sshd line: not text of the client's and not our own address.
std::string_view peer_address(std::string_view message) {
  // What follows the address here is the client's words, or our own address.
  for (const std::string_view prefix :
       {"Connection from ", "Received disconnect from ", "Unable to negotiate with "}) {
    if (take_prefix(message, prefix)) return last_address(until_space(message));
  }
  if (message.starts_with("pam_") || message.starts_with("PAM ")) {
    return last_address(between(message, " rhost=", " "));
  }
  // These lines tell no address of the client's but what it may have written itself.
  if (message.starts_with("Server listening ")) return {};
  if (message.find("client sent invalid protocol identifier") != kNone) return {};
  return last_address(message);
}

void read_sshd(std::string_view message, Event& event) {
  if (read_ssh_attempt(message, event)) return;
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kActions = {{
      {"Invalid user ", "ssh:invalid-user"},
      {"Connection from ", "ssh:connect"},
      {"Connection closed by ", "ssh:disconnect"},
      {"Connection reset by ", "ssh:disconnect"},
      {"Disconnected from ", "ssh:disconnect"},
      {"Received disconnect from ", "ssh:disconnect"},
      {"Did not receive identification string from ", "ssh:probe"},
      {"Bad protocol version identification ", "ssh:probe"},
      {"Unable to negotiate with ", "ssh:probe"},
      {"error: maximum authentication attempts exceeded ", "ssh:too-many-attempts"},
      {"reverse mapping checking getaddrinfo ", "ssh:reverse-mapping"},
      {"pam_unix(sshd:auth): ", "ssh:pam"},
  }};
  for (const auto& [prefix, action] : kActions) {
    if (message.starts_with(prefix)) {
      event[Field::kAction] = action;
      break;
    }
  }
  event[Field::kAddress] = peer_address(message);
}

void read_sudo(std::string_view message, Event& event) {
  while (take_prefix(message, " ")) {
  }
  const std::string_view command = between(message, "COMMAND=", "\n");
  const std::size_t colon = message.find(" : ");
  if (colon == kNone || message.starts_with("pam_")) return;
  event.entity = Field::kUser;
  event[Field::kUser] = message.substr(0, colon);
  event[Field::kTarget] = between(message, "; USER=", " ;");
  event[Field::kCommand] = base_name(until_space(command));
  event[Field::kAction] = "sudo:command";
  const std::string_view detail = message.substr(colon + 3);
  if (detail.starts_with("user NOT in sudoers") || detail.starts_with("command not allowed") ||
      detail.starts_with("a password is required")) {
    event[Field::kError] = "not-allowed";
    event[Field::kAction] = "sudo:refused";
  } else if (detail.substr(0, detail.find(" ; ")).find("incorrect password attempt") != kNone) {
    event[Field::kError] = "password";
    event[Field::kAction] = "sudo:password";
    event.login = Login::kFailure;
  }
}

void read_su(std::string_view message, Event& event) {
  std::string_view rest = message;
  bool failed = take_prefix(rest, "FAILED su for ");
  if (failed || take_prefix(rest, "Successful su for ")) {
    const std::size_t by = rest.rfind(" by ");
    if (by == kNone) return;
    event[Field::kTarget] = rest.substr(0, by);
    event[Field::kUser] = rest.substr(by + 4);
  } else {  // util-linux: `(to root) alice on pts/1`, or `FAILED SU (to root) alice on pts/1`
    failed = take_prefix(rest, "FAILED SU ");
    if (!take_prefix(rest, "(to ")) return;
    const std::size_t close = rest.find(") ");
    if (close == kNone) return;
    event[Field::kTarget] = rest.substr(0, close);
    event[Field::kUser] = until_space(rest.substr(close + 2));
  }
  event.entity = Field::kUser;
  event[Field::kCommand] = "su";
  event[Field::kAction] = failed ? "su:failed" : "su:switch";
  if (failed) event.login = Login::kFailure;
}

void read_cron(std::string_view message, Event& event) {
  if (!message.starts_with('(')) return;
  const std::size_t close = message.find(") CMD (");
  if (close == kNone) return;
  event[Field::kTarget] = message.substr(1, close - 1);
  std::string_view command = between(message, ") CMD (", ")");
  while (take_prefix(command, " ")) {
  }
  event[Field::kCommand] = base_name(until_space(command));
  event[Field::kAction] = "cron:command";
}

// `New session 4 of user alice.`, `Session 4 logged out. …`, `Removed session 4.`
void read_logind(const SyslogHeader& header, Event& event, Scratch& scratch) {
  const std::string_view message = header.message;
  if (message.starts_with("New session ")) {
    event[Field::kAction] = "session:open";
    const std::string_view user = between(message, " of user ", ".");
    if (!user.empty()) event[Field::kLoginUser] = scratch.join({user, "@", header.host});
  } else if (message.starts_with("Removed session ") || message.starts_with("Session ")) {
    event[Field::kAction] = "session:close";
  }
}

void read_account_tool(std::string_view program, std::string_view message, Event& event,
                       Scratch& scratch) {
  event[Field::kAction] = scratch.join({"account:", program});
  std::string_view name = between(message, "name=", ",");
  if (name.empty()) name = between(message, "'", "'");
  if (name.empty()) name = between(message, "password changed for ", " ");
  event[Field::kTarget] = name;
}

// `pam_unix(dovecot:auth): authentication failure; … rhost=ADDRESS user=NAME` of a daemon. Of su
// and sudo there is no address, and their own lines tell more.
void read_pam(std::string_view program, std::string_view message, Event& event, Scratch& scratch) {
  if (!message.starts_with("pam_") || message.find("authentication failure;") == kNone) return;
  event[Field::kAddress] = last_address(between(message, " rhost=", " "));
  if (event[Field::kAddress].empty()) return;
  event[Field::kUser] = between(message, " user=", " ");
  event[Field::kAction] = scratch.join({program, ":failed"});
  event.login = Login::kFailure;
}

bool is_account_tool(std::string_view program) {
  static constexpr std::array<std::string_view, 9> kTools = {"useradd",  "userdel",  "usermod",
                                                             "groupadd", "groupdel", "groupmod",
                                                             "passwd",   "chpasswd", "gpasswd"};
  for (const auto tool : kTools) {
    if (program == tool) return true;
  }
  return false;
}

}  // namespace

void read_auth(const SyslogHeader& header, Event& event, Scratch& scratch) {
  event.time = header.time;
  event.entity = Field::kService;
  event[Field::kHost] = header.host;
  event[Field::kProgram] = header.program;
  event[Field::kService] = scratch.join({header.host, "/", header.program});
  const std::string_view message = unfold_repeats(header.message, event.count);
  event.message = message;
  if (header.program.starts_with("sshd")) {
    event.process = header.process;  // one process serves one connection
    read_sshd(message, event);
  } else if (header.program == "sudo") {
    read_sudo(message, event);
  } else if (header.program == "su") {
    read_su(message, event);
  } else if (header.program == "CRON" || header.program == "cron" || header.program == "crond") {
    read_cron(message, event);
  } else if (header.program == "systemd-logind") {
    read_logind(header, event, scratch);
  } else if (is_account_tool(header.program)) {
    read_account_tool(header.program, message, event, scratch);
  } else {
    read_pam(header.program, message, event, scratch);
  }
  if (!event[Field::kAddress].empty()) event.entity = Field::kAddress;
  if (event[Field::kUser].empty() && event.entity == Field::kUser) event.entity = Field::kService;
  if (event.login == Login::kSuccess && !event[Field::kUser].empty()) {
    event[Field::kLoginUser] = scratch.join({event[Field::kUser], "@", header.host});
  }
}

}  // namespace detector
