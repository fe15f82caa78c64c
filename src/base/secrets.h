#pragma once

#include <string>
#include <string_view>

namespace detector {

/// `text` without the secrets that stand in it: of an access key (`AKIA…`, `ASIA…`) the first and the
/// last four characters stay, JSON Web Tokens (RFC 7519), private keys in PEM and the values of keys
/// such as `password=` are replaced. For everything that shows log text. O(n).
std::string redact_secrets(std::string_view text);

}  // namespace detector
