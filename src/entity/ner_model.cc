#include "entity/ner_model.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/bytes.h"
#include "base/hash.h"
#include "entity/crf_trainer.h"
#include "entity/ner_features.h"
#include "entity/ner_labels.h"

namespace detector {
namespace {

constexpr std::string_view kMagic = "ADNERCRF";
constexpr std::uint8_t kVersion = 1;
constexpr int kForbiddenCode = -32768;

int whole(float weight, int most) {
  const float scaled = weight / NerModel::kStep;
  const float clipped = std::clamp(scaled, static_cast<float>(-most), static_cast<float>(most));
  return static_cast<int>(clipped < 0 ? clipped - 0.5F : clipped + 0.5F);
}

// The least size of a weight so that no more than kMostWeights are at least as large.
int least_kept(const CrfTrainer& trainer) {
  std::array<std::size_t, 129> count{};
  for (std::uint32_t bucket = 0; bucket < FeatureMaker::kBuckets; ++bucket) {
    for (std::size_t y = 0; y < kLabels; ++y) {
      ++count[static_cast<std::size_t>(std::abs(whole(trainer.weight(bucket, y), 127)))];
    }
  }
  std::size_t sum = 0;
  int least = 128;
  while (least > 1 && sum + count[static_cast<std::size_t>(least - 1)] <= NerModel::kMostWeights) {
    sum += count[static_cast<std::size_t>(--least)];
  }
  return least;
}

std::string_view digest_text(const Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Status read_weights(ByteReaderLe& reader, NerModel& model) {
  const std::uint64_t used = reader.count(4);
  std::uint64_t next = 0;
  for (std::uint64_t i = 0; i < used && !reader.failed(); ++i) {
    const std::uint64_t bucket = next + reader.varint();
    const std::uint8_t count = reader.u8();
    if (bucket >= FeatureMaker::kBuckets || count > kLabels) {
      return fail(Code::kCorrupt, "the model of the recogniser is damaged: no such weight");
    }
    while (model.first.size() <= bucket) {
      model.first.push_back(static_cast<std::uint32_t>(model.weights.size()));
    }
    for (std::uint8_t n = 0; n < count; ++n) {
      const std::uint8_t label = reader.u8();
      const auto value = static_cast<std::int8_t>(reader.u8());
      if (label >= kLabels) {
        return fail(Code::kCorrupt, "the model of the recogniser is damaged: no such label");
      }
      model.weights.push_back({label, value});
    }
    next = bucket + 1;
  }
  model.first.resize(FeatureMaker::kBuckets + 1, static_cast<std::uint32_t>(model.weights.size()));
  return {};
}

}  // namespace

void NerModel::add_scores(std::span<const std::uint32_t> features, float* sums) const {
  for (const std::uint32_t feature : features) {
    for (std::uint32_t i = first[feature]; i < first[feature + 1]; ++i) {
      sums[weights[i].label] += static_cast<float>(weights[i].value);
    }
  }
}

NerModel quantise(const CrfTrainer& trainer) {
  NerModel model;
  model.transitions.labels = kLabels;
  for (const float score : trainer.transitions().scores) {
    const bool forbidden = score <= Transitions::kForbidden;
    model.transitions.scores.push_back(forbidden ? Transitions::kForbidden
                                                 : static_cast<float>(whole(score, 30'000)));
  }
  const int least = least_kept(trainer);
  for (std::uint32_t bucket = 0; bucket < FeatureMaker::kBuckets; ++bucket) {
    model.first.push_back(static_cast<std::uint32_t>(model.weights.size()));
    for (std::size_t y = 0; y < kLabels; ++y) {
      const int value = whole(trainer.weight(bucket, y), 127);
      if (std::abs(value) < least) continue;
      model.weights.push_back({static_cast<std::uint8_t>(y), static_cast<std::int8_t>(value)});
    }
  }
  model.first.push_back(static_cast<std::uint32_t>(model.weights.size()));
  return model;
}

std::string save(const NerModel& model) {
  ByteWriter writer;
  for (const char c : kMagic) writer.u8(static_cast<std::uint8_t>(c));
  writer.u8(kVersion);
  writer.u8(static_cast<std::uint8_t>(FeatureMaker::kVersion));
  writer.varint(FeatureMaker::kBucketBits);
  writer.varint(kLabels);
  writer.varint(model.temperature);
  writer.varint(model.seed);
  writer.varint(model.lines);
  for (const float score : model.transitions.scores) {
    writer.svarint(score <= Transitions::kForbidden ? kForbiddenCode : static_cast<int>(score));
  }
  std::uint64_t used = 0;
  for (std::uint32_t b = 0; b < FeatureMaker::kBuckets; ++b) {
    if (model.first[b + 1] > model.first[b]) ++used;
  }
  writer.varint(used);
  std::uint32_t next = 0;
  for (std::uint32_t b = 0; b < FeatureMaker::kBuckets; ++b) {
    if (model.first[b + 1] == model.first[b]) continue;
    writer.varint(b - next);
    writer.u8(static_cast<std::uint8_t>(model.first[b + 1] - model.first[b]));
    for (std::uint32_t i = model.first[b]; i < model.first[b + 1]; ++i) {
      writer.u8(model.weights[i].label);
      writer.u8(static_cast<std::uint8_t>(model.weights[i].value));
    }
    next = b + 1;
  }
  std::string bytes = writer.take();
  bytes += digest_text(sha256(bytes));
  return bytes;
}

Result<NerModel> load_ner_model(std::string_view bytes) {
  if (bytes.size() < kMagic.size() + 2 + sizeof(Sha256) || !bytes.starts_with(kMagic)) {
    return fail(Code::kCorrupt, "not a model of the recogniser, or its beginning is damaged");
  }
  if (static_cast<std::uint8_t>(bytes[kMagic.size()]) != kVersion) {
    return fail(Code::kUnsupported,
                "the model of the recogniser has another version; train it with this program");
  }
  const std::string_view body = bytes.substr(0, bytes.size() - sizeof(Sha256));
  if (digest_text(sha256(body)) != bytes.substr(body.size())) {
    return fail(Code::kCorrupt, "the model of the recogniser is truncated or was altered");
  }
  ByteReaderLe reader(body.substr(kMagic.size() + 1));
  const bool known = reader.u8() == FeatureMaker::kVersion &&
                     reader.varint() == FeatureMaker::kBucketBits && reader.varint() == kLabels;
  if (!known) {
    return fail(Code::kUnsupported,
                "the model of the recogniser has other features; train it with this program");
  }
  NerModel model;
  model.temperature =
      static_cast<std::uint32_t>(std::clamp<std::uint64_t>(reader.varint(), 1, 100'000));
  model.seed = reader.varint();
  model.lines = reader.varint();
  model.transitions.labels = kLabels;
  for (std::size_t i = 0; i < (kLabels + 1) * kLabels; ++i) {
    const auto score = static_cast<float>(reader.svarint());
    model.transitions.scores.push_back(
        score <= static_cast<float>(kForbiddenCode) ? Transitions::kForbidden : score);
  }
  DETECTOR_CHECK(read_weights(reader, model));
  if (reader.failed() || !reader.at_end()) {
    return fail(Code::kCorrupt, "the model of the recogniser is damaged");
  }
  return model;
}

}  // namespace detector
