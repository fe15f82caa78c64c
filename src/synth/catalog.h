#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace detector::synth {

enum class Access { kRead, kWrite };
enum class Reach { kRegional, kGlobal };  ///< kGlobal is always recorded in us-east-1.
enum class Category { kManagement, kData };
enum class ResourceKind {
  kNone,
  kBucket,
  kSecret,
  kInstance,
  kRole,
  kUser,
  kFunction,
  kTable,
  kQueue,
  kLogGroup,
  kKey,
  kSnapshot,
  kVolume,
  kDatabase,
  kStack,
  kTrail,
  kParameter,
  kCluster,
  kGroup,
  kCount
};

/// One API operation. `request` and `response` are JSON with %-places: see append_template().
struct Operation {
  std::string_view service;  ///< `s3`; the source is `s3.amazonaws.com`.
  std::string_view name;
  Access access = Access::kRead;
  Reach reach = Reach::kRegional;
  Category category = Category::kManagement;
  ResourceKind resource = ResourceKind::kNone;
  std::string_view request = "null";
  std::string_view response = "null";
};

/// By `service:Name`. An unknown name gives the operation `unknown:Unknown`, which a test looks
/// for.
const Operation* operation(std::string_view name);
std::span<const Operation> operations();

/// A step of a task: this operation, `low` to `high` times.
struct Step {
  const Operation* operation = nullptr;
  std::int64_t low = 1;
  std::int64_t high = 1;
};

/// `s3:ListBuckets s3:GetObject*2-9`: steps separated by spaces.
std::vector<Step> parse_steps(std::string_view text);

}  // namespace detector::synth
