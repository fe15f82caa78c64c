#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "synth/estate.h"

namespace detector::synth {

/// A piece of work as people do it: an order of operations with one tool.
struct Task {
  std::string_view name;
  Tool tool = Tool::kConsole;
  std::string_view jobs;  ///< Letters of the jobs that know it: see job_letter().
  std::string_view steps;
};

std::span<const Task> tasks();
char job_letter(Job job);

/// A role that a program uses, and its rhythm.
struct ServiceRow {
  std::string_view name;
  std::string_view service;  ///< lambda, ec2 or ecs-tasks.
  std::int64_t every_minutes = 60;
  std::int64_t at_minute = 0;  ///< Of the UTC day, for the first run.
  std::string_view days;   ///< Weekdays it runs on, Monday = 0: "0123456"; `monthly`, `quarterly`.
  std::string_view hours;  ///< `all`, or `day`: thinned out at night and on weekends.
  std::string_view steps;
  std::string_view agent;
  std::string_view accounts = "p";  ///< p prod, s staging, d dev, x security; the first is main.
  enum class Visits { kNobody, kDeploys, kAudits } visits = Visits::kNobody;
  std::string_view visit_steps = {};  ///< What it does under a role of each account it visits.
  enum class Starts { kWithTheEstate, kLater } starts = Starts::kWithTheEstate;
};

std::span<const ServiceRow> service_rows();

/// Commands that people of a job run under sudo.
std::span<const std::string_view> sudo_commands(Job job);

}  // namespace detector::synth
