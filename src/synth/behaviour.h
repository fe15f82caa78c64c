#pragma once

#include <string>
#include <vector>

#include "base/rng.h"
#include "synth/estate.h"
#include "synth/plan.h"

namespace detector::synth {

/// The benign behaviours. Each adds what happens on one day to `plan`, from streams of random
/// numbers of its own, so that adding a behaviour changes none of the others.

/// Cloud calls of people on a local day (each in the zone of their site).
void plan_people(const Estate& estate, const Rng& root, Day local, Plan& plan);
/// Shell sessions of people on a local day, from the addresses plan_people() uses.
void plan_shells(const Estate& estate, const Rng& root, Day local, Plan& plan);
/// Programs under service roles, and the root user's rare visit, on a UTC day.
void plan_services(const Estate& estate, const Rng& root, Day utc, Plan& plan);
/// Where a service runs: the machine or the pool stays for about a month.
struct ServicePlace {
  std::vector<std::string> addresses;
  std::string instance;
};
ServicePlace service_place(const Estate& estate, const Rng& root, std::size_t program, Day day);
/// The name of the sessions that this service has on this day.
std::string service_session_name(const Estate& estate, const Rng& root, std::size_t program,
                                 Day day, Rng& rng);
/// Cron, monitoring and configuration management on the hosts, on a UTC day.
void plan_machines(const Estate& estate, const Rng& root, Day utc, Plan& plan);
/// What machines say to each other and to the services they use, on a UTC day.
void plan_traffic(const Estate& estate, const Rng& root, Day utc, Plan& plan);
/// Visitors of the web hosts, and scanners that try every port, on a UTC day.
void plan_internet(const Estate& estate, const Rng& root, Day utc, Plan& plan);
/// Laptops on a local day: the VPN, and what people open through it.
void plan_laptops(const Estate& estate, const Rng& root, Day local, Plan& plan);
/// What people do on odd days, beyond their usual work: on a local day.
void plan_odd_people(const Estate& estate, const Rng& root, Day local, Plan& plan);
/// The contractor of an announced penetration test, on a UTC day.
void plan_pen_test(const Estate& estate, const Rng& root, Day utc, Plan& plan);
/// Internet background noise against exposed hosts on a UTC day: always fails.
void plan_noise(const Estate& estate, const Rng& root, Day utc, Plan& plan);

}  // namespace detector::synth
