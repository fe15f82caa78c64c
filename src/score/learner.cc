#include "score/learner.h"

#include <algorithm>
#include <map>

namespace detector {
namespace {

constexpr std::string_view kFuture = "dated more than a day after now (--now)";

}  // namespace

void Learner::reject(std::string_view reason, const RecordRef& ref) {
  auto found = accounting_.rejected.find(reason);
  if (found == accounting_.rejected.end()) {
    found = accounting_.rejected.emplace(std::string(reason), Accounting::Reject{0, ref}).first;
  }
  ++found->second.count;
}

Learner::Fate Learner::settle(const ObservedRow& row) {
  if (row.time > options_.now + kDayMs) {
    reject(kFuture, row.ref);
    return Fate::kDropped;
  }
  if ((options_.since && row.time < *options_.since) ||
      (options_.until && row.time >= *options_.until)) {
    ++accounting_.filtered;
    return Fate::kDropped;
  }
  if (row.id != 0 && !ids_.insert(row.id)) {
    ++accounting_.duplicate;
    return Fate::kDropped;
  }
  if (open_from_ && day_of(row.time) < *open_from_) {
    ++accounting_.late;
    return Fate::kDropped;
  }
  ++accounting_.scored;
  return Fate::kScored;
}

void Learner::learn_tally(const Digest& digest, const Observation& observation,
                          const Tally& tally) {
  if (tally.count == 0) return;
  const auto count = static_cast<std::uint32_t>(std::min<std::uint64_t>(tally.count, UINT32_MAX));
  baseline_.learn(observation, count);
  const ObservedRow& row = digest.rows[tally.first_row];
  const DaySlice& slice = baseline_.days().at(observation.day);
  sightings_.learn(observation, slice, row, digest.record(row), digest.id(row));
}

void Learner::learn_rows(const Digest& digest) {
  std::vector<Tally> tallies(digest.observations.size());
  // Lines that joined an address, by (their own observation, that address).
  std::map<std::pair<std::uint32_t, std::uint64_t>, Tally> joined;
  for (std::uint32_t r = 0; r < digest.rows.size(); ++r) {
    const ObservedRow& row = digest.rows[r];
    const Observation& observation = digest.observations[row.observation];
    Tally* tally = &tallies[row.observation];
    if (row.process != 0) {
      if (observation.entity == Field::kAddress) {
        processes_.remember(row.process, observation[Field::kAddress]);
      } else if (const std::uint64_t address = processes_.address_of(row.process); address != 0) {
        tally = &joined[{row.observation, address}];
      }
    }
    if (settle(row) == Fate::kDropped) continue;
    if (tally->count == 0 || row.time < digest.rows[tally->first_row].time) tally->first_row = r;
    tally->count += row.count;
    if (observation[Field::kSignature] != 0) ++messages_;
    if (observation.login != Login::kNone) baseline_.learn_login(observation, row);
  }
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    learn_tally(digest, digest.observations[i], tallies[i]);
  }
  for (const auto& [key, tally] : joined) {
    Observation observation = digest.observations[key.first];
    observation.entity = Field::kAddress;
    observation.hashes[static_cast<std::size_t>(Field::kAddress)] = key.second;
    learn_tally(digest, observation, tally);
  }
}

void Learner::learn(const Digest& digest) {
  accounting_.read += digest.batch->records.size() + digest.batch->rejected.size();
  for (const auto& rejected : digest.batch->rejected) reject(rejected.reason, rejected.ref);
  for (const auto& rejected : digest.rejected) reject(rejected.reason, rejected.ref);
  accounting_.filtered += digest.filtered;
  if (digest.batch->starts_object) processes_.begin_object();
  for (const NamedHash& entry : digest.name_index) {
    baseline_.learn_name(entry.hash, digest.name(entry), entry.coarser);
  }
  learn_rows(digest);
  baseline_.bound_names();
}

}  // namespace detector
