#include "model_files.h"

#include "detector/snapshot.h"

namespace detector::cli {

Result<Model> load_model(const std::string& path) {
  DETECTOR_TRY(const std::string model, read_snapshot(path, SnapshotKind::kModel));
  DETECTOR_TRY(const std::string calibration,
               read_snapshot(path + ".cal", SnapshotKind::kCalibration));
  auto loaded = Model::parse(model, calibration);
  if (!loaded) return fail(loaded.error().code, path + ": " + loaded.error().message);
  return loaded;
}

Status save_model(const Model& model, const std::string& path) {
  DETECTOR_CHECK(write_snapshot(path, SnapshotKind::kModel, model.serialise()));
  return write_snapshot(path + ".cal", SnapshotKind::kCalibration, model.serialise_calibration());
}

}  // namespace detector::cli
