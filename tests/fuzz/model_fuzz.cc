// Any bytes: a snapshot is refused or gives its payload; a model is refused or, written again,
// reads the same to the byte; a calibration likewise.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "detector/model.h"
#include "detector/snapshot.h"
#include "score/baseline.h"
#include "score/calibration.h"
#include "score/views.h"

namespace {

void require(bool holds) {
  if (!holds) __builtin_trap();
}

void check_snapshot(const std::string& bytes) {
  using detector::SnapshotKind;
  const auto payload = detector::unframe_snapshot(bytes, SnapshotKind::kModel);
  if (payload) require(detector::frame_snapshot(SnapshotKind::kModel, *payload) == bytes);
  const std::string framed = detector::frame_snapshot(SnapshotKind::kCalibration, bytes);
  const auto back = detector::unframe_snapshot(framed, SnapshotKind::kCalibration);
  require(back && *back == bytes);
  require(!detector::unframe_snapshot(framed, SnapshotKind::kModel));
  require(!detector::unframe_snapshot(framed + "x", SnapshotKind::kCalibration));
}

void check_model(const std::string& bytes) {
  // The first eight bytes are always the same; the fuzzer need not find them.
  detector::ByteWriter out;
  out.u64(detector::views_fingerprint());
  auto baseline = detector::Baseline::parse(out.take() + bytes);
  if (!baseline) return;
  const detector::Model model(std::move(*baseline));
  const std::string written = model.serialise();
  auto again = detector::Baseline::parse(written);
  require(again.has_value());
  require(detector::Model(std::move(*again)).serialise() == written);
  const auto summary = model.summary();
  require(summary.days == model.baseline().days().size());
}

void check_calibration(const std::string& bytes) {
  detector::ByteWriter out;
  out.bytes("model");
  const auto parsed = detector::Calibration::parse(out.take() + bytes, "model");
  if (!parsed) return;
  const std::string written = parsed->serialise("model");
  const auto again = detector::Calibration::parse(written, "model");
  require(again && again->serialise("model") == written);
  require(!detector::Calibration::parse(written, "another"));
  (void)parsed->threshold(5000);
  const double p = parsed->p_value(4096);
  require(p > 0 && p <= 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0] % 3) {
    case 0:
      check_snapshot(bytes);
      break;
    case 1:
      check_model(bytes);
      break;
    default:
      check_calibration(bytes);
      break;
  }
  return 0;
}
