#pragma once

#include <string_view>

namespace detector::config {

/// `lambda:ListFunctions` of `lambda:ListFunctions20150331`, `lambda:AddPermission` of
/// `lambda:AddPermission20150331v2`, `cloudfront:GetDistribution` of
/// `cloudfront:GetDistribution2020_05_31`; any other name as it is.
std::string_view without_api_version(std::string_view action);

/// Whether `name` begins with the word: `GetThing` with `Get`, `Getaway` not.
bool begins_with_verb(std::string_view name, std::string_view verb);

/// `s3`, `resource-explorer-2`
bool is_service(std::string_view text);
/// `CreateAccessKey`, `too-many-attempts`
bool is_action_name(std::string_view text);
/// `Get`
bool is_verb(std::string_view text);
/// `T1098`, `T1098.001`
bool is_technique_id(std::string_view text);

}  // namespace detector::config
