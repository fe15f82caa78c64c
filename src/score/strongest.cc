#include "score/strongest.h"

#include <algorithm>
#include <utility>

namespace detector {
namespace {

bool is_stronger(const EntityScore& a, const EntityScore& b) {
  return a.bits > b.bits;
}

}  // namespace

Strongest::Strongest(std::size_t most) : most_(std::clamp<std::size_t>(most, 1, kMost)) {}

void Strongest::add(EntityScore&& score) {
  if (score.bits <= floor_) return;
  heap_.push_back(std::move(score));
  std::push_heap(heap_.begin(), heap_.end(), is_stronger);
  if (heap_.size() <= most_) return;
  std::pop_heap(heap_.begin(), heap_.end(), is_stronger);
  // What goes is not above what is the floor from now on.
  floor_ = heap_.back().bits;
  heap_.pop_back();
}

std::map<Day, std::vector<EntityScore>> Strongest::take_by_day() {
  std::map<Day, std::vector<EntityScore>> days;
  for (EntityScore& score : heap_) days[score.day].push_back(std::move(score));
  for (auto& [day, scores] : days) {
    std::sort(scores.begin(), scores.end(),
              [](const EntityScore& a, const EntityScore& b) { return a.entity < b.entity; });
  }
  return days;
}

}  // namespace detector
