#include "synth/plan.h"

namespace detector::synth {

PlanMark mark_of(const Plan& plan) {
  return {plan.calls.size(), plan.lines.size(), plan.flows.size()};
}

void tag_since(const PlanMark& mark, Surprise surprise, Plan& plan) {
  plan.surprises.push_back(std::move(surprise));
  const Surprise* tag = &plan.surprises.back();
  for (std::size_t i = mark.calls; i < plan.calls.size(); ++i) plan.calls[i].surprise = tag;
  for (std::size_t i = mark.lines; i < plan.lines.size(); ++i) plan.lines[i].surprise = tag;
  for (std::size_t i = mark.flows; i < plan.flows.size(); ++i) plan.flows[i].surprise = tag;
}

}  // namespace detector::synth
