#pragma once

#include <string>

#include "detector/score.h"

namespace detector {

/// One sentence with the numbers behind it, without the entity's name:
/// `did s3:GetObject: never in this actor's 30 days; something as rare on 2`. These are the days on
/// which the actor was active and this was not seen; two other values were seen on just one of
/// them.
std::string evidence_words(const Evidence& evidence, Grain grain);

}  // namespace detector
