#include "detector/model.h"

#include "base/bytes.h"
#include "base/hash.h"
#include "score/baseline.h"
#include "score/calibration.h"
#include "score/policy.h"
#include "score/scorer.h"

namespace detector {

Model::Model() : Model(Baseline()) {}
Model::Model(Baseline baseline)
    : baseline_(std::make_unique<Baseline>(std::move(baseline))),
      calibrations_(std::make_unique<std::array<Calibration, 2>>()) {
  seal();
}
Model::~Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;

void Model::seal() {
  baseline_->canonicalise();
  sha256_ = to_hex(detector::sha256(baseline_->serialise()));
}

std::string Model::serialise() const {
  return baseline_->serialise();
}
std::string Model::serialise_calibration() const {
  ByteWriter out;
  for (const Calibration& calibration : *calibrations_) out.bytes(calibration.serialise(sha256_));
  return out.take();
}

const Calibration& Model::calibration(Mode mode) const {
  return (*calibrations_)[static_cast<std::size_t>(mode)];
}

Result<Model> Model::parse(std::string_view model, std::string_view calibration) {
  DETECTOR_TRY(auto baseline, Baseline::parse(model));
  Model out(std::move(baseline));
  ByteReaderLe in(calibration);
  for (Calibration& one : *out.calibrations_) {
    DETECTOR_TRY(one, Calibration::parse(in.bytes(), out.sha256_));
  }
  if (in.failed() || !in.at_end()) return fail(Code::kCorrupt, "the calibration is damaged");
  return out;
}

Status Model::merge(const Model& other) {
  DETECTOR_CHECK(baseline_->merge(*other.baseline_));
  *calibrations_ = {};
  seal();
  return {};
}

void Model::without_day(Day day) {
  baseline_->without_day(day);
  *calibrations_ = {};
  seal();
}

namespace {

Calibration calibrated(const Baseline& baseline, const ReadOut& readout, Mode mode,
                       std::size_t skipped_days, const Policy& policy) {
  Calibration calibration;
  calibration.set_policy(policy_fingerprint(policy));
  Scorer scorer(readout, mode);
  constexpr Bits kKeepNothing = INT64_MAX;
  for (const auto& [day, slice] : baseline.days()) {
    if (skipped_days > 0) {
      --skipped_days;
      continue;
    }
    calibration.add_day();
    for (const auto& score : scorer.score_day(day, slice, kKeepNothing)) {
      if (announced_window(policy, day, readout.name(score.entity)) != nullptr) continue;
      calibration.add(score.bits);
    }
  }
  return calibration;
}

}  // namespace

void Model::calibrate(const Policy& policy) {
  const ReadOut readout(nullptr, *baseline_, policy);
  auto& [left_out, progressive] = *calibrations_;
  left_out = calibrated(*baseline_, readout, Mode::kLeaveOut, 0, policy);
  // Whatever begins is seen from both sides when a day is left out, but from one side only when it
  // happens: the past is judged as the future will be. The first half has too little past.
  const std::size_t days = baseline_->days().size();
  progressive = days / 2 >= policy.minimum_days
                    ? calibrated(*baseline_, readout, Mode::kProgressive, days / 2, policy)
                    : left_out;
}

bool Model::calibrated_for(const Policy& policy) const {
  return calibration(Mode::kProgressive).policy() == policy_fingerprint(policy);
}

Result<Bits> Model::threshold(std::uint64_t budget_milli) const {
  return calibration(Mode::kProgressive).threshold(budget_milli);
}

Model::Summary Model::summary() const {
  Summary out;
  out.sha256 = sha256_;
  out.days = baseline_->days().size();
  if (out.days > 0) {
    out.first_day = baseline_->days().begin()->first;
    out.last_day = baseline_->days().rbegin()->first;
  }
  for (const auto& [day, slice] : baseline_->days()) {
    for (std::size_t v = 0; v < views().size(); ++v) {
      for (std::size_t l = 0; l < level_count(views()[v]); ++l) {
        out.cells += slice.level(v, l).cells().size();
        if (slice.level(v, l).context_bound() != kNoBound) ++out.dropped_contexts_days;
      }
    }
  }
  out.names = baseline_->names().size();
  out.inputs = baseline_->inputs().size();
  out.calibrated_on = calibration(Mode::kProgressive).total();
  return out;
}

}  // namespace detector
