#include "detector/model.h"

#include "base/hash.h"
#include "score/baseline.h"
#include "score/calibration.h"
#include "score/scorer.h"

namespace detector {

Model::Model() : Model(Baseline()) {}
Model::Model(Baseline baseline)
    : baseline_(std::make_unique<Baseline>(std::move(baseline))),
      calibration_(std::make_unique<Calibration>()) {
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
  return calibration_->serialise(sha256_);
}

Result<Model> Model::parse(std::string_view model, std::string_view calibration) {
  DETECTOR_TRY(auto baseline, Baseline::parse(model));
  Model out(std::move(baseline));
  DETECTOR_TRY(*out.calibration_, Calibration::parse(calibration, out.sha256_));
  return out;
}

Status Model::merge(const Model& other) {
  DETECTOR_CHECK(baseline_->merge(*other.baseline_));
  *calibration_ = Calibration();
  seal();
  return {};
}

void Model::without_day(Day day) {
  baseline_->without_day(day);
  *calibration_ = Calibration();
  seal();
}

void Model::calibrate(const Policy& policy) {
  *calibration_ = Calibration();
  calibration_->set_policy(policy);
  const ReadOut readout(nullptr, *baseline_, policy);
  Scorer scorer(readout, Mode::kLeaveOut);
  constexpr Bits kKeepNothing = INT64_MAX;
  for (const auto& [day, slice] : baseline_->days()) {
    calibration_->add_day();
    for (const auto& score : scorer.score_day(day, slice, kKeepNothing)) {
      calibration_->add(score.bits);
    }
  }
}

Policy Model::policy() const {
  return calibration_->policy();
}

Result<Bits> Model::threshold(std::uint64_t budget_milli) const {
  return calibration_->threshold(budget_milli);
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
  out.calibrated_on = calibration_->total();
  return out;
}

}  // namespace detector
