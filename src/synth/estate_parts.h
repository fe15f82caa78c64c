#pragma once

#include <string_view>

#include "base/rng.h"
#include "synth/estate.h"

namespace detector::synth {

/// The parts that build_estate() puts together.

/// For how many days after the first the future of an estate is known: whom it hires, what it
/// builds. Logs are shorter.
constexpr Day kFuture = 400;

/// Adds `host` with an address and identifiers of its own.
void add_host(Estate& estate, Host host, Rng& rng);
/// The VPCs and the hosts in them; more people need more web and application hosts.
void add_network(Estate& estate, Rng& rng, int people);

/// What is in the accounts: buckets, secrets, instances and so on.
void add_resources(Estate& estate, Rng& rng);
/// Roles of people, of programs, of pipelines and of auditors in each account.
void add_principals(Estate& estate, Rng& rng);

/// A person who comes on day `since`, or is there from the beginning (0).
void add_person(Estate& estate, const Rng& root, Day first, Day since);
/// What a person does in another job: another role, other tasks.
Post make_post(const Estate& estate, const Person& person, Job job, Rng& rng);

/// What changes after `first`: people who come and who change their job, programs and regions.
void add_growth(Estate& estate, const Rng& root, Day first);

/// Where among Estate::people_principals the roles of a job in an account are.
std::size_t sign_on_role(std::uint16_t account, Job job);
/// The role of a job that users of other accounts take.
std::size_t cross_account_role(std::uint16_t account, Job job);

}  // namespace detector::synth
