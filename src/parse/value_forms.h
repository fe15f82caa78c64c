#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace detector {

/// What stands behind the last `/` or `\`; all of it when that is nothing.
std::string_view last_path_part(std::string_view path);
/// The path of a URL, of a request's target or of a request line (`GET /a?b HTTP/1.1`), without
/// host, query and fragment.
std::string_view url_path(std::string_view url);
/// The host of a URL or of a request line with one, without its port; empty when none is named.
std::string_view url_host(std::string_view url);
/// The method of a request line, or a method alone; `malformed` when the words are none: clients
/// send what they like.
std::string_view request_method(std::string_view request);
/// The last two labels of a DNS name, without the dot at its end: `mail.example.com.` →
/// `example.com`.
std::string_view last_labels(std::string_view name);

/// What a client calls itself, without versions, which change with every update: `aws-cli/2.15.0
/// Python/3.11 …` → `aws-cli`; `Mozilla/5.0 (Macintosh; …` → `Mozilla (Macintosh`. Parts to be
/// joined.
std::array<std::string_view, 3> agent_product(std::string_view agent);

/// An ARN in the form in which all sessions of an identity are one (docs/event-schema.md): an
/// assumed role's is its role's, paths are dropped. Anything else as it is. Parts to be joined.
std::array<std::string_view, 5> arn_identity(std::string_view arn);

/// A time that fills the whole of `text`: what leading_timestamp() reads, also with ` UTC` or
/// ` GMT` behind it, or a number since 1970 in seconds (with a fraction), milliseconds,
/// microseconds or nanoseconds, told apart by its size. Without an offset it is UTC.
std::optional<TimeMs> read_time_value(std::string_view text, TimeMs now);

}  // namespace detector
