#pragma once

#include "base/time.h"
#include "synth/estate.h"

namespace detector::synth {

/// Whether nobody has to work on this day at the sites in this country: national holidays, with
/// those of Berlin and Lisbon.
bool is_public_holiday(Country country, Day day);

/// Easter Sunday of a year of the Gregorian calendar.
Day easter_of(int year);

}  // namespace detector::synth
