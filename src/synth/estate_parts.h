#pragma once

#include "base/rng.h"
#include "synth/estate.h"

namespace detector::synth {

/// The parts that build_estate() puts together.

/// Adds `host` with an address and identifiers of its own.
void add_host(Estate& estate, Host host, Rng& rng);
/// The VPCs and the hosts in them; more people need more web and application hosts.
void add_network(Estate& estate, Rng& rng, int people);

}  // namespace detector::synth
