#pragma once

#include <string>

#include "detector/score.h"

namespace detector {

/// One sentence with the numbers behind it, without the entity's name:
/// `did s3:GetObject: never in this actor's 30 days; something as rare on 2`. These are the days on
/// which the actor was active and this was not seen; two other values were seen on just one of
/// them.
std::string evidence_words(const Evidence& evidence, Grain grain);
/// What would have had to be otherwise, as the rest of `silent if …`; empty when nothing is known:
/// `198.51.100.9 were usual and it tried at most 3 different users`.
std::string silencing_words(const Score& score);

}  // namespace detector
