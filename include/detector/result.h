#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace detector {

/// What went wrong, told apart by what the caller does next.
enum class Code {
  kUsage,         ///< The call or the configuration is wrong: tell the user, exit 2.
  kNotFound,      ///< The named thing does not exist.
  kUnreadable,    ///< An input could not be read to its end: exit 3.
  kUnwritable,    ///< An output could not be written: exit 3.
  kCorrupt,       ///< A file of ours is damaged or not ours: refuse it, never half-load.
  kUnsupported,   ///< A file of ours from another version, or a feature this build lacks.
  kConflict,      ///< The operation would break an invariant (overlapping merge, other hash key).
  kUnresolvable,  ///< The data cannot answer the question (a budget too small for it).
  kUnavailable,   ///< A remote service did not answer: retry later.
  kInternal,      ///< A bug of ours: exit 4.
};

/// An error as a person reads it: `message` says what, where, and what to do about it.
struct Error {
  Code code = Code::kInternal;
  std::string message;
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> fail(Code code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace detector

#define DETECTOR_CONCAT_INNER(a, b) a##b
#define DETECTOR_CONCAT(a, b) DETECTOR_CONCAT_INNER(a, b)
#define DETECTOR_TRY_INNER(result, target, expression)                   \
  auto result = (expression);                                            \
  if (!result) return tl::unexpected<::detector::Error>(result.error()); \
  target = std::move(*result)

/// `DETECTOR_TRY(auto x, f())`: x is f()'s value, or the enclosing function returns f()'s error.
#define DETECTOR_TRY(target, expression) \
  DETECTOR_TRY_INNER(DETECTOR_CONCAT(detector_result_, __LINE__), target, expression)

/// `DETECTOR_CHECK(f())`: the enclosing function returns f()'s error, if there is one.
#define DETECTOR_CHECK(expression)                                                  \
  do {                                                                              \
    if (auto detector_status = (expression); !detector_status) {                    \
      return tl::unexpected<::detector::Error>(std::move(detector_status.error())); \
    }                                                                               \
  } while (false)
