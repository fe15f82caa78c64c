// Pairs of words that name opposite events. English, in lower case; general, not of any product.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "entity/template_families.h"

namespace detector {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 81> kOpposites = {{
    {"accept", "reject"},
    {"accept", "deny"},
    {"accept", "fail"},
    {"accept", "refuse"},
    {"acquire", "release"},
    {"activate", "deactivate"},
    {"active", "inactive"},
    {"add", "delete"},
    {"add", "remove"},
    {"allow", "block"},
    {"allow", "deny"},
    {"approve", "reject"},
    {"assign", "unassign"},
    {"assert", "deassert"},
    {"attach", "detach"},
    {"available", "unavailable"},
    {"begin", "end"},
    {"bind", "unbind"},
    {"block", "unblock"},
    {"commit", "abort"},
    {"complete", "abort"},
    {"complete", "fail"},
    {"connect", "disconnect"},
    {"create", "delete"},
    {"create", "destroy"},
    {"create", "remove"},
    {"decrease", "increase"},
    {"decrypt", "encrypt"},
    {"disable", "enable"},
    {"dismount", "mount"},
    {"down", "up"},
    {"encode", "decode"},
    {"enter", "exit"},
    {"enter", "leave"},
    {"entering", "leaving"},
    {"error", "success"},
    {"exit", "start"},
    {"expire", "renew"},
    {"fail", "pass"},
    {"fail", "succeed"},
    {"failure", "success"},
    {"false", "true"},
    {"found", "missing"},
    {"free", "allocate"},
    {"grant", "deny"},
    {"grant", "revoke"},
    {"healthy", "unhealthy"},
    {"high", "low"},
    {"import", "export"},
    {"in", "out"},
    {"inbound", "outbound"},
    {"insert", "delete"},
    {"insert", "remove"},
    {"install", "uninstall"},
    {"install", "remove"},
    {"join", "leave"},
    {"known", "unknown"},
    {"load", "unload"},
    {"lock", "unlock"},
    {"login", "logout"},
    {"logon", "logoff"},
    {"mount", "unmount"},
    {"off", "on"},
    {"online", "offline"},
    {"open", "close"},
    {"pause", "resume"},
    {"plug", "unplug"},
    {"promote", "demote"},
    {"push", "pop"},
    {"read", "write"},
    {"receive", "send"},
    {"register", "unregister"},
    {"register", "deregister"},
    {"request", "response"},
    {"running", "stopped"},
    {"running", "paused"},
    {"shutdown", "startup"},
    {"start", "stop"},
    {"subscribe", "unsubscribe"},
    {"suspend", "resume"},
    {"valid", "invalid"},
}};

// Further forms that only meet each other: `paused` is the opposite of `started` too.
constexpr std::array<std::string_view, 12> kStates = {"start",   "stop",    "pause",    "resume",
                                                      "suspend", "restart", "shutdown", "terminate",
                                                      "crash",   "kill",    "fail",     "abort"};

// `Started`, `starting`, `starts` → `start`; `stopped` → `stop`; `denied` → `deny`.
std::string stem(std::string_view word) {
  std::string text(word);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto cut = [&text](std::string_view ending, std::size_t shortest) {
    if (text.size() < shortest + ending.size() || !text.ends_with(ending)) return false;
    text.resize(text.size() - ending.size());
    return true;
  };
  if (cut("ied", 2) || cut("ies", 2)) {
    text += 'y';
    return text;
  }
  if (cut("ing", 3) || cut("ed", 3)) {
    const std::size_t n = text.size();
    if (n > 3 && text[n - 1] == text[n - 2] && text[n - 1] != 's' && text[n - 1] != 'l') {
      text.pop_back();
    }
    return text;
  }
  if (text.size() > 3 && text.ends_with('s') && !text.ends_with("ss")) text.pop_back();
  return text;
}

// Stems lose a final `e` in some forms (`create`, `creat-ed`).
bool same_stem(std::string_view a, std::string_view b) {
  if (a.ends_with('e')) a.remove_suffix(1);
  if (b.ends_with('e')) b.remove_suffix(1);
  return a == b;
}

bool is_state(std::string_view word) {
  return std::any_of(kStates.begin(), kStates.end(),
                     [word](std::string_view state) { return same_stem(word, state); });
}

}  // namespace

namespace {

// `SCREEN_ON` and `SCREEN_OFF`: what they share before and after, up to a joint, is cut off.
void cut_shared(std::string_view& a, std::string_view& b) {
  const auto is_joint = [](char c) { return c == '_' || c == '.' || c == '-'; };
  std::size_t same = 0;
  std::size_t cut = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) {
    if (is_joint(a[same])) cut = same + 1;
    ++same;
  }
  a.remove_prefix(cut);
  b.remove_prefix(cut);
  same = 0;
  cut = 0;
  while (same < a.size() && same < b.size() && a[a.size() - 1 - same] == b[b.size() - 1 - same]) {
    ++same;
    if (is_joint(a[a.size() - same])) cut = same;
  }
  a.remove_suffix(cut);
  b.remove_suffix(cut);
}

}  // namespace

bool are_opposites(std::string_view a, std::string_view b) {
  cut_shared(a, b);
  if (a == b || a.size() > 32 || b.size() > 32) return false;
  const std::string x = stem(a);
  const std::string y = stem(b);
  for (const auto& [first, second] : kOpposites) {
    if ((same_stem(x, first) && same_stem(y, second)) ||
        (same_stem(x, second) && same_stem(y, first))) {
      return true;
    }
  }
  if (is_state(x) && is_state(y) && !same_stem(x, y)) return true;
  // `healthy` and `unhealthy`, `valid` and `invalid`, `connect` and `disconnect`.
  for (const std::string_view prefix : {"un", "in", "dis", "de", "non-", "not-", "in-", "im"}) {
    if ((x.starts_with(prefix) && same_stem(std::string_view(x).substr(prefix.size()), y)) ||
        (y.starts_with(prefix) && same_stem(std::string_view(y).substr(prefix.size()), x))) {
      return true;
    }
  }
  return false;
}

}  // namespace detector
