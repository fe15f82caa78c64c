#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace detector {

/// Length of an access key's id of AWS (`AKIA…`, `ASIA…`) that begins at `at`; 0 when none does.
std::size_t access_key_length(std::string_view text, std::size_t at);
/// The same for a JSON Web Token (RFC 7519) …
std::size_t jwt_length(std::string_view text, std::size_t at);
/// … and for a private key in PEM (RFC 7468), to its end or, cut off, to that of the text.
std::size_t private_key_length(std::string_view text, std::size_t at);

/// Bytes of a text that must not be shown.
struct SecretSpan {
  std::size_t begin = 0;
  std::size_t length = 0;  ///< At least 1.
};
/// What of `text` is secret, in order: of access keys all but the first and the last four
/// characters, JSON Web Tokens, private keys, and the values of keys such as `password=`. O(n).
std::vector<SecretSpan> find_secrets(std::string_view text);

/// `text` for showing: `…` in place of a part of an access key, `[redacted]` of other secrets.
std::string redact_secrets(std::string_view text);
/// `text` for showing where offsets must stay: `*` for each byte of a secret.
std::string mask_secrets(std::string_view text);

}  // namespace detector
