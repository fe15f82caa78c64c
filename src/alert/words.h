#pragma once

#include <string>

#include "detector/score.h"

namespace detector {

/// One sentence with the numbers behind it, without the entity's name:
/// `did s3:GetObject: seen on 0 of the 30 days this actor was active (2 values were seen only
/// once)`.
std::string evidence_words(const Evidence& evidence, Grain grain);

}  // namespace detector
