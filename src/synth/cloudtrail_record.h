#pragma once

#include <string>

#include "synth/estate.h"
#include "synth/plan.h"

namespace detector::synth {

/// The eventID of a call: a function of its token.
void append_event_id(std::string& out, const ApiCall& call);

/// The region that CloudTrail files the call under.
std::uint16_t recorded_region(const ApiCall& call);

/// The account whose trail has the call: an index into Estate::accounts.
std::uint16_t recorded_account(const Estate& estate, const ApiCall& call);

/// Appends the call as one CloudTrail record: compact JSON, no line end.
void append_cloudtrail(std::string& out, const Estate& estate, const ApiCall& call);

}  // namespace detector::synth
