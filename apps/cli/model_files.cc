#include "model_files.h"

#include <fstream>
#include <iterator>

#include "detector/snapshot.h"

namespace detector::cli {

Result<std::string> read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), {});
  if (!file || file.bad()) return fail(Code::kUnreadable, path + ": cannot be read");
  return text;
}

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
