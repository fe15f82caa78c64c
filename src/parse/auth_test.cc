#include "parse/auth.h"

#include <gtest/gtest.h>

#include <string>

namespace detector {
namespace {

// NOLINTBEGIN(readability-function-cognitive-complexity): gtest's macros count as branches

/// A line of `program` on the host `web`, read.
struct Line {
  Line(std::string_view program, std::string_view message) {
    SyslogHeader header;
    header.time = 7;
    header.host = "web";
    header.program = program;
    header.process = "31";
    header.message = message;
    read_auth(header, event, scratch);
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  std::string_view operator[](Field field) const { return event[field]; }
  /// The primary entity's kind, the fields that lines differ in, and the outcome of a login.
  [[nodiscard]] std::string text() const {
    std::string out(field_name(event.entity));
    for (const Field field : {Field::kAction, Field::kError, Field::kAddress, Field::kUser,
                              Field::kLoginUser, Field::kTarget, Field::kCommand}) {
      if (!event[field].empty()) out += " " + std::string(event[field]);
    }
    if (event.login == Login::kFailure) out += " failure";
    if (event.login == Login::kSuccess) out += " success";
    return out;
  }
  Scratch scratch;
  Event event;
};

struct Sshd : Line {
  explicit Sshd(std::string_view message) : Line("sshd", message) {}
};

TEST(Auth, EveryLineKeepsItsTimeHostProgramServiceAndMessage) {
  const Line line("systemd", "Started cron.service.");
  EXPECT_EQ(line.event.time, 7);
  EXPECT_EQ(line.event.entity, Field::kService);
  EXPECT_EQ(line[Field::kHost], "web");
  EXPECT_EQ(line[Field::kProgram], "systemd");
  EXPECT_EQ(line[Field::kService], "web/systemd");
  EXPECT_EQ(line.event.message, "Started cron.service.");
  EXPECT_EQ(line.event.process, "");
  EXPECT_EQ(line[Field::kAction], "");
}

TEST(Auth, FailedLoginsBelongToTheAddress) {
  const Sshd line("Failed password for root from 192.0.2.7 port 22 ssh2");
  EXPECT_EQ(line.event.entity, Field::kAddress);
  EXPECT_EQ(line.event.login, Login::kFailure);
  EXPECT_EQ(line[Field::kAddress], "192.0.2.7");
  EXPECT_EQ(line[Field::kUser], "root");
  EXPECT_EQ(line[Field::kAction], "ssh:failed");
  EXPECT_EQ(line[Field::kLoginUser], "");
  EXPECT_EQ(line.event.process, "31");
  EXPECT_EQ(line.event.count, 1U);
}

TEST(Auth, AcceptedLoginsNameTheUserAtTheHost) {
  for (const char* message :
       {"Accepted password for alice from 192.0.2.7 port 22 ssh2",
        "Accepted keyboard-interactive/pam for alice from 192.0.2.7 port 22 ssh2",
        "Accepted publickey for alice from 192.0.2.7 port 22 ssh2: ED25519 SHA256:abcdef",
        "Accepted publickey for alice from 192.0.2.7 port 22 ssh2: ED25519-CERT SHA256:a ID bob "
        "from 198.51.100.9 port 1 (serial 0) CA RSA SHA256:b"}) {
    EXPECT_EQ(Sshd(message).text(), "address ssh:accepted 192.0.2.7 alice alice@web success")
        << message;
  }
}

TEST(Auth, HostileUserNamesDoNotMoveTheBlame) {
  const std::pair<const char*, const char*> cases[] = {
      {"Failed password for invalid user root from 198.51.100.9 port 22 ssh2 from 192.0.2.7 port 5 "
       "ssh2",
       "root from 198.51.100.9 port 22 ssh2"},
      {"Failed password for invalid user  from 192.0.2.7 port 5 ssh2", ""},
      {"Failed password for  from 192.0.2.7 port 5 ssh2", ""},
      {"Failed password for invalid user a b  c from 192.0.2.7 port 5 ssh2", "a b  c"},
      {"Failed password for invalid user invalid user x from 192.0.2.7 port 5 ssh2",
       "invalid user x"},
      {"Failed none for invalid user  for  from 192.0.2.7 port 5 ssh2", " for "},
  };
  for (const auto& [message, user] : cases) {
    const Sshd line(message);
    EXPECT_EQ(line[Field::kUser], user) << message;
    const std::string name = *user == '\0' ? "" : " " + std::string(user);
    EXPECT_EQ(line.text(), "address ssh:failed 192.0.2.7" + name + " failure") << message;
  }
}

TEST(Auth, ReadsIpv6AndHostNames) {
  EXPECT_EQ(Sshd("Failed password for root from 2001:db8::7 port 22 ssh2")[Field::kAddress],
            "2001:db8::7");
  EXPECT_EQ(Sshd("Failed password for root from host.example.com port 22 ssh2")[Field::kAddress],
            "host.example.com");
  EXPECT_EQ(Sshd("Connection closed by ::1 port 22 [preauth]")[Field::kAddress], "::1");
  EXPECT_EQ(Sshd("Connection reset by fe80::1%eth0 port 22")[Field::kAddress], "fe80::1%eth0");
}

TEST(Auth, KnowsTheKindsOfSshdLines) {
  struct Case {
    const char* message;
    const char* action;
  };
  for (const auto& [message, action] : {
           Case{"Invalid user admin from 192.0.2.7 port 5", "ssh:invalid-user"},
           Case{"Invalid user admin from 192.0.2.7", "ssh:invalid-user"},
           Case{"Connection from 192.0.2.7 port 5 on 203.0.113.1 port 22", "ssh:connect"},
           Case{"Connection closed by 192.0.2.7 port 5 [preauth]", "ssh:disconnect"},
           Case{"Connection closed by invalid user x 192.0.2.7 port 5 [preauth]", "ssh:disconnect"},
           Case{"Connection reset by authenticating user root 192.0.2.7 port 5 [preauth]",
                "ssh:disconnect"},
           Case{"Disconnected from user alice 192.0.2.7 port 5", "ssh:disconnect"},
           Case{"Received disconnect from 192.0.2.7 port 5:11: Bye [preauth]", "ssh:disconnect"},
           Case{"Received disconnect from 192.0.2.7: 11: Bye Bye [preauth]", "ssh:disconnect"},
           Case{"Did not receive identification string from 192.0.2.7 port 5", "ssh:probe"},
           Case{"Did not receive identification string from 192.0.2.7", "ssh:probe"},
           Case{"Bad protocol version identification 'GET /' from 192.0.2.7 port 5", "ssh:probe"},
           Case{"Unable to negotiate with 192.0.2.7 port 5: no matching host key type found. Their "
                "offer: ssh-dss [preauth]",
                "ssh:probe"},
           Case{"error: maximum authentication attempts exceeded for root from 192.0.2.7 port 5 "
                "ssh2 [preauth]",
                "ssh:too-many-attempts"},
           Case{"reverse mapping checking getaddrinfo for a.example.com [192.0.2.7] failed - "
                "POSSIBLE BREAK-IN ATTEMPT!",
                "ssh:reverse-mapping"},
           Case{"pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= "
                "rhost=192.0.2.7  user=root",
                "ssh:pam"},
       }) {
    EXPECT_EQ(Sshd(message).text(), "address " + std::string(action) + " 192.0.2.7") << message;
  }
}

TEST(Auth, LinesOfUnknownKindStillNameTheirAddress) {
  const Sshd line("User root from 192.0.2.7 not allowed because not listed in AllowUsers");
  EXPECT_EQ(line[Field::kAddress], "192.0.2.7");
  EXPECT_EQ(line[Field::kAction], "");
}

TEST(Auth, TextThatTheClientChoseIsNoAddress) {
  for (const char* message :
       {"Received disconnect from 192.0.2.7 port 5:11: bye 198.51.100.9 [preauth]",
        "Received disconnect from 192.0.2.7: 11: bye 198.51.100.9",
        "Received disconnect from 192.0.2.7: 11: see 198.51.100.9 port 5",
        "Unable to negotiate with 192.0.2.7 port 5: no cipher. Their offer: 198.51.100.9 x",
        "Unable to negotiate with 192.0.2.7: no matching cipher found. Their offer: 198.51.100.9",
        "Bad protocol version identification 'x 198.51.100.9 y' from 192.0.2.7 port 5",
        "Invalid user 198.51.100.9 from 192.0.2.7 port 5",
        "Invalid user rhost=198.51.100.9 from 192.0.2.7 port 5",
        "Invalid user x from 198.51.100.9 port 5 from 192.0.2.7 port 5",
        "Disconnected from invalid user 198.51.100.9 port 1 192.0.2.7 port 5 [preauth]",
        "pam_unix(sshd:auth): authentication failure; ruser= rhost=192.0.2.7  user=198.51.100.9"}) {
    EXPECT_EQ(Sshd(message)[Field::kAddress], "192.0.2.7") << message;
  }
  const Sshd banner(
      "error: kex_exchange_identification: client sent invalid protocol identifier \"x "
      "198.51.100.9 y\"");
  EXPECT_EQ(banner[Field::kAddress], "");
  EXPECT_EQ(banner.event.entity, Field::kService);
}

TEST(Auth, LinesWithoutAnAddressBelongToTheService) {
  for (const char* message :
       {"Server listening on 0.0.0.0 port 22.", "Server listening on :: port 22.", "Accepted",
        "Failed password for", "Failed password for root", "Connection from UNKNOWN", "", " ", "[",
        "from", "Invalid user  from "}) {
    EXPECT_EQ(Sshd(message).event.entity, Field::kService) << message;
  }
}

TEST(Auth, RepeatedMessagesCountAsManyTimes) {
  const Sshd line(
      "message repeated 5 times: [ Failed password for root from 192.0.2.7 port 22 ssh2]");
  EXPECT_EQ(line.event.count, 5U);
  EXPECT_EQ(line.event.login, Login::kFailure);
  EXPECT_EQ(line[Field::kAddress], "192.0.2.7");
  EXPECT_EQ(line.event.message, "Failed password for root from 192.0.2.7 port 22 ssh2");
  EXPECT_EQ(Sshd("message repeated 0 times: [ x]").event.count, 1U);
  EXPECT_EQ(Sshd("message repeated 9999999999 times: [ x]").event.count, 1U);
  EXPECT_EQ(Sshd("message repeated 2 times: [ x").event.count, 1U);
  EXPECT_EQ(Sshd("message repeated x times: [ y]").event.count, 1U);
}

TEST(Auth, SudoCommandsBelongToTheActingUser) {
  const Line line(
      "sudo", "   alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/usr/bin/apt update");
  EXPECT_EQ(line.event.entity, Field::kUser);
  EXPECT_EQ(line[Field::kUser], "alice");
  EXPECT_EQ(line[Field::kTarget], "root");
  EXPECT_EQ(line[Field::kCommand], "apt");
  EXPECT_EQ(line[Field::kAction], "sudo:command");
  EXPECT_EQ(line[Field::kError], "");
  EXPECT_EQ(line.event.login, Login::kNone);
}

std::string sudo_says(std::string_view why) {
  const std::string message = "alice : " + std::string(why) +
                              " ; TTY=pts/0 ; PWD=/home/a ; USER=root ; COMMAND=/bin/cat /etc/x";
  return Line("sudo", message).text();
}

TEST(Auth, SudoRefusalsAreErrors) {
  const std::string refused = "user sudo:refused not-allowed alice root cat";
  EXPECT_EQ(sudo_says("user NOT in sudoers"), refused);
  EXPECT_EQ(sudo_says("command not allowed"), refused);
  const std::string failed = "user sudo:password password alice root cat failure";
  EXPECT_EQ(sudo_says("3 incorrect password attempts"), failed);
  EXPECT_EQ(sudo_says("1 incorrect password attempt"), failed);
}

TEST(Auth, WordsInASudoCommandAreNoRefusal) {
  const Line line("sudo",
                  "alice : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/echo incorrect password "
                  "attempt");
  EXPECT_EQ(line[Field::kAction], "sudo:command");
  EXPECT_EQ(line.event.login, Login::kNone);
}

TEST(Auth, OtherSudoLinesBelongToTheService) {
  for (const char* message :
       {"pam_unix(sudo:session): session opened for user root by alice(uid=0)",
        "pam_unix(sudo:auth): authentication failure; logname=a : b", "", " : ", "x"}) {
    EXPECT_EQ(Line("sudo", message).event.entity, Field::kService) << message;
  }
}

TEST(Auth, SuBelongsToTheActingUser) {
  const std::string switched = "user su:switch alice root su";
  EXPECT_EQ(Line("su", "Successful su for root by alice").text(), switched);
  EXPECT_EQ(Line("su", "(to root) alice on pts/1").text(), switched);
  const std::string failed = "user su:failed alice root su failure";
  EXPECT_EQ(Line("su", "FAILED su for root by alice").text(), failed);
  EXPECT_EQ(Line("su", "FAILED SU (to root) alice on pts/1").text(), failed);
  for (const char* message :
       {"Successful su for root", "(to root", "pam_unix(su:session): x", ""}) {
    EXPECT_EQ(Line("su", message).text(), "service") << message;
  }
}

TEST(Auth, CronNamesTheUserAndTheProgram) {
  for (const char* program : {"CRON", "cron", "crond"}) {
    const Line line(program, "(root) CMD (   cd / && run-parts --report /etc/cron.hourly)");
    EXPECT_EQ(line.text(), "service cron:command root cd");
  }
  EXPECT_EQ(Line("CRON", "(www-data) CMD (/usr/lib/php/clean)")[Field::kCommand], "clean");
  EXPECT_EQ(Line("CRON", "(root) CMD ()")[Field::kCommand], "");
  EXPECT_EQ(Line("CRON", "(root) RELOAD (crontabs/root)")[Field::kAction], "");
  EXPECT_EQ(Line("CRON", "pam_unix(cron:session): session closed")[Field::kAction], "");
}

TEST(Auth, LogindOpensAndClosesSessions) {
  EXPECT_EQ(Line("systemd-logind", "New session 4 of user alice.").text(),
            "service session:open alice@web");
  EXPECT_EQ(Line("systemd-logind", "Session 4 logged out. Waiting for processes to exit.").text(),
            "service session:close");
  EXPECT_EQ(Line("systemd-logind", "Removed session 4.").text(), "service session:close");
  EXPECT_EQ(Line("systemd-logind", "New seat seat0.").text(), "service");
}

TEST(Auth, AccountToolsNameTheAccount) {
  const auto text = [](const char* program, const char* message) {
    return Line(program, message).text();
  };
  EXPECT_EQ(text("useradd", "new user: name=bob, UID=1001, GID=1001, home=/home/bob"),
            "service account:useradd bob");
  EXPECT_EQ(text("userdel", "delete user 'bob'"), "service account:userdel bob");
  EXPECT_EQ(text("usermod", "add 'bob' to group 'sudo'"), "service account:usermod bob");
  EXPECT_EQ(text("groupadd", "group added to /etc/group: name=ops, GID=1001"),
            "service account:groupadd ops");
  EXPECT_EQ(text("passwd", "pam_unix(passwd:chauthtok): password changed for bob"),
            "service account:passwd bob");
  EXPECT_EQ(text("chpasswd", ""), "service account:chpasswd");
}

TEST(Auth, ViewsLieInTheMessageOrTheScratchSpace) {
  const std::string message = "Accepted password for alice from 192.0.2.7 port 22 ssh2";
  const Line line("sshd", message);
  const auto in = [](std::string_view part, const void* begin, std::size_t size) {
    const auto* from = static_cast<const char*>(begin);
    return part.empty() || (part.data() >= from && part.data() + part.size() <= from + size);
  };
  for (const Field field : {Field::kUser, Field::kAddress}) {
    EXPECT_TRUE(in(line[field], message.data(), message.size())) << field_name(field);
  }
  for (const Field field : {Field::kService, Field::kLoginUser}) {
    EXPECT_TRUE(in(line[field], &line.scratch, sizeof(line.scratch))) << field_name(field);
  }
}

// NOLINTEND(readability-function-cognitive-complexity)

}  // namespace
}  // namespace detector
