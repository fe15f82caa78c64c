#pragma once

#include <string>
#include <string_view>

#include "detector/result.h"

namespace detector::synth {

/// `text` as one gzip member (RFC 1952) without time or name in its header, so that the same text
/// gives the same bytes. Level 1: the generator's speed is its compressor's.
Result<std::string> gzip(std::string_view text);

/// Writes a whole file, making its folders.
Status write_file(const std::string& path, std::string_view bytes);

}  // namespace detector::synth
