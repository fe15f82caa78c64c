#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace detector::config {

/// `s3` of `s3.model_bucket_name`; empty at the top.
std::string_view section_of(std::string_view key);
/// `model_bucket_name` of `s3.model_bucket_name`.
std::string_view name_in_section(std::string_view key);
/// Every key and every section, in the table's order.
std::vector<std::string_view> keys_and_sections();

constexpr std::string_view kVariablePrefix = "DETECTOR__";
/// `DETECTOR__S3__MODEL_BUCKET_NAME` of `s3.model_bucket_name`.
std::string layered_variable(std::string_view key);
/// The reverse, for any name with the prefix, also of no setting.
std::string key_of_variable(std::string_view name);

/// How many letters must be inserted, deleted, replaced or swapped with their neighbour to turn one
/// into the other. O(a·b). Source: optimal string alignment, Damerau 1964.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, the first of equals, when at most a third of the letters
/// differ; else the first that contains `word`; else empty. Words over 100 bytes have none.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

/// The known key that the unknown `key` was meant to be, by its whole path or, in the wrong
/// section, by its name; empty when there is none.
std::string_view nearest_key(std::string_view key);

/// What to say about `key`, which is not a setting: that it is a section, or unknown and what was
/// meant.
std::string unknown_key(std::string_view key);

/// `; did you mean "x"?`, or nothing when `name` is empty.
std::string did_you_mean(std::string_view name);

}  // namespace detector::config
