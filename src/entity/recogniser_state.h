#pragma once

#include "detector/entities.h"
#include "entity/labeller.h"

namespace detector {

struct Recogniser::State {
  Labeller labeller;
};

}  // namespace detector
