#include "synth/plan.h"

namespace detector::synth {

PlanMark mark_of(const Plan& plan) {
  return {plan.calls.size(), plan.lines.size(), plan.flows.size()};
}

}  // namespace detector::synth
