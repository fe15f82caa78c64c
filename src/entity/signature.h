#pragma once

#include <string>
#include <string_view>

namespace detector {

/// The constant part of a message: words stay, whatever holds a digit, is quoted, is a path or an
/// address becomes `<*>`, runs of which are one. Pure. Written to `out` (replaced), at most
/// 512 bytes. `Failed password for root from 10.0.0.1 port 22` → `Failed password for root from
/// <*> port <*>`.
void message_signature(std::string_view message, std::string& out);

}  // namespace detector
