// The threshold is an order statistic: with a budget of b alerts a day and D days, a = ⌊bD⌋ scores
// may exceed it, so it is the (a+1)-th largest. No tail is extrapolated. Where there are few
// entities the budget would let everything through; what one in five does is not odd.
#include "score/calibration.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/bytes.h"

namespace detector {

void Calibration::merge(const Calibration& other) {
  for (const auto& [score, count] : other.histogram_) histogram_[score] += count;
  total_ += other.total_;
  days_ += other.days_;
}

Result<Bits> Calibration::threshold(std::uint64_t budget_milli) const {
  const std::uint64_t afforded = budget_milli * days_ / 1000;
  const std::uint64_t allowed =
      std::min(afforded, std::max<std::uint64_t>(total_ / kMostAlertedShare, 1));
  if (afforded == 0) {
    const std::uint64_t needed = budget_milli == 0 ? 0 : (1000 + budget_milli - 1) / budget_milli;
    return fail(Code::kUnresolvable,
                fmt::format("{} days of logs cannot resolve a budget of {} alerts a day; it takes "
                            "{} days, or a larger budget",
                            days_, static_cast<double>(budget_milli) / 1000.0, needed));
  }
  return exceeded_by(allowed);
}

Result<Bits> Calibration::threshold_at(double p) const {
  const double allowed = p * static_cast<double>(total_ + 1) - 1;
  if (allowed < 0) {
    return fail(Code::kUnresolvable,
                fmt::format("{} scores cannot resolve a p-value of {}; the smallest is {:.3g}",
                            total_, p, 1.0 / static_cast<double>(total_ + 1)));
  }
  return exceeded_by(static_cast<std::uint64_t>(allowed));
}

// The smallest score that at most `allowed` scores exceed, but never below the floor.
Bits Calibration::exceeded_by(std::uint64_t allowed) const {
  std::uint64_t above = 0;
  // NOLINTNEXTLINE(modernize-loop-convert): reverse views break clang 14
  for (auto entry = histogram_.rbegin(); entry != histogram_.rend(); ++entry) {
    above += entry->second;
    if (above > allowed) return std::max(entry->first, kFloor);
  }
  return kFloor;
}

std::uint64_t Calibration::at_least(Bits score) const {
  std::uint64_t count = 0;
  for (auto entry = histogram_.lower_bound(score); entry != histogram_.end(); ++entry) {
    count += entry->second;
  }
  return count;
}

double Calibration::p_value(Bits score) const {
  return static_cast<double>(at_least(score) + 1) / static_cast<double>(total_ + 1);
}

double Calibration::p_value_of_member(Bits score) const {
  return static_cast<double>(at_least(score)) /
         static_cast<double>(std::max<std::uint64_t>(total_, 1));
}

std::string Calibration::serialise(std::string_view model_sha256) const {
  ByteWriter out;
  out.bytes(model_sha256);
  out.bytes(policy_);
  out.varint(days_);
  out.varint(histogram_.size());
  for (const auto& [score, count] : histogram_) {
    out.svarint(score);
    out.varint(count);
  }
  return out.take();
}

Result<Calibration> Calibration::parse(std::string_view bytes, std::string_view model_sha256) {
  ByteReaderLe in(bytes);
  const std::string_view bound_to = in.bytes();
  Calibration calibration;
  calibration.policy_ = in.bytes();
  calibration.days_ = in.varint();
  for (std::uint64_t n = in.count(2); n > 0 && !in.failed(); --n) {
    const Bits score = in.svarint();
    const std::uint64_t count = in.varint();
    calibration.histogram_[score] = count;
    calibration.total_ += count;
  }
  if (in.failed() || !in.at_end()) return fail(Code::kCorrupt, "the calibration is damaged");
  if (bound_to != model_sha256) {
    return fail(Code::kConflict, "the calibration belongs to another model; train or merge again");
  }
  return calibration;
}

}  // namespace detector
