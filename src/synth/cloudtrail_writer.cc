// CloudTrail's delivery: AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/ACCOUNT_CloudTrail_REGION_
// YYYYMMDDTHHMMZ_RANDOM.json.gz, each file `{"Records":[…]}`. Folder and name carry the time of
// delivery, so the last hour of a day lies in the folder of the next one, as it does on AWS.

#include <fmt/format.h>

#include <algorithm>

#include "base/gzip.h"
#include "base/hash.h"
#include "synth/cloudtrail_record.h"
#include "synth/random.h"
#include "synth/write_file.h"
#include "synth/writers.h"

namespace detector::synth {
namespace {

constexpr std::size_t kHours = 24;
constexpr TimeMs kDelivery = 5 * kMinuteMs;
constexpr std::uint64_t kDisorderMs = 40'000;

/// Whose trail, and for which region.
struct Trail {
  std::size_t account = 0;
  std::size_t region = 0;
};

std::string object_path(const Estate& estate, const Rng& root, Trail trail, TimeMs delivered) {
  const CivilDate date = civil_from_day(day_of(delivered));
  const std::string stamp = fmt::format("{:04}{:02}{:02}T{:02}{:02}Z", date.year, date.month,
                                        date.day, hour_of(delivered), delivered / kMinuteMs % 60);
  const std::string& account = estate.accounts[trail.account].id;
  const std::string& name = estate.regions[trail.region];
  Rng rng = root.fork(fmt::format("object/{}/{}/{}", account, name, stamp));
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::string unique(16, 'A');
  for (char& c : unique) c = pick(rng, kLetters);
  return fmt::format(
      "AWSLogs/{0}/CloudTrail/{1}/{2:04}/{3:02}/{4:02}/{0}_CloudTrail_{1}_{5}_{6}"
      ".json.gz",
      account, name, date.year, date.month, date.day, stamp, unique);
}

/// When CloudTrail noted the call: near its time, so files are nearly in order.
TimeMs noted(const ApiCall& call) {
  return call.time + static_cast<TimeMs>(mix(call.token + 3) % kDisorderMs);
}

Status write_object(const Estate& estate, std::vector<const ApiCall*>& calls,
                    const std::string& path, Written& written) {
  std::stable_sort(calls.begin(), calls.end(),
                   [](const ApiCall* a, const ApiCall* b) { return noted(*a) < noted(*b); });
  std::string json = R"({"Records":[)";
  json.reserve(calls.size() * 1600 + 16);
  for (const ApiCall* call : calls) {
    if (call != calls.front()) json += ',';
    append_cloudtrail(json, estate, *call);
    if (call->label == kBenign && call->surprise == nullptr) continue;
    TaggedRow row{call->time / kSecondMs * kSecondMs, {}, call->label, call->surprise};
    append_event_id(row.record_id, *call);
    written.tagged.push_back(std::move(row));
  }
  json += "]}";
  DETECTOR_TRY(const std::string bytes, gzip(json));
  written.records += static_cast<std::int64_t>(calls.size());
  ++written.files;
  return write_file(path, bytes);
}

}  // namespace

Result<Written> write_cloudtrail_day(const Estate& estate, const Rng& root,
                                     const std::vector<const ApiCall*>& calls,
                                     const std::string& directory) {
  const std::size_t regions = estate.regions.size();
  std::vector<std::vector<const ApiCall*>> objects(kAccounts * regions * kHours);
  for (const ApiCall* call : calls) {
    const auto hour = static_cast<std::size_t>(hour_of(call->time));
    const std::size_t trail = recorded_account(estate, *call) * regions + recorded_region(*call);
    objects[trail * kHours + hour].push_back(call);
  }
  Written written;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (objects[i].empty()) continue;
    const TimeMs day = start_of_day(day_of(objects[i].front()->time));
    const TimeMs delivered = day + static_cast<TimeMs>(i % kHours + 1) * kHourMs + kDelivery;
    const std::string path =
        directory + '/' +
        object_path(estate, root, {i / kHours / regions, i / kHours % regions}, delivered);
    DETECTOR_CHECK(write_object(estate, objects[i], path, written));
  }
  return written;
}

}  // namespace detector::synth
