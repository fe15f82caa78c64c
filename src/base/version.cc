#include "detector/version.h"

namespace detector {

std::string_view version() {
  return DETECTOR_VERSION;
}

}  // namespace detector
